"""The certificate of a due moment: what the walk saw, written down day by day so that anybody can count again. Pure.

`Trace` is filled by the walk that finds the moment; `write` only lays out what stands in it, so the two cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.shared.calendars.compiled import Calendar
from motcua.shared.calendars.days import DAY, Sessions, Span, Table, date_of, moment_of
from motcua.shared.calendars.terms import Term

FORM = "motcua.deadline.1"
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_WHY = {
    "working": "Ngày làm việc",
    "weekend": "Nghỉ hằng tuần",
    "holiday": "Nghỉ lễ",
    "compensatory_off": "Nghỉ bù",
    "swap_off": "Nghỉ hoán đổi",
    "makeup_work": "Ngày làm bù",
    "hours": "Ngày có giờ làm việc riêng",
    "after_hours": "Nhận sau giờ làm việc, tính từ giờ mở cửa kế tiếp",
    "after_cutoff": "Nhận sau giờ chốt, tính từ ngày làm việc tiếp theo",
    "paused": "Tạm dừng tính thời hạn",
    "first_day": "Ngày đầu không tính",
    "counted": "Được tính",
    "pause_added": "Cộng thêm do tạm dừng",
    "closing": "Ngày làm việc tiếp theo, hết hạn khi đóng cửa",
}
_BEGINNINGS = {
    "at_start": "Tính ngay từ lúc tiếp nhận",
    "next_opening": "Tiếp nhận ngoài giờ làm việc, tính từ giờ mở cửa kế tiếp",
    "after_cutoff": "Tiếp nhận sau giờ chốt, tính từ giờ mở cửa của ngày làm việc tiếp theo",
}


@dataclass(slots=True)
class Trace:
    """What one walk saw, in seconds and days since the epoch of `days.py`. A walk that begins again overwrites it."""

    start: int
    term: Term
    spans: Sequence[Span]
    late: bool = False
    begin: int = 0
    first: int = 0
    lasts: list[int] = field(default_factory=list)
    due: int | None = None

    def working(self, *, late: bool, begin: int, due: int | None) -> None:
        """A working limit: where the counting began and where it was complete."""
        self.late, self.begin, self.due = late, begin, due

    def calendar(self, *, late: bool, first: int, lasts: list[int], due: int | None) -> None:
        """A calendar limit: the day left out, the last day at first and after each pause that moved it, and its end."""
        self.late, self.first, self.lasts, self.due = late, first, lasts, due

    @property
    def end(self) -> int:
        """Where the story stops: at the due moment, or where the open pause begins."""
        return self.spans[-1][0] if self.due is None else self.due

    @property
    def applied(self) -> Sequence[Span]:
        """The pauses that had an effect: those that begin before the end, and the open one."""
        return [span for span in self.spans if span[0] < self.end or self.due is None]


def write(trace: Trace, calendar: Calendar, table: Table, documents: Sequence[str | None], article: str) -> dict[str, Any]:
    """The certificate as a JSON object. Its keys are listed in the room's README and stay."""
    term = trace.term
    reason, effective = _beginning(trace, table)
    days = _working_days(trace, calendar, table) if term.is_working else _calendar_days(trace, calendar)
    first, last = trace.start // DAY, trace.end // DAY
    return {
        "form": FORM,
        "start": _iso(trace.start),
        "term": str(term),
        "term_in_words": term.in_words(),
        "effective_start": _iso(effective),
        "effective_reason": reason,
        "effective_why": _BEGINNINGS[reason],
        "calendar": {"name": calendar.name, "version": calendar.version, "published": list(calendar.published)},
        "article": article,
        "provisional": not (calendar.is_published(first) and calendar.is_published(last)),
        "days": days,
        "days_counted": sum(day["counted"] for day in days),
        "seconds_counted": sum(day["seconds"] for day in days) if term.is_working else None,
        "last_day": None if term.is_working else [date_of(day).isoformat() for day in trace.lasts],
        "pauses": _pauses(trace, table, documents),
        "due_at": None if trace.due is None else _iso(trace.due),
    }


def _iso(second: int) -> str:
    return moment_of(second).isoformat()


