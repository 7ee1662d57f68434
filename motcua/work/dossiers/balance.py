"""The conservation law, counted twice: once from the entries, once from the projections, with nothing in common.

accepted + taken over = held + in transit (mine until taken over) + passed on + ended. For the province nothing is passed on.
Sub-dossiers are counted apart and not here.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from motcua.work.dossiers.state import ENDED

FROM_ENTRIES = r"""
with e as (
  select kind, split_part(by, '@', 2) as agency, payload->>'from' as sender, payload->'set'->>'state' as state
  from journal_entry
  where stream_id like 'dossier:%%' and stream_id !~ '\.\d+$'
)
select
  count(*) filter (where kind = 'dossier.accepted' and {mine}),
  count(*) filter (where kind = 'dossier.taken_over' and {mine} and sender <> agency),
  count(*) filter (where kind = 'dossier.handed_over' and {mine})
    - count(*) filter (where kind in ('dossier.taken_over', 'dossier.declined') and {sent}),
  count(*) filter (where kind = 'dossier.taken_over' and {sent} and sender <> agency),
  count(*) filter (where state in ('returned', 'refused', 'withdrawn', 'stopped') and {mine})
from e
"""
FROM_ROWS = """
select
  (select count(*) from dossiers_dossier where parent is null and {accepted}),
  (select count(*) from dossiers_holding h where taken_from is not null and taken_from <> h.agency and {holding} and {top}),
  (select count(*) from dossiers_dossier where parent is null and to_agency is not null and {held}),
  (select count(*) from dossiers_holding h where outcome = 'passed' and {holding} and to_agency <> h.agency and {top}),
  (select count(*) from dossiers_dossier where parent is null and ended_at is not null and {held}),
  (select count(*) from dossiers_dossier where parent is null and ended_at is null and to_agency is null and {held})
"""
ENDED_BY = "select state, count(*) from dossiers_dossier where parent is null and ended_at is not null and {held} group by state order by state"


@dataclass(frozen=True, slots=True)
class Side:
    """One computation of the balance."""

    accepted: int
    taken_over: int
    in_transit: int
    passed_on: int
    ended: int
    held: int


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


def balance(agency: str | None = None) -> Balance:
    """The balance of an agency, or of the province."""
    mine = "agency = %(a)s" if agency else "true"
    sent = "sender = %(a)s" if agency else "true"
    held = "agency = %(a)s" if agency else "true"
    top = r"h.dossier !~ '\.\d+$'"
    values = {"a": agency}
    with connection.cursor() as cursor:
        cursor.execute(FROM_ENTRIES.format(mine=mine, sent=sent), values)
        accepted, taken, transit, passed, ended = cursor.fetchone()
        accepting = "accepting = %(a)s" if agency else "true"
        holding = "h.agency = %(a)s" if agency else "true"
        cursor.execute(FROM_ROWS.format(accepted=accepting, holding=holding, held=held, top=top), values)
        rows = Side(*cursor.fetchone())
        cursor.execute(ENDED_BY.format(held=held), values)
        by_state = dict(cursor.fetchall())
    if agency is None:
        taken, passed = 0, 0
        rows = Side(rows.accepted, 0, rows.in_transit, 0, rows.ended, rows.held)
    entries = Side(accepted, taken, transit, passed, ended, accepted + taken - transit - passed - ended)
    return Balance(agency, entries, rows, {state: by_state.get(state, 0) for state in sorted(ENDED)})


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
