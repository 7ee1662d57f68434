"""Questions about calendars. `calendar_for` is answered from memory and cheap."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from motcua.shared.calendars import cache
from motcua.shared.calendars.calendar_data import PROVINCIAL, compile_calendar
from motcua.shared.calendars.engine import Calendar
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.calendars.moves import Moved
from motcua.shared.journal import queries as journal


def calendar_for(agency: str | None = None) -> Calendar:
    """The calendar by which an agency works; without one the provincial calendar; before any publication the shipped one."""
    return cache.calendars().of(agency)


def agencies_apart() -> list[str]:
    """The agencies that work by a calendar of their own."""
    return sorted(name for name in cache.calendars().published if name != PROVINCIAL)


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


def published() -> list[tuple[CalendarVersion, int]]:
    """The newest publication of each calendar, the province's first, each with how many publications it has."""
    counts = dict(CalendarVersion.objects.order_by("name").values_list("name").annotate(count=Count("id")))
    rows = CalendarVersion.objects.order_by("name", "-version").distinct("name").defer("data")
    return sorted(((row, counts[row.name]) for row in rows), key=lambda pair: (pair[0].name != PROVINCIAL, pair[0].name))


def publication(name: str, version: int | None = None) -> CalendarVersion | None:
    """One publication of a calendar, the newest when no version is asked for."""
    rows = CalendarVersion.objects.filter(name=name).order_by("-version")
    return (rows.filter(version=version) if version is not None else rows).first()


def newest_data(name: str) -> tuple[int, dict[str, Any]]:
    """Version and data of the newest publication as the tables have it now; 0 and no data when there is none."""
    row = publication(name)
    return (row.version, row.data) if row else (0, {})


def as_published(row: CalendarVersion) -> Calendar:
    """One publication, compiled; an agency's over the province's newest."""
    base = None if row.name == PROVINCIAL else calendar_for(None)
    return compile_calendar(row.name, str(row.version), row.data, base)


def moved(name: str, version: int) -> QuerySet[MovedTerm]:
    """The running terms that a publication moved, as rows."""
    return MovedTerm.objects.filter(name=name, version=version)


def moved_by_agency(name: str, version: int) -> list[tuple[str | None, int]]:
    """How many terms a publication moved, by agency, most first."""
    rows = moved(name, version).values_list("agency").annotate(count=Count("id")).order_by("-count", "agency")
    return list(rows)


def why(name: str, version: int) -> tuple[str, str]:
    """Reason and document of a publication, as they stand sealed in its entry; empty where none was given."""
    found = next((entry for entry in journal.entries(f"calendar:{name}") if entry.payload.get("version") == version), None)
    told = (found.sealed if found else None) or {}
    return str(told.get("reason", "")), str(told.get("document", ""))


def mover(key: str, due_before: datetime) -> MovedTerm | None:
    """The newest publication that moved a term from this moment."""
    return MovedTerm.objects.filter(key=key, due_before=due_before).order_by("-id").first()
