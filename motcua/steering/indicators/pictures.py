"""From a question to its charts: the figures asked of the database, drawn by `charts`, with the rows for the table behind."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from motcua.base.words import WEEKDAYS, day
from motcua.steering.indicators import charts, queries
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.periods import Period

SHORT_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """The chart and its table: name of the piece, came, done, late, and their lists."""

    svg: SafeString
    rows: list[tuple[str, charts.Column]]
    unit: str


def trend(asked: Asked, *, font: str = charts.FONT) -> Trend:
    """What came and what was done, day by day or week by week; for a single day the fourteen days up to it."""
    shown = _shown(asked)
    pieces = [piece for piece in shown.period.pieces() if piece.start <= asked.at] or shown.period.pieces()[:1]
    days = queries.trend(asked.officer, shown.span, asked.filters)
    found = []
    for piece in pieces:
        inside = [counts for on, counts in days.items() if piece.first <= on <= piece.last]
        came, done, late = (sum(counts[n] for counts in inside) for n in range(3))
        links = {key: asked.list(key, period=piece) for key in ("received", "resolved")}
        found.append(charts.Column(_label(piece, len(pieces)), _name(piece), came, done, late, links["received"], links["resolved"]))
    unit = "ngày" if pieces[0].days == 1 else "tuần" if pieces[0].days <= A_WEEK else "tháng"
    about = f"Mỗi {unit}: tiếp nhận, đã giải quyết và trong đó trễ hạn. Số liệu nằm trong bảng ngay dưới."
    svg = charts.columns(f"Tiếp nhận và giải quyết theo {unit}", about, found, name="tr", font=font)
    return Trend(mark_safe(svg), [(c.title, c) for c in found], unit)  # noqa: S308 made of numbers and escaped words


def _shown(asked: Asked) -> Asked:
    if asked.period.days > 1:
        return asked
    first = asked.period.first.fromordinal(asked.period.first.toordinal() - 13)
    return Asked(asked.officer, asked.at, Period("khac", first, asked.period.last), asked.filters)


def _label(piece: Period, count: int) -> str:
    if piece.days == 1:
        return f"{piece.first:%d}" if count > 2 * A_WEEK else f"{SHORT_DAYS[piece.first.weekday()]} {piece.first:%d}"
    return f"{piece.first:%d/%m}" if piece.days <= A_WEEK else f"{piece.first:%m/%y}"


def _name(piece: Period) -> str:
    if piece.days == 1:
        return f"{WEEKDAYS[piece.first.weekday()]} {day(piece.first)}"
    return f"{piece.first:%d/%m} – {day(piece.last)}"
