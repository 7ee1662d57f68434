"""A year of a calendar laid out for the screen: twelve months of weeks, each day with its kind. Pure."""

import calendar as months_of
from dataclasses import dataclass
from datetime import date

from motcua.shared.calendars.days import day_of
from motcua.shared.calendars.engine import Calendar
from motcua.shared.calendars.kinds import KINDS, LETTERS, sessions_of, told

CLOCK = 3600


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its number, its kind, the letter that marks it, and what is said of it."""

    day: int
    kind: str
    letter: str
    title: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: list[list[Cell | None]]
    special: list[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class Year:
    """A year; `off` counts the days off on weekdays, `made_up` the rest days that are worked."""

    number: int
    months: list[Month]
    published: bool
    working: int
    off: int
    made_up: int


def lay_out(calendar: Calendar, year: int) -> Year:
    """The year by this calendar."""
    months = [_month(calendar, year, month) for month in range(1, 13)]
    cells = [cell for month in months for week in month.weeks for cell in week if cell]
    counted = {kind: sum(cell.kind == kind for cell in cells) for kind in KINDS}
    working = counted["working"] + counted["hours"] + counted["makeup_work"]
    off = sum(cell.letter in ("L", "B", "H") for month in months for week in month.weeks for cell in week[:5] if cell)
    return Year(year, months, calendar.is_published(day_of(date(year, 1, 1))), working, off, counted["makeup_work"])


def _month(calendar: Calendar, year: int, month: int) -> Month:
    weeks = [[_cell(calendar, date(year, month, day)) if day else None for day in week] for week in months_of.monthcalendar(year, month)]
    special = [(told(date(year, month, cell.day)), cell) for week in weeks for cell in week if cell and cell.letter]
    return Month(f"Tháng {month}", weeks, special)


def _cell(calendar: Calendar, on: date) -> Cell:
    plan = calendar.plan(day_of(on))
    hours = f", {sessions_of(_pairs(plan.sessions))}" if plan.kind == "hours" else ""
    name = f"{KINDS[plan.kind]}{hours}" + (f": {plan.name}" if plan.name else "")
    return Cell(on.day, plan.kind, LETTERS.get(plan.kind, ""), name)


def _pairs(sessions: tuple[tuple[int, int], ...]) -> list[list[str]]:
    return [[_clock(opening), _clock(closing)] for opening, closing in sessions]


def _clock(second: int) -> str:
    return f"{second // CLOCK:02d}:{second // 60 % 60:02d}"


def week_of(calendar: Calendar) -> dict[str, list[list[str]]]:
    """The office week of a calendar, as calendar data writes it."""
    return {key: _pairs(sessions) for key, sessions in zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), calendar.hours, strict=True)}
