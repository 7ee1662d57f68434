"""Places in the officers' navigation. Rooms register theirs in `AppConfig.ready`; a place whose address does not exist (yet) is not shown.

navigation.register(Place("desk", "Việc của tôi", "desk", order=10, shortcut="v", shown=lambda officer: True))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, Resolver404, resolve, reverse

DOCK = 5


def _everyone(officer: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: `url` is a path or the name of a route, `shortcut` the letter after `g`, `shown` is asked with the officer.

    `group` is the heading above it; `count` says how many things wait there, on every page, so it must be cheap; `phone` puts it into the bar at the
    bottom of a phone (five at most, by `order`) with `icon` (see `icons.py`); `menu` puts it under the officer's name instead of the rail.
    """

    key: str
    label: str
    url: str
    order: int = 50
    shortcut: str = ""
    shown: Callable[[Any], bool] = _everyone
    group: str = ""
    count: Callable[[Any], int | None] | None = None
    phone: bool = False
    icon: str = "list"
    menu: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    key: str
    label: str
    href: str
    shortcut: str
    group: str
    current: bool
    count: int | None = None
    phone: bool = False
    icon: str = "list"
    menu: bool = False


# Citizens: `phone` marks what stands at the top of a page; all of them stand at its foot.
PUBLIC = (
    Place("home", "Trang chủ", "/"),
    Place("procedures", "Thủ tục", "/thu-tuc", phone=True),
    Place("track", "Tra cứu", "/tra-cuu", phone=True),
    Place("verify", "Kiểm chứng", "/kiem-chung", phone=True),
    Place("balance", "Số cân đối", "/can-doi"),
    Place("help", "Trợ giúp", "/tro-giup", phone=True),
    Place("sign_in", "Cán bộ đăng nhập", "/dang-nhap"),
)
_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Add a place, or replace the one with the same key."""
    _places[place.key] = place


register(Place("security", "Bảo mật tài khoản", "security", order=96, menu=True))


def address(url: str, fallback: str | None = None) -> str | None:
    """A path for a path or a route's name; `fallback` when no such route exists."""
    if url.startswith("/"):
        return url
    try:
        return reverse(url)
    except NoReverseMatch:
        return fallback


def for_officer(officer: Any, path: str) -> list[Link]:
    """The links this officer may see, in order, those of a group together, with the place that holds `path` marked."""
    places = sorted(_places.values(), key=lambda place: place.order)
    first = {place.group: place.order for place in reversed(places)}
    places.sort(key=lambda place: (first[place.group], place.group))
    return _links([place for place in places if place.shown(officer)], path, officer)


def dock(links: Iterable[Link]) -> list[Link]:
    """What fits into the bar at the bottom of a phone."""
    return [link for link in links if link.phone][:DOCK]


def for_public(path: str) -> list[Link]:
    return _links([place for place in PUBLIC if _exists(place.url)], path)


def _links(places: Iterable[Place], path: str, officer: Any = None) -> list[Link]:
    found = [(place, href) for place in places if (href := address(place.url))]
    here = max((href for _, href in found if _holds(href, path)), key=len, default=None)
    return [
        Link(
            place.key,
            place.label,
            href,
            place.shortcut,
            place.group,
            href == here,
            place.count(officer) if place.count else None,
            place.phone,
            place.icon,
            place.menu,
        )
        for place, href in found
    ]


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
