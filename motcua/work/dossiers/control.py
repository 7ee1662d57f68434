"""The rows of the control slip: one for each hand-over, who gave and took it when, and whether the giver kept the share of time allotted.

In office seconds of the accepting agency's calendar; transit is the giver's time, waiting for the applicant is nobody's.
"""

from datetime import datetime
from typing import Any

from motcua.base.words import duration, short
from motcua.work.dossiers import queries
from motcua.work.dossiers.chain import HeldSpan, held_spans
from motcua.work.dossiers.models import Holding
from motcua.work.dossiers.places import desk_name
from motcua.work.dossiers.printing import Facts
from motcua.work.dossiers.rows import person_name, place_name
from motcua.work.dossiers.state import ENDED, STATE_NAMES, desk_of, is_late

MINUTE = 60
EARLY, IN_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"
DONE, DOING, WAITING = "Đã xử lý", "Đang xử lý", "Đã xử lý, chờ ký nhận"


def rows(facts: Facts, at: datetime) -> list[dict[str, Any]]:
    """What `prints` wants for each hand-over, and for the present holder."""
    spans = held_spans(facts.row, facts.holdings, at)
    made = [_row(facts, spans, place) for place in range(len(spans))]
    if facts.row.state in {"returned", "refused"} and made:
        made[-1] |= _given_to_applicant(facts)
    return made


def summary(facts: Facts, at: datetime) -> str:
    """How the whole dossier stands."""
    row, name = facts.row, STATE_NAMES[facts.row.state]
    if row.state in {"withdrawn", "stopped"}:
        return name
    if _late(facts, at) and row.due_at is not None:
        over = queries.clock_for(row.accepting, row.rule_set).working_seconds(row.due_at, row.ready_at or row.paused_since or at)
        return f"{name}; quá hạn {_said(over)}"
    return f"{name}; {overall(facts, at).lower() or 'còn trong hạn'}"


def overall(facts: Facts, at: datetime) -> str:
    """The whole dossier against its promise: when the result lay ready, or now."""
    row = facts.row
    if _late(facts, at):
        return LATE
    if row.ready_at is None or row.due_at is None:
        return ""
    return IN_TIME if row.ready_at.date() == row.due_at.date() else EARLY


def judged(used: int, allotted: int) -> str:
    """A share of time against what was allotted, to the minute."""
    if used // MINUTE > allotted // MINUTE:
        return LATE
    return IN_TIME if used // MINUTE == allotted // MINUTE else EARLY


def desk(holding: Holding, steps: list[dict[str, Any]]) -> str:
    """Who held it, in short: the counter of an agency, a unit, or the offices behind the counter."""
    step = next((x for x in steps if x["no"] == holding.step and x["agency"] == holding.agency), None)
    return desk_name(holding.agency, holding.unit, desk_of(step["role"]) if step else "office")


def _late(facts: Facts, at: datetime) -> bool:
    row = facts.row
    return is_late(row.state, row.due_at, row.ready_at, row.paused_since, at)


def _row(facts: Facts, spans: list[HeldSpan], place: int) -> dict[str, Any]:
    span, after = spans[place], spans[place + 1] if place + 1 < len(spans) else None
    holding, row = span.holding, facts.row
    open_span = after is None and row.state not in ENDED
    gave = next((entry for entry in facts.told if entry.word == "handed_over" and entry.at == holding.sent_at), None)
    result = judged(span.used, span.allotted)
    if open_span and row.ready_at is None and result != LATE:
        result = ""
    taker = desk(after.holding, row.steps) if after else (place_name(row.to_agency, row.to_unit) if row.to_agency and open_span else "")
    return {
        "giver": desk(holding, row.steps),
        "taker": taker,
        "given_at": holding.sent_at,
        "taken_at": after.holding.began_at if after else None,
        "given_by": person_name(gave.by, gave.at) if gave else "",
        "taken_by": person_name(after.holding.officer, after.holding.began_at) if after else "",
        "result": result,
        "used": _said(span.used),
        "allotted": _said(span.allotted),
        "note": _note(facts, span, (WAITING if row.to_agency else DOING) if open_span else DONE),
    }


def _given_to_applicant(facts: Facts) -> dict[str, Any]:
    """The last hand-over is the one to the citizen; whether it was in time the whole dossier says, by when the result lay ready."""
    returned = facts.last("returned")
    if returned is None:
        return {}
    return {
        "taker": "Người nhận kết quả",
        "given_at": returned.at,
        "taken_at": returned.at,
        "given_by": person_name(returned.by, returned.at),
        "taken_by": facts.content.collected_by,
        "result": overall(facts, returned.at),
        "used": "",
        "allotted": "",
        "note": "Đã trả kết quả; tính cho cả hồ sơ",
    }


def _note(facts: Facts, span: HeldSpan, state: str) -> str:
    holding = span.holding
    end = holding.over_at
    inside = [e for e in facts.told if e.at >= holding.began_at and (end is None or e.at <= end)]
    notes = [state]
    notes += [f"bên nhận từ chối lúc {short(e.at)}" for e in inside if e.word == "declined"]
    if span.waited:
        notes.append(f"chờ người nộp bổ sung {_said(span.waited)}")
    notes += ["đã xin lỗi, hẹn lại" for e in inside if e.word == "apologised"]
    return "; ".join(notes)


def _said(seconds: int) -> str:
    return duration(seconds).removesuffix(" làm việc")
