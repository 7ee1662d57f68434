"""Who has how much in hand, by unit and person: counted by one statement, each number being exactly the list that `rows` gives for it.

What a person did is read from the entries that they wrote (done: passed on, submitted, signed, returned, ended), with the working time
since it came to them. A dossier lies in the hands of the person whom its row names; nobody's rows stand under the unit.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet

from motcua.base.text import name_key
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import leader, queries
from motcua.work.dossiers.models import Dossier

HELD, TODAY, SOON, LATE, WAITING, WEEK, MONTH = "dang-giu", "hom-nay", "sap-tre", "tre", "cho", "tuan", "thang"
COLUMNS = {
    HELD: "Đang giữ",
    TODAY: "Đến hạn hôm nay",
    SOON: "Sắp quá hạn",
    LATE: "Quá hạn",
    WAITING: "Chờ nơi khác",
    WEEK: "Xong 7 ngày",
    MONTH: "Xong 30 ngày",
}
DAYS = {WEEK: 7, MONTH: 30}
NOBODY = "-"
WORKING = frozenset({"counter", "specialist", "head_of_unit", "leader", "clerk"})
DID = ("handed_over", "submitted_for_signature", "signed", "sent_back", "returned", "withdrawn", "stopped")
DONE = """
select e.by, substr(e.stream_id, 9) as code, max(e.at) as at,
  max((select max(c.at) from journal_entry c where c.stream_id = e.stream_id and c.seq < e.seq and (
    (c.kind in ('dossier.accepted', 'dossier.taken_over', 'dossier.sent_back') and (c.by = e.by or c.kind = 'dossier.sent_back'))
    or (c.kind in ('dossier.assigned', 'dossier.reassigned') and c.payload ->> 'officer' = split_part(e.by, '@', 1))
    or (c.kind = 'dossier.submitted_for_signature' and e.kind in ('dossier.signed', 'dossier.sent_back'))))) as came
from dossiers_holding h
join journal_entry e on e.stream_id = 'dossier:' || h.dossier and e.at >= %(since)s and e.kind = any(%(kinds)s)
  and split_part(e.by, '@', 2) = %(agency)s
where h.agency = %(agency)s and (h.over_at is null or h.over_at >= %(since)s)
group by e.by, e.stream_id
"""


@dataclass(slots=True)
class Load:
    """One person (or nobody) and their numbers by column; `median` in working seconds, None when nothing was done."""

    username: str
    name: str
    title: str
    unit: str | None
    known: bool = True
    away: str = ""
    numbers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    done: dict[str, set[str]] = field(default_factory=lambda: {key: set() for key in DAYS})
    median: int | None = None


@dataclass(slots=True)
class Unit:
    """A unit with its people, the most burdened first, and its sums; what two of them did stands once in the sum."""

    code: str | None
    name: str
    people: list[Load]
    numbers: dict[str, int]


def may_look(officer: Officer, agency: str) -> bool:
    """Leaders into their agency and those below, heads into their own unit, those who see everything everywhere."""
    if officer.sees_all:
        return True
    return agency in officer.scope if officer.has("leader") else agency == officer.agency and officer.has("head_of_unit")


def open_rows(officer: Officer, agency: str) -> QuerySet[Dossier]:
    """The open dossiers of an agency that this officer answers for; in transit they are still the sender's."""
    seen = queries.visible_to(officer).filter(agency=agency, ended_at__isnull=True)
    own = agency == officer.agency and not officer.has("leader") and not officer.sees_all
    return seen.filter(leader.answered_for(officer)) if own else seen