def _beginning(trace: Trace, table: Table) -> tuple[str, int]:
    if trace.late:
        return "after_cutoff", table.reopening(trace.start // DAY)
    if trace.term.is_working and trace.begin != trace.start:
        return "next_opening", trace.begin
    return "at_start", trace.start


def _pauses(trace: Trace, table: Table, documents: Sequence[str | None]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    applied = len(trace.applied)
    for number, (begin, end) in enumerate(trace.spans):
        row: dict[str, Any] = {
            "from": _iso(begin),
            "to": None if end is None else _iso(end),
            "document": (documents[number] or "") if number < len(documents) else "",
            "applied": number < applied,
        }
        if trace.term.is_working:
            row["seconds"] = None if end is None else _paused_seconds(trace, table, begin, end) if number < applied else 0
        else:
            row["midnights"] = None if end is None else -(-end // DAY) + -begin // DAY
        rows.append(row)
    return rows


def _paused_seconds(trace: Trace, table: Table, begin: int, end: int) -> int:
    begin = max(begin, trace.begin)
    return table.worked(end) - table.worked(begin) if begin < end else 0


def _line(calendar: Calendar, day: int) -> dict[str, Any]:
    """What is true of a day for every limit: date, weekday, kind, name, sessions. Kept with the calendar."""
    known = calendar.lines.get(day)
    if known is None:
        plan, on = calendar.plan(day), date_of(day)
        known = calendar.lines[day] = {
            "on": on.isoformat(),
            "weekday": _WEEKDAYS[on.weekday()],
            "kind": plan.kind,
            "name": plan.name,
            "sessions": _hours(plan.sessions),
        }
    return known


def _hours(sessions: Sessions) -> list[str]:
    return [f"{_clock(opening)}-{_clock(closing)}" for opening, closing in sessions]


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}"


def _shown(line: dict[str, Any], reason: str, *, counted: bool, seconds: int) -> dict[str, Any]:
    why = line["name"] if reason == line["kind"] and line["name"] else _WHY[reason]
    return {**line, "counted": counted, "seconds": seconds, "reason": reason, "why": why}


def _working_days(trace: Trace, calendar: Calendar, table: Table) -> list[dict[str, Any]]:
    begin, end, spans = trace.begin, trace.end, trace.applied
    days = []
    for day in range(trace.start // DAY, end // DAY + 1):
        line = _line(calendar, day)
        first, last = max(day * DAY, begin), min((day + 1) * DAY, end)
        seconds = table.counted(first, last, spans) if first < last and line["sessions"] else 0
        reason = line["kind"] if seconds or not line["sessions"] else _idle(trace, day)
        days.append(_shown(line, reason, counted=seconds > 0, seconds=seconds))
    return days


def _idle(trace: Trace, day: int) -> str:
    """Why nothing was counted on a day when the office works."""
    if (day + 1) * DAY <= trace.begin:
        return "after_cutoff" if trace.late else "after_hours"
    return "paused"


def _calendar_days(trace: Trace, calendar: Calendar) -> list[dict[str, Any]]:
    paused = _paused_days(trace)
    last, end = trace.lasts[-1], trace.end // DAY
    days = []
    for day in range(trace.start // DAY, end + 1):
        line = _line(calendar, day)
        if day <= trace.first:
            reason = "first_day" if day == trace.first else "after_cutoff" if line["sessions"] else line["kind"]
        elif day <= last:
            reason = paused.get(day, "counted")
        else:
            reason = "closing" if line["sessions"] else line["kind"]
        days.append(_shown(line, reason, counted=reason == "counted", seconds=0))
    return days


def _paused_days(trace: Trace) -> dict[int, str]:
    """The days up to the last one that the pauses took, as many as midnights: first those that begin inside a pause.

    A pause may hold midnights that are no day of the limit (it began while the last day was off); as many other days, from the last
    one back, then stand as added, so that the days counted are always those of the limit.
    """
    first, nominal, last = trace.first, trace.lasts[0], trace.lasts[-1]
    left = last - nominal
    taken: dict[int, str] = {}
    for begin, end in trace.applied:
        if end is not None:
            inside = range(max(-(-begin // DAY), first + 1), min(-(-end // DAY) - 1, last) + 1)
            taken.update((day, "paused") for day in inside[: left - len(taken)])
    day = last
    while len(taken) < left:
        if day not in taken:
            taken[day] = "pause_added"
        day -= 1
    return taken
