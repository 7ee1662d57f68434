"""`/`: what most people come for, and one field that understands procedures and dossier codes alike."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.edge.services import events, queries
from motcua.edge.services.forms import TrackForm
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import queries as org

RETRY_AFTER = 10
LONGEST = 100
FIELDS = 12
DOSSIER_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}-\d{6}-\d{4,}(\.\d+)?", re.ASCII)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/`: 200 only when the province can accept."""
    if not queries.ready():
        response = render(request, "services/preparing.html", status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    at, counts = now(), catalogue.counts()
    asked = queries.popular(at)
    values = {
        "form": TrackForm(auto_id="%s"),
        "popular": [(row, _label(row.name), count) for row, count in asked.value],
        "popular_at": asked.at,
        "events": events.EVENTS,
        "fields": catalogue.fields()[:FIELDS],
        "procedures": counts["procedures"],
        "accepted": counts["accepted"],
        "counters": len(org.counters()),
        "counted": queries.province(at),
    }
    return render(request, "services/home.html", values)


def _label(name: str) -> str:
    """A long name without what stands in brackets."""
    return name if len(name) <= LONGEST else name.partition(" (")[0]


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """`/hoi?q=`: a dossier's code leads to tracking, a procedure's code to its page, anything else to the finder."""
    q = request.GET.get("q", "").strip()[:LONGEST]
    code = "".join(q.split()).upper()
    if DOSSIER_CODE.fullmatch(code):
        return HttpResponseRedirect(f"{reverse('track')}?{urlencode({'code': code})}")
    if "\x00" not in q and catalogue.procedure(q) is not None:
        return HttpResponseRedirect(reverse("procedure", args=[q]))
    return HttpResponseRedirect(f"{reverse('procedures')}?{urlencode({'q': q})}")
