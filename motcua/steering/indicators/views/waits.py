"""`/dieu-hanh/noi-cho`: where the counted time of dossiers went, by place and by what was waited for, and on whom lateness is laid."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking, charts, queries, tables
from motcua.steering.indicators import waits as measured
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.stats import Share, hours, percent
from motcua.steering.indicators.views.overview import frame
from motcua.steering.indicators.waiting import KINDS
from motcua.steering.indicators.waits import Place

SHOWN = 25
KEYS = [kind for kind in KINDS if kind != "applicant"]


@require_safe
def waits(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    places = measured.places(asked)
    if request.GET.get("dang") == "csv":
        return _file(asked, places)
    agencies = [place for place in places if place.agency]
    sort = request.GET.get("xep", "tre")
    agencies.sort(key=lambda p: (-(p.late if sort == "tre" else p.used), -p.used, p.agency))
    whole = request.GET.get("het") == "1"
    shown = agencies if whole else agencies[:SHOWN]
    values = {
        **frame(asked, "indicator_waits"),
        "chosen": asking.said(asked, "indicator_waits"),
        "kinds": _kinds(asked, places),
        "kinds_svg": mark_safe(kinds_chart(asked, places)),  # noqa: S308 made of numbers and escaped words
        "late_svg": mark_safe(late_chart(asked, places)),  # noqa: S308
        "rows": [_row(asked, place) for place in shown],
        "rest": len(agencies) - len(shown),
        "count": len(agencies),
        "heads": [KINDS[kind][1] for kind in KEYS],
        "by_late": sort == "tre",
        "sort_late": asked.page("indicator_waits", more={"xep": "tre"}),
        "sort_used": asked.page("indicator_waits", more={"xep": "thoi-gian"}),
        "all": asked.page("indicator_waits", more={"xep": sort, "het": "1"}),
        "csv": asked.page("indicator_waits", more={"dang": "csv"}),
        "measured_at": measured.measured_at(),
        "dossiers": measured.handled(asked).count(),
        "dossiers_href": asked.list("handled"),
        "late_hours": hours(sum(p.late for p in agencies)),
        "now": at,
    }
    return render(request, "indicators/waits.html", values)


def _kinds(asked: Asked, places: list[Place]) -> list[tuple[str, str, str, str]]:
    """Name, meaning, hours and share of each kind over all places."""
    sums = _sums(places)
    whole = sum(sums.values())
    return [(name, sentence, hours(sums[kind]), percent(sums[kind] / whole) if whole else "–") for kind, (_, name, sentence) in KINDS.items()]


def _sums(places: list[Place]) -> dict[str, int]:
    return {kind: sum(place.kinds.get(kind, 0) for place in places) for kind in KINDS}


def kinds_chart(asked: Asked, places: list[Place], font: str = charts.FONT) -> str:
    """Hours by what was waited for."""
    sums = _sums(places)
    tones = {"applicant": charts.WAIT, "opinion": charts.WAIT}
    found = [
        charts.Bar(
            name,
            sums[kind] / 3600,
            hours(sums[kind]),
            asked.list("handled", {queries.KIND: word}) if sums[kind] else "",
            tones.get(kind, charts.ACCENT),
        )
        for kind, (word, name, _) in KINDS.items()
    ]
    return charts.bars("Giờ làm việc theo việc đang chờ", "Tổng số giờ theo từng loại việc; bảng ngay dưới.", found, font=font)


def late_chart(asked: Asked, places: list[Place], font: str = charts.FONT, limit: int = 8) -> str:
    """On whom lateness is laid, worst first."""
    worst = sorted((p for p in places if p.late), key=lambda p: (-p.late, p.agency))[:limit]
    found = [charts.Bar(queries.place(p.agency), p.late / 3600, hours(p.late), _caused(asked, p), charts.LATE) for p in worst]
    return charts.bars("Giờ trễ theo nơi gây ra", "Các cơ quan có nhiều giờ trễ nhất; bảng đầy đủ ngay dưới.", found, font=font, label=170)


def _caused(asked: Asked, place: Place) -> str:
    return asked.list("handled", {queries.CAUSED: place.agency})


def _row(asked: Asked, place: Place) -> dict[str, object]:
    cells = [
        (
            KINDS[k][1],
            hours(place.kinds[k], unit=False) if k in place.kinds else "–",
            asked.list("handled", {queries.THROUGH: place.agency, queries.KIND: KINDS[k][0]}),
            place.dossiers.get(k, 0),
        )
        for k in KEYS
    ]
    return {
        "name": queries.place(place.agency),
        "href": asked.list("handled", {queries.THROUGH: place.agency}),
        "through": place.through,
        "cells": cells,
        "used": hours(place.used, unit=False),
        "share": percent(place.used / place.allotted, 0) if place.allotted else "–",
        "late": hours(place.late, unit=False) if place.late else "–",
        "caused": place.caused,
        "caused_href": _caused(asked, place),
        "caused_share": str(Share(place.caused, place.through)),
    }


def _file(asked: Asked, places: list[Place]) -> HttpResponse:
    head = (
        "Cơ quan",
        "Số hồ sơ qua",
        *(f"{name} (giờ)" for _, name, _ in KINDS.values()),
        "Tổng (giờ)",
        "Được giao (giờ)",
        "Giờ trễ",
        "Số hồ sơ gây trễ",
    )
    rows = [
        [
            queries.place(p.agency) if p.agency else "Người nộp",
            p.through,
            *(round(p.kinds.get(kind, 0) / 3600, 2) for kind in KINDS),
            round(p.used / 3600, 2),
            round(p.allotted / 3600, 2),
            round(p.late / 3600, 2),
            p.caused,
        ]
        for p in places
    ]
    return tables.as_file(f"noi-cho-{asked.period.first}", head, rows, asked.at)
