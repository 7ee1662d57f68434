"""`/tiep-nhan`: choose the procedure, take what is brought, accept, guide or refuse; what the counter did today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.db import page
from motcua.base.errors import Invalid, NotFound, Refused
from motcua.base.time import VN, now
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, queries
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.fields import CHANNELS
from motcua.work.dossiers.forms import FilingForm, PaperLine, paper_lines, place
from motcua.work.dossiers.intake import check_filing
from motcua.work.dossiers.models import Dossier, Submission
from motcua.work.dossiers.rows import lines, person_name
from motcua.work.dossiers.views.common import Kept, as_csv, digest_of, keep_files, log_list, logged, renewed, with_uploads
from motcua.work.dossiers.wording import days_in_words, state_name, state_tone

DECISIONS = {"accept", "guide", "refuse"}
FOUND = 20


@dataclass(slots=True)
class Filling:
    """One filing on the screen: what was typed, what was wrong, what came of it."""

    procedure: Procedure
    form: FilingForm
    papers: list[PaperLine]
    status: int = 200


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """First step: which procedure."""
    officer = officer_of_request(request)
    actions.may_accept(officer)
    q = request.GET.get("tu", "").replace("\x00", "")
    found = catalogue.find(q, agency=officer.agency, limit=FOUND, cursor=request.GET.get("cursor"))
    values = {
        "q": q,
        "rows": [{"procedure": p, "term_in_words": Term.parse(p.term).in_words() if p.term else ""} for p in found.items],
        "next": found.next,
        "count": found.total,
    }
    return render(request, "dossiers/choose.html", values)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: HttpRequest, code: str) -> HttpResponse:
    """Second step. Exempt only until uploads are limited; the inner view is protected."""
    with_uploads(request)
    return _filing(request, code)


@csrf_protect
def _filing(request: HttpRequest, code: str) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    procedure = catalogue.procedure(code)
    if procedure is None:
        raise NotFound(f"Không có thủ tục {code}.")
    if request.method != "POST":
        form = FilingForm(procedure=procedure, agency=officer.agency)
        return _screen(request, officer, Filling(procedure, form, paper_lines(procedure.papers_for(None), None)), at)
    form = FilingForm(request.POST, procedure=procedure, agency=officer.agency)
    form.full_clean()
    papers = paper_lines(procedure.papers_for(form.said("case")), request.POST)
    kept = _attach(request, papers, officer, at)
    filling = Filling(procedure, form, papers)
    decision = "" if request.POST.get("reopen") else request.POST.get("decision", "")
    if decision == "tick":
        for line in papers:
            line.brought = line.brought or line.paper.required
    if decision not in DECISIONS:
        return _screen(request, officer, filling, at)
    return _decide(request, officer, filling, kept, at)


def _attach(request: HttpRequest, papers: list[PaperLine], officer: Officer, at: datetime) -> Kept:
    kept = keep_files(request, [f"{line.prefix}-file" for line in papers], officer, at)
    for line in papers:
        name = f"{line.prefix}-file"
        found = kept.files.get(name)
        if found:
            line.file_id, line.file_name, line.brought = found.id, found.name, True
        line.error = kept.wrong.get(name, "")
    return kept


def _decide(request: HttpRequest, officer: Officer, filling: Filling, kept: Kept, at: datetime) -> HttpResponse:
    decision = request.POST["decision"]
    body, sent = body_of(filling, decision)
    form = filling.form

    def do() -> Answer:
        made = actions.receive(body, officer=officer, at=at)
        return Answer(made.row, made.ref, at, made.warnings)

    try:
        if form.errors or kept.wrong:
            check_filing(body, officer=officer, at=at)
            raise Invalid("Một số thông tin chưa đúng; chưa có gì được ghi.")
        answer = once(officer, do, path=request.path, key=form.key, body=digest_of(request, kept))
    except Refused as first:
        refused = renewed(request, first)
        if not isinstance(refused, Invalid) or refused.fields or not (form.errors or kept.wrong):
            place(form, refused, filling.papers, sent)
        filling.status = refused.status
        return _screen(request, officer, filling, at)
    for warning in answer.warnings:
        messages.warning(request, warning)
    if answer.row is not None:
        return redirect(reverse("dossier", args=[answer.row.code]) + "?moi=1")
    return redirect("submission", answer.ref)


def body_of(filling: Filling, decision: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The body of `POST dossiers`, and the keys of its lists in order, to place refusals."""
    body = {**filling.form.body(), "decision": decision, "procedure": filling.procedure.code}
    brought = [line for line in filling.papers if line.brought]
    body["papers"] = [line.said() for line in brought]
    sent = {"papers": [line.paper.key for line in brought], "missing": []}
    if decision != "guide":
        return body, sent
    lacking = [line for line in filling.papers if line.missing or line.note]
    lacking = lacking or [line for line in filling.papers if line.paper.required and not line.brought]
    body["missing"] = [{"key": line.paper.key, "note": line.note} for line in lacking]
    return body, sent | {"missing": [line.paper.key for line in lacking]}


