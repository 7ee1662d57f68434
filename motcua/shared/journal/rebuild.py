"""Proof that tables are only projections: empty them, replay every entry, compare row by row."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import AutoField, Model
from psycopg import sql

from motcua.shared.journal import registry
from motcua.shared.journal.entries import prefix_of
from motcua.shared.journal.postgres import ENTRY_COLUMNS, ask, read_entry
from motcua.shared.journal.report import Progress, Report, silent

BATCH = 2_000
NAMED_ROWS = 5
REPLAY = f"""
select e.id, {ENTRY_COLUMNS} from journal_entry e left join journal_sealed s on s.entry_id = e.id
where e.id > %s order by e.id limit %s"""  # noqa: S608 constant columns
KEEP = "create temporary table {kept} on commit drop as select {key} as key, {line} as line from {table} t"
CHANGED = """
select coalesce(a.key, b.key), a.line, b.line
from (select key, line from {kept} except all select {key}, {line} from {table} t) a
full join (select {key} as key, {line} as line from {table} t except all select key, line from {kept}) b on a.key = b.key
order by 1 limit {limit}"""


@dataclass(frozen=True, slots=True)
class _Table:
    """A projected table and where its rows are kept meanwhile. A drawn key is no part of a row: it may differ after a replay."""

    name: str
    drawn: tuple[str, ...]
    natural: tuple[str, ...]

    def compose(self, text: str) -> sql.Composed:
        kept = sql.Identifier(f"kept_{self.name}"[:60])
        line = sql.SQL("to_jsonb(t)")
        for column in self.drawn:
            line = sql.SQL("({} - {}::text)").format(line, sql.Literal(column))  # type: ignore[assignment]
        parts = [sql.SQL("t.{}::text").format(sql.Identifier(column)) for column in self.natural]
        key = sql.SQL("concat_ws(', ', {})").format(sql.SQL(", ").join(parts)) if parts else sql.SQL("md5(({})::text)").format(line)
        limit = sql.Literal(NAMED_ROWS)
        return sql.SQL(text).format(table=sql.Identifier(self.name), kept=kept, key=key, line=line, limit=limit)


class _Failed(Exception):
    """A projector could not take an entry: everything goes back."""


def rebuild(*, progress: Progress = silent) -> Report:
    """Empty every registered table, replay all entries in the order of ids, and compare with what was there.

    One transaction; writers wait meanwhile. What the replay gives stays (it is the truth); a difference is named in the report.
    When a projector fails nothing is changed.
    """
    began, report = time.monotonic(), Report()
    try:
        with transaction.atomic():
            _rebuild(report, progress)
    except _Failed as failure:
        report.say([str(failure)])
    report.seconds = time.monotonic() - began
    return report


def _rebuild(report: Report, progress: Progress) -> None:
    tables = [_described(model) for model in registry.tables()]
    _run(sql.SQL("lock table journal_head in exclusive mode"))
    for table in tables:
        _run(table.compose(KEEP))
    for table in reversed(tables):
        _run(table.compose("delete from {table}"))
    _replay(report, progress)
    for table in tables:
        report.count("tables")
        report.count("rows", _run(table.compose("select count(*) from {table}"))[0][0])
        report.say(_differences(table))
        _run(table.compose("drop table {kept}"))


def _replay(report: Report, progress: Progress) -> None:
    total, last = _run(sql.SQL("select count(*) from journal_entry"))[0][0], 0
    while rows := ask(REPLAY, last, BATCH):
        for row in rows:
            entry = read_entry(row[1:])
            known = registry.find(prefix_of(entry.stream_id))
            try:
                if known is None:
                    raise LookupError(f"không có phép chiếu cho {entry.prefix}")
                known.project(entry)
            except Exception as error:
                raise _Failed(f"{entry.stream_id}, mục {entry.seq}: không chiếu lại được ({type(error).__name__}: {error}).") from error
        last = rows[-1][0]
        report.count("entries", len(rows))
        progress(report.counts["entries"], total)


def _differences(table: _Table) -> Iterator[str]:
    for key, before, after in _run(table.compose(CHANGED)):
        where = f"Bảng {table.name}, dòng {key}"
        if before is None:
            yield f"{where}: trước không có, chiếu lại thì có."
        elif after is None:
            yield f"{where}: trước có, chiếu lại thì không."
        else:
            was, now = json.loads(before), json.loads(after)
            columns = sorted(column for column in was if was[column] != now.get(column))
            yield f"{where}: khác ở cột {', '.join(columns)}."


def _described(model: type[Model]) -> _Table:
    columns = {str(field.column): isinstance(field, AutoField) for field in model._meta.pk_fields}
    drawn = tuple(column for column, automatic in columns.items() if automatic)
    return _Table(model._meta.db_table, drawn, tuple(column for column, automatic in columns.items() if not automatic))


def _run(statement: sql.SQL | sql.Composed) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []
