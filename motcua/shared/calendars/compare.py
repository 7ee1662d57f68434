"""What differs between two publications of a calendar, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.shared.calendars.calendar_data import WEEKDAYS
from motcua.shared.calendars.kinds import WEEKDAY_NAMES, day_in_words, sessions_of, told

Data = Mapping[str, Any]
AS_PROVINCE = "theo lịch chung"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: where, before, after; an empty side means that nothing stood or stands there."""

    part: str
    before: str
    after: str


def differences(before: Data | None, after: Data) -> list[Difference]:
    """All differences: the published years, the hours of the week, then the days in order."""
    old = before or {}
    return [*_years(old, after), *_hours(old, after), *_days(old, after)]


def _years(old: Data, new: Data) -> Iterator[Difference]:
    was, now = ("–".join(map(str, data["published"])) if data.get("published") else "" for data in (old, new))
    if was != now:
        yield Difference("Các năm đã công bố", was, now)


def _hours(old: Data, new: Data) -> Iterator[Difference]:
    for key, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
        was, now = (sessions_of(data["hours"].get(key, [])) if data.get("hours") else AS_PROVINCE for data in (old, new))
        if was != now:
            yield Difference(f"Giờ làm việc {name}", was, now)


def _days(old: Data, new: Data) -> Iterator[Difference]:
    was, now = ({row["on"]: row for row in data.get("days", [])} for data in (old, new))
    for on in sorted({*was, *now}):
        said = [day_in_words(rows[on]) if on in rows else "" for rows in (was, now)]
        if said[0] != said[1]:
            yield Difference(told(date.fromisoformat(on)), said[0], said[1])
