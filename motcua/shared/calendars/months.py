"""A certificate laid out as months for people, for the component `calendar_month`: which days were counted, which were not, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.base.time import VN

SHORT = {
    "weekend": "nghỉ",
    "holiday": "lễ",
    "compensatory_off": "nghỉ bù",
    "swap_off": "hoán đổi",
    "after_hours": "sau giờ",
    "after_cutoff": "sau giờ chốt",
    "paused": "tạm dừng",
    "first_day": "ngày đầu",
    "pause_added": "cộng thêm",
    "closing": "hết hạn",
}
COUNTED, SKIPPED, DUE = "ok", "neutral", "work"
OBVIOUS = frozenset({"working", "counted", "weekend"})
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Month:
    """`days`: {"on", "mark" (hours counted, which day of the term, or why not), "tone", "why" (a sentence, where it is not plain)}."""

    year: int
    month: int
    days: list[dict[str, Any]]


def of(certificate: Mapping[str, Any], *, due_at: datetime | None = None) -> list[Month]:
    """The months of a certificate; `due_at` is marked when it lies within. Empty beyond 400 days: the list tells it."""
    rows = certificate["days"]
    if len(rows) > MOST_DAYS:
        return []
    ends = due_at.astimezone(VN).date() if due_at else None
    months: dict[tuple[int, int], list[dict[str, Any]]] = {}
    nth = 0
    for row in rows:
        on = date.fromisoformat(row["on"])
        nth += bool(row["counted"])
        months.setdefault((on.year, on.month), []).append(_day(on, row, nth, is_due=on == ends))
    return [Month(*at, days) for at, days in months.items()]


def _day(on: date, row: Mapping[str, Any], nth: int, *, is_due: bool) -> dict[str, Any]:
    mark = (_hours(row["seconds"]) if row["seconds"] else f"ngày {nth}") if row["counted"] else SHORT.get(row["reason"], "không tính")
    why = "" if row["reason"] in OBVIOUS and not row["name"] else row["why"]
    if is_due:
        return {"on": on, "mark": f"{mark}, hẹn trả" if row["counted"] else "hẹn trả", "tone": DUE, "why": f"Hẹn trả. {why}".strip()}
    return {"on": on, "mark": mark, "tone": COUNTED if row["counted"] else SKIPPED, "why": why}


def _hours(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} giờ {minutes:02d}" if hours and minutes else f"{minutes} phút" if minutes else f"{hours} giờ"
