"""Lateness attributed along the chain, in counted seconds: never to the last holder alone, and adding up exactly. Pure.

A dossier's life from acceptance to readiness is cut into spans: held by an agency (in transit: still the sender's), or paused (the applicant's).
Each holder was given the shares of its steps. The late time is laid on those who used more than their share, in proportion to the excess; what no
excess explains (a limit shorter than its shares, a re-dating) is laid on the holders in proportion to the time they used.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Time used by one holder. Seconds are working seconds of the accepting agency's calendar."""

    holder: str
    used: int
    allotted: int


@dataclass(frozen=True, slots=True)
class Share:
    holder: str
    used: int
    allotted: int
    late: int


def attribute(spans: Sequence[Span], late: int) -> list[Share]:
    """The late seconds of each holder, in the order they came first. The sum of `late` is exactly the `late` given (>= 0)."""
    merged: dict[str, list[int]] = {}
    for span in spans:
        one = merged.setdefault(span.holder, [0, 0])
        one[0] += span.used
        one[1] += span.allotted
    holders = list(merged)
    excess = [max(0, merged[h][0] - merged[h][1]) for h in holders]
    weights = excess if sum(excess) else [merged[h][0] for h in holders]
    parts = split(late, weights)
    return [Share(h, merged[h][0], merged[h][1], part) for h, part in zip(holders, parts, strict=True)]


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts proportional to `weights`, by largest remainder; all on the first when no weight is above zero."""
    if not weights:
        return []
    whole = sum(weights)
    if whole <= 0:
        return [total, *[0] * (len(weights) - 1)]
    parts = [total * w // whole for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
