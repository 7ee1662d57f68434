"""Questions about calendars. `calendar_for` is answered from memory and cheap."""

from motcua.shared.calendars import cache
from motcua.shared.calendars.engine import Calendar
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.calendars.moves import Moved
from motcua.shared.journal import queries as journal


def calendar_for(agency: str | None = None) -> Calendar:
    """The calendar by which an agency works; without one the provincial calendar; before any publication the shipped one."""
    return cache.calendars().of(agency)


def is_agency(code: str) -> bool:
    """Whether the code is an agency's: whether its stream was ever opened. (The room of agencies stands above this one.)"""
    return journal.head(f"agency:{code}") is not None


def versions(name: str) -> list[CalendarVersion]:
    """The publications of a calendar, the newest first."""
    return list(CalendarVersion.objects.filter(name=name).order_by("-version"))


def moved_terms(name: str, version: int) -> list[Moved]:
    """The running terms that a publication moved, with both dates, by key."""
    rows = MovedTerm.objects.filter(name=name, version=version).order_by("key")
    return [Moved(row.key, row.agency, row.due_before, row.due_after) for row in rows]
