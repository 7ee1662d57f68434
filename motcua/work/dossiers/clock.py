"""The clock of a dossier: pure. Due moments, step targets and next dates, from one calendar and one rule set.

Every method takes aware moments and returns aware moments; seconds where it says so. Source: Decree 61/2018, Articles 17–20;
what the decree leaves open (what a pause does, how long a hand-over may wait) is a value of the rule set, never a constant here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from motcua.base.time import VN
from motcua.shared.calendars import engine
from motcua.shared.calendars.engine import Calendar, Term
from motcua.work.dossiers.state import State

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Rules:
    """What a rule set says that the clock needs; the names are those of `shared/catalogue/law`."""

    supplement_policy: str = "PAUSE"  # PAUSE, CONTINUE or RESTART
    max_supplements: int = 1
    supplement_wait: str = "30d"
    transfer_cutoff: str = "15:00"
    confirm_within: str = "4wh"
    collect_within: str = "30d"
    apology_draft_lead: str = "2wd"
    near_working: str = "1wd"
    near_percent: int = 20


@dataclass(frozen=True, slots=True)
class Clock:
    calendar: Calendar
    rules: Rules

    def due(self, s: State, pauses: Sequence[Sequence[str | None]] | None = None) -> datetime | None:
        """The due moment by the term; None while a pause is open."""
        start = s.clock_start or s.accepted_at
        return engine.due(start, Term.parse(s.term), self.calendar, spans(s.pauses if pauses is None else pauses))

    def certificate(self, s: State, article: str = "") -> tuple[datetime | None, dict[str, Any]]:
        """The due moment with each day counted or skipped; an open pause is counted up to its beginning."""
        closed = [p for p in s.pauses if p[1] is not None]
        start = s.clock_start or s.accepted_at
        return engine.due_with_certificate(
            start,
            Term.parse(s.term),
            self.calendar,
            spans(closed),
            documents=[p[2] if len(p) > 2 else None for p in closed],  # noqa: PLR2004 third is the document
            article=article,
        )

    def after_pause(self, s: State, since: datetime, until: datetime) -> datetime | None:
        """The due moment in force after a pause of a dossier that was re-dated once: the promise moves by the working time lost."""
        if s.due_at is None:
            return None
        lost = engine.between(since, until, self.calendar)
        return engine.add_working(s.due_at, lost, self.calendar)

    def step_until(self, s: State, step_no: int) -> datetime | None:
        """The internal target of a step: the shares up to and with it, counted from the start of the clock; the due moment at the latest."""
        upto = [x for x in s.steps if x["no"] <= step_no]
        if not upto:
            return s.due_at
        start, minutes = s.clock_start or s.accepted_at, sum(float(x["minutes"]) for x in upto)
        pauses = spans([p for p in s.pauses if p[1] is not None])
        if upto[0].get("minutes_unit") == "calendar":
            days = ceil(minutes / DAY_MINUTES)
            target = engine.due(start, Term(days, "d"), self.calendar, pauses) if days else start
        else:
            target = engine.add_working(start, round(minutes * 60), self.calendar, pauses)
        if s.due_at is not None and (target is None or target > s.due_at):
            return s.due_at
        return target

    def hand_over_by(self, at: datetime) -> datetime:
        """A dossier leaves the counter the same working day; accepted after the cut-off, at the start of the next (Art. 18)."""
        opening = engine.next_opening(at, self.calendar)
        same_day = opening.astimezone(VN).date() == at.astimezone(VN).date()
        if same_day and f"{at.astimezone(VN):%H:%M:%S}" <= f"{self.rules.transfer_cutoff}:00":
            return engine.closing(at, self.calendar)
        tomorrow = datetime.combine(at.astimezone(VN).date() + timedelta(days=1), datetime.min.time(), VN)
        return engine.add_working(engine.next_opening(tomorrow if same_day else opening, self.calendar), 3600, self.calendar)

    def take_over_by(self, at: datetime) -> datetime:
        return self.term_from(at, self.rules.confirm_within)

    def near_until(self, at: datetime) -> datetime:
        """What is due up to this moment is about to be late, however long it had (`is_soon`)."""
        return self.term_from(at, self.rules.near_working)

    def term_from(self, at: datetime, term: str) -> datetime:
        """The moment at which a term from `at` is complete."""
        due = engine.due(at, Term.parse(term), self.calendar)
        return due if due is not None else at

    def working_seconds(self, a: datetime, b: datetime) -> int:
        return engine.between(a, b, self.calendar) if b > a else 0


def spans(pauses: Sequence[Sequence[str | None]]) -> list[tuple[datetime, datetime | None]]:
    """Pauses as moments, from the strings that entries carry."""
    return [(datetime.fromisoformat(str(p[0])), datetime.fromisoformat(p[1]) if p[1] else None) for p in pauses]