def column(key: str, at: datetime) -> Q:
    """What a number counts among the open dossiers."""
    start, end = queries.day_of(at)
    return {
        HELD: Q(),
        TODAY: Q(due_at__gte=start, due_at__lt=end, ready_at__isnull=True, paused_since__isnull=True),
        SOON: queries.soon_at(at),
        LATE: queries.late_at(at) & Q(ready_at__isnull=True),
        WAITING: Q(to_agency__isnull=False) | Q(supplement__isnull=False) | Q(state__in=("waiting_opinion", "for_signature")),
    }[key]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the board: of an agency, for a person ("-" for nobody) or a whole unit, in a column.

    `unit` with a person keeps to the dossiers of a unit; without one it is everything that the unit's row sums up. "-" is no unit.
    """

    agency: str
    key: str
    person: str = ""
    unit: str = ""


def rows(officer: Officer, cell: Cell, at: datetime) -> QuerySet[Dossier]:
    """The list behind a number."""
    staff = _staff(officer, cell.agency)
    if cell.key in DAYS:
        who = {cell.person} if cell.person else {p.username for p in staff if not cell.unit or (p.unit or NOBODY) == cell.unit}
        done = {code for by, code, _, _ in _done(cell.agency, at, DAYS[cell.key]) if by in who}
        return queries.visible_to(officer).filter(code__in=done).order_by(*leader.ORDER)
    found = open_rows(officer, cell.agency).filter(column(cell.key, at))
    return found.filter(_of_cell(cell, staff)).order_by(*leader.ORDER)


def _of_cell(cell: Cell, staff: list[Officer]) -> Q:
    there = Q() if not cell.unit else Q(unit__isnull=True) if cell.unit == NOBODY else Q(unit=cell.unit)
    if cell.person:
        return there & (Q(officer__isnull=True) if cell.person == NOBODY else Q(officer=cell.person))
    if not cell.unit:
        return there
    people = [p.username for p in staff if (p.unit or NOBODY) == cell.unit]
    strangers = Q(officer__isnull=True) | ~Q(officer__in=[p.username for p in staff])
    return Q(officer__in=people) | (there & strangers)


def board(officer: Officer, agency: str, at: datetime) -> list[Unit]:
    """Everybody who works there and has, or had, something to do: also who has nothing, and who is no longer there."""
    loads = {p.username: _load(p) for p in _staff(officer, agency)}
    gone: dict[tuple[str, str | None], Load] = {}
    for row in _counted(officer, agency, at):
        load = loads.get(row["officer"] or "")
        if load is None:
            name = row["officer"] or NOBODY
            load = gone.setdefault((name, row["unit"]), _former(name, row["unit"], agency))
        for key in COLUMNS.keys() - DAYS.keys():
            load.numbers[key] += row[key]
    _add_done(loads, agency, at)
    return _by_unit([*loads.values(), *gone.values()], agency)


def _counted(officer: Officer, agency: str, at: datetime) -> Iterable[dict[str, Any]]:
    wanted = {key: Count("code", filter=column(key, at)) for key in COLUMNS if key not in {HELD, *DAYS}}
    found: Iterable[Any] = open_rows(officer, agency).order_by().values("officer", "unit").annotate(**{HELD: Count("code")}, **wanted)
    return found


def _staff(officer: Officer, agency: str) -> list[Officer]:
    people = [p for p in org.colleagues(agency) if (p.roles - p.lent) & WORKING]
    if officer.has("leader") or officer.sees_all:
        return people
    units = leader.units_of(officer)
    return [p for p in people if p.unit in units]


def _load(p: Officer) -> Load:
    away = f"vắng đến hết {p.away.last_day:%d/%m}, {p.away.substitute} làm thay" if p.away else ""
    return Load(p.username, p.name, p.title, p.unit, away=away)


def _former(name: str, unit: str | None, agency: str) -> Load:
    if name == NOBODY:
        return Load(NOBODY, "Chưa giao cho ai", "", unit)
    return Load(name, org.person_name(name), "không còn làm việc ở đây", unit, known=False)


def _done(agency: str, at: datetime, days: int) -> list[tuple[str, str, datetime, datetime | None]]:
    """(user name, code, when last done, when it had come) of what was done in the last days, each dossier once for each person."""
    values: dict[str, Any] = {"since": at - timedelta(days=days), "kinds": [f"dossier.{word}" for word in DID], "agency": agency}
    with connection.cursor() as cursor:
        cursor.execute(DONE, values)
        return [(by.rpartition("@")[0], code, done, came) for by, code, done, came in cursor.fetchall()]


def _add_done(loads: dict[str, Load], agency: str, at: datetime) -> None:
    calendar = calendars.calendar_for(agency)
    spans: dict[str, list[int]] = defaultdict(list)
    week = at - timedelta(days=DAYS[WEEK])
    for name, code, done, came in _done(agency, at, DAYS[MONTH]):
        if name in loads:
            loads[name].done[MONTH].add(code)
            if done >= week:
                loads[name].done[WEEK].add(code)
            if came is not None:
                spans[name].append(engine.between(came, done, calendar))
    for name, seconds in spans.items():
        loads[name].median = int(median(seconds))
    for load in loads.values():
        load.numbers |= {key: len(codes) for key, codes in load.done.items()}


def _by_unit(loads: list[Load], agency: str) -> list[Unit]:
    found: dict[str | None, list[Load]] = defaultdict(list)
    for load in loads:
        found[load.unit].append(load)
    names = {unit.code: unit.name for unit in org.units(agency)}
    made = []
    for code, people in found.items():
        people.sort(key=lambda p: (-p.numbers[LATE], -p.numbers[SOON], -p.numbers[HELD], name_key(p.name)))
        known = org.unit(code) if code else None
        name = names.get(code or "") or (known.name if known else "Không thuộc phòng nào")
        sums = {key: sum(p.numbers[key] for p in people) for key in COLUMNS}
        made.append(Unit(code, name, people, sums | {key: len(set().union(*(p.done[key] for p in people))) for key in DAYS}))
    return sorted(made, key=lambda u: (-u.numbers[LATE], -u.numbers[HELD], u.code or ""))
