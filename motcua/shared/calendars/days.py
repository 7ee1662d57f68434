"""What a calendar is made of: office sessions, the days that differ, and a year laid out in seconds. Pure.

Inside the room a moment is a whole number of seconds of Vietnamese time since 1 January 2000, 00:00 (`EPOCH`), a day the number of
days since then; the zone has had one offset since 1975, so the two are bound by plain division.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.base.time import VN

EPOCH = datetime(2000, 1, 1, tzinfo=VN)
EPOCH_ORDINAL = EPOCH.toordinal()
DAY = 86400

Session = tuple[int, int]
Sessions = tuple[Session, ...]
Span = tuple[int, int | None]

OFF_KINDS = frozenset({"holiday", "compensatory_off", "swap_off"})
WORK_KINDS = frozenset({"makeup_work", "hours"})


def second_of(moment: datetime) -> int:
    """A moment as seconds of Vietnamese time since `EPOCH`; a part of a second is dropped."""
    gap = moment - EPOCH
    return gap.days * DAY + gap.seconds


def moment_of(second: int) -> datetime:
    """The moment of a second, aware, in Vietnam."""
    return EPOCH + timedelta(seconds=second)


def day_of(on: date) -> int:
    """The number of a date."""
    return on.toordinal() - EPOCH_ORDINAL


def date_of(day: int) -> date:
    """The date of a number."""
    return date.fromordinal(day + EPOCH_ORDINAL)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from its weekday: off, worked in place of another, or with hours of its own (then `sessions`)."""

    kind: str
    name: str
    sessions: Sessions | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How one day is worked: `kind` is `working`, `weekend` or a special day's; `sessions` in seconds of the day, none when off."""

    kind: str
    name: str
    sessions: Sessions


class BeyondTable(Exception):
    """The answer lies outside the years laid out; `second` tells which must be added."""

    def __init__(self, second: int) -> None:
        super().__init__(second)
        self.second = second


class Table:
    """Consecutive days laid out: sessions in order with the office seconds before and after each, and where each day closes.

    Every question is one bisection. A question about what is not laid out raises BeyondTable.
    """

    __slots__ = ("after", "before", "closes", "closings", "first_day", "last_day", "opens", "reopenings")

    def __init__(self, first_day: int, plans: Iterable[Sessions]) -> None:
        self.first_day = first_day
        self.opens: list[int] = []
        self.closes: list[int] = []
        self.before: list[int] = []
        self.after: list[int] = []
        counted, worked = 0, []
        day = first_day
        for sessions in plans:
            for opening, closing in sessions:
                self.opens.append(day * DAY + opening)
                self.closes.append(day * DAY + closing)
                self.before.append(counted)
                counted += closing - opening
                self.after.append(counted)
            worked.append((day * DAY + sessions[0][0], day * DAY + sessions[-1][1]) if sessions else None)
            day += 1
        self.last_day = day - 1
        self.closings, self.reopenings = _look_ahead(worked)

    def covers(self, second: int) -> bool:
        """Whether the second lies in a day laid out."""
        return self.first_day * DAY <= second < (self.last_day + 1) * DAY

    def worked(self, second: int) -> int:
        """Office seconds from the beginning of the table to a second."""
        if not self.covers(second):
            raise BeyondTable(second)
        at = bisect_right(self.opens, second) - 1
        if at < 0:
            return 0
        closing = self.closes[at]
        return self.after[at] if second >= closing else self.after[at] - closing + second

    def counted(self, first: int, last: int, spans: Sequence[Span]) -> int:
        """Office seconds between two seconds, without those inside the spans."""
        seconds = self.worked(last) - self.worked(first)
        for begin, end in spans:
            left, right = max(begin, first), last if end is None else min(end, last)
            if left < right:
                seconds -= self.worked(right) - self.worked(left)
        return seconds

    def reach(self, counted: int) -> int:
        """The earliest second at which so many office seconds have passed since the beginning of the table."""
        at = bisect_left(self.after, counted)
        if at == len(self.after):
            raise BeyondTable((self.last_day + 1) * DAY + counted - (self.after[-1] if self.after else 0))
        return self.closes[at] - self.after[at] + counted

    def next_opening(self, second: int) -> int:
        """The second itself when inside a session, else the opening of the next one."""
        if not self.covers(second):
            raise BeyondTable(second)
        at = bisect_right(self.opens, second)
        if at and second < self.closes[at - 1]:
            return second
        if at == len(self.opens):
            raise BeyondTable((self.last_day + 1) * DAY)
        return self.opens[at]

    def reopening(self, day: int) -> int:
        """The opening of the first working day after a day."""
        return self._entry(self.reopenings, day)

    def closing(self, day: int) -> int:
        """When a day closes, or the next working day when that one is off."""
        return self._entry(self.closings, day)

    def _entry(self, entries: list[int | None], day: int) -> int:
        if not self.first_day <= day <= self.last_day:
            raise BeyondTable(day * DAY)
        found = entries[day - self.first_day]
        if found is None:
            raise BeyondTable((self.last_day + 1) * DAY)
        return found


def _look_ahead(worked: list[Session | None]) -> tuple[list[int | None], list[int | None]]:
    """For each day, where it or the next working day closes, and where the first working day after it opens."""
    closings: list[int | None] = []
    reopenings: list[int | None] = []
    closing: int | None = None
    opening: int | None = None
    for bounds in reversed(worked):
        reopenings.append(opening)
        if bounds is not None:
            opening, closing = bounds
        closings.append(closing)
    return closings[::-1], reopenings[::-1]
