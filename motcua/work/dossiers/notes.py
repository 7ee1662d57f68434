"""Private notes on a dossier, as the own unit sees them, with what stood there before."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from motcua.shared.org.officer import Officer
from motcua.work.dossiers.models import Note
from motcua.work.dossiers.rows import person_name


@dataclass(slots=True)
class Thread:
    """One note as it stands, or as it last stood when `gone`; `before` are its earlier wordings, newest first."""

    row: Note
    who: str
    mine: bool
    gone: bool
    before: list[Note] = field(default_factory=list)


def of_unit(rows: QuerySet[Note], officer: Officer) -> QuerySet[Note]:
    """The open notes that this officer may read: of the own unit, in an agency without units of everybody there."""
    return readable(rows, officer).filter(until__isnull=True).order_by("at", "id")


def readable(rows: QuerySet[Note], officer: Officer) -> QuerySet[Note]:
    """Notes of the own unit, old wordings too."""
    mine = Q(agency=officer.agency)
    return rows.filter(mine & (Q(unit=officer.unit) | Q(by=officer.by)))


def threads(code: str, officer: Officer) -> list[Thread]:
    """The notes on a dossier, newest first; those taken off stand last."""
    found: dict[str, list[Note]] = {}
    for row in readable(Note.objects.filter(dossier=code), officer).order_by("-at", "-id"):
        found.setdefault(row.thread, []).append(row)
    made = [
        Thread(rows[0], person_name(rows[0].by, rows[0].at), rows[0].by == officer.by, rows[0].until is not None, rows[1:]) for rows in found.values()
    ]
    return sorted(made, key=lambda thread: thread.gone)
