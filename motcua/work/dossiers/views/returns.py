"""`/tra-ket-qua`: a code typed or scanned, what lies ready, who may take it home, and who did. One dossier or many."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.db import page
from motcua.base.errors import KeyReused, Refused
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, lifecycle, queries, scans
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.fields import RESULTS
from motcua.work.dossiers.forms import ReturnForm, number
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.rows import Line, lines
from motcua.work.dossiers.views.batch import SENT_BEFORE, Result
from motcua.work.dossiers.views.common import codes_of, flat, logged, seq_of
from motcua.work.dossiers.views.links import print_link

MOST = 50
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Ready:
    """One dossier on the counter: its line, its result in words, why it cannot be given back now, what was typed about its fee."""

    line: Line
    result: str
    why: str
    file: str
    fee: str
    holder: str


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for its applicant, or, when codes are given, those dossiers with the form of their return."""
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    if request.method == "POST" and not request.POST.get("reopen"):
        return _return(request, officer, at)
    data = request.POST if request.method == "POST" else request.GET
    text = data.get("quet", "").replace("\x00", "").strip()[:LONGEST]
    scanned = scans.codes_in(data.get("quet", ""))
    codes = codes_of([*data.getlist("ma"), *data.getlist("code"), *scanned], MOST)
    form = ReturnForm(request.POST or None)
    if not codes:
        return _waiting(request, officer, text, at)
    return _screen(request, officer, codes, form, at, missing=text if text and not scanned else "")


def _waiting(request: HttpRequest, officer: Officer, text: str, at: datetime) -> HttpResponse:
    """Everything ready at this counter; with words, those that they fit."""
    rows = queries.searched(_ready(officer), "" if unusable(text) else text)
    found = page(rows, ("ready_at", "code"), request.GET.get("cursor"))
    values = {
        "q": text,
        "lines": logged(lines(found.items, officer, at), officer, "ready", at),
        "next": found.next,
        "count": rows.count(),
        "now": at,
    }
    return render(request, "dossiers/returns.html", values)


def _ready(officer: Officer) -> QuerySet[Dossier]:
    return queries.visible_to(officer).filter(accepting=officer.agency, state="ready", parent__isnull=True)


def _screen(
    request: HttpRequest, officer: Officer, codes: list[str], form: ReturnForm, at: datetime, *, missing: str = "", status: int = 200
) -> HttpResponse:
    rows = list(queries.visible_to(officer).filter(code__in=codes))
    rows.sort(key=lambda row: codes.index(row.code))
    contents = queries.contents_of(row.code for row in rows)
    shown = [_one_ready(line, contents[line.row.code], request, officer, at) for line in logged(lines(rows, officer, at), officer, "return", at)]
    values = {
        "rows": shown,
        "possible": [one for one in shown if not one.why],
        "unknown": [code for code in codes if code not in contents] + ([missing] if missing else []),
        "form": form,
        "single": shown[0] if len(shown) == 1 else None,
        "now": at,
    }
    return render(request, "dossiers/returning.html", values, status=status)


def _one_ready(line: Line, content: Content, request: HttpRequest, officer: Officer, at: datetime) -> Ready:
    said = content.result or {}
    result = f"{RESULTS.get(said.get('kind', ''), 'Kết quả')} số {said.get('number', '–')}" if said else ""
    why = lifecycle.why_not(queries.state_of(line.row), "return_result", officer, at) or ""
    person = content.applicant.get("kind") != "organisation"
    holder = "Người nộp mang thẻ căn cước và giấy hẹn" if person else "Người đại diện, hoặc người có giấy giới thiệu của tổ chức"
    return Ready(line, result, why, (said.get("file") or {}).get("sha256", ""), request.POST.get(f"fee-{line.row.code}", ""), holder)


def _return(request: HttpRequest, officer: Officer, at: datetime) -> HttpResponse:
    codes = codes_of(request.POST.getlist("code"), MOST)
    form = ReturnForm(request.POST)
    form.full_clean()
    form.check(at)
    if form.errors or not codes:
        if not codes:
            form.add_error(None, "Chưa chọn hồ sơ nào; chưa có gì được ghi.")
        shown = codes_of(request.POST.getlist("shown"), MOST) or codes
        return _screen(request, officer, shown, form, at, status=422)
    names = {code: content.name for code, content in queries.contents_of(codes).items()}
    results = [_one(request, officer, form.body(names.get(code, "")), code, at) for code in codes]
    done = [result for result in results if result.done]
    values = {
        "results": results,
        "done": len(done),
        "failed": len(results) - len(done),
        "act": "return_result",
        "title": "Trả kết quả",
    }
    return render(request, "dossiers/batch_done.html", values, status=200 if done else 422)


def _one(request: HttpRequest, officer: Officer, body: dict[str, Any], code: str, at: datetime) -> Result:
    key, seq, typed = request.POST.get("key", ""), request.POST.get(f"seq-{code}", ""), request.POST.get(f"fee-{code}", "").replace(".", "")
    if typed.strip():
        body["fee_collected"] = number(typed)

    def do() -> Answer:
        return Answer(actions.perform(code, "return_result", body, officer=officer, at=at, expected_seq=seq_of(seq)), None, at)

    try:
        once(officer, do, path=request.path, key=f"{key}:{code}"[:200] if key else None, body=json.dumps([code, seq, body], sort_keys=True))
    except KeyReused:
        return Result(code, f"/ho-so/{code}", False, SENT_BEFORE, "")
    except Refused as refused:
        return Result(code, f"/ho-so/{code}", False, flat(refused.fields) or refused.detail, "")
    return Result(code, f"/ho-so/{code}", True, f"Người nhận: {body['to_whom']}.", "", print_link("dossier_print", code, "tra-ket-qua"))
