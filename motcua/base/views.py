"""The living page of components: what the screens are made of, on both layouts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base import gallery as samples
from motcua.base.context import Site
from motcua.base.time import now


def _values(request: HttpRequest) -> dict[str, Any]:
    moment = now()
    shown = samples.rows(moment)
    return {
        "now": moment,
        "rows": shown,
        "chosen": request.GET.get("state", ""),
        "late": bool(request.GET.get("late")),
        "history": samples.history(moment),
        "form": samples.sample(wrong=False),
        "wrong": samples.sample(wrong=True),
        "tabs": samples.TABS,
        "states": [("accepted", "Đã tiếp nhận"), ("processing", "Đang xử lý"), ("ready", "Có kết quả")],
        "facts": [
            ("Mã hồ sơ", shown[0].code),
            ("Người nộp", shown[0].applicant, "Sinh ngày 03/02/1990"),
            ("Tiếp nhận", samples.history(moment)[0]["at"]),
            ("Kết quả", None),
        ],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    site = Site(request)
    site.officer = site.officer or samples.OFFICER
    return render(request, "base/gallery.html", {**_values(request), "layout": "base/officer.html", "site": site})


def gallery_public(request: HttpRequest) -> HttpResponse:
    return render(request, "base/gallery.html", {**_values(request), "layout": "base/public.html"})
