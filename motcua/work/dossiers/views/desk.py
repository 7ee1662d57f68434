"""`/ban-lam-viec`: today's work in one list, in groups, each row with what is next and until when. What was chosen last is remembered."""

from dataclasses import asdict, fields
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.text import sort_key
from motcua.base.time import now
from motcua.shared.catalogue.procedure import ACTS as STEP_NAMES
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import desk as desks
from motcua.work.dossiers import lifecycle, queries, triage
from motcua.work.dossiers.desk import Overview, Wish
from motcua.work.dossiers.rows import act_url, person_name
from motcua.work.dossiers.views.common import as_csv, log_list
from motcua.work.tasks import queries as tasks

KEPT = "desk"
FORGET = "bo-loc"
LONGEST = 200
STRANGE = {"cursor", "dang", FORGET}
DUE = [("tre", "Quá hạn"), ("sap", "Sắp quá hạn")]
BACK = [("1", "Tất cả quay về"), *[(key, name[:1].upper() + name[1:]) for key, name in desks.BACK_NAMES.items()]]
NOTHING = "Hồ sơ đến tay bạn sẽ hiện ở đây, gần hạn đứng trước."


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    wish = wish_of(request)
    remembered = _remember(request, wish)
    if remembered:
        return redirect(f"{request.path}?{remembered}")
    rows = desks.wished(desks.on_desk(officer), wish, officer, at)
    if request.GET.get("dang") == "csv":
        return as_csv("ban-lam-viec", rows, officer, "desk", at)
    found, seen = page(rows, desks.order_of(wish), request.GET.get("cursor")), desks.overview(officer, at)
    shown = triage.desk_lines(found.items, officer, at)
    log_list(officer, "desk", [one.row.code for one in shown], at)
    narrowed = any(getattr(wish, name) for name in ("han", "thu_tuc", "buoc", "ai", "ve", "tu"))
    values = {
        "lines": shown,
        "next": found.next,
        "count": rows.count() if narrowed else seen.groups.get(wish.nhom, 0) if wish.nhom else seen.whole,
        "seen": seen,
        "tabs": _tabs(seen, wish),
        "clocks": _clocks(seen, wish),
        "wish": wish,
        "narrowed": narrowed,
        "chosen": sum(bool(getattr(wish, name)) for name in ("han", "thu_tuc", "buoc", "ai", "ve", "xep")),
        "hint": next((group.hint for group in desks.GROUPS if group.key == wish.nhom), NOTHING),
        "choices": _choices(seen, officer),
        "bulk": _bulk(shown),
        "apologies": _apologies(officer),
        "tasks": tasks.mine(officer).count(),
        "may_accept": officer.has("counter"),
        "csv": "?" + _address(wish, dang="csv"),
        "now": at,
    }
    return render(request, "dossiers/desk.html", values)


def wish_of(request: HttpRequest) -> Wish:
    """What the address asks for."""
    said = {f.name: request.GET.get(f.name, "").replace("\x00", "").strip()[:LONGEST] for f in fields(Wish)}
    return Wish(**said)


def _remember(request: HttpRequest, wish: Wish) -> str:
    """Keep what was chosen; the bare address leads back to it. The address to go to, or nothing."""
    asked, known = _address(wish, tu=""), request.session.get(KEPT, "")
    if request.GET.keys() - STRANGE:
        if asked != known:
            request.session[KEPT] = asked
        return ""
    if FORGET in request.GET:
        request.session.pop(KEPT, None)
        return ""
    return known if not request.GET else ""


def _address(wish: Wish, **changes: str) -> str:
    said = {**asdict(wish), **changes}
    return urlencode({name: value for name, value in said.items() if value})


def _tabs(seen: Overview, wish: Wish) -> list[tuple[str, str, int, bool]]:
    used = [g for g in desks.GROUPS if seen.groups[g.key] or g.key == wish.nhom]
    rest = [(g.name, "?" + _address(Wish(nhom=g.key, xep=wish.xep)), seen.groups[g.key], g.key == wish.nhom) for g in used]
    return [("Tất cả", f"?{FORGET}=1", seen.whole, wish == Wish(xep=wish.xep)), *rest]


def _clocks(seen: Overview, wish: Wish) -> list[tuple[str, str, int, bool, str]]:
    """What cuts across the groups: late, about to be, come back to somebody else too."""
    back = seen.back if seen.back != seen.groups[desks.BACK] else 0
    said = (("Quá hạn", "han", "tre", seen.late, "late"), ("Sắp quá hạn", "han", "sap", seen.soon, "soon"), ("Quay về", "ve", "1", back, "ok"))
    return [(name, "?" + _address(Wish(**{key: value})), n, getattr(wish, key) == value, tone) for name, key, value, n, tone in said if n]


def _choices(seen: Overview, officer: Officer) -> dict[str, list[tuple[str, str]]]:
    people = sorted(((name, person_name(name)) for name in seen.people), key=lambda pair: (pair[0] != officer.username, sort_key(pair[1])))
    return {
        "thu_tuc": sorted(((code, name[:90]) for code, name in seen.procedures.items()), key=lambda pair: sort_key(pair[1])),
        "buoc": [(step, name) for step, name in STEP_NAMES.items() if step in seen.steps],
        "ai": [("-", "Chưa phân công"), *people],
        "han": DUE,
        "ve": BACK,
        "xep": [(key, name) for key, (name, _) in desks.SORTS.items()],
    }


def _bulk(shown: list[triage.DeskLine]) -> list[dict[str, str]]:
    """What may be done with many of these rows at once."""
    used = {act for one in shown for act in one.acts}
    return [{"act": act, "title": lifecycle.ACTS[act].title, "key": triage.KEYS[act]} for act in triage.BULK if act in used]


def _apologies(officer: Officer) -> list[dict[str, Any]]:
    if not officer.has("leader"):
        return []
    return [{"draft": draft, "url": act_url(draft.dossier, "apologise")} for draft in queries.apology_drafts(officer)]
