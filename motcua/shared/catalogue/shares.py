"""Shares of a limit (thời gian từng bước), exact: Decimal shares and whole minutes. Pure.

A working day has 480 minutes, a working hour 60, a calendar day 1440 (there a share is an internal target only).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from motcua.shared.catalogue.procedure import ShareUnit, Step

MINUTES: Final = {"wd": 480, "wh": 60, "d": 1440}
MONTH_DAYS: Final = 30
GRAIN: Final = {"wd": Decimal("0.125"), "wh": Decimal("0.05"), "d": Decimal("0.125")}
COARSE: Final = ((Decimal(10), Decimal("0.5")), (Decimal(4), Decimal("0.25")))


def quantity(term: str) -> tuple[Decimal, ShareUnit]:
    """The amount and unit of a term without its cut-off: `3wd;c15` is 3 working days. Months count 30 days for internal targets.

    Raises ValueError for what is no term.
    """
    plain = term.partition(";")[0]
    for unit in ("wd", "wh"):
        if plain.endswith(unit):
            return Decimal(int(plain.removesuffix(unit))), unit
    if plain.endswith("d"):
        return Decimal(int(plain.removesuffix("d"))), "d"
    if plain.endswith("m"):
        return Decimal(int(plain.removesuffix("m")) * MONTH_DAYS), "d"
    raise ValueError(f"not a term: {term!r}")


def is_calendar(term: str) -> bool:
    """Whether the limit counts calendar days."""
    return quantity(term)[1] == "d"


def split(total: Decimal, unit: ShareUnit, weights: Sequence[int]) -> list[Decimal]:
    """`total` in parts by weight, each at least one grain, adding up exactly; the heaviest part takes what rounding leaves.

    A weight of 0 gives a part of 0. Raises ValueError when the total is too small for its parts.
    """
    grain = _grain(total, unit, sum(weight > 0 for weight in weights))
    grains = int(total / grain)
    heaviest = max(range(len(weights)), key=lambda place: weights[place])
    parts = [0 if weight == 0 else max(1, grains * weight // sum(weights)) for weight in weights]
    parts[heaviest] += grains - sum(parts)
    if parts[heaviest] < 1:
        raise ValueError(f"{total} {unit} is too short for {len(weights)} steps")
    shares = [part * grain for part in parts]
    shares[heaviest] += total - sum(shares)
    return shares


def written(share: Decimal) -> str:
    """As kept: plain, without exponent or needless zeros."""
    text = f"{share.normalize():f}"
    return "0" if text == "-0" else text


def total(steps: Sequence[Step]) -> Decimal:
    """What the shares add up to."""
    return sum((Decimal(step.share) for step in steps), Decimal(0))


def minutes(steps: Sequence[Step], term: str) -> list[int]:
    """The steps' shares in whole minutes of the term, adding up to it exactly.

    When the term is another one than that of the steps (another channel), shares are scaled; the largest remainders get the minutes left over.
    """
    amount, unit = quantity(term)
    whole = int(amount * MINUTES[unit])
    weights = [Decimal(step.share) for step in steps]
    all_weights = sum(weights, Decimal(0)) or Decimal(1)
    exact = [whole * weight / all_weights for weight in weights]
    floors = [int(part) for part in exact]
    by_remainder = sorted(range(len(steps)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_remainder[: whole - sum(floors)]:
        floors[place] += 1
    return floors


def in_words(share: str, unit: str) -> str:
    """`0,5 ngày làm việc`: as a Vietnamese page writes a share."""
    names = {"wd": "ngày làm việc", "wh": "giờ làm việc", "d": "ngày"}
    if unit == "wd" and 0 < Decimal(share) < Decimal("0.5"):
        return f"{written(Decimal(share) * 8).replace('.', ',')} {names['wh']}"
    return f"{share.replace('.', ',')} {names[unit]}"


def _grain(total: Decimal, unit: ShareUnit, parts: int) -> Decimal:
    for least, grain in COARSE:
        if total >= least and total >= parts * grain * 2:
            return grain
    return GRAIN[unit]
