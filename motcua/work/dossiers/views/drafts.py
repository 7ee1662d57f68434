"""Drafts of what is typed in an act's form: kept by a button or by the page itself, offered on return; and the result document that goes along."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from motcua.base.words import short
from motcua.shared.files import actions as files
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import checklist, result_document
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.models import Content, Dossier, FormDraft, ResultDraft
from motcua.work.dossiers.views.common import seq_of

UNSAID = frozenset({"csrfmiddlewaretoken", "key", "typed_by", "labels", "reopens", "expected_seq", "save_draft", "drop_draft", "to_supplement"})
WITH_RESULT = frozenset({"submit_for_signature", "enter_result"})
BY_ITSELF = "auto"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was typed before, as a form's data, and when."""

    data: QueryDict
    said: str


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What stands in the form, without what belongs to its sending."""
    return {name: [str(v) for v in values] for name, values in request.POST.lists() if name not in UNSAID}


def keep(request: HttpRequest, row: Dossier, act: str, officer: Officer, at: datetime) -> bool:
    """Keep it, unless the page is older than the dossier: then what it would keep belongs to an act that is done."""
    if seq_of(request.POST.get("expected_seq", "")) != row.seq:
        return False
    jottings.keep_draft(row.code, act, typed(request), officer=officer, at=at)
    return True


def restored(row: Dossier, act: str, officer: Officer) -> Restored | None:
    """The draft of this officer for this act, if there is one."""
    found = FormDraft.objects.filter(by=officer.by, dossier=row.code, act=act).first()
    if found is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in found.fields.items():
        data.setlist(name, values)
    return Restored(data, short(found.at))


def failed(row: Dossier, content: Content, officer: Officer) -> dict[str, str]:
    """What the check list found wanting: by the appraisal that is still being written, else by the last one."""
    draft = FormDraft.objects.filter(by=officer.by, dossier=row.code, act="appraise").first()
    if draft is None:
        return checklist.failed(content.checks)
    said = {name.removeprefix("check-").removesuffix("-ok"): values for name, values in draft.fields.items() if name.endswith("-ok")}
    return {key: (draft.fields.get(f"check-{key}-note") or [""])[0] for key, values in said.items() if values == [checklist.NOT_OK]}


def result_of(row: Dossier, act: str, officer: Officer) -> ResultDraft | None:
    """The result document that may go along with this act."""
    return result_document.draft_of(row, officer) if act in WITH_RESULT else None


def attach(row: Dossier, draft: ResultDraft, body: Mapping[str, Any], officer: Officer, at: datetime) -> str:
    """Make the document a stored file: with its number and day where the act gives them, else as a draft. The file's id."""
    number, on = str(body.get("number") or ""), str(body.get("on") or "")
    day = date.fromisoformat(on) if on else None
    content = result_document.pdf(row, draft.fields, at, number=number if day else "", on=day if number else None)
    name = f"{'ket-qua' if number and day else 'du-thao-ket-qua'}-{row.code}.pdf"
    return files.store(io.BytesIO(content), name, by=officer.by, at=at).id


def address(row: Dossier) -> str:
    """Where the result document is written."""
    return reverse("result_draft", args=[row.code])
