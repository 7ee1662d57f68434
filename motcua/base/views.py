"""The living page of components: what the screens are made of, on both layouts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base import gallery as samples
from motcua.base.time import now


def _values() -> dict[str, Any]:
    moment = now()
    shown = samples.rows(moment)
    return {
        "now": moment,
        "rows": shown,
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
    return render(request, "base/gallery.html", {**_values(), "layout": "base/officer.html"})


def gallery_public(request: HttpRequest) -> HttpResponse:
    return render(request, "base/gallery.html", {**_values(), "layout": "base/public.html"})
