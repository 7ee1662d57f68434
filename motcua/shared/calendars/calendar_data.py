"""Calendars as data: the JSON that is published, checked and compiled; and the calendar that is shipped. Pure.

A calendar is `{"published": [first, last], "hours": {"mon": [["07:30", "11:30"], …], …}, "days": [{"on", "kind", "name", "sessions"}]}`.
An agency's may leave out `published` and `hours` and name only what differs from the province's.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from motcua.shared.calendars.compiled import FIRST_YEAR, LAST_YEAR, Calendar
from motcua.shared.calendars.days import OFF_KINDS, WORK_KINDS, Session, Sessions, SpecialDay

PROVINCIAL = "provincial"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHIPPED_HOLIDAYS = Path(__file__).parent / "data" / "holidays.csv"
SHIPPED_VERSION = "shipped"
_OFFICE = [["07:30", "11:30"], ["13:00", "17:00"]]
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)
_ENDS = 2


class CalendarError(ValueError):
    """Calendar data that cannot be used; the message is a sentence that names the place."""


def shipped_data(path: Path = SHIPPED_HOLIDAYS) -> dict[str, Any]:
    """The provincial calendar that comes with the program: the holidays file and the default office hours."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    days = [{"on": row["date"], "kind": row["kind"], "name": row["name"]} for row in rows]
    years = [int(row["date"][:4]) for row in rows if row["date"].endswith("-01-01")]
    hours = {weekday: _OFFICE if number < len(WEEKDAYS) - _ENDS else [] for number, weekday in enumerate(WEEKDAYS)}
    return {"published": [min(years), max(years)], "hours": hours, "days": days}


@lru_cache(maxsize=1)
def shipped() -> Calendar:
    """The shipped provincial calendar, compiled: what counts where no calendar has been published."""
    return compile_calendar(PROVINCIAL, SHIPPED_VERSION, shipped_data())


def compile_calendar(name: str, version: str, data: Mapping[str, Any], base: Calendar | None = None) -> Calendar:
    """A calendar from its data, over `base` when it is an agency's. CalendarError names what is wrong."""
    unknown = set(data) - {"published", "hours", "days", "source"}
    if unknown:
        raise CalendarError(f"Lịch có mục không hiểu được: {', '.join(sorted(unknown))}.")
    if not isinstance(data.get("source", ""), str):
        raise CalendarError("Mục source phải là chuỗi ký tự.")
    published = _published(data, base)
    hours = _hours(data.get("hours"), base)
    special = (base.special if base else {}) | _special(data.get("days", []))
    if not any(hours):
        raise CalendarError("Lịch không có giờ làm việc nào trong tuần.")
    return Calendar(name, version, hours, special, published)


def _published(data: Mapping[str, Any], base: Calendar | None) -> tuple[int, int]:
    given = data.get("published")
    if given is None and base is not None:
        return base.published
    if not (isinstance(given, list) and len(given) == _ENDS and all(type(year) is int for year in given)):
        raise CalendarError("Mục published phải là năm đầu và năm cuối đã công bố, ví dụ [2015, 2026].")
    first, last = given
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise CalendarError(f"Các năm đã công bố phải theo thứ tự và nằm trong {FIRST_YEAR}–{LAST_YEAR}.")
    return first, last


def _hours(given: Any, base: Calendar | None) -> tuple[Sessions, ...]:
    if given is None and base is not None:
        return base.hours
    if not isinstance(given, Mapping) or set(given) - set(WEEKDAYS):
        raise CalendarError("Mục hours phải ghi giờ làm việc theo các thứ mon, tue, wed, thu, fri, sat, sun.")
    return tuple(_sessions(given.get(weekday, []), f"thứ {weekday}") for weekday in WEEKDAYS)


def _sessions(given: Any, place: str) -> Sessions:
    if not isinstance(given, list):
        raise CalendarError(f"Giờ làm việc của {place} phải là danh sách các buổi.")
    sessions = tuple(_session(pair, place) for pair in given)
    if any(later[0] < earlier[1] for earlier, later in pairwise(sessions)):
        raise CalendarError(f"Các buổi làm việc của {place} phải theo thứ tự và không chồng nhau.")
    return sessions


def _session(pair: Any, place: str) -> Session:
    if not (isinstance(pair, list | tuple) and len(pair) == _ENDS and all(isinstance(end, str) and _CLOCK.fullmatch(end) for end in pair)):
        raise CalendarError(f"Buổi làm việc của {place} phải ghi giờ mở và giờ đóng, ví dụ 07:30 và 11:30.")
    opening, closing = (int(end[:2]) * 3600 + int(end[3:]) * 60 for end in pair)
    if opening >= closing:
        raise CalendarError(f"Buổi làm việc của {place} đóng trước khi mở.")
    return opening, closing


def _special(rows: Iterable[Any]) -> dict[date, SpecialDay]:
    if not isinstance(rows, list):
        raise CalendarError("Mục days phải là danh sách các ngày.")
    days: dict[date, SpecialDay] = {}
    for row in rows:
        on, day = _special_day(row)
        if on in days:
            raise CalendarError(f"Ngày {on:%d/%m/%Y} được ghi hai lần.")
        days[on] = day
    return days


def _special_day(row: Any) -> tuple[date, SpecialDay]:
    if not isinstance(row, Mapping) or set(row) - {"on", "kind", "name", "sessions"}:
        raise CalendarError(f"Không đọc được ngày trong lịch: {str(row)[:80]}.")
    kind, name, sessions = row.get("kind"), row.get("name", ""), row.get("sessions")
    try:
        on = date.fromisoformat(row.get("on", ""))
    except (TypeError, ValueError) as wrong:
        raise CalendarError(f"Không đọc được ngày trong lịch: {str(row)[:80]}.") from wrong
    place = f"ngày {on:%d/%m/%Y}"
    if not isinstance(name, str):
        raise CalendarError(f"Tên của {place} phải là chuỗi ký tự.")
    if kind not in (*OFF_KINDS, *WORK_KINDS):
        raise CalendarError(f"Loại của {place} không hiểu được: {str(kind)[:40]}.")
    if kind in OFF_KINDS and sessions:
        raise CalendarError(f"Ở {place} đã nghỉ thì không có giờ làm việc.")
    if kind == "hours" and not sessions:
        raise CalendarError(f"Ở {place} có giờ riêng thì phải ghi giờ làm việc.")
    return on, SpecialDay(kind, name, _sessions(sessions, place) if sessions else None)
