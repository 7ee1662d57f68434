"""The conservation law, counted twice: once from the entries, once from the projections, with nothing in common.

accepted + taken over = held + in transit (mine until taken over) + passed on + ended. For the province nothing is passed on.
Sub-dossiers are counted apart and not here.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field
from datetime import datetime

from django.db import connection

from motcua.base import db
from motcua.work.dossiers.state import ENDED

FROM_ENTRIES = r"""
with e as materialized (
  select kind, split_part(by, '@', 2) as agency, payload->>'from' as sender, payload->'set'->>'state' as state
  from journal_entry
  where stream_id like 'dossier:%%' and stream_id !~ '\.\d+$'
),
mine as (
  select agency,
    count(*) filter (where kind = 'dossier.accepted') as accepted,
    count(*) filter (where kind = 'dossier.taken_over' and sender <> agency) as taken,
    count(*) filter (where kind = 'dossier.handed_over') as sent,
    count(*) filter (where state in ('returned', 'refused', 'withdrawn', 'stopped')) as ended
  from e group by agency
),
theirs as (
  select sender as agency, count(*) as arrived, count(*) filter (where kind = 'dossier.taken_over' and sender <> agency) as passed
  from e where kind in ('dossier.taken_over', 'dossier.declined') group by sender
)
select agency, coalesce(accepted, 0), coalesce(taken, 0), coalesce(sent, 0) - coalesce(arrived, 0), coalesce(passed, 0), coalesce(ended, 0)
from mine full join theirs using (agency) where %(a)s::text is null or agency = %(a)s
"""
FROM_ROWS = r"""
with d as (
  select agency, count(*) filter (where to_agency is not null) as transit, count(*) filter (where ended_at is not null) as ended,
    count(*) filter (where ended_at is null and to_agency is null) as held
  from dossiers_dossier where parent is null group by agency
),
a as (select accepting as agency, count(*) as accepted from dossiers_dossier where parent is null group by accepting),
h as (
  select agency, count(*) filter (where taken_from is not null and taken_from <> agency) as taken,
    count(*) filter (where outcome = 'passed' and to_agency <> agency) as passed
  from dossiers_holding where dossier !~ '\.\d+$' group by agency
)
select agency, coalesce(accepted, 0), coalesce(taken, 0), coalesce(transit, 0), coalesce(passed, 0), coalesce(ended, 0), coalesce(held, 0)
from a full join h using (agency) full join d using (agency) where %(a)s::text is null or agency = %(a)s
"""
ENDED_BY = """
select agency, state, count(*) from dossiers_dossier
where parent is null and ended_at is not null and (%(a)s::text is null or agency = %(a)s) group by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One computation of the balance."""

    accepted: int
    taken_over: int
    in_transit: int
    passed_on: int
    ended: int
    held: int


NOTHING = Side(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Balance:
    agency: str | None
    entries: Side
    rows: Side
    ended_by: dict[str, int] = field(default_factory=dict)

    @property
    def received(self) -> int:
        return self.rows.accepted + self.rows.taken_over

    @property
    def balanced(self) -> bool:
        """Both computations agree, and each obeys the law."""
        return self.entries == self.rows and self.received == self.rows.held + self.rows.in_transit + self.rows.passed_on + self.rows.ended


def balances(agency: str | None = None) -> list[Balance]:
    """The balance of every agency that ever had a dossier, by code; or of one."""
    with db.snapshot(), connection.cursor() as cursor:
        cursor.execute(FROM_ENTRIES, {"a": agency})
        entries = {row[0]: _from_entries(row[1:]) for row in cursor.fetchall() if row[0]}
        cursor.execute(FROM_ROWS, {"a": agency})
        rows = {row[0]: Side(*row[1:]) for row in cursor.fetchall() if row[0]}
        cursor.execute(ENDED_BY, {"a": agency})
        ends: dict[str, dict[str, int]] = {}
        for code, state, count in cursor.fetchall():
            ends.setdefault(code, {})[state] = count
    return [
        Balance(code, entries.get(code, NOTHING), rows.get(code, NOTHING), {s: ends.get(code, {}).get(s, 0) for s in sorted(ENDED)})
        for code in sorted({*entries, *rows})
    ]


def balance(agency: str | None = None) -> Balance:
    """The balance of an agency, or of the province: the sum over all agencies, in which what one passed on another took over."""
    if agency is not None:
        return next(iter(balances(agency)), Balance(agency, NOTHING, NOTHING, dict.fromkeys(sorted(ENDED), 0)))
    return province(balances())


def province(all_of_them: Sequence[Balance]) -> Balance:
    """The province's balance from those of its agencies."""
    ended_by = {state: sum(b.ended_by[state] for b in all_of_them) for state in sorted(ENDED)}
    return Balance(None, _sum([b.entries for b in all_of_them]), _sum([b.rows for b in all_of_them]), ended_by)


def _sum(sides: Sequence[Side]) -> Side:
    """Summed up; what was passed on inside the province was taken over inside it, so both fall out."""
    total = [sum(column) for column in zip(*map(astuple, sides), strict=True)] if sides else [0] * 6
    accepted, taken, transit, passed, ended, held = total
    return Side(accepted, taken - passed, transit, 0, ended, held)


def _from_entries(counted: Sequence[int]) -> Side:
    accepted, taken, transit, passed, ended = counted
    return Side(accepted, taken, transit, passed, ended, accepted + taken - transit - passed - ended)


def as_json(found: Balance, at: datetime) -> dict[str, object]:
    """The answer of `GET balance`, but for the moment's form."""
    body: dict[str, object] = {
        "received": found.received,
        "held": found.rows.held,
        "in_transit": found.rows.in_transit,
        "ended": found.rows.ended,
        "ended_by": found.ended_by,
        "balanced": found.balanced,
        "at": at,
    }
    if found.agency:
        body["passed_on"] = found.rows.passed_on
    return body
