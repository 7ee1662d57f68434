"""The living page of components, on both layouts; and what was typed when a session had ended, to be sent again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import gallery as samples
from motcua.base import typed
from motcua.base.components import COMPONENTS
from motcua.base.context import Site
from motcua.base.errors import NotSignedIn
from motcua.base.icons import ICONS
from motcua.base.sheets import APART
from motcua.base.time import now


def _values(request: HttpRequest) -> dict[str, Any]:
    moment = now()
    shown = samples.rows(moment)
    return {
        **samples.more(moment),
        "now": moment,
        "rows": shown,
        "chosen": request.GET.get("state", ""),
        "late": bool(request.GET.get("late")),
        "history": samples.history(moment),
        "icons": ICONS,
        "strip": samples.STRIP,
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
    return render(request, "base/gallery.html", {**_values(request), "layout": "base/officer.html", "site": site, "components": COMPONENTS})


def gallery_public(request: HttpRequest) -> HttpResponse:
    shown = [one for one in COMPONENTS if one.public]
    sheets = [static(f"base/public-{name}.css") for name in APART]
    return render(request, "base/gallery.html", {**_values(request), "layout": "base/public.html", "components": shown, "sheets": sheets})


def keys(request: HttpRequest) -> HttpResponse:
    """`/tro-giup/phim-tat`: the card of keys as a page, for who works without JavaScript."""
    return render(request, "base/keys.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resend(request: HttpRequest) -> HttpResponse:
    """`/gui-lai`: what the officer had typed when the session ended. Pressed, it is forgotten here and goes to where it was meant for."""
    officer = Site(request).officer
    if officer is None:
        raise NotSignedIn("Hãy đăng nhập để xem lại nội dung đã nhập.")
    kept = typed.kept(request, officer.username, now())
    if request.method == "POST":
        if kept is None:
            return redirect("resend")
        typed.drop(request)
        return redirect(kept["path"], preserve_request=True)
    fields = [(name, value) for name, value in kept["fields"] if name not in {"typed_by"}] if kept else []
    values = {
        "kept": kept,
        "fields": fields,
        "rows": typed.readable(fields),
        "reopens": any(name == "reopens" for name, _ in fields),
        "address": typed.ADDRESS,
        "minutes": typed.KEEP_SECONDS // 60,
    }
    return render(request, "base/resend.html", values)
