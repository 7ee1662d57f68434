"""Working time: when a limit ends, and how much office time lies between two moments. Pure: no database, no clock, no Django.

The rules (Civil Code 2015, Articles 147–148; Decree 61/2018; the room's README has the edge cases):

- Precision is the second; parts of a second are dropped. A working day of a limit is 8 counted office hours.
- Working limits count from the start, or from the next opening when that is later; they end at the earliest instant at which the
  counted time is complete, and count nothing inside a pause.
- Calendar days and months leave out the first day and end at the close of the last, or of the next working day when that one is off.
  Each pause that begins before the due moment as moved so far moves the last day by the midnights in it.
- What arrives later than the cut-off, on any day, counts from the opening of the next working day.
- An open pause that begins before the due moment: there is no due moment.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from motcua.shared.calendars import certificate
from motcua.shared.calendars.certificate import Trace
from motcua.shared.calendars.compiled import Calendar, RangeError
from motcua.shared.calendars.days import DAY, BeyondTable, Span, Table, date_of, day_of, moment_of, second_of
from motcua.shared.calendars.terms import Term, TermError

__all__ = [
    "Calendar",
    "PauseError",
    "RangeError",
    "Term",
    "TermError",
    "add_working",
    "between",
    "closing",
    "due",
    "due_with_certificate",
    "next_opening",
]

Pause = tuple[datetime, datetime | None]
_T = TypeVar("_T")


class PauseError(ValueError):
    """Pauses that cannot be: out of order, overlapping, or before the start; the message is a sentence for the person."""


def due(start: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime | None:
    """When a limit that starts at `start` ends; None while an open pause holds it.

    Pauses are (from, to), half-open, in order; `to` is None while open. Raises PauseError, and RangeError beyond the calendar's years.
    """
    second = second_of(start)
    spans = _spans(pauses, second) if pauses else []
    found = _asked(calendar, second, lambda table: _walk(table, second, term, spans, None))
    return None if found is None else moment_of(found)


def due_with_certificate(
    start: datetime,
    term: Term,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    documents: Sequence[str | None] = (),
    *,
    article: str = "",
) -> tuple[datetime | None, dict[str, Any]]:
    """As `due`, by the same walk, with the certificate: a JSON object that shows each day counted or skipped, and why.

    `documents` name what each pause rests on, in the order of the pauses (None: nothing); `article` the rule that sets the limit. Keys: the README.
    """
    second = second_of(start)
    spans = _spans(pauses, second)
    trace = Trace(second, term, spans)
    found = _asked(calendar, second, lambda table: _walk(table, second, term, spans, trace))
    shown = _asked(calendar, second, lambda table: certificate.write(trace, calendar, table, documents, article))
    return (None if found is None else moment_of(found)), shown


def between(a: datetime, b: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """Office seconds from `a` to `b`, without those inside the pauses; 0 when `b` is not after `a`. Pauses may reach out on both sides."""
    first, last = second_of(a), second_of(b)
    if last <= first:
        return 0
    spans = _spans(pauses, None)
    return _asked(calendar, first, lambda table: table.counted(first, last, spans))


def add_working(start: datetime, seconds: int, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime:
    """The earliest moment with `seconds` of office time between it and `start`; `start` itself for 0.

    Raises ValueError for a negative amount, PauseError when an open pause keeps it from ever coming.
    """
    if seconds < 0:
        raise ValueError("seconds must not be negative")
    if seconds == 0:
        return moment_of(second_of(start))
    first = second_of(start)
    spans = _spans(pauses, first)
    found = _asked(calendar, first, lambda table: _complete(table, first, seconds, spans))
    if found is None:
        raise PauseError("Thời gian đang tạm dừng và chưa có lúc kết thúc nên chưa tính được.")
    return moment_of(found)


def next_opening(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself when inside office hours (from the opening, before the close), else the next opening."""
    second = second_of(moment)
    return moment_of(_asked(calendar, second, lambda table: table.next_opening(second)))


