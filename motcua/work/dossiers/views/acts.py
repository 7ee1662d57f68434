"""`/ho-so/<code>/<act>`: one act, its form made from its schema. A refusal comes back on the same page with what was typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, NotFound, Refused, Stale
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import act_form, actions, fields, lifecycle, queries
from motcua.work.dossiers.act_form import ActForm, ItemLine
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.models import ApologyDraft, Content, Dossier
from motcua.work.dossiers.rows import ACTS_BY_SLUG, place_name
from motcua.work.dossiers.views.common import Kept, digest_of, keep_files, renewed, seq_of, with_uploads
from motcua.work.dossiers.views.dossier import head

DANGER = frozenset({"decline", "stop", "withdraw", "send_back"})
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
    kept: Kept
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
        return _screen(request, _doing(request, row, name, officer, at), officer, at)
    doing = _doing(request, row, name, officer, at)
    if request.POST.get("reopen"):
        return _screen(request, doing, officer, at)
    try:
        _perform(request, doing, officer, at)
    except Refused as refused:
        return _refused(request, doing, refused, officer, at)
    messages.success(request, SAID.get(name, f"Đã ghi: {lifecycle.ACTS[name].title.lower()}."))
    return redirect("dossier", code) if _visible(code, officer) else redirect("desk")


def _visible(code: str, officer: Officer) -> bool:
    """Some acts (declining, answering) end what the agency has to do with a dossier: then its page is no longer theirs."""
    return queries.visible_to(officer).filter(code=code).exists()


def _doing(request: HttpRequest, row: Dossier, act: str, officer: Officer, at: datetime) -> Doing:
    content, data = queries.content_of(row.code), request.POST if request.method == "POST" else None
    keys = tuple(p["key"] for p in content.papers)
    scene = actions.scene(row, queries.state_of(row), officer, at, applicant=content.name, papers=keys)
    schema = fields.schema(act, scene)
    form = act_form.make(act, schema, scene, data)
    if data is None and act == "apologise":
        _from_draft(form, row)
    items = act_form.items_for(act, row, content, data)
    names = [*(["file"] if "file" in schema["properties"] else []), *(f"{line.prefix}-file" for line in items)]
    kept = keep_files(request, names, officer, at) if data is not None else Kept()
    for line in items:
        found = kept.files.get(f"{line.prefix}-file")
        line.file_id, line.file_name = (found.id, found.name) if found else ("", "")
        line.error = kept.wrong.get(f"{line.prefix}-file", "")
    return Doing(row, act, content, schema, form, items, kept)


def _from_draft(form: ActForm, row: Dossier) -> None:
    """The date that the worker drafted."""
    draft = ApologyDraft.objects.filter(dossier=row.code, done_at__isnull=True).first()
    if draft:
        form.fields["new_due_at"].initial = draft.new_due_at


def _perform(request: HttpRequest, doing: Doing, officer: Officer, at: datetime) -> None:
    form, seq = doing.form, request.POST.get("expected_seq", "")
    form.full_clean()
    body = form.body() | act_form.said_items(doing.act, doing.items)
    if doing.kept.id("file"):
        body["file"] = doing.kept.id("file")
    if form.errors or doing.kept.wrong:
        raise Invalid("Một số thông tin chưa đúng; chưa có gì thay đổi.")
    expected = seq_of(seq)

    def do() -> Answer:
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
        "title": rule.title,
        "act": doing.act,
        "danger": doing.act in DANGER,
        "form": doing.form,
        "items": doing.items,
        "asks_file": "file" in doing.schema["properties"],
        "file_title": doing.schema["properties"].get("file", {}).get("title", ""),
        "kept_file": doing.kept.files.get("file"),
        "wrong_file": doing.kept.wrong.get("file", ""),
        "agencies": act_form.agency_options() if agency else [],
        "applicant": doing.content.name,
        "holder_name": place_name(row.agency, row.unit),
        "to_name": place_name(row.to_agency, row.to_unit) if row.to_agency else "",
        "stale": doing.stale,
    }
    return render(request, "dossiers/act.html", values, status=doing.status)
