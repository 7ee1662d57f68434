"""From entries to rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from motcua.shared.journal.entries import Entry, Head, erased_seqs
from motcua.work.tasks import entries
from motcua.work.tasks.models import Task


def project(entry: Entry) -> None:
    """Write what one entry says. Reads the entry alone; so a replay gives equal rows."""
    task = entry.stream_id.partition(":")[2]
    if entry.kind == entries.OPENED:
        _open(task, entry)
        return
    changes: dict[str, Any] = {"seq": entry.seq}
    if entry.kind == entries.REASSIGNED:
        changes["to"] = entry.payload["to"]
    elif entry.kind == entries.DONE:
        changes |= {"done_at": entry.at, "done_by": entry.payload["by"]}
    elif entry.kind == entries.ERASED and 1 in erased_seqs(entry.payload):
        changes |= {"title": "", "source_text": ""}
    Task.objects.filter(pk=task).update(**changes)


def _open(task: str, entry: Entry) -> None:
    said, sealed = entry.payload, entry.sealed or {}
    Task.objects.create(
        id=task,
        key=said["key"],
        title=sealed.get("title", ""),
        kind=said["kind"],
        to=said["to"],
        agency=said["agency"],
        role=said["role"] or "",
        due_at=datetime.fromisoformat(said["due_at"]),
        source_stream=said["source_stream"],
        source_seq=said["source_seq"],
        source_text=sealed.get("source_text", ""),
        about=said["about"],
        opened_at=entry.at,
        by=said["by"],
        seq=entry.seq,
    )


def differences(heads: Sequence[Head]) -> Iterable[str]:
    """Tasks whose row does not stand where their stream stands."""
    known = dict(Task.objects.filter(pk__in=[head.stream_id.partition(":")[2] for head in heads]).values_list("pk", "seq"))
    for head in heads:
        seq = known.get(head.stream_id.partition(":")[2])
        if seq != head.seq:
            yield f"Việc {head.stream_id}: nhật ký ở mục {head.seq}, bảng ở mục {seq or 'không có'}."
