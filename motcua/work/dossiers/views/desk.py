"""`/ban-lam-viec`: what lies on my desk, by deadline, each row with the act that it waits for."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import desk as desks
from motcua.work.dossiers import queries
from motcua.work.dossiers.rows import act_url, lines
from motcua.work.dossiers.views.common import as_csv, logged
from motcua.work.tasks import queries as tasks

ORDER = ("due_at", "code")
ALL = ("", "Tất cả", "Hồ sơ đến tay bạn sẽ hiện ở đây, gần hạn đứng trước.")


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    group, late, q = (request.GET.get(name, "").replace("\x00", "") for name in ("nhom", "tre", "tu"))
    rows = queries.searched(desks.on_desk(officer), q)
    if group:
        rows = desks.in_group(rows, group)
    if late:
        rows = rows.filter(queries.late_at(at))
    if request.GET.get("dang") == "csv":
        return as_csv("ban-lam-viec", rows, officer, "desk", at)
    found = page(rows, ORDER, request.GET.get("cursor"))
    counted = desks.counts(officer, at)
    shown = next((g for g in desks.GROUPS if g.key == group), desks.Group(*ALL))
    values = {
        "lines": logged(lines(found.items, officer, at), officer, "desk", at),
        "next": found.next,
        "count": rows.count() if q or late else counted.get(group, 0) if group else sum(counted[g.key] for g in desks.GROUPS),
        "tabs": _tabs(counted, group),
        "group": shown,
        "late": late,
        "q": q,
        "late_count": counted["late"],
        "apologies": _apologies(officer),
        "tasks": tasks.mine(officer).count(),
        "may_accept": officer.has("counter"),
        "csv": _csv(request),
        "now": at,
    }
    return render(request, "dossiers/desk.html", values)


def _tabs(counted: dict[str, int], chosen: str) -> list[tuple[str, str, int, bool]]:
    whole = sum(counted[g.key] for g in desks.GROUPS)
    used = [g for g in desks.GROUPS if counted[g.key] or g.key == chosen]
    return [("Tất cả", "?", whole, not chosen), *[(g.name, f"?nhom={g.key}", counted[g.key], g.key == chosen) for g in used]]


def _apologies(officer: Officer) -> list[dict[str, object]]:
    if not officer.has("leader"):
        return []
    return [{"draft": draft, "url": act_url(draft.dossier, "apologise")} for draft in queries.apology_drafts(officer)]


def _csv(request: HttpRequest) -> str:
    asked = {name: value for name, value in request.GET.items() if name != "cursor"}
    return "?" + urlencode({**asked, "dang": "csv"})
