"""Where an officer's day starts after signing in. Rooms register theirs in `AppConfig.ready`; who has none starts at the desk.

landing.register("leader", "leader", lambda officer: officer.has("leader"))
"""

from collections.abc import Callable
from typing import Any

from motcua.base.navigation import address

_doors: dict[str, tuple[int, str, Callable[[Any], bool]]] = {}


def register(key: str, url: str, whose: Callable[[Any], bool], *, order: int = 50) -> None:
    """`url` is a path or a route's name; of several doors that are an officer's, the one with the lowest order is theirs."""
    _doors[key] = (order, url, whose)


def of(officer: Any) -> str | None:
    """The address at which this officer starts, or None."""
    for _, url, whose in sorted(_doors.values(), key=lambda door: door[0]):
        found = address(url) if whose(officer) else None
        if found:
            return found
    return None
