"""A need for a person becomes a task with a name and a date."""

from datetime import datetime
from typing import Any

from motcua.base.signals import needs_person
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.engine import Term, due
from motcua.work.tasks import actions
from motcua.work.tasks.rules import SYSTEM, TERM


def receive(
    sender: object,
    *,
    stream: str,
    seq: int,
    text: str,
    agency: str,
    role: str,
    at: datetime,
    key: str,
    term: str = TERM,
    kind: str = "task",
    about: str | None = None,
    **_: Any,
) -> None:
    """`term` (one working day unless the sender asks otherwise) runs in the agency's own calendar."""
    due_at = due(at, Term.parse(term), calendars.calendar_for(agency))
    actions.open_task(
        to=None,
        agency=agency,
        role=role,
        title=text,
        due_at=due_at or at,
        source=(stream, seq, text),
        key=key,
        kind=kind,
        about=about,
        at=at,
        by=f"{SYSTEM}@{agency}",
    )


def connect() -> None:
    needs_person.connect(receive, dispatch_uid="tasks.needs_person")
