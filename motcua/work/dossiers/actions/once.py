"""An act under its key: done once, and answered alike each time. What is kept is the row's own columns, which hold nothing personal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base.errors import NotFound
from motcua.shared.identity import idempotency
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.models import Dossier

COLUMNS = list(Dossier._meta.local_concrete_fields)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act led to: the dossier as it then was, or the reference of a submission."""

    row: Dossier | None
    ref: str | None
    at: datetime
    warnings: list[str] = field(default_factory=list)
    repeated: bool = False


def once(officer: Officer, do: Callable[[], Answer], *, path: str, key: str | None, body: bytes | str, status: int = 200) -> Answer:
    """Do it in one transaction with its key, or give the first answer again. KeyMissing and KeyReused as in `identity.idempotency`."""
    with transaction.atomic():
        claim = idempotency.begin(who=officer.who, path=path, key=key, body=body)
        if claim.answer is not None:
            return _restored(claim.answer)
        answer = do()
        claim.keep(status, _kept(answer))
        return answer


def _kept(answer: Answer) -> dict[str, Any]:
    row = answer.row
    values = {f.attname: f.value_to_string(row) if _is_moment(f) else getattr(row, f.attname) for f in COLUMNS} if row else None
    return {"row": values, "ref": answer.ref, "at": answer.at.isoformat(), "warnings": answer.warnings}


def _is_moment(column: Any) -> bool:
    return column.get_internal_type() in {"DateTimeField", "DateField"}


def _restored(kept: dict[str, Any]) -> Answer:
    row = None
    if kept["row"]:
        values = {f.attname: (f.to_python(kept["row"][f.attname] or None) if _is_moment(f) else kept["row"][f.attname]) for f in COLUMNS}
        row = Dossier(**values)
        if not Dossier.objects.filter(code=row.code).exists():
            raise NotFound(f"Không tìm thấy hồ sơ {row.code}.")
    return Answer(row, kept["ref"], datetime.fromisoformat(kept["at"]), kept["warnings"], repeated=True)
