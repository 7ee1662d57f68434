"""Figures as rows of tables: each number with the address of the list behind it, sortable, and as a file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from motcua.base.text import sort_key
from motcua.base.time import VN
from motcua.steering.indicators import queries
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.definitions import DEFINITIONS, MAIN
from motcua.steering.indicators.queries import Counts
from motcua.steering.indicators.stats import Share

SHORT = {
    "received": "Tiếp nhận",
    "resolved": "Đã giải quyết",
    "in_time": "Đúng hạn",
    "late_done": "Trễ hạn",
    "open": "Đang giải quyết",
    "open_late": "Đang quá hạn",
}
WORSE_FIRST = "tre"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: zero needs no list."""

    key: str
    label: str
    value: int
    href: str
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    value: str
    name: str
    href: str
    cells: tuple[Cell, ...]
    share: Share
    counts: Counts

    @property
    def late(self) -> int:
        return self.counts["late_done"] + self.counts["open_late"]


@dataclass(frozen=True, slots=True)
class Table:
    """Parts of one dimension. `rest` says how many rows are not shown, `total` is the sum of all, shown or not."""

    word: str
    name: str
    rows: list[Row]
    total: Row
    rest: int
    href: str

    @property
    def count(self) -> int:
        return len(self.rows) + self.rest


def table(asked: Asked, by: str, parts: Mapping[str, Counts], *, limit: int = 0, sort: str = WORSE_FIRST) -> Table:
    """The table of a dimension, worst first unless asked otherwise."""
    dimension = queries.DIMENSIONS[by]
    names = queries.names_of(by, parts)
    made = [_row(asked, by, value, names[value], counts) for value, counts in parts.items()]
    made.sort(key=lambda row: _order(row, sort))
    total = _row(asked, "", "", "Tổng cộng", queries.summed(parts, MAIN))
    shown = made[:limit] if limit else made
    return Table(by, dimension.name, shown, total, len(made) - len(shown), asked.page("indicator_table", by))


def _row(asked: Asked, by: str, value: str, name: str, counts: Counts) -> Row:
    part = {by: value} if by else {}
    cells = tuple(
        Cell(key, SHORT[key], counts[key], asked.list(key, part) if counts[key] else "", key in {"late_done", "open_late"} and bool(counts[key]))
        for key in MAIN
    )
    href = asked.page("indicators", filters=asked.filters | part) if by else ""
    return Row(value, name, href, cells, Share(counts["in_time"], counts["resolved"]), counts)


def _order(row: Row, sort: str) -> tuple[object, ...]:
    if sort in MAIN:
        return (-row.counts[sort], sort_key(row.name))
    if sort == "ten":
        return (sort_key(row.name),)
    if sort == "ty-le":
        return (not row.share.enough, row.share.value, sort_key(row.name))
    return (-row.late, -row.counts["received"], sort_key(row.name))


def sorts(asked: Asked, page: str, args: Sequence[str], chosen: str, columns: Iterable[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Heads of columns as (label, address that sorts by it, whether it does now)."""
    return [(label, asked.page(page, *args, more={"xep": key}), key == chosen) for key, label in columns]


def as_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]], at: datetime) -> HttpResponse:
    """A table as CSV that a spreadsheet opens with its diacritics."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([[safe(value) for value in row] for row in rows])
    headers = {"Content-Disposition": f'attachment; filename="{name}-{at.astimezone(VN):%Y%m%d-%H%M}.csv"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def safe(value: object) -> object:
    """A cell that a spreadsheet takes for a formula is made text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def cells_of(found: Table) -> tuple[list[str], list[list[object]]]:
    """Head and rows of a table for a file, with its total."""
    head = [found.name, *(DEFINITIONS[key].name for key in MAIN), "Tỷ lệ đúng hạn", "Khoảng tin cậy 95 %"]
    return head, [_file_row(row) for row in (*found.rows, found.total)]


def _file_row(row: Row) -> list[object]:
    interval = f"{row.share.low:.3f}–{row.share.high:.3f}" if row.share.known else ""
    return [row.name, *(row.counts[key] for key in MAIN), f"{row.share.value:.3f}" if row.share.known else "", interval]
