"""Places in the officers' navigation. Rooms register theirs in `AppConfig.ready`; a place whose address does not exist (yet) is not shown.

navigation.register(Place("desk", "Việc của tôi", "desk", order=10, shortcut="v", shown=lambda officer: True))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse


def _everyone(officer: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: `url` is a path or the name of a route, `shortcut` the letter after `g`, `shown` is asked with the officer."""

    key: str
    label: str
    url: str
    order: int = 50
    shortcut: str = ""
    shown: Callable[[Any], bool] = _everyone
    group: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    shortcut: str
    group: str
    current: bool


PUBLIC = (
    Place("home", "Trang chủ", "/"),
    Place("procedures", "Thủ tục", "/thu-tuc"),
    Place("track", "Tra cứu hồ sơ", "/tra-cuu"),
    Place("balance", "Số cân đối", "/can-doi"),
    Place("sign_in", "Đăng nhập", "/dang-nhap"),
)
_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Add a place, or replace the one with the same key."""
    _places[place.key] = place


def address(url: str, fallback: str | None = None) -> str | None:
    """A path for a path or a route's name; `fallback` when no such route exists."""
    if url.startswith("/"):
        return url
    try:
        return reverse(url)
    except NoReverseMatch:
        return fallback


def for_officer(officer: Any, path: str) -> list[Link]:
    """The links this officer may see, in order, with the place that holds `path` marked."""
    places = sorted(_places.values(), key=lambda place: place.order)
    return _links([place for place in places if place.shown(officer)], path)


def for_public(path: str) -> list[Link]:
    return _links(PUBLIC, path)


def _links(places: Iterable[Place], path: str) -> list[Link]:
    found = [(place, href) for place in places if (href := address(place.url))]
    here = max((href for _, href in found if _holds(href, path)), key=len, default=None)
    return [Link(place.label, href, place.shortcut, place.group, href == here) for place, href in found]


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
