"""Erasure of what is personal in an ended dossier, by a numbered decision: personal parts and files go, the history stays."""

from datetime import datetime

from django.db import transaction

from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.shared.files import actions as files
from motcua.shared.journal import actions as journal
from motcua.shared.notify import actions as notify
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import attachments, queries
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.tasks import actions as tasks


def erase(code: str, *, basis: str, officer: Officer, at: datetime) -> Dossier:
    """Erase for good. `basis` is the code of the decision. Only a leader of the agency that accepted it, only when it has ended."""
    with transaction.atomic():
        journal.lock(f"dossier:{code}")
        row = queries.get(code, officer)
        if officer.agency != row.accepting or not officer.has("leader"):
            raise Forbidden("Chỉ lãnh đạo cơ quan đã tiếp nhận hồ sơ quyết định xóa dữ liệu cá nhân.")
        if row.ended_at is None:
            raise WrongMoment("Hồ sơ chưa kết thúc.")
        if not basis.strip():
            raise Invalid("Cần số quyết định.", fields={"basis": "Cần số quyết định."})
        uploads = _uploads(queries.content_of(code))
        by = f"system@{row.agency}" if row.agency != officer.agency else officer.by
        for side in queries.sides_of(code):
            journal.erase(side.stream, None, by=f"system@{side.agency}", at=at, basis=basis)
        journal.erase(f"dossier:{code}", None, by=by, at=at, basis=basis)
        notify.erase(code)
        tasks.erase(code, by=by, at=at, basis=basis)
        jottings.erase(code)
        for sha256, ids in uploads.items():
            files.erase(sha256, ids=ids)
        row.refresh_from_db()
        return row


def _uploads(content: Content) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in attachments.lying_in(content):
        found.setdefault(file["sha256"], []).append(file["id"])
    return found
