"""A dossier on one screen, for who signs or decides: who asks for what, what was appraised, what would be signed, the papers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.shared.catalogue import queries as catalogue
from motcua.work.dossiers import checklist, queries
from motcua.work.dossiers.documents import DRAFT, RESULT, Card, cards
from motcua.work.dossiers.fields import CHANNELS, CONCLUSIONS, RESULTS
from motcua.work.dossiers.models import Content, Dossier, Side
from motcua.work.dossiers.rows import person_name, place_name
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.wording import SIDE_STATES, state_name, state_tone


@dataclass(frozen=True, slots=True)
class Summary:
    """What is read before signing. `checks` are (name, answer, tone, note); `draft` is what would be signed."""

    row: Dossier
    state: str
    tone: str
    late: bool
    soon: bool
    applicant: str
    facts: list[tuple[str, str]]
    conclusion: str
    appraisal: str
    by: str
    checks: list[tuple[str, str, str, str]]
    failed: int
    draft: list[Card]
    papers: list[Card]
    opinions: list[dict[str, Any]]
    supplements: int
    sent_back: list[str]


def summary(row: Dossier, content: Content, sides: list[Side], at: datetime) -> Summary:
    """Shows personal data: the caller logs the reading."""
    lying = cards(row.code, content)
    checks = [_check(one) for one in content.checks]
    opinions = [x for x in sides if x.kind == "opinion"]
    return Summary(
        row=row,
        state=state_name(row.state),
        tone=state_tone(row.state),
        late=is_late(row.state, row.due_at, row.ready_at, row.paused_since, at),
        soon=queries.is_soon(row, at),
        applicant=content.name,
        facts=_facts(row, content),
        conclusion=CONCLUSIONS.get(row.conclusion or "", ""),
        appraisal=content.appraisal,
        by=person_name(row.officer) if row.officer else "",
        checks=checks,
        failed=sum(one.get("ok") == checklist.NOT_OK for one in content.checks),
        draft=[card for card in lying if card.key in {DRAFT, RESULT}],
        papers=[card for card in lying if card.key not in {DRAFT, RESULT}],
        opinions=[_opinion(x) for x in opinions],
        supplements=sum(x.kind == "supplement" for x in sides),
        sent_back=[one["reason"] for one in content.reasons if one.get("verb") == "sent_back"],
    )


def _facts(row: Dossier, content: Content) -> list[tuple[str, str]]:
    known = catalogue.procedure_version(row.procedure, row.version)
    case = next((c.name for c in known.cases if c.key == row.case), "") if known and row.case else ""
    result = content.result or {}
    said = [
        ("Số định danh" if content.kind == "person" else "Mã số thuế", content.id_number),
        ("Địa chỉ", content.applicant.get("address") or ""),
        ("Trường hợp", case),
        ("Nhận kết quả", CHANNELS.get(row.channel_out, row.channel_out)),
        ("Ghi chú của Một cửa", content.note),
        ("Kết quả", " ".join(filter(None, [RESULTS.get(result.get("kind", ""), ""), result.get("number", "")]))),
        ("Đang ở", place_name(row.agency, row.unit) if row.state != "for_signature" else ""),
    ]
    return [(term, value) for term, value in said if value]


def _check(one: dict[str, Any]) -> tuple[str, str, str, str]:
    answer = str(one.get("ok"))
    return str(one.get("name") or one["key"]), checklist.ANSWERS.get(answer, answer), checklist.TONES.get(answer, "calm"), str(one.get("note") or "")


def _opinion(x: Side) -> dict[str, Any]:
    return {
        "agency": place_name(x.agency),
        "state": SIDE_STATES.get(x.state, x.state),
        "question": x.content.get("question", ""),
        "opinion": x.content.get("opinion", ""),
        "due_at": None if x.closed_at else x.due_at,
    }
