"""`/tro-giup`: guides, topics, tours, pictures."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.base import guides, tours
from motcua.base.context import Site
from motcua.base.errors import NotFound


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Guides by role (the own first), topics, tours."""
    roles = _roles(request)
    found = list(guides.guides().values())
    values = {
        "layout": _layout(request),
        "own": guides.for_roles(roles),
        "others": [guide for guide in found if not guide.topic and not set(guide.roles) & roles],
        "topics": [guide for guide in found if guide.topic],
        "tours": guides.tours_for(roles),
    }
    return render(request, "base/help/index.html", values)


@require_safe
def show(request: HttpRequest, topic: str) -> HttpResponse:
    """One guide or topic."""
    guide = guides.guides().get(topic)
    if guide is None:
        raise NotFound("Không có mục trợ giúp này. Xem danh sách các mục ở trang Trợ giúp.")
    return render(request, "base/help/guide.html", {"layout": _layout(request), "guide": guide})


@require_safe
@cache_control(public=True, max_age=86400)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture that a guide shows."""
    path = guides.picture(name)
    if path is None:
        raise NotFound("Không có hình này.")
    return FileResponse(path.open("rb"), content_type="image/png")


@require_safe
def tour(request: HttpRequest, name: str) -> HttpResponse:
    """Begin a tour: on to its first page."""
    found = guides.tours().get(name)
    start = tours.after(name, -1) if found else ""
    if not start:
        raise NotFound("Không có chuyến giới thiệu này.")
    return redirect(start)


def _roles(request: HttpRequest) -> set[str]:
    officer = Site(request).officer
    return set(officer.roles) if officer else {"citizen"}


def _layout(request: HttpRequest) -> str:
    return "base/officer.html" if Site(request).officer else "base/public.html"
