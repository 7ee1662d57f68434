"""`/ho-so/<code>/<act>`: one act, its form made from its schema. A refusal comes back on the same page with what was typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, NotFound, Refused, Stale
from motcua.base.time import now
from motcua.base.words import short
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import act_form, actions, checklist, documents, expectation, fields, lifecycle, queries
from motcua.work.dossiers.act_form import ActForm, ItemLine
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.checklist import CheckLine
from motcua.work.dossiers.models import ApologyDraft, Content, Dossier, ResultDraft
from motcua.work.dossiers.rows import ACT_SLUGS, ACTS_BY_SLUG, place_name
from motcua.work.dossiers.views import drafts
from motcua.work.dossiers.views.common import Kept, digest_of, head, keep_files, renewed, seq_of, with_uploads
from motcua.work.dossiers.views.viewer import noted, sheet

DANGER = frozenset({"decline", "stop", "withdraw", "send_back"})
BESIDE = frozenset({"appraise", "draft_supplement", "answer_opinion", "ask_opinion", "sign"})
DRAFTED = frozenset({"appraise", "draft_supplement", "ask_opinion", "answer_opinion", "enter_result", "apologise", "stop", "send_back"})
SAID = {
    "hand_over": "Đã bàn giao. Hồ sơ vẫn do bạn giữ cho đến khi bên nhận ký nhận.",
    "take_over": "Đã ký nhận. Từ lúc này hồ sơ do cơ quan bạn giữ.",
    "request_recall": "Đã gửi đề nghị; bên nhận sẽ trả lời.",
    "return_result": "Đã trả kết quả. Hồ sơ kết thúc.",
}


@dataclass(slots=True)
class Doing:
    """One act on the screen: the dossier, what may be typed, what was."""

    row: Dossier
    act: str
    content: Content
    schema: dict[str, Any]
    form: ActForm
    items: list[ItemLine]
    checks: list[CheckLine]
    kept: Kept
    result: ResultDraft | None
    restored: str = ""
    status: int = 200
    stale: bool = False


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """Exempt only until uploads are limited; the inner view is protected."""
    with_uploads(request)
    return _act(request, code, act)


@csrf_protect
def _act(request: HttpRequest, code: str, word: str) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    name = ACTS_BY_SLUG.get(word) or (word if word in lifecycle.ACTS else "")
    if not name:
        raise NotFound("Không có việc này.")
    row = queries.get(code, officer)
    if request.method != "POST":
        lifecycle.check(queries.state_of(row), name, officer, at)
        before = drafts.restored(row, name, officer)
        doing = _doing(request, row, name, officer, at, data=before.data if before else None)
        doing.restored = before.said if before else ""
        return _screen(request, doing, officer, at)
    drafted = _drafted(request, row, name, officer, at)
    if drafted is not None:
        return drafted
    doing = _doing(request, row, name, officer, at, data=request.POST)
    if request.POST.get("reopen"):
        return _screen(request, doing, officer, at)
    try:
        _perform(request, doing, officer, at)
    except Refused as refused:
        return _refused(request, doing, refused, officer, at)
    messages.success(request, SAID.get(name, f"Đã ghi: {lifecycle.ACTS[name].title.lower()}."))
    return redirect("dossier", code) if _visible(code, officer) else redirect("desk")


def _drafted(request: HttpRequest, row: Dossier, act: str, officer: Officer, at: datetime) -> HttpResponse | None:
    """What is only kept or dropped, and no act. None when the form is meant."""
    sent = request.POST
    if "drop_draft" in sent:
        jottings.drop_draft(row.code, act, by=officer.by)
        return redirect(request.path)
    if "save_draft" not in sent and "to_supplement" not in sent:
        return None
    kept = drafts.keep(request, row, act, officer, at)
    if sent.get("save_draft") == drafts.BY_ITSELF:
        return HttpResponse(short(at) if kept else "", status=200 if kept else 409, content_type="text/plain; charset=utf-8")
    if "to_supplement" in sent:
        return redirect("dossier_act", row.code, ACT_SLUGS["draft_supplement"])
    if kept:
        messages.success(request, "Đã lưu nháp. Chỉ bạn thấy bản nháp này; mở lại việc này thì nó hiện lại.")
    else:
        messages.warning(request, "Hồ sơ vừa thay đổi nên chưa lưu nháp. Xem lại rồi nhập tiếp.")
    return redirect(request.path)


def _visible(code: str, officer: Officer) -> bool:
    """Some acts (declining, answering) end what the agency has to do with a dossier: then its page is no longer theirs."""
    return queries.visible_to(officer).filter(code=code).exists()


def _doing(request: HttpRequest, row: Dossier, act: str, officer: Officer, at: datetime, *, data: Any) -> Doing:
    content = queries.content_of(row.code)
    keys = tuple(p["key"] for p in content.papers)
    scene = actions.scene(row, queries.state_of(row), officer, at, applicant=content.name, papers=keys)
    schema = fields.schema(act, scene)
    form = act_form.make(act, schema, scene, data)
    if data is None and act == "apologise":
        _from_draft(form, row)
    bad = drafts.failed(row, content, officer) if act == "draft_supplement" and data is None else None
    items = act_form.items_for(act, row, content, data, bad)
    checks = act_form.checks_for(row, content, data) if act == "appraise" else []
    names = [*(["file"] if "file" in schema["properties"] else []), *(f"{line.prefix}-file" for line in items)]
    kept = keep_files(request, names, officer, at) if request.method == "POST" else Kept()
    for line in items:
        found = kept.files.get(f"{line.prefix}-file")
        line.file_id, line.file_name = (found.id, found.name) if found else ("", "")
        line.error = kept.wrong.get(f"{line.prefix}-file", "")
    return Doing(row, act, content, schema, form, items, checks, kept, drafts.result_of(row, act, officer))


def _from_draft(form: ActForm, row: Dossier) -> None:
    """The date that the worker drafted."""
    draft = ApologyDraft.objects.filter(dossier=row.code, done_at__isnull=True).first()
    if draft:
        form.fields["new_due_at"].initial = draft.new_due_at


def _perform(request: HttpRequest, doing: Doing, officer: Officer, at: datetime) -> None:
    form, seq = doing.form, request.POST.get("expected_seq", "")
    form.full_clean()
    body = form.body() | act_form.said_items(doing.act, doing.items)
    if doing.checks:
        body["checks"] = checklist.said(doing.checks)
    if doing.kept.id("file"):
        body["file"] = doing.kept.id("file")
    if form.errors or doing.kept.wrong:
        raise Invalid("Một số thông tin chưa đúng; chưa có gì thay đổi.")
    expected = seq_of(seq)
    goes_along = doing.result if request.POST.get("attach_result") and "file" not in body else None

    def do() -> Answer:
        if goes_along is not None:
            body["file"] = drafts.attach(doing.row, goes_along, body, officer, at)
        return Answer(actions.perform(doing.row.code, doing.act, body, officer=officer, at=at, expected_seq=expected), None, at)

    once(officer, do, path=request.path, key=form.key, body=digest_of(request, doing.kept))


def _refused(request: HttpRequest, doing: Doing, refused: Refused, officer: Officer, at: datetime) -> HttpResponse:
    """The same page again: the sentence, what was typed, and the dossier as it stands now; elsewhere when it is no longer theirs to see."""
    if not _visible(doing.row.code, officer):
        messages.warning(request, f"{refused.detail} Hồ sơ {doing.row.code} không còn thuộc phạm vi của cơ quan bạn.")
        return redirect("desk")
    refused = renewed(request, refused)
    if not doing.form.errors or refused.fields:
        act_form.place(doing.form, refused, doing.items)
    doing.status, doing.stale = refused.status, isinstance(refused, Stale)
    doing.row = queries.get(doing.row.code, officer)
    return _screen(request, doing, officer, at)


def _screen(request: HttpRequest, doing: Doing, officer: Officer, at: datetime) -> HttpResponse:
    row, rule = doing.row, lifecycle.ACTS[doing.act]
    identity.log_reading(by=officer.by, what="act", about=row.code, why=f"mở biểu mẫu {rule.title.lower()}", at=at)
    agency = any(one.get("x-agency") for one in doing.schema["properties"].values())
    values = {
        **head(row, at),
        **_papers(request, doing, officer, at),
        "title": rule.title,
        "act": doing.act,
        "danger": doing.act in DANGER,
        "form": doing.form,
        "items": doing.items,
        "checks": doing.checks,
        "answers": list(checklist.ANSWERS.items()),
        "drafted": doing.act in DRAFTED,
        "restored": doing.restored,
        "used_before": queries.notes_used_before(row.procedure, officer.agency) if doing.act == "draft_supplement" else [],
        "result": doing.result,
        "result_url": drafts.address(row) if doing.act in drafts.WITH_RESULT else "",
        "attach_result": request.method != "POST" or bool(request.POST.get("attach_result")),
        "asks_file": "file" in doing.schema["properties"],
        "file_title": doing.schema["properties"].get("file", {}).get("title", ""),
        "kept_file": doing.kept.files.get("file"),
        "wrong_file": doing.kept.wrong.get("file", ""),
        "agencies": act_form.agency_options() if agency else [],
        "applicant": doing.content.name,
        "holder_name": place_name(row.agency, row.unit),
        "to_name": place_name(row.to_agency, row.to_unit) if row.to_agency else "",
        "next": expectation.of(queries.state_of(row), officer, at),
        "stale": doing.stale,
    }
    return render(request, "dossiers/act.html", values, status=doing.status)


def _papers(request: HttpRequest, doing: Doing, officer: Officer, at: datetime) -> dict[str, Any]:
    """The paper beside the form, for acts that are done with the eyes on it."""
    docs = [doc for doc in documents.documents(doing.row.code, doing.content) if doc.viewable] if doing.act in BESIDE else []
    if not docs:
        return {"sheet": None}
    shown = next((doc for doc in docs if doc.sha256 == request.GET.get("xem")), docs[0])
    noted(officer, doing.row.code, shown.sha256, at)
    links = [(doc, f"?{urlencode({'xem': doc.sha256})}", doc is shown) for doc in docs]
    return {"sheet": sheet(request, shown, doing.content, ""), "docs": links, "fit": "rong"}
