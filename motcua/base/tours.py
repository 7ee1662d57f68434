"""The strip at the foot of a page that belongs to a tour: `?chuyen=<tour>.<n>`. Nothing is kept; who leaves the way leaves the tour."""

from dataclasses import dataclass

from django.http import HttpRequest

from motcua.base import guides
from motcua.base.navigation import address

PARAMETER = "chuyen"


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip of a tour at the foot of a page: where one is, what to see, where it goes on."""

    title: str
    text: str
    at: int
    of: int
    next: str
    end: str


def strip(request: HttpRequest | None) -> Strip | None:
    """What the layout shows at the foot of a page that belongs to a tour (`?chuyen=<tour>.<n>`)."""
    name, _, number = (request.GET.get(PARAMETER, "") if request else "").partition(".")
    found = guides.tours().get(name)
    if not found or not (number.isascii() and number.isdigit() and len(number) < len("100")) or int(number) >= len(found.stops):
        return None
    at = int(number)
    stop = found.stops[at]
    return Strip(stop.title, stop.text, at + 1, len(found.stops), after(name, at), "/tro-giup")


def after(name: str, at: int) -> str:
    """The address of the next stop whose page exists."""
    stops = guides.tours()[name].stops
    for number in range(at + 1, len(stops)):
        path = address(stops[number].page)
        if path:
            return f"{path}?{PARAMETER}={name}.{number}"
    return ""
