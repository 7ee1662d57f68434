"""Signs of life that rooms and the house register, for the page of administration that shows them.

probes.register(Probe("worker", "Tiến trình nền", ask))  # ask() -> Sign
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sign:
    """Whether something is well, and a sentence for the person who looks."""

    well: bool
    says: str


@dataclass(frozen=True, slots=True)
class Probe:
    """One thing that can be asked; `ask` is cheap and raises nothing."""

    key: str
    label: str
    ask: Callable[[], Sign]


_probes: dict[str, Probe] = {}


def register(probe: Probe) -> None:
    """Add a probe, or replace the one with the same key."""
    _probes[probe.key] = probe


def signs() -> list[tuple[Probe, Sign]]:
    """All probes with what they say now, in the order of registration."""
    return [(probe, probe.ask()) for probe in _probes.values()]
