"""`/tiep-nhan`: choose the procedure, take what is brought, accept, guide or refuse, and hand the slip over the counter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import Invalid, NotFound, Refused
from motcua.base.time import now
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, promise, queries, recall, tallies
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.forms import FilingForm, PaperLine, paper_lines, place
from motcua.work.dossiers.intake import check_filing
from motcua.work.dossiers.recall import Known
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.views import people, uploads
from motcua.work.dossiers.views.common import digest_of, renewed, with_uploads
from motcua.work.dossiers.views.links import print_link
from motcua.work.dossiers.views.uploads import Brought, Tray

DECISIONS = {"accept", "guide", "refuse"}
FOUND, OFTEN = 20, 8


@dataclass(slots=True)
class Filling:
    """One filing on the screen: what was typed, who is known, what lies where, what was wrong."""

    procedure: Procedure
    form: FilingForm
    papers: list[PaperLine]
    known: Known
    tray: Tray
    status: int = 200


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """First step: which procedure. Without words those that this counter takes most; as one types, the list alone."""
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    q, counts = request.GET.get("tu", "").replace("\x00", "").strip(), tallies.most_taken(officer.agency, at)
    found = catalogue.find(q, agency=officer.agency, limit=FOUND, cursor=request.GET.get("cursor"))
    whole = found.items if q else [p for p in found.items if p.code not in counts]
    often = [] if q or request.GET.get("cursor") else [p for p in (catalogue.procedure(code) for code in list(counts)[:OFTEN]) if p and p.accepted]
    rows = sorted(whole, key=lambda p: -counts.get(p.code, 0)) if q else whole
    typing = bool(request.headers.get("HX-Request"))
    values = {
        "q": q,
        "settled": not typing,
        "often": [_choice(p, officer, counts, at) for p in often],
        "rows": [_choice(p, officer, counts, at) for p in rows],
        "next": found.next,
        "count": found.total,
    }
    return render(request, "dossiers/found.html" if typing else "dossiers/choose.html", values)


def _choice(p: Procedure, officer: Officer, counts: dict[str, int], at: datetime) -> dict[str, Any]:
    term = Term.parse(p.term).in_words().partition(" (")[0] if p.term else ""
    return {
        "procedure": p,
        "term": term,
        "due_at": promise.due_of(p, officer.agency, at),
        "fee": p.fee_for("counter"),
        "taken": counts.get(p.code, 0),
    }


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
    procedure = accepted_here(code)
    if request.method != "POST":
        form = FilingForm(procedure=procedure, agency=officer.agency)
        return _screen(request, officer, Filling(procedure, form, paper_lines(procedure.papers_for(None), None), Known(""), Tray()), at)
    decision = "" if request.POST.get("reopen") else request.POST.get("decision", "")
    known, refused = people.of_form(request, decision, procedure.code, officer, at)
    form = FilingForm(request.POST, procedure=procedure, agency=officer.agency)
    form.full_clean()
    papers = paper_lines(procedure.papers_for(form.said("case")), request.POST)
    brought = uploads.bring(request, papers, officer, at)
    filling = Filling(procedure, form, papers, known, brought.tray)
    if refused:
        place(form, refused, papers, {})
        filling.status = refused.status
    if decision == "tick":
        for line in papers:
            line.brought = line.brought or line.paper.required
    if decision not in DECISIONS or refused:
        return _screen(request, officer, filling, at)
    return _decide(request, officer, filling, brought, at)


def accepted_here(code: str) -> Procedure:
    """The procedure of an address."""
    procedure = catalogue.procedure(code)
    if procedure is None:
        raise NotFound(f"Không có thủ tục {code}.")
    return procedure


def _decide(request: HttpRequest, officer: Officer, filling: Filling, brought: Brought, at: datetime) -> HttpResponse:
    decision = request.POST["decision"]
    body, sent = body_of(filling, decision)
    form, kept = filling.form, brought.kept

    def do() -> Answer:
        made = actions.receive(body, officer=officer, at=at)
        return Answer(made.row, made.ref, at, made.warnings)

    try:
        if form.errors or kept.wrong:
            check_filing(body, officer=officer, at=at)
            raise Invalid("Một số thông tin chưa đúng; chưa có gì được ghi.")
        answer = once(officer, do, path=request.path, key=form.key, body=digest_of(request, kept))
    except Refused as refused:
        refused = renewed(request, refused)
        filling.tray.wrong = filling.tray.wrong or [kept.wrong["tray"]] if "tray" in kept.wrong else []
        if not form.errors or refused.fields:
            place(form, refused, filling.papers, sent)
        filling.status = refused.status
        return _screen(request, officer, filling, at)
    for warning in answer.warnings:
        messages.warning(request, warning)
    return redirect("counter_done", answer.row.code) if answer.row is not None else redirect("submission", answer.ref)


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
    offers = promise.offers(procedure, officer.agency, at)
    channel = (form.said("channel_in") if form.is_bound else "") or "counter"
    values = {
        "procedure": procedure,
        "form": form,
        "papers": filling.papers,
        "required": sum(line.paper.required for line in filling.papers),
        "wrong_papers": (wrong := [line for line in filling.papers if line.error]),
        "wrong_count": len(wrong) + len(filling.tray.wrong),
        "tray": filling.tray,
        "offers": offers,
        "channel": channel,
        "chosen": next((one for one in offers if one.channel == channel), None),
        "ground": promise.ground(procedure),
        "known": filling.known,
        "grounds": recall.GROUNDS,
        "cases": bool(procedure.cases),
        "now": at,
    }
    return render(request, "dossiers/filing.html", values, status=filling.status)


@never_cache
@require_safe
def done(request: HttpRequest, code: str) -> HttpResponse:
    """`/tiep-nhan/da-nhan/<code>`: what the applicant takes home, and the way to the next person."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    if row.parent or row.accepting != officer.agency or not officer.has("counter"):
        return redirect("dossier", code)
    identity.log_reading(by=officer.by, what="accepted", about=row.code, why="trao giấy hẹn sau khi tiếp nhận", at=at)
    known = catalogue.procedure_version(row.procedure, row.version)
    promised = promise.offer(known, row.channel_in, row.accepting, row.accepted_at) if known else None
    values = {
        "row": row,
        "name": queries.content_of(row.code).name,
        "secret": secret_of(row.code),
        "why": promised.why if promised and promised.due_at == row.due_at else [],
        "term": Term.parse(row.term).in_words(),
        "receipt": print_link("dossier_print", row.code, "01"),
        "label": print_link("dossier_print", row.code, "tem"),
        "slip": print_link("dossier_print", row.code, "phieu-kiem-soat"),
        "now": at,
    }
    return render(request, "dossiers/done.html", values)
