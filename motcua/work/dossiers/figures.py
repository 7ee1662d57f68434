"""Counts and dates for those who keep the reference data: never a person, never a paper, so no reading is logged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection
from django.db.models import Count, Q, QuerySet

from motcua.base.time import VN
from motcua.shared.org import queries as org
from motcua.work.dossiers.models import Content, Dossier, Side


@dataclass(frozen=True, slots=True)
class Reach:
    """Of some dossiers: how many have an applicant who gets a letter, how many are on their way, how many are sub-dossiers."""

    letters: int
    in_transit: int
    children: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A dossier's date as it stands now."""

    due_at: datetime | None
    in_transit: bool
    ended: bool
    child: bool


def reach(codes: Collection[str]) -> Reach:
    """Whom a change of dates reaches."""
    rows = Dossier.objects.filter(code__in=codes)
    told = rows.aggregate(transit=Count("code", filter=Q(to_agency__isnull=False)), children=Count("code", filter=Q(parent__isnull=False)))
    own = rows.filter(parent__isnull=True).values("code")
    letters = Content.objects.filter(dossier__in=own).filter(~Q(phone="") | Q(applicant__email__gt="")).count()
    return Reach(letters, told["transit"], told["children"])


def dates(codes: Collection[str]) -> dict[str, Dated]:
    """The dates of some dossiers as they stand."""
    rows = Dossier.objects.filter(code__in=codes).order_by("code").values_list("code", "due_at", "to_agency", "ended_at", "parent")
    return {code: Dated(due, to is not None, ended is not None, parent is not None) for code, due, to, ended, parent in rows}


def about(code: str) -> dict[str, str]:
    """What a letter about a dossier says beside its dates, without the applicant."""
    row = Dossier.objects.filter(code=code).values("procedure_name", "accepting").first()
    return {"procedure": row["procedure_name"], "agency": org.agency_name(row["accepting"])} if row else {}


def running_by_version(procedures: Collection[str]) -> dict[str, dict[int, int]]:
    """Open dossiers of procedures, by code and version."""
    rows = Dossier.objects.filter(procedure__in=procedures, ended_at__isnull=True).order_by("procedure", "version")
    found: dict[str, dict[int, int]] = {}
    for code, version, count in rows.values_list("procedure", "version").annotate(count=Count("code")):
        found.setdefault(code, {})[version] = count
    return found


def by_rule_set() -> dict[str, tuple[int, int]]:
    """Dossiers under each rule set: open ones, and all."""
    rows = Dossier.objects.order_by("rule_set").values_list("rule_set")
    counted = rows.annotate(open=Count("code", filter=Q(ended_at__isnull=True)), all=Count("code"))
    return {code: (running, total) for code, running, total in counted}


@dataclass(frozen=True, slots=True)
class Share:
    """What an agency has to do with open dossiers: those it holds, those on their way to it, those whose result it must return, those yet to come."""

    agency: str
    held: int
    coming: int
    accepted: int
    later: int
    asked: int

    @property
    def any(self) -> bool:
        return bool(self.held or self.coming or self.accepted or self.later or self.asked)


LATER = """
select s->>'agency', count(distinct d.code)
from dossiers_dossier d, jsonb_array_elements(d.steps) s
where d.ended_at is null and (s->>'no')::int > d.step and s->>'agency' = any(%s) and d.agency <> s->>'agency'
group by 1
"""


def shares(agencies: Collection[str]) -> list[Share]:
    """What would be left without a hand if these agencies ended now; five statements, whatever their number."""
    codes, running = list(agencies), Dossier.objects.filter(ended_at__isnull=True)

    def counted(column: str, rows: QuerySet[Dossier]) -> dict[str, int]:
        found = rows.filter(**{f"{column}__in": codes}).order_by(column).values_list(column).annotate(count=Count("code"))
        return dict(found)

    held = counted("agency", running.filter(to_agency__isnull=True))
    coming, accepted = counted("to_agency", running), counted("accepting", running)
    sides = Side.objects.filter(agency__in=codes, closed_at__isnull=True).order_by("agency")
    asked = dict(sides.values_list("agency").annotate(count=Count("stream")))
    with connection.cursor() as cursor:
        cursor.execute(LATER, [codes])
        later = dict(cursor.fetchall())
    return [Share(c, held.get(c, 0), coming.get(c, 0), accepted.get(c, 0), later.get(c, 0), asked.get(c, 0)) for c in codes]


def open_of(agency: str, most: int) -> list[Dossier]:
    """Open dossiers that an agency holds, must take over or must return, by deadline. Codes and dates only are meant to be shown."""
    mine = Q(agency=agency) | Q(to_agency=agency) | Q(accepting=agency)
    return list(Dossier.objects.filter(mine, ended_at__isnull=True).order_by("due_at", "code")[:most])


def due_from(agency: str, on: date) -> int:
    """Open dossiers that an agency holds and that are due on that day or later."""
    start = datetime.combine(on, time.min, VN)
    return Dossier.objects.filter(agency=agency, ended_at__isnull=True, due_at__gte=start).count()
