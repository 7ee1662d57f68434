"""What a field of an act must mean: codes that exist, dates that can be, people in the right place. Each check gives a sentence or None."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.base.time import VN
from motcua.shared.calendars import engine
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import identifiers
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import items, lifecycle
from motcua.work.dossiers.clock import Clock
from motcua.work.dossiers.corrections import wrong_value
from motcua.work.dossiers.state import State


@dataclass(frozen=True, slots=True)
class Scene:
    """Who looks at which dossier, when: what examples are made of."""

    s: State
    o: Officer
    at: datetime
    clock: Clock
    applicant: str = ""
    channel_out: str = "counter"
    papers: tuple[str, ...] = ()


def _agency(name: str, *groups: tuple[str, ...]) -> Callable[[Scene, dict[str, Any]], str | None]:
    """The agency exists today, and has somebody with a role of each group: else what is sent there would wait for nobody."""

    def check(c: Scene, f: dict[str, Any]) -> str | None:
        known = org.agency(f[name])
        today = c.at.astimezone(VN).date()
        if known is None or known.valid_from > today or (known.valid_to is not None and known.valid_to <= today):
            return "Không có cơ quan này, hoặc cơ quan đã hết hiệu lực."
        staffed = {role for one in org.colleagues(f[name]) for role in one.roles}
        if not all(staffed & set(group) for group in groups):
            return "Cơ quan này chưa có cán bộ nào làm được việc ấy."
        return None

    return check


def _colleague(name: str, agency: Callable[[Scene, dict[str, Any]], str], role: str | None) -> Callable[[Scene, dict[str, Any]], str | None]:
    def check(c: Scene, f: dict[str, Any]) -> str | None:
        if f[name] in {p.username for p in org.colleagues(agency(c, f), role)}:
            return None
        return "Không có người này ở vị trí phù hợp trong cơ quan."

    return check


def _unit(c: Scene, f: dict[str, Any]) -> str | None:
    return None if f["unit"] in {u.code for u in org.units(f.get("to", ""))} else "Cơ quan nhận không có phòng này."


def _not_self(c: Scene, f: dict[str, Any]) -> str | None:
    return "Không hỏi ý kiến chính cơ quan mình." if f["to"] == c.s.agency else _agency("to", lifecycle.ANSWERERS)(c, f)


def _which(c: Scene, f: dict[str, Any]) -> str | None:
    asked = {x["stream"] for x in c.s.opinions if x["to"] == c.o.agency}
    return None if f["which"] in asked else "Cơ quan của bạn không có yêu cầu cho ý kiến này đang mở."


def _term(c: Scene, f: dict[str, Any]) -> str | None:
    try:
        until = c.clock.term_from(c.at, f["term"])
    except ValueError as wrong:
        return str(wrong) or "Thời hạn không đọc được, ví dụ 3wd."
    return None if c.at < until <= c.at + timedelta(days=366) else "Thời hạn phải từ một giờ đến một năm."


def _procedure(c: Scene, f: dict[str, Any]) -> str | None:
    known = catalogue.procedure(f["procedure"])
    if known is None:
        return "Không có thủ tục này."
    return None if known.accepted else "Thủ tục này chưa tiếp nhận ở đây."


def _signed_on(c: Scene, f: dict[str, Any]) -> str | None:
    on = date.fromisoformat(f["on"])
    if on > c.at.astimezone(VN).date():
        return "Ngày ký ở tương lai."
    return "Ngày ký trước ngày tiếp nhận." if on < c.s.accepted_at.astimezone(VN).date() else None


def _new_due(c: Scene, f: dict[str, Any]) -> str | None:
    new = datetime.fromisoformat(f["new_due_at"])
    if new <= c.at or (c.s.due_at and new <= c.s.due_at):
        return "Hẹn lại phải sau hiện tại và sau hẹn cũ."
    if new > c.at + timedelta(days=366):
        return "Hẹn lại xa quá một năm."
    calendar = c.clock.calendar
    works = engine.next_opening(new, calendar) == new or engine.closing(new, calendar) == new
    return None if works else "Hẹn trả vào giờ làm việc."


def _known_papers(name: str) -> Callable[[Scene, dict[str, Any]], str | None]:
    def check(c: Scene, f: dict[str, Any]) -> str | None:
        known = catalogue.procedure(c.s.procedure)
        if known is None or known.version != c.s.version or c.s.parent:  # a sub-dossier carries its parent's papers
            return None
        strange = [x["key"] for x in f[name] if known.paper(x["key"]) is None and not x["key"].startswith(items.OTHER)]
        return f"Thủ tục này không có giấy tờ {strange[0]}." if strange else None

    return check


def _supplied(c: Scene, f: dict[str, Any]) -> str | None:
    if all(x.get("originals") or x.get("copies") or x.get("file") for x in f["papers"]):
        return _known_papers("papers")(c, f)
    return "Mỗi giấy tờ bổ sung cần ít nhất một bản hoặc một tệp."


def _corrected(c: Scene, f: dict[str, Any]) -> str | None:
    return wrong_value(str(f.get("field")), f["value"], c.at.astimezone(VN).date())


def _kind(c: Scene, f: dict[str, Any]) -> str | None:
    if f["kind"] == "result" and c.s.conclusion == "not_eligible":
        return "Hồ sơ được thẩm định là không đủ điều kiện; kết quả là văn bản từ chối."
    return None


def _instead(c: Scene, f: dict[str, Any]) -> str | None:
    """Who collects for another shows both: a number and an authorisation."""
    if not f.get("authority"):
        return "Ghi cả giấy ủy quyền (số, ngày, nơi chứng thực nếu có)."
    verdict = identifiers.check_citizen_id(f["id_number"], on=c.at.astimezone(VN).date()) if f.get("id_number") else None
    return "Ghi số định danh của người nhận thay." if verdict is None else verdict.error


MEANINGS: dict[str, dict[str, Callable[[Scene, dict[str, Any]], str | None]]] = {
    "hand_over": {
        "to": _agency("to", lifecycle.MOVERS),
        "unit": _unit,
        "officer": _colleague("officer", lambda c, f: str(f.get("to", "")), None),
    },
    "assign": {"officer": _colleague("officer", lambda c, f: c.o.agency, "specialist")},
    "reassign": {"officer": _colleague("officer", lambda c, f: c.o.agency, "specialist")},
    "draft_supplement": {"items": _known_papers("items")},
    "supply": {"papers": _supplied},
    "ask_opinion": {"to": _not_self, "term": _term},
    "answer_opinion": {"which": _which},
    "open_subdossier": {"procedure": _procedure, "to": _agency("to", lifecycle.MOVERS, ("specialist",), ("leader",))},
    "submit_for_signature": {"signer": _colleague("signer", lambda c, f: c.s.agency, "leader")},
    "enter_result": {"on": _signed_on, "kind": _kind},
    "apologise": {"new_due_at": _new_due},
    "return_result": {"id_number": _instead, "authority": lambda c, f: None if f.get("id_number") else _instead(c, f)},
    "correct": {"value": _corrected},
}
