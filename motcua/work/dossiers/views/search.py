"""`/tim`: every dossier that the officer may see, by deadline, with filters that stay in the address."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import Invalid
from motcua.base.text import sort_key
from motcua.base.time import now
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.rows import lines
from motcua.work.dossiers.state import STATE_NAMES
from motcua.work.dossiers.views.common import as_csv, logged

ORDER = ("due_at", "code")
COUNTED = 1000
FILINGS = {"filed", "guided", "declined_at_counter"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in ("q", "state", "holder", "agency", "late", "xong")}
    wrong = ""
    try:
        filters = {name: asked[name] for name in ("state", "holder", "agency", "late", "q")}
        rows = queries.listed(officer, at, **filters)
    except Invalid as refused:
        rows, wrong = queries.visible_to(officer).none(), refused.detail
    if not (asked["q"] or asked["state"] or asked["xong"]):
        rows = rows.filter(ended_at__isnull=True)
    if request.GET.get("dang") == "csv":
        return as_csv("ho-so", rows.order_by(*ORDER), officer, "search", at)
    found = page(rows, ORDER, request.GET.get("cursor"))
    if len(found.items) == 1 and found.items[0].code == asked["q"].upper():
        return redirect("dossier", found.items[0].code)
    count = rows.order_by()[: COUNTED + 1].count()
    values = {
        **asked,
        "wrong": wrong,
        "lines": logged(lines(found.items, officer, at), officer, "search", at),
        "next": found.next,
        "count": count if count <= COUNTED else None,
        "most": COUNTED,
        "states": [(key, name) for key, name in STATE_NAMES.items() if key not in FILINGS],
        "agencies": agencies_of(officer),
        "csv": "?" + urlencode({**{k: v for k, v in asked.items() if v}, "dang": "csv"}),
        "now": at,
    }
    return render(request, "dossiers/search.html", values)


def agencies_of(officer: Officer) -> list[tuple[str, str]]:
    """Agencies by name, for a filter: the officer's own first."""
    rows = [(a.code, a.short_name) for a in org.agencies()]
    return sorted(rows, key=lambda row: (row[0] != officer.agency, sort_key(row[1])))
