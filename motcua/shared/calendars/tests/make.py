"""Makers for the tests of this room."""

from datetime import datetime
from typing import Any
from unittest.mock import patch

from motcua.base.time import VN
from motcua.shared.calendars.calendar_data import compile_calendar, shipped
from motcua.shared.calendars.engine import Calendar, Pause, Term, due
from motcua.shared.journal import actions as journal
from motcua.shared.journal import registry
from motcua.shared.journal.entries import Draft

PROVINCE = shipped()
BY = "quantri@000.00.00.H19"
AT = datetime(2026, 11, 1, 9, 0, tzinfo=VN)


def at(text: str) -> datetime:
    """A moment in Vietnam from `2025-01-24 14:00` or `2025-01-24 14:00:01`."""
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def pause(begin: str, end: str | None) -> Pause:
    return at(begin), at(end) if end else None


def ends(start: str, term: str, *pauses: Pause, calendar: Calendar = PROVINCE) -> str | None:
    """The due moment as `2025-02-05 14:00:00`."""
    found = due(at(start), Term.parse(term), calendar, pauses)
    return f"{found:%Y-%m-%d %H:%M:%S}" if found else None


def open_agency(code: str) -> None:
    """An agency's stream, without the room of agencies above."""
    with patch.dict(registry._projections, agency=registry.Projection("agency", lambda entry: None, ())):
        journal.append(f"agency:{code}", [Draft("agency.opened", {})], by=BY, at=AT)


def agency(code: str = "000.01.25.H19", **data: Any) -> Calendar:
    """A calendar of an agency over the shipped one."""
    return compile_calendar(code, "1", data, PROVINCE)


OFFICE = [["07:30", "11:30"], ["13:00", "17:00"]]
MORNING = [["07:30", "11:30"]]
FIVE_DAYS = {weekday: OFFICE for weekday in ("mon", "tue", "wed", "thu", "fri")}
SATURDAY_MORNING = agency(hours={**FIVE_DAYS, "sat": MORNING})
