"""How days, weekdays and sessions of a calendar are called and written. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.shared.calendars.calendar_data import WEEKDAYS

KINDS = {
    "working": "Ngày làm việc",
    "weekend": "Nghỉ hằng tuần",
    "holiday": "Nghỉ lễ, tết",
    "compensatory_off": "Nghỉ bù",
    "swap_off": "Nghỉ hoán đổi",
    "makeup_work": "Làm bù",
    "hours": "Giờ làm việc riêng",
}
LETTERS = {"holiday": "L", "compensatory_off": "B", "swap_off": "H", "makeup_work": "+", "hours": "G"}
WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
CLOSED = "nghỉ"
_SESSION = re.compile(r"(\d{1,2})[:hg.](\d{2})?\s*(?:-|–|đến)\s*(\d{1,2})[:hg.](\d{2})?", re.IGNORECASE)


def sessions_of(sessions: Iterable[Sequence[str]]) -> str:
    """`07:30–11:30, 13:00–17:00`; "nghỉ" for none."""
    return ", ".join(f"{opening}–{closing}" for opening, closing in sessions) or CLOSED


def read_sessions(text: str) -> list[list[str]]:
    """What a person typed as sessions; empty for a day off. ValueError carries the sentence. Order and overlap are the calendar's matter."""
    plain = text.strip().lower()
    if not plain or plain == CLOSED:
        return []
    found = []
    for part in re.split(r"[,;]", plain):
        match = _SESSION.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"Không đọc được “{part.strip()[:30]}”. Viết như 07:30-11:30, 13:00-17:00; để trống là nghỉ.")
        opening, from_, closing, to = match.groups()
        found.append([f"{int(opening):02d}:{from_ or '00'}", f"{int(closing):02d}:{to or '00'}"])
    return found


def week_in_words(week: Mapping[str, Any]) -> str:
    """A week in one line; neighbours with equal hours stand together: `thứ Hai–thứ Sáu 07:30–11:30, 13:00–17:00; thứ Bảy nghỉ`."""
    groups: list[tuple[list[str], str]] = []
    for key, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
        hours = sessions_of(week.get(key, []))
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(name)
        else:
            groups.append(([name], hours))
    return "; ".join(f"{names[0]}–{names[-1]} {hours}" if len(names) > 1 else f"{names[0]} {hours}" for names, hours in groups)


def day_in_words(row: Mapping[str, Any]) -> str:
    """A special day of calendar data: its kind, its name, its hours."""
    hours = f", {sessions_of(row['sessions'])}" if row.get("sessions") else ""
    return f"{KINDS.get(row['kind'], row['kind'])}{hours}" + (f": {row['name']}" if row.get("name") else "")


def told(on: date) -> str:
    """`thứ Năm 26/11/2026`."""
    return f"{WEEKDAY_NAMES[on.weekday()]} {on:%d/%m/%Y}"
