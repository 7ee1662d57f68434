"""What officers jot down beside a dossier: notes for the own unit, drafts of forms, the draft of a result. Rows, never entries; erased with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from motcua.base.errors import Forbidden, Invalid, NotFound
from motcua.base.text import nfc
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.chars import UNUSABLE, unusable
from motcua.work.dossiers.models import Dossier, FormDraft, Note, ResultDraft

LONGEST_NOTE = 2000
LARGEST_DRAFT = 60_000
MOST_FIELDS = 600
NOT_YOURS = "Chỉ người viết mới sửa hoặc xóa ghi chú."


def add_note(code: str, text: str, *, urgent: bool, officer: Officer, at: datetime) -> Note:
    """Write a note that colleagues of the own unit see."""
    queries.get(code, officer)
    return _note(f"{code}#{uuid4().hex[:12]}", code, _said(text), urgent=urgent, officer=officer, at=at)


def change_note(thread: str, text: str, *, urgent: bool, officer: Officer, at: datetime) -> Note:
    """Rewrite one's own note; what stood there before stays readable."""
    said = _said(text)
    with transaction.atomic():
        before = _own(thread, officer)
        if (before.text, before.urgent) == (said, urgent):
            return before
        Note.objects.filter(pk=before.pk).update(until=at)
        return _note(thread, before.dossier, said, urgent=urgent, officer=officer, at=at)


def drop_note(thread: str, *, officer: Officer, at: datetime) -> None:
    """Take one's own note off; its history stays."""
    with transaction.atomic():
        Note.objects.filter(pk=_own(thread, officer).pk).update(until=at)


def _own(thread: str, officer: Officer) -> Note:
    row = None if unusable(thread) else Note.objects.select_for_update().filter(thread=thread, until__isnull=True, agency=officer.agency).first()
    if row is None:
        raise NotFound("Ghi chú này không còn.")
    queries.get(row.dossier, officer)
    if row.by != officer.by:
        raise Forbidden(NOT_YOURS)
    return row


def _note(thread: str, code: str, text: str, *, urgent: bool, officer: Officer, at: datetime) -> Note:
    return Note.objects.create(thread=thread, dossier=code, agency=officer.agency, unit=officer.unit, by=officer.by, at=at, urgent=urgent, text=text)


def _said(text: str) -> str:
    said = nfc(text).strip()
    wrong = "Hãy viết ghi chú." if not said else UNUSABLE if unusable(said) else ""
    if len(said) > LONGEST_NOTE:
        wrong = f"Ghi chú dài quá {LONGEST_NOTE} ký tự."
    if wrong:
        raise Invalid(wrong, fields={"text": wrong})
    return said


def keep_draft(code: str, act: str, fields: Mapping[str, list[str]], *, officer: Officer, at: datetime) -> FormDraft:
    """Keep what was typed in the form of an act, as it was typed."""
    queries.get(code, officer)
    size = sum(len(name) + sum(len(value) for value in values) for name, values in fields.items())
    if size > LARGEST_DRAFT or len(fields) > MOST_FIELDS:
        raise Invalid("Bản nháp quá dài nên chưa lưu được.")
    said = {name: list(values) for name, values in fields.items() if not any(unusable(value) for value in [name, *values])}
    row, _ = FormDraft.objects.update_or_create(by=officer.by, dossier=code, act=act, defaults={"at": at, "fields": said})
    return row


def drop_draft(code: str, act: str, *, by: str) -> None:
    """The act is done, or the officer does not want the draft."""
    FormDraft.objects.filter(by=by, dossier=code, act=act).delete()


def keep_result(row: Dossier, fields: Mapping[str, Any], *, officer: Officer, at: datetime) -> ResultDraft:
    """Keep the result document as it stands; whoever of the holding agency writes it."""
    if officer.agency != row.agency or not officer.has("specialist", "clerk", "head_of_unit", "leader"):
        raise Forbidden("Dự thảo kết quả do cơ quan đang giữ hồ sơ soạn.")
    if row.ended_at is not None:
        raise Invalid("Hồ sơ đã kết thúc.")
    said = {name: nfc(str(value)).strip() for name, value in fields.items()}
    wrong = {name: UNUSABLE for name, value in said.items() if unusable(value)}
    if wrong or sum(map(len, said.values())) > LARGEST_DRAFT:
        raise Invalid("Dự thảo chưa lưu được.", fields=wrong or {"body": "Nội dung quá dài."})
    values = {"agency": officer.agency, "by": officer.by, "at": at, "fields": said}
    draft, _ = ResultDraft.objects.update_or_create(dossier=row.code, defaults=values)
    return draft


def forget(row: Dossier, act: str, *, by: str) -> None:
    """What an act makes needless: its own draft; all drafts when the dossier has ended; another agency's draft of the result."""
    drop_draft(row.code, act, by=by)
    if row.ended_at is not None:
        FormDraft.objects.filter(dossier=row.code).delete()
        ResultDraft.objects.filter(dossier=row.code).delete()
    elif act == "take_over":
        ResultDraft.objects.filter(dossier=row.code).exclude(agency=row.agency).delete()


def erase(code: str) -> None:
    """Nothing of it stays, when personal data of the dossier are erased."""
    for table in (Note, FormDraft, ResultDraft):
        table.objects.filter(dossier=code).delete()
