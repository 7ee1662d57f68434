"""The days off of a year that is to be published: what the law fixes, the days in lieu that follow, and rows as people paste them. Pure.

Labour Code 2019, Article 111(3): a holiday on a weekly day of rest is made up for on the next working day. Swaps are decided each year and are never
guessed; the rows are a draft that a person completes from the announcement.
"""

import csv
import io
from datetime import date, timedelta
from typing import Any

from motcua.shared.calendars import holidays
from motcua.shared.calendars.days import OFF_KINDS, WORK_KINDS
from motcua.shared.calendars.kinds import KINDS

SATURDAY = 5
COLUMNS = 3
KIND_OF = {name.lower(): kind for kind, name in KINDS.items() if kind in OFF_KINDS | WORK_KINDS}


def suggested(year: int) -> list[dict[str, str]]:
    """Holidays fixed by law, and a day in lieu for each that falls on a weekend."""
    fixed = holidays.of_year(year)
    taken = set(fixed)
    rows = [{"on": on.isoformat(), "kind": "holiday", "name": name} for on, name in fixed.items()]
    for on, name in fixed.items():
        if on.weekday() < SATURDAY:
            continue
        instead = on + timedelta(days=1)
        while instead in taken or instead.weekday() >= SATURDAY:
            instead += timedelta(days=1)
        taken.add(instead)
        rows.append({"on": instead.isoformat(), "kind": "compensatory_off", "name": f"{name} (nghỉ bù)"})
    return sorted(rows, key=lambda row: row["on"])


def written(rows: list[dict[str, Any]]) -> str:
    """The rows as people edit them: `01/01/2027; Nghỉ lễ, tết; Tết Dương lịch`."""
    return "\n".join(f"{date.fromisoformat(row['on']):%d/%m/%Y}; {KINDS[row['kind']]}; {row['name']}" for row in rows)


def read(text: str) -> list[dict[str, str]]:
    """The way back: day; kind; name, one a line. Or CSV with the columns of `data/holidays.csv`. ValueError names the line."""
    lines = [(no, line.strip()) for no, line in enumerate(text.splitlines(), start=1) if line.strip() and not line.strip().startswith("#")]
    if lines and lines[0][1].lower().startswith("date,"):
        return [_csv_row(no, line) for no, line in lines[1:]]
    return [_row(no, line) for no, line in lines]


def _row(no: int, line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split(";", COLUMNS - 1)]
    if len(parts) != COLUMNS:
        raise ValueError(f"Dòng {no}: phải có ba phần cách nhau bằng dấu chấm phẩy: ngày; loại; tên.")
    day, month, year = ([int(x) if x.isdigit() else 0 for x in parts[0].split("/")] + [0, 0, 0])[:3]
    kind = KIND_OF.get(parts[1].lower())
    if kind is None:
        raise ValueError(f"Dòng {no}: loại “{parts[1][:30]}” không có; chỉ nhận {', '.join(sorted(KIND_OF))}.")
    return {"on": _date(no, parts[0], year, month, day), "kind": kind, "name": parts[2]}


def _csv_row(no: int, line: str) -> dict[str, str]:
    (cells,) = csv.reader(io.StringIO(line))
    if len(cells) != COLUMNS + 1:
        raise ValueError(f"Dòng {no}: phải có bốn cột date, weekday, kind, name.")
    on, _, kind, name = (cell.strip() for cell in cells)
    if kind not in OFF_KINDS | WORK_KINDS:
        raise ValueError(f"Dòng {no}: loại “{kind[:30]}” không có.")
    year, month, day = ([int(x) if x.isdigit() else 0 for x in on.split("-")] + [0, 0, 0])[:3]
    return {"on": _date(no, on, year, month, day), "kind": kind, "name": name}


def _date(no: int, text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as wrong:
        raise ValueError(f"Dòng {no}: không đọc được ngày “{text[:20]}”; viết như 01/01/2027.") from wrong
