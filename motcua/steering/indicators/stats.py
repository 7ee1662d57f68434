"""Shares and how sure one may be of them. Pure."""

from dataclasses import dataclass
from math import sqrt

ENOUGH = 30  # below so many, a share is shown but neither shaded nor ranked; a choice of ours, not of a law
Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with the interval of Wilson (95 %)."""

    part: int
    whole: int

    @property
    def known(self) -> bool:
        return self.whole > 0

    @property
    def enough(self) -> bool:
        """Whether the sample is large enough to be compared."""
        return self.whole >= ENOUGH

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0

    @property
    def low(self) -> float:
        return wilson(self.part, self.whole)[0]

    @property
    def high(self) -> float:
        return wilson(self.part, self.whole)[1]

    def __str__(self) -> str:
        return percent(self.value) if self.known else "–"


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval of Wilson for a share, in which the true one lies nineteen times of twenty; the whole of [0, 1] when nothing is known."""
    if whole <= 0:
        return 0.0, 1.0
    p, z2 = part / whole, Z95 * Z95
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = Z95 * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def percent(value: float, places: int = 1) -> str:
    """0.9321 is "93,2 %"; exactly all and exactly none without places."""
    if value in {0.0, 1.0}:
        return f"{value * 100:.0f} %"
    shown = f"{value * 100:.{places}f}"
    if float(shown) in {0.0, 100.0}:  # never rounded up to what is not so
        shown = "99,9" if value > 0.5 else "0,1"  # noqa: PLR2004
    return f"{shown.replace('.', ',')} %"


def hours(seconds: int | None, *, unit: bool = True) -> str:
    """Office seconds as office hours: "12,5 giờ"; from a thousand on without places."""
    if seconds is None:
        return "–"
    found = seconds / 3600
    said = f"{found:,.0f}".replace(",", ".") if found >= 100 else f"{found:.1f}".replace(".", ",")  # noqa: PLR2004
    return f"{said} giờ" if unit else said
