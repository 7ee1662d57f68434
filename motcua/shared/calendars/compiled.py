"""A calendar, compiled: from office hours and special days to a table that answers by bisection. Pure; years are laid out when first asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from motcua.shared.calendars import holidays
from motcua.shared.calendars.days import OFF_KINDS, BeyondTable, Plan, Sessions, SpecialDay, Table, date_of, day_of

FIRST_YEAR, LAST_YEAR = 1990, 2199
_YEARS_AHEAD = 2
_WEEKEND = Plan("weekend", "", ())


class RangeError(ValueError):
    """A moment, or a limit's end, outside the years that a calendar can lay out; the message is a sentence for the person."""


class Calendar:
    """Working time of one agency or of the province, one version of it.

    `hours` are the sessions of Monday to Sunday in seconds of the day; `special` the days that differ; `published` the first and the
    last year that were published. In other years the holidays fixed by law count, and whatever touches them is provisional.
    The object never changes to the eye: tables are replaced whole, so threads may share it.
    """

    def __init__(self, name: str, version: str, hours: tuple[Sessions, ...], special: Mapping[date, SpecialDay], published: tuple[int, int]) -> None:
        self.name = name
        self.version = version
        self.hours = hours
        self.special = dict(special)
        self.published = published
        self.lines: dict[int, dict[str, Any]] = {}
        self._makeup_hours = next((sessions for sessions in hours if sessions), ())
        self._years: dict[int, list[Plan]] = {}
        self._table: Table | None = None

    def __repr__(self) -> str:
        return f"<Calendar {self.name} {self.version}>"

    @property
    def table(self) -> Table:
        """The years laid out so far: at first the published ones and two more."""
        return self._table or self._lay_out(self.published[0], self.published[1] + _YEARS_AHEAD)

    def wider(self, table: Table, beyond: BeyondTable) -> Table:
        """A table that also covers the second that `table` lacked. RangeError when no calendar goes that far."""
        try:
            year = date_of(beyond.second // 86400).year
        except (ValueError, OverflowError):
            year = LAST_YEAR + 1
        first, last = date_of(table.first_day).year, date_of(table.last_day).year
        if year > LAST_YEAR or year < FIRST_YEAR:
            raise RangeError(f"Thời điểm nằm ngoài phạm vi của lịch làm việc (các năm {FIRST_YEAR}–{LAST_YEAR}).")
        return self._lay_out(min(first, year), max(last, min(year + _YEARS_AHEAD, LAST_YEAR)))

    def plan(self, day: int) -> Plan:
        """How a day is worked."""
        on = date_of(day)
        return self._year(on.year)[on.timetuple().tm_yday - 1]

    def is_published(self, day: int) -> bool:
        """Whether a day lies in a published year."""
        return self.published[0] <= date_of(day).year <= self.published[1]

    def _lay_out(self, first: int, last: int) -> Table:
        plans = [plan.sessions for year in range(first, last + 1) for plan in self._year(year)]
        self._table = table = Table(day_of(date(first, 1, 1)), plans)
        return table

    def _year(self, year: int) -> list[Plan]:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._plan_year(year)
        return known

    def _plan_year(self, year: int) -> list[Plan]:
        fixed = {} if self.published[0] <= year <= self.published[1] else holidays.of_year(year)
        first, after = day_of(date(year, 1, 1)), day_of(date(year + 1, 1, 1))
        return [self._plan_date(date_of(day), fixed) for day in range(first, after)]

    def _plan_date(self, on: date, fixed: Mapping[date, str]) -> Plan:
        special = self.special.get(on)
        if special is not None:
            if special.kind in OFF_KINDS:
                return Plan(special.kind, special.name, ())
            return Plan(special.kind, special.name, special.sessions or self._makeup_hours)
        if on in fixed:
            return Plan("holiday", fixed[on], ())
        sessions = self.hours[on.weekday()]
        return Plan("working", "", sessions) if sessions else _WEEKEND
