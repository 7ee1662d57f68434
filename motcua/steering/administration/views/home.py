"""`/quan-tri`: what can be administered, with how things stand; `/quan-tri/lich-su`: every change, with who and why."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.navigation import address
from motcua.base.time import now
from motcua.steering.administration import areas, history, wording
from motcua.steering.administration.views.common import may_change, reader


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    officer, at = reader(request), now()
    shown = [(area, href) for area in areas.areas() if officer.has(*area.roles) and (href := address(area.url))]
    rows: list[dict[str, Any]] = [{"area": area, "href": href, "figures": area.figures(at)} for area, href in shown]
    values = {
        "groups": [(name, list(found)) for name, found in groupby(rows, key=lambda row: row["area"].group)],
        "changes": history.changes(limit=8).items,
        "may_change": may_change(officer),
    }
    return render(request, "administration/index.html", values)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    reader(request)
    asked = request.GET
    stream = asked.get("loai", "") if asked.get("loai") in wording.STREAMS else ""
    kind = asked.get("viec", "") if asked.get("viec") in wording.KINDS else ""
    username = asked.get("nguoi", "").strip()
    page = history.changes((stream,) if stream else history.ALL, kind=kind, username=username, cursor=asked.get("cursor"))
    values = {
        "page": page,
        "streams": list(wording.STREAMS.items()),
        "kinds": list(wording.KINDS.items()),
        "stream": stream,
        "kind": kind,
        "username": username,
        "filtered": bool(stream or kind or username),
    }
    return render(request, "administration/history.html", values)