def _screen(request: HttpRequest, officer: Officer, filling: Filling, at: datetime) -> HttpResponse:
    procedure, form = filling.procedure, filling.form
    channel = form.said("channel_in") if form.is_bound else "counter"
    wrong_papers = [line for line in filling.papers if line.error]
    values = {
        "procedure": procedure,
        "form": form,
        "papers": filling.papers,
        "wrong_papers": wrong_papers,
        "offers": offers(procedure, officer, at),
        "channel": channel or "counter",
        "certificate": _certificate(procedure, officer, channel or "counter", at),
        "cases": bool(procedure.cases),
        "now": at,
    }
    return render(request, "dossiers/filing.html", values, status=filling.status)


def offers(procedure: Procedure, officer: Officer, at: datetime) -> list[dict[str, Any]]:
    """What each channel means if accepted now: limit, due moment, fee."""
    calendar = calendars.calendar_for(officer.agency)
    rows = []
    for channel, name in CHANNELS.items():
        term, row = procedure.term_for(channel), procedure.channel(channel)
        if term and row:
            limit = Term.parse(term)
            rows.append({"key": channel, "name": name, "term": limit.in_words(), "uncertain": row.term_uncertain,
                         "due_at": engine.due(at, limit, calendar), "fee": row.fee, "fee_note": row.fee_note})  # fmt: skip
    return rows


def _certificate(procedure: Procedure, officer: Officer, channel: str, at: datetime) -> dict[str, Any] | None:
    term = procedure.term_for(channel)
    if not term:
        return None
    return days_in_words(engine.due_with_certificate(at, Term.parse(term), calendars.calendar_for(officer.agency))[1])


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """`/tiep-nhan/hom-nay`: accepted today (or on another day), and what ended at the counter."""
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    day = _day(request.GET.get("ngay", ""), at)
    start, end = queries.day_of(day)
    rows = Dossier.objects.filter(accepting=officer.agency, accepted_at__gte=start, accepted_at__lt=end, parent__isnull=True)
    filed = Submission.objects.filter(agency=officer.agency, at__gte=start, at__lt=end)
    if request.GET.get("dang") == "csv":
        return as_csv("tiep-nhan", rows.order_by("due_at", "code"), officer, "accepted", at)
    ended = request.GET.get("xem") == "khong-nhan"
    accepted = page(rows, ("due_at", "code"), request.GET.get("cursor")) if not ended else None
    guided = page(filed, ("-at", "ref"), request.GET.get("cursor")) if ended else None
    log_list(officer, "submissions", [row.ref for row in guided.items] if guided else [], at)
    count, count_filed, ngay = rows.count(), filed.count(), f"ngay={start:%Y-%m-%d}"
    values = {
        "lines": logged(lines(accepted.items, officer, at), officer, "accepted", at) if accepted else [],
        "filings": [_filed(row) for row in guided.items] if guided else [],
        "next": (accepted or guided).next,  # type: ignore[union-attr]
        "ended": ended,
        "count": count_filed if ended else count,
        "tabs": [("Đã tiếp nhận", f"?{ngay}", count, not ended), ("Hướng dẫn, không tiếp nhận", f"?{ngay}&xem=khong-nhan", count_filed, ended)],
        "day": start,
        "csv": f"?{ngay}&dang=csv",
        "now": at,
    }
    return render(request, "dossiers/today.html", values)


def _day(text: str, at: datetime) -> datetime:
    try:
        asked = datetime.fromisoformat(text).replace(tzinfo=VN) if text else at
    except ValueError:
        return at
    return asked if abs(asked - at) < timedelta(days=36500) else at


def _filed(row: Submission) -> dict[str, Any]:
    name = row.content.get("applicant", {}).get("name", "")
    return {"row": row, "name": name, "state": state_name(row.state), "tone": state_tone(row.state), "by": person_name(row.by, row.at)}


@require_safe
def submission(request: HttpRequest, ref: str) -> HttpResponse:
    """What ended at the counter: the guidance or the refusal, to be read out and handed over."""
    officer, at = officer_of_request(request), now()
    row = None if unusable(ref) else Submission.objects.filter(ref=ref).first()
    if row is None or not (officer.sees_all or row.agency in officer.scope):
        raise NotFound(f"Không tìm thấy lượt nộp {ref}.")
    identity.log_reading(by=officer.by, what="submission", about=row.ref, why="xem lượt nộp", at=at)
    return render(request, "dossiers/submission.html", {**_filed(row), "content": row.content})
