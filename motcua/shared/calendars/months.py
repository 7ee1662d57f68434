"""A certificate laid out as months, week by week, for people: which days were counted, which were not, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from motcua.base.time import VN

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
SHORT = {
    "working": "",
    "weekend": "nghỉ",
    "holiday": "lễ",
    "compensatory_off": "nghỉ bù",
    "swap_off": "hoán đổi",
    "makeup_work": "làm bù",
    "hours": "giờ riêng",
    "after_hours": "sau giờ",
    "after_cutoff": "sau giờ chốt",
    "paused": "tạm dừng",
    "first_day": "ngày đầu",
    "counted": "",
    "pause_added": "cộng thêm",
    "closing": "hết hạn",
}
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Day:
    """One cell. `kind`: counted, skipped, outside (no part of the term); `share` how much of the day was counted, or which day of the
    term it is; `short` the word below, `why` the whole reason.
    """

    number: int
    kind: str = "outside"
    short: str = ""
    why: str = ""
    share: str = ""
    first: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None where a week reaches into another month."""

    title: str
    weekdays: tuple[str, ...] = WEEKDAYS
    weeks: list[list[Day | None]] = field(default_factory=list)


def of(certificate: Mapping[str, Any], *, due_at: datetime | None = None) -> list[Month]:
    """The months of a certificate, only the weeks with days in it; `due_at` is marked when it lies within. Empty beyond 400 days: the list tells it."""
    rows = {date.fromisoformat(row["on"]): row for row in certificate["days"]}
    if not rows or len(rows) > MOST_DAYS:
        return []
    start, ends = min(rows), due_at.astimezone(VN).date() if due_at else None
    cells, nth = {}, 0
    for on in sorted(rows):
        row = rows[on]
        nth += bool(row["counted"])
        share = _hours(row["seconds"]) if row["seconds"] else f"ngày {nth}"
        kind = "counted" if row["counted"] else "skipped"
        said = share if row["counted"] else ""
        cells[on] = Day(on.day, kind, SHORT.get(row["reason"], ""), row["why"], said, first=on == start, due=on == ends)
    return [_month(year, month, cells) for year, month in sorted({(on.year, on.month) for on in cells})]


def _hours(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours} giờ {minutes:02d}" if hours and minutes else f"{minutes} phút" if minutes else f"{hours} giờ"


def _month(year: int, month: int, cells: Mapping[date, Day]) -> Month:
    mine = [on for on in cells if (on.year, on.month) == (year, month)]
    monday = min(mine) - timedelta(days=min(mine).weekday())
    made = Month(f"Tháng {month} năm {year}")
    while monday <= max(mine):
        week = [monday + timedelta(days=place) for place in range(len(WEEKDAYS))]
        made.weeks.append([_cell(on, month, cells) for on in week])
        monday += timedelta(days=len(WEEKDAYS))
    return made


def _cell(on: date, month: int, cells: Mapping[date, Day]) -> Day | None:
    if on.month != month:
        return None
    return cells.get(on) or Day(on.day)
