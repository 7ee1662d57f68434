"""Public pages. Nothing here signs anybody in, and nothing personal is shown."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import NotFound, Throttled
from motcua.base.text import sort_key
from motcua.base.time import now
from motcua.edge.services import queries
from motcua.edge.services.forms import TrackForm
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.identity import throttle
from motcua.shared.identity.http import client_address
from motcua.shared.org import queries as org
from motcua.work.dossiers import papers, present
from motcua.work.dossiers.balance import Balance
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import STATE_NAMES
from motcua.work.dossiers.wording import days_in_words, state_name, state_tone

TRIES, SPAN = 30, 60
RETRY_AFTER = 10


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/`: 200 only when the province can accept."""
    if not queries.ready():
        response = render(request, "services/preparing.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    counts = catalogue.counts()
    values = {
        "form": TrackForm(auto_id="%s"),
        "popular": queries.popular(),
        "procedures": counts["procedures"],
        "accepted": counts["accepted"],
        "counters": len(org.counters()),
        "counted": queries.province(now()),
    }
    return render(request, "services/home.html", values)


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu`: the secret comes by POST, so that it stands in no address and no log."""
    if request.method != "POST":
        return _tracking(request, TrackForm(initial={"code": request.GET.get("code", "")[:100]}))
    form, at = TrackForm(request.POST), now()
    if not form.is_valid():
        return _tracking(request, form, status=422)
    try:
        throttle.hit("track", client_address(request), TRIES, SPAN, at)
        row = queries.tracked(form.cleaned_data["code"], form.cleaned_data["secret"])
    except (NotFound, Throttled) as refused:
        form.add_error(None, refused.detail)
        response = _tracking(request, form, status=refused.status)
        if isinstance(refused, Throttled):
            response["Retry-After"] = str(refused.retry_after)
        return response
    return render(request, "services/tracked.html", _found(row, at))


def _tracking(request: HttpRequest, form: TrackForm, status: int = 200) -> HttpResponse:
    return render(request, "services/track.html", {"form": form}, status=status)


def _found(row: Dossier, at: datetime) -> dict[str, Any]:
    told = present.track(row, at, org.agency_name)
    return {
        "row": row,
        "told": told,
        "state": state_name(row.state),
        "tone": state_tone(row.state),
        "at": at,
        "steps": [
            {"title": s["name"], "who": s["agency"], "state": "done" if s["done"] else "now" if s["current"] else "next"} for s in told["steps"]
        ],
        "certificate": days_in_words(papers.certificate(row)["certificate"]),
    }


@require_safe
def balance(request: HttpRequest) -> HttpResponse:
    """`/can-doi`: the province and each agency, by two computations; `?agency=` shows one agency in full."""
    at, code = now(), request.GET.get("agency", "").strip()
    one = queries.balance_of(code) if code else None
    counted, rows = queries.province(at), queries.agencies(at)
    values = {
        "province": counted,
        "one": one,
        "one_name": org.agency_name(code) if code else "",
        "now": at,
        "shown": _sides(one or counted.value),
        "ended_by": [(STATE_NAMES[state], count) for state, count in (one or counted.value).ended_by.items()],
        "groups": _groups(rows.value),
        "counted_at": rows.at,
        "unbalanced": [b for b in rows.value if not b.balanced],
    }
    return render(request, "services/balance.html", values)


def _groups(found: list[Balance]) -> list[dict[str, Any]]:
    """Agencies by name: the province's, the districts', then the communes of each district, folded."""
    groups: dict[str, list[tuple[str, Balance]]] = {}
    for b in found:
        known = org.agency(b.agency or "")
        above = org.parent_district(known.code) if known else None
        title = f"Xã, phường của {_place(above)}" if above else "Cấp huyện" if known and known.level == "huyen" else "Cấp tỉnh"
        groups.setdefault(title, []).append((known.short_name if known else str(b.agency), b))
    first = ("Cấp tỉnh", "Cấp huyện")
    titles = sorted(groups, key=lambda title: (first.index(title) if title in first else len(first), sort_key(title)))
    return [
        {
            "name": title,
            "rows": sorted(groups[title], key=lambda pair: sort_key(pair[0])),
            "open": title in first,
            "unbalanced": sum(not b.balanced for _, b in groups[title]),
        }
        for title in titles
    ]


def _place(code: str) -> str:
    known = org.agency(code)
    return known.short_name.removeprefix("UBND ") if known else code


def _sides(found: Balance) -> list[tuple[str, int, int]]:
    """(what is counted, from the entries, from the lists) in the order of the law."""
    e, r = found.entries, found.rows
    rows = [
        ("Tiếp nhận tại Bộ phận Một cửa", e.accepted, r.accepted),
        ("Nhận bàn giao từ cơ quan khác", e.taken_over, r.taken_over),
        ("Đang giữ", e.held, r.held),
        ("Đang bàn giao, chờ ký nhận", e.in_transit, r.in_transit),
        ("Đã chuyển cơ quan khác", e.passed_on, r.passed_on),
        ("Đã kết thúc", e.ended, r.ended),
    ]
    return rows if found.agency else [row for row in rows if row[0] not in {"Nhận bàn giao từ cơ quan khác", "Đã chuyển cơ quan khác"}]
