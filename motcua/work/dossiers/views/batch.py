"""Many dossiers in one press: hand over (`/ban-giao`) and take over (`/ky-nhan`). Each its own transaction, each with its own result."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import KeyReused, Refused
from motcua.base.text import sort_key
from motcua.base.time import now
from motcua.base.words import moment
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, lifecycle, queries
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.places import Place, desk_name, next_desk
from motcua.work.dossiers.rows import Line, lines, place_name
from motcua.work.dossiers.views.common import codes_of, flat, logged, reopened, require, seq_of
from motcua.work.dossiers.views.links import print_link

MOST = 100
LONGEST = 200
SENT_BEFORE = "Trang này đã gửi hồ sơ này một lần và đã ghi; lần gửi vừa rồi khác lần ấy nên chưa ghi gì. Mở lại danh sách rồi gửi lại nếu vẫn cần."
MOVERS = "Bàn giao và ký nhận dành cho cán bộ Một cửa, chuyên viên, văn thư."


@dataclass(frozen=True, slots=True)
class Bundle:
    """Dossiers with one destination or one sender. `to` is what a row's hidden field says: agency, unit."""

    name: str
    to: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one row."""

    code: str
    url: str
    done: bool
    said: str
    place: str
    paper: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """`/ban-giao`: what the process wants handed over, grouped by the next place."""
    officer, at = officer_of_request(request), now()
    require(officer, *lifecycle.MOVERS, sentence=MOVERS)
    again = reopened(request)
    if request.method == "POST" and not again:
        return _many(request, officer, "hand_over", at)
    rows = [row for row in queries.my_work(officer).filter(agency=officer.agency, to_agency__isnull=True)[: MOST * 5] if _wanted(row, officer, at)]
    bundles = _bundled(logged(lines(rows[:MOST], officer, at), officer, "hand_over", at), next_desk)
    values = {"bundles": bundles, "count": len(rows), "most": MOST, "ticked": not again, "chosen": _chosen(request), "now": at}
    return render(request, "dossiers/hand_over.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """`/ky-nhan`: what is on its way to this agency, grouped by the sender."""
    officer, at = officer_of_request(request), now()
    require(officer, *lifecycle.MOVERS, sentence=MOVERS)
    if request.method == "POST" and not reopened(request):
        return _many(request, officer, "take_over", at)
    rows = [row for row in queries.my_work(officer).filter(to_agency=officer.agency)[: MOST * 5] if _wanted(row, officer, at)]
    shown = logged(lines(rows[:MOST], officer, at), officer, "take_over", at)
    bundles = _bundled(shown, lambda row: ((row.agency, row.unit), desk_name(row.agency, row.unit, row.desk)))
    ticked = request.GET.get("chon") == "tat-ca"
    values = {"bundles": bundles, "count": len(rows), "most": MOST, "ticked": ticked, "chosen": _chosen(request), "now": at}
    return render(request, "dossiers/take_over.html", values)


def _chosen(request: HttpRequest) -> frozenset[str]:
    """What was ticked in a form that is shown again."""
    return frozenset(request.POST.getlist("code"))


def _wanted(row: Dossier, officer: Officer, at: datetime) -> bool:
    s = queries.state_of(row)
    expected = lifecycle.expected(s, at)
    return expected in {"hand_over", "take_over"} and lifecycle.why_not(s, expected, officer, at) is None


def _bundled(rows: list[Line], place: Callable[[Dossier], tuple[Place, str]]) -> list[Bundle]:
    found: dict[str, Bundle] = {}
    for line in rows:
        to, name = place(line.row)
        found.setdefault(name, Bundle(name, json.dumps(to), [])).lines.append(line)
    return sorted(found.values(), key=lambda bundle: sort_key(bundle.name))


def _many(request: HttpRequest, officer: Officer, act: str, at: datetime) -> HttpResponse:
    codes = codes_of(request.POST.getlist("code"), MOST)
    results = [_one(request, officer, act, code, at) for code in codes]
    done = [r for r in results if r.done]
    places = sorted({r.place for r in done if r.place})
    values = {
        "results": results,
        "done": len(done),
        "failed": len(results) - len(done),
        "lists": [_sheet(place, [r.code for r in done if r.place == place]) for place in places] if act == "hand_over" else [],
        "act": act,
        "title": "Bàn giao hàng loạt" if act == "hand_over" else "Ký nhận hàng loạt",
    }
    return render(request, "dossiers/batch_done.html", values, status=200 if codes else 422)


def _sheet(place: str, codes: list[str]) -> dict[str, Any]:
    """What goes along on paper to one place: the list that both sign, and the control slips."""
    slips = print_link("forms_print", "phieu-kiem-soat", codes=codes)
    return {"place": place, "count": len(codes), "list": print_link("hand_over_list", codes=codes), "slips": slips}


def _one(request: HttpRequest, officer: Officer, act: str, code: str, at: datetime) -> Result:
    key, seq = request.POST.get("key", ""), request.POST.get(f"seq-{code}", "")
    body, place = _body(request, code) if act == "hand_over" else ({}, "")
    place = request.POST.get(f"at-{code}", place)[:LONGEST]

    def do() -> Answer:
        return Answer(actions.perform(code, act, body, officer=officer, at=at, expected_seq=seq_of(seq)), None, at)

    try:
        answer = once(officer, do, path=request.path, key=f"{key}:{code}"[:200] if key else None, body=json.dumps([act, code, seq, body]))
    except KeyReused:
        return Result(code, f"/ho-so/{code}", False, SENT_BEFORE, place)
    except Refused as refused:
        return Result(code, f"/ho-so/{code}", False, flat(refused.fields) or refused.detail, place)
    row = answer.row
    said = f"Hẹn trả {moment(row.due_at)}." if row else ""
    return Result(code, f"/ho-so/{code}", True, said, place)


def _body(request: HttpRequest, code: str) -> tuple[dict[str, Any], str]:
    try:
        agency, unit = json.loads(request.POST.get(f"to-{code}", "")[:LONGEST])
    except (ValueError, TypeError, RecursionError):
        return {}, ""
    if not isinstance(agency, str) or not isinstance(unit, str | None) or unusable(agency + (unit or "")):
        return {}, ""
    return {"to": agency, "unit": unit}, place_name(agency, unit)
