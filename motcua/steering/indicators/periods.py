"""The spans of time that figures are asked for: today, a week, a month, a year, or any days. Pure; days are local, spans half-open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.base.errors import BadRequest
from motcua.base.time import VN
from motcua.base.words import WEEKDAYS, day

UNITS = {"hom-nay": "Ngày", "tuan": "Tuần", "thang": "Tháng", "nam": "Năm"}
DEFAULT = "thang"
OTHER = "khac"
ONE = timedelta(days=1)
WEEK = timedelta(days=7)
DECEMBER = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both in it; `unit` is one of UNITS or "khac"."""

    unit: str
    first: date
    last: date

    @property
    def start(self) -> datetime:
        return datetime(self.first.year, self.first.month, self.first.day, tzinfo=VN)

    @property
    def end(self) -> datetime:
        after = self.last + ONE
        return datetime(after.year, after.month, after.day, tzinfo=VN)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def name(self) -> str:
        """How the period is said."""
        if self.unit == "hom-nay":
            return f"{WEEKDAYS[self.first.weekday()]} {day(self.first)}"
        if self.unit == "tuan":
            return f"tuần {self.first.isocalendar().week} ({self.first:%d/%m} – {day(self.last)})"
        if self.unit == "thang":
            return f"tháng {self.first:%m/%Y}"
        return f"năm {self.first:%Y}" if self.unit == "nam" else f"{day(self.first)} – {day(self.last)}"

    def params(self) -> dict[str, str]:
        """What an address carries to name this period."""
        if self.unit == OTHER:
            return {"ky": OTHER, "tu": self.first.isoformat(), "den": self.last.isoformat()}
        return {"ky": self.unit, "tu": self.first.isoformat()}

    def before(self) -> "Period":
        """The period of the same length just before."""
        if self.unit == OTHER:
            length = timedelta(days=self.days)
            return Period(OTHER, self.first - length, self.last - length)
        return of(self.unit, self.first - ONE)

    def after(self) -> "Period":
        if self.unit == OTHER:
            length = timedelta(days=self.days)
            return Period(OTHER, self.first + length, self.last + length)
        return of(self.unit, self.last + ONE)

    def pieces(self) -> list["Period"]:
        """Cut for a trend: days of a month, weeks of a year, and no more than fit on a screen."""
        if self.days <= 31:  # noqa: PLR2004 a month
            return [of("hom-nay", self.first + ONE * n) for n in range(self.days)]
        found, begin = [], self.first
        while begin <= self.last:
            stop = min(of("tuan" if self.days <= 7 * 27 else "thang", begin).last, self.last)
            found.append(Period(OTHER, begin, stop))
            begin = stop + ONE
        return found


def of(unit: str, on: date) -> Period:
    """The period of a unit in which a day lies."""
    if unit == "tuan":
        first = on - ONE * on.weekday()
        return Period(unit, first, first + WEEK - ONE)
    if unit == "thang":
        first = on.replace(day=1)
        after = first.replace(year=first.year + 1, month=1) if first.month == DECEMBER else first.replace(month=first.month + 1)
        return Period(unit, first, after - ONE)
    if unit == "nam":
        return Period(unit, date(on.year, 1, 1), date(on.year, DECEMBER, 31))
    return Period("hom-nay", on, on)


def read(unit: str, since: str, until: str, today: date) -> Period:
    """From an address. BadRequest with a sentence when a day cannot be read or the days stand the wrong way round."""
    first = _day(since)
    if unit != OTHER:
        return of(unit if unit in UNITS else DEFAULT, first or today)
    last = _day(until) or today
    begin = first or last.replace(day=1)
    if begin > last:
        raise BadRequest("Ngày bắt đầu phải trước hoặc bằng ngày kết thúc.")
    return Period(OTHER, begin, last)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        found = datetime.strptime(text, "%d/%m/%Y").date() if "/" in text else date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest("Ngày không đọc được; hãy ghi như 20/11/2026.") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadRequest("Ngày ở ngoài khoảng đọc được.")
    return found
