"""Limits of a raw procedure record (thời hạn): which one wins, and how it is written as a term. Pure.

A local edition's limit wins (Đồng Nai before Đà Nẵng), then the row of the channel, then the record's own `time_limit`. A unit that the source left
out or that was assumed makes the term uncertain. "Same day, next working day when received after 15:00" is `1wd;c15`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

HOURS_A_DAY: Final = 8
THREE_O_CLOCK: Final = 15
LOCAL_FIRST: Final = ("H19", "H17")
EDITIONS: Final = {"H19": "Đồng Nai", "H17": "Đà Nẵng"}
AFTER_THREE: Final = re.compile(r"sau\s+15\s*(?:giờ|h)", re.IGNORECASE)
ONE_LIMIT: Final = re.compile(r"^\s*0*(?P<days>\d+)\s+ngày làm việc\s*(?:[.(;]|$)", re.IGNORECASE)
SAME_DAY: Final = re.compile(r"^\s*trong ngày làm việc\s*[.(]", re.IGNORECASE)
NO_UNIT: Final = "Nguồn không ghi rõ đơn vị của thời hạn; tạm hiểu là ngày làm việc."
HOUR_OF_DAY: Final = "Nguồn ghi “sau 15 giờ”; số 15 giờ làm việc đọc từ đó có thể không đúng."
UNIT_WORDS: Final = {"working_day": "ngày làm việc", "day": "ngày", "hour": "giờ", "month": "tháng"}


class BadLimit(ValueError):
    """What has no sensible term; the message is the sentence for the report."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A term, a sentence about why it is uncertain (empty when it is not), and one about where it comes from."""

    term: str
    doubt: str = ""
    note: str = ""


def term_of(value: object, unit: str | None) -> str:
    """`3wd`, `15wh`, `20d`, `1m`. Parts of a working day become working hours: 0.125 is `1wh`, 1.875 is `15wh`.

    A missing unit is read as working days. Raises BadLimit for zero, for what is no number, and for parts of other units.
    """
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise BadLimit(f"Thời hạn “{value}” không phải là số.") from error
    if not amount.is_finite() or amount <= 0:
        raise BadLimit(f"Thời hạn {_written(amount)} không dùng được: phải lớn hơn 0.")
    codes = {None: "wd", "working_day": "wd", "hour": "wh", "day": "d", "month": "m"}
    if unit not in codes:
        raise BadLimit(f"Đơn vị thời hạn “{unit}” không có; chỉ nhận working_day, hour, day, month.")
    if amount == int(amount):
        return f"{int(amount)}{codes[unit]}"
    hours = amount * HOURS_A_DAY
    if codes[unit] == "wd" and hours == int(hours):
        return f"{int(hours)}wh"
    raise BadLimit(f"Thời hạn {_written(amount)} {UNIT_WORDS[unit or 'working_day']} không dùng được: không tròn ngày hay giờ.")


def channel_limit(raw: Mapping[str, Any], row: Mapping[str, Any]) -> Limit | None:
    """The limit of one channel's row of a record; None when nothing gives one. Raises BadLimit."""
    found = local_limit(raw) or _row_limit(row) or _record_limit(raw)
    return _with_cutoff(raw, found) if found else None


def record_limit(raw: Mapping[str, Any]) -> Limit | None:
    """The limit of a channel that the record does not have: the local one, the record's, the first channel's. Raises BadLimit."""
    rows = (_row_limit(row) for row in main_rows(raw))
    found = local_limit(raw) or _record_limit(raw) or next((limit for limit in rows if limit), None)
    return _with_cutoff(raw, found) if found else None


def main_rows(raw: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The rows of the channels without the second rows (`extra`) of one channel."""
    return [row for row in raw.get("submissions", ()) if not row.get("extra")]


def local_limit(raw: Mapping[str, Any]) -> Limit | None:
    """The limit of a local edition; an edition that lists several limits by case gives none."""
    editions = {row.get("province_code"): row for row in raw.get("local", ())}
    for code in LOCAL_FIRST:
        row = editions.get(code)
        found = _edition_limit(row) if row else None
        if found and row:
            source = " ".join(part for part in (EDITIONS[code], row.get("decision")) if part)
            return Limit(found, note=f"Thời hạn lấy theo bản của {source}.")
    return None


def _edition_limit(row: Mapping[str, Any]) -> str | None:
    text = str(row.get("time_raw") or "")
    if row.get("time_days") is not None:
        return term_of(row["time_days"], "working_day" if "làm việc" in text else "day")
    if _says_same_day(row, text):
        return "1wd;c15" if AFTER_THREE.search(text) else "1wd"
    if row.get("time_value") is not None:
        return term_of(row["time_value"], row.get("time_unit"))
    single = ONE_LIMIT.match(text)
    return term_of(single["days"], "working_day") if single else None


def _says_same_day(row: Mapping[str, Any], text: str) -> bool:
    """The 15 of "sau 15 giờ" is an hour of the day, not a limit of 15 hours."""
    misread = row.get("time_unit") == "hour" and row.get("time_value") == THREE_O_CLOCK and AFTER_THREE.search(text)
    return bool(misread or SAME_DAY.match(text))


def _row_limit(row: Mapping[str, Any]) -> Limit | None:
    if row.get("time_value") is None:
        return None
    unit = row.get("time_unit")
    doubt = NO_UNIT if unit is None or "unit_missing_in_source" in row.get("flags", ()) else ""
    if unit == "hour" and AFTER_THREE.search(str(row.get("time_raw") or "")):
        doubt = HOUR_OF_DAY
    return Limit(term_of(row["time_value"], unit), doubt)


def _record_limit(raw: Mapping[str, Any]) -> Limit | None:
    given = raw.get("time_limit")
    if not given or given.get("value") is None:
        return None
    doubt = NO_UNIT if given.get("unit_assumed") or given.get("unit") is None else ""
    return Limit(term_of(given["value"], given.get("unit")), doubt)


def _with_cutoff(raw: Mapping[str, Any], limit: Limit) -> Limit:
    cut = raw.get("cutoff_15h") or (raw.get("time_limit") or {}).get("rule")
    return Limit("1wd;c15", limit.doubt, limit.note) if cut and limit.term == "1wd" else limit


def _written(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",") if amount.is_finite() else str(amount)
