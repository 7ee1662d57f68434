"""Limits of time as the catalogue writes them: `3wd`, `20wh`, `10d`, `1m`, each with a cut-off (`;c15`) or without. Pure."""

import re
from dataclasses import dataclass
from datetime import time
from functools import lru_cache

SECONDS_OF_HOUR = 3600
SECONDS_OF_DAY = 8 * SECONDS_OF_HOUR
_FORM = re.compile(r"([1-9]\d{0,3})(wh|wd|d|m)(?:;c(\d{1,2})(?::(\d\d))?)?", re.ASCII)
_WORDS = {"wh": "giờ làm việc", "wd": "ngày làm việc", "d": "ngày", "m": "tháng"}


class TermError(ValueError):
    """A limit that cannot be read; the message is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Term:
    """A limit: `value` of `unit` (`wh` working hours, `wd` working days of 8 hours, `d` calendar days, `m` months).

    What arrives later than `cutoff`, on any day, counts from the opening of the next working day.
    """

    value: int
    unit: str
    cutoff: time | None = None

    @staticmethod
    def parse(text: str) -> "Term":
        """The limit that `text` writes. TermError when it writes none."""
        return _parse(text)

    @property
    def is_working(self) -> bool:
        """Whether office time is counted (hours, working days) and not days of the calendar."""
        return self.unit in ("wh", "wd")

    @property
    def working_seconds(self) -> int:
        """Office seconds to count, for a working term; 0 for the others."""
        if self.unit == "wd":
            return self.value * SECONDS_OF_DAY
        return self.value * SECONDS_OF_HOUR if self.unit == "wh" else 0

    @property
    def cutoff_second(self) -> int | None:
        """The last second of the day that is still in time; None without a cut-off."""
        return None if self.cutoff is None else self.cutoff.hour * 3600 + self.cutoff.minute * 60 + self.cutoff.second

    def __str__(self) -> str:
        plain = f"{self.value}{self.unit}"
        if self.cutoff is None:
            return plain
        return f"{plain};c{self.cutoff:%H:%M}" if self.cutoff.minute else f"{plain};c{self.cutoff.hour}"

    def in_words(self) -> str:
        """The limit as a person reads it: `3 ngày làm việc`."""
        plain = f"{self.value} {_WORDS[self.unit]}"
        if self.cutoff is None:
            return plain
        hour = f"{self.cutoff.hour} giờ" + (f" {self.cutoff:%M}" if self.cutoff.minute else "")
        return f"{plain} (nộp sau {hour} thì tính từ ngày làm việc tiếp theo)"


@lru_cache(maxsize=4096)
def _parse(text: str) -> Term:
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise TermError(f"Không đọc được thời hạn “{text[:40]}”. Viết như 3wd, 20wh, 10d hoặc 1m; thêm ;c15 nếu có giờ chốt.")
    value, unit, hour, minute = found.groups()
    if hour is None:
        return Term(int(value), unit)
    try:
        return Term(int(value), unit, time(int(hour), int(minute or 0)))
    except ValueError as wrong:
        raise TermError(f"Giờ chốt trong thời hạn “{text[:40]}” không phải là một giờ trong ngày.") from wrong
