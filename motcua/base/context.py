"""What every page of ours knows, as one lazy object `site`: asking for nothing costs nothing."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motcua.base import help, navigation
from motcua.base.keys import KEYS, Key
from motcua.base.time import now
from motcua.base.tours import Strip, strip


class Site:
    """The words and links of the layout. `officer` is read only when a page asks for it."""

    def __init__(self, request: HttpRequest | None, *, with_officer: bool = True) -> None:
        self._request = request
        self._with_officer = with_officer
        self.name: str = getattr(settings, "SITE_NAME", "Một Cửa")
        self.place: str = getattr(settings, "SITE_PLACE", "Đồng Nai")
        self.hotline: str = getattr(settings, "SITE_HOTLINE", "")
        self.keeper: str = getattr(settings, "SITE_KEEPER", "") or f"Ủy ban nhân dân tỉnh {self.place}"

    @cached_property
    def moment(self) -> datetime:
        return now()

    @cached_property
    def officer(self) -> Any:
        return getattr(self._request, "officer", None) or None if self._with_officer else None

    @cached_property
    def path(self) -> str:
        return self._request.path if self._request else "/"

    @cached_property
    def links(self) -> list[navigation.Link]:
        return navigation.for_officer(self.officer, self.path) if self.officer else []

    @cached_property
    def places(self) -> list[navigation.Link]:
        """The rail."""
        return [link for link in self.links if not link.menu]

    @cached_property
    def dock(self) -> list[navigation.Link]:
        """The bar at the bottom of a phone."""
        return navigation.dock(self.places)

    @cached_property
    def own_places(self) -> list[navigation.Link]:
        """What stands under the officer's name."""
        return [link for link in self.links if link.menu]

    @cached_property
    def public_places(self) -> list[navigation.Link]:
        return navigation.for_public(self.path)

    @cached_property
    def help_url(self) -> str:
        """Where this page is explained; empty when nobody has registered a topic for it."""
        match = getattr(self._request, "resolver_match", None)
        return help.url_for(match.url_name if match else None)

    @cached_property
    def strip(self) -> Strip | None:
        """The foot of a tour through the product, on a page that belongs to one."""
        return strip(self._request)

    @property
    def keys(self) -> tuple[Key, ...]:
        return KEYS

    @cached_property
    def search_url(self) -> str:
        return navigation.address("search", "/tim") or ""

    @cached_property
    def sign_out_url(self) -> str:
        return navigation.address("sign_out", "/dang-xuat") or ""

    @cached_property
    def home_url(self) -> str:
        return navigation.address("desk", "/") or "/"

    @cached_property
    def query(self) -> str:
        return self._request.GET.get("q", "") if self._request else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site` for the layouts."""
    return {"site": Site(request)}