def closing(on: date | datetime, calendar: Calendar) -> datetime:
    """When the office closes on a day (of a moment: its day in Vietnam), or on the next working day when that day is off."""
    day = second_of(on) // DAY if isinstance(on, datetime) else day_of(on)
    return moment_of(_asked(calendar, day * DAY, lambda table: table.closing(day)))


def _asked(calendar: Calendar, second: int, question: Callable[[Table], _T]) -> _T:
    """The answer from the calendar's table, laid out further as often as the question needs."""
    table = calendar.table
    if not table.covers(second):
        table = calendar.wider(table, BeyondTable(second))
    while True:
        try:
            return question(table)
        except BeyondTable as beyond:
            table = calendar.wider(table, beyond)


def _spans(pauses: Iterable[Pause], start: int | None) -> list[Span]:
    """Pauses in seconds. PauseError when one begins before `start`, ends before it begins, or before the one ahead of it has ended."""
    spans: list[Span] = []
    reached: int | None = start
    for number, (begin, end) in enumerate(pauses, 1):
        first, last = second_of(begin), None if end is None else second_of(end)
        if start is not None and first < start:
            raise PauseError(f"Lần tạm dừng thứ {number} bắt đầu trước thời điểm bắt đầu tính thời hạn.")
        if spans and (reached is None or first < reached):
            raise PauseError(f"Lần tạm dừng thứ {number} không nối tiếp sau lần trước: các lần tạm dừng phải theo thứ tự và không chồng nhau.")
        if last is not None and last < first:
            raise PauseError(f"Lần tạm dừng thứ {number} kết thúc trước khi bắt đầu.")
        spans.append((first, last))
        reached = last
    return spans


def _walk(table: Table, start: int, term: Term, spans: Sequence[Span], trace: Trace | None) -> int | None:
    """The one walk behind `due` and the certificate: the due second or None; what happened goes into `trace` when there is one."""
    cutoff = term.cutoff_second
    late = cutoff is not None and start % DAY > cutoff
    if term.is_working:
        begin = table.reopening(start // DAY) if late else table.next_opening(start)
        found = _complete(table, begin, term.working_seconds, spans)
        if trace is not None:
            trace.working(late=late, begin=begin, due=found)
        return found
    first = table.reopening(start // DAY) // DAY if late else start // DAY
    nominal = _last_day(first, term)
    found, lasts = _moved(table, nominal, spans)
    if trace is not None:
        trace.calendar(late=late, first=first, lasts=[nominal, *lasts], due=found)
    return found


def _complete(table: Table, begin: int, seconds: int, spans: Sequence[Span]) -> int | None:
    """The earliest second with so many office seconds since `begin` outside the pauses."""
    target = table.worked(begin) + seconds
    found = table.reach(target)
    for first, last in spans:
        if first >= found:
            break
        if last is None:
            return None
        if last > begin:
            target += table.worked(last) - table.worked(max(first, begin))
            found = table.reach(target)
    return found


def _last_day(first: int, term: Term) -> int:
    """The last day of a calendar limit before pauses; a month keeps the day's number, or ends with the month."""
    if term.unit == "d":
        return first + term.value
    on = date_of(first)
    year, month = divmod(on.year * 12 + on.month - 1 + term.value, 12)
    try:
        return day_of(date(year, month + 1, min(on.day, monthrange(year, month + 1)[1])))
    except ValueError as wrong:
        raise RangeError("Thời hạn vượt quá phạm vi của lịch làm việc.") from wrong


def _moved(table: Table, last: int, spans: Sequence[Span]) -> tuple[int | None, list[int]]:
    """Where a calendar limit ends, and its last day after each pause that moved it."""
    lasts: list[int] = []
    found = table.closing(last)
    for begin, end in spans:
        if begin >= found:
            break
        if end is None:
            return None, lasts
        last += -(-end // DAY) + -begin // DAY
        lasts.append(last)
        found = table.closing(last)
    return found, lasts
