"""The conservation law for every agency at once: the two computations of `balance`, each in one statement grouped by agency."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from motcua.work.dossiers.balance import Balance, Side

FROM_ENTRIES = r"""
with e as materialized (
  select kind, split_part(by, '@', 2) as agency, payload->>'from' as sender, payload->'set'->>'state' as state
  from journal_entry
  where stream_id like 'dossier:%' and stream_id !~ '\.\d+$'
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
from mine full join theirs using (agency)
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
from a full join h using (agency) full join d using (agency)
"""
NOTHING = Side(0, 0, 0, 0, 0, 0)


def balances() -> list[Balance]:
    """The balance of every agency that ever had a dossier, by code."""
    with connection.cursor() as cursor:
        cursor.execute(FROM_ENTRIES)
        entries = {row[0]: _from_entries(row[1:]) for row in cursor.fetchall()}
        cursor.execute(FROM_ROWS)
        rows = {row[0]: Side(*row[1:]) for row in cursor.fetchall()}
    return [Balance(code, entries.get(code, NOTHING), rows.get(code, NOTHING)) for code in sorted(_named({*entries, *rows}))]


def _named(codes: Iterable[Any]) -> list[str]:
    return [code for code in codes if code]


def _from_entries(counted: Iterable[int]) -> Side:
    accepted, taken, transit, passed, ended = counted
    return Side(accepted, taken, transit, passed, ended, accepted + taken - transit - passed - ended)
