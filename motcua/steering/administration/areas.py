"""What can be administered, for the index `/quan-tri`: each part of the room registers its area in `AppConfig.ready`.

areas.register(Area("calendars", "Lịch làm việc", "admin_calendars", "…", figures=calendars.figures, order=50))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.base.words import number

GROUPS = ("Tổ chức", "Quy định", "Vận hành")
READERS = ("admin", "supervisor", "auditor")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an area's state; the tone is that of a `tag`: `late` where a person must look."""

    label: str
    value: str | int
    tone: str = ""

    @property
    def said(self) -> str:
        """The value as people read it: thousands apart."""
        return number(self.value) if isinstance(self.value, int) else self.value


def _nothing(at: datetime) -> Sequence[Figure]:
    return ()


@dataclass(frozen=True, slots=True)
class Area:
    """One part: its name, its route, what is done there, its figures (few and cheap: the index asks all of them)."""

    key: str
    title: str
    url: str
    lead: str
    figures: Callable[[datetime], Sequence[Figure]] = _nothing
    group: str = GROUPS[1]
    order: int = 50
    roles: tuple[str, ...] = READERS


_areas: dict[str, Area] = {}


def register(area: Area) -> None:
    """Add an area, or replace the one with the same key."""
    _areas[area.key] = area


def areas() -> list[Area]:
    """All areas, by group and order."""
    return sorted(_areas.values(), key=lambda area: (GROUPS.index(area.group), area.order))
