"""The entries of a task's stream `task:<id>`, held by the agency of whoever must act. Pure.

| entry | payload | sealed |
|---|---|---|
| `task.opened` | custodian, kind, key, to, agency, role, due_at, about, source_stream, source_seq, by | title, source_text |
| `task.reassigned` | to, by | note |
| `task.done` | by | note |
"""

from datetime import datetime
from typing import Any

from motcua.base.time import utc_micro
from motcua.shared.journal.entries import Draft

OPENED, REASSIGNED, DONE, ERASED = "task.opened", "task.reassigned", "task.done", "task.erased"


def opened(
    *,
    kind: str,
    key: str,
    to: str,
    agency: str,
    role: str | None,
    title: str,
    due_at: datetime,
    about: str,
    source: tuple[str, int, str],
    by: str,
) -> Draft:
    """`to` may be "" where nobody could be named; `by` is who asks, perhaps from another agency than the one that holds the task."""
    stream, seq, text = source
    payload: dict[str, Any] = {
        "custodian": {"agency": agency},
        "kind": kind,
        "key": key,
        "to": to,
        "agency": agency,
        "role": role,
        "due_at": utc_micro(due_at),
        "about": about,
        "source_stream": stream,
        "source_seq": seq,
        "by": by,
    }
    return Draft(OPENED, payload, {"title": title, "source_text": text})


def reassigned(*, to: str, by: str, note: str) -> Draft:
    return Draft(REASSIGNED, {"to": to, "by": by}, {"note": note} if note else None)


def done(*, by: str, note: str) -> Draft:
    return Draft(DONE, {"by": by}, {"note": note} if note else None)
