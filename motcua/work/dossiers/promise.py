"""What the counter promises before it accepts: for each way to file the limit, the due moment and why in plain words, the fee and its ground. Pure
but for the calendar looked up."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.base.words import dong, moment
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import rules as law
from motcua.shared.catalogue.procedure import Procedure
from motcua.work.dossiers.fields import CHANNELS

SHOWN_DAYS = 5
SAID_ELSEWHERE = {"after_hours", "after_cutoff", "closing"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to file, if accepted at this moment."""

    channel: str
    name: str
    term: str
    uncertain: bool
    due_at: datetime | None
    why: list[str]
    fee: int | None
    fee_note: str

    @property
    def fee_in_words(self) -> str:
        return "chưa rõ" if self.fee is None else dong(self.fee)


def offers(procedure: Procedure, agency: str, at: datetime) -> list[Offer]:
    """What each channel means if the dossier is accepted now."""
    found = (offer(procedure, channel, agency, at) for channel in CHANNELS)
    return [one for one in found if one is not None]


def offer(procedure: Procedure, channel: str, agency: str, at: datetime) -> Offer | None:
    """What one channel means; None when the procedure has no limit."""
    written, row = procedure.term_for(channel), procedure.channel(channel)
    if not written or row is None:
        return None
    term = Term.parse(written)
    due, certificate = engine.due_with_certificate(at, term, calendars.calendar_for(agency))
    return Offer(channel, CHANNELS[channel], term.in_words(), row.term_uncertain, due, in_words(certificate), row.fee, row.fee_note)


def due_of(procedure: Procedure, agency: str, at: datetime) -> datetime | None:
    """The due moment at the counter, for lists."""
    return engine.due(at, Term.parse(procedure.term), calendars.calendar_for(agency)) if procedure.term else None


def ground(procedure: Procedure) -> str:
    """On what limit and fee stand: the decision that published the procedure, and the rule set."""
    return "; ".join(filter(None, [procedure.decision, law.rule_set(procedure.rule_set).name]))


def in_words(certificate: dict[str, Any]) -> list[str]:
    """A certificate in a few plain sentences: from when, what is left out and why, until when."""
    begin, due = datetime.fromisoformat(certificate["effective_start"]), certificate["due_at"]
    said = [f"{certificate['effective_why']}: {moment(begin)}."]
    left_out = _left_out(certificate["days"])
    if left_out:
        said.append(f"Không tính {left_out}.")
    if any(day["reason"] == "closing" for day in certificate["days"]):
        said.append("Ngày cuối trùng ngày nghỉ nên hết hạn khi đóng cửa ngày làm việc kế tiếp.")
    if due:
        said.append(f"Đủ {certificate['term_in_words'].partition(' (')[0]} vào {moment(datetime.fromisoformat(due))}.")
    if certificate["provisional"]:
        said.append("Có ngày nằm ngoài lịch nghỉ đã công bố, nên là ngày tạm tính.")
    return said


def _left_out(days: list[dict[str, Any]]) -> str:
    """Days that are skipped, gathered by their reason; where the counting begins is said before."""
    skipped = [day for day in days if not day["counted"] and day["reason"] not in SAID_ELSEWHERE]
    return "; ".join(_group(why, [day for day in skipped if day["why"] == why]) for why in dict.fromkeys(day["why"] for day in skipped))


def _group(why: str, days: list[dict[str, Any]]) -> str:
    on = [f"{date.fromisoformat(day['on']):%d/%m}" for day in days]
    listed = f"{on[0]} đến {on[-1]}" if len(on) > SHOWN_DAYS else ", ".join(on)
    if days[0]["reason"] == "first_day":
        return f"ngày đầu ({listed})"
    named = days[0]["name"] or why.startswith("Ngày")
    return f"{why} ({listed})" if named else f"{len(on)} ngày {why[:1].lower()}{why[1:]} ({listed})"
