"""`/dieu-hanh/thu-hai`: the sheet for the Monday meeting, of any week, as a page with its picture and as PDF."""

from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.time import VN, now
from motcua.shared import prints
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking
from motcua.steering.indicators import monday as sheets
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.periods import of, read
from motcua.steering.indicators.views.overview import frame

LAST = timedelta(days=7)
PPI = 90


@require_safe
def monday(request: HttpRequest) -> HttpResponse:
    asked = _week(request)
    week = asked.period
    today = asked.at.astimezone(VN).date()
    weeks = [of("tuan", today - LAST * n) for n in range(6)]
    values = {
        **frame(asked, "indicator_monday"),
        "pdf": asked.page("indicator_monday_print"),
        "picture": asked.page("indicator_monday_print", more={"dang": "png"}),
        "weeks": [(f"Tuần {w.first.isocalendar().week}", asked.page("indicator_monday", period=w), None, w == week) for w in weeks],
        "sheet": sheets.sheet(asked),
        "now": asked.at,
    }
    return render(request, "indicators/monday.html", values)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    asked = _week(request)
    data = sheets.sheet(asked)
    if request.GET.get("dang") == "png":
        picture = prints.light(prints.pictures("monday", data, ppi=PPI)[0])
        return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "private, max-age=60"})
    name = f"hop-thu-hai-{asked.period.first:%G-tuan-%V}.pdf"
    return HttpResponse(prints.render("monday", data), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _week(request: HttpRequest) -> Asked:
    """The week asked for; without one, the last that is over: what a meeting on a Monday speaks of."""
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    named = request.GET.get("tu", "") if request.GET.get("ky", "tuan") == "tuan" else ""
    today = at.astimezone(VN).date()
    return replace(asked, period=read("tuan", named or (today - LAST).isoformat(), "", today))
