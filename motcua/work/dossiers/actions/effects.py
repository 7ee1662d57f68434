"""What follows from an act besides its entry: a message to the citizen, a task for a person. Deferred in the act's transaction."""

from datetime import datetime
from typing import Any

from motcua.shared.notify import actions as notify
from motcua.shared.notify import queries as messages
from motcua.shared.org import queries as org
from motcua.work.dossiers import queries
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.intake import Filing
from motcua.work.dossiers.models import ApologyDraft, Dossier, Side
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.state import State
from motcua.work.tasks import actions as tasks

TO_CITIZEN = {
    "issue_supplement": "supplement_issued",
    "return_result": "dossier_returned",
    "apologise": "apology",
    "withdraw": "dossier_withdrawn",
}


def accepted(row: Dossier, applicant: dict[str, Any], *, at: datetime, by: str) -> None:
    _tell(row, applicant, "dossier_accepted", at=at, by=by, context={"secret": secret_of(row.code), "due": row.due_at})


def ended_at_counter(state: str, ref: str, filing: Filing, *, at: datetime, by: str) -> None:
    template = "guided" if state == "guided" else "declined_at_counter"
    to = filing.applicant.get("phone") or filing.applicant.get("email")
    if to:
        missing = [": ".join(filter(None, (x["name"], x["note"]))) for x in filing.missing]
        context = {"ref": ref, "procedure": filing.procedure.name, "missing": missing, "reason": filing.reason}
        notify.send(template, to=to, channel="log", about=ref, context=context, at=at, by=by)


def redated(row: Dossier, was: datetime, *, reason: str, document: str, at: datetime, by: str) -> None:
    """A new calendar moved the promise: the applicant gets both dates and why. A sub-dossier has no applicant of its own to write to."""
    if not row.parent:
        context = {"old_due": was, "new_due": row.due_at, "reason": reason, "document": document}
        _tell(row, queries.content_of(row.code).applicant, "due_moved", at=at, by=by, context=context)


def after(act: str, before: State, row: Dossier, f: dict[str, Any], *, at: datetime, by: str) -> None:
    """Messages and tasks of an act on a dossier."""
    if not row.parent:
        _message(act, before, row, f, at=at, by=by)
    if act == "apologise" or row.ended_at is not None:
        ApologyDraft.objects.filter(dossier=row.code, done_at__isnull=True).update(done_at=at)
    jottings.forget(row, act, by=by)
    if act in TASKS:
        TASKS[act](before, row, f, at, by)
    elif row.ended_at is not None and before.opinions:
        _answered(before, row, f, at, by)


def _message(act: str, before: State, row: Dossier, f: dict[str, Any], *, at: datetime, by: str) -> None:
    template = "dossier_ready" if row.state == "ready" and before.state != "ready" else TO_CITIZEN.get(act)
    if template is None:
        return
    context: dict[str, Any] = {k: v for k, v in f.items() if isinstance(v, str)}
    if act == "apologise":
        context |= {"new_due": row.due_at, "old_due": before.due_at}
    elif act == "issue_supplement":
        drafted = Side.objects.get(stream=f"supplement:{row.code}:{row.supplements}")
        context |= {
            "items": [": ".join(filter(None, [x.get("name") or x["key"], x.get("note")])) for x in drafted.content["items"]],
            "until": row.next_at,
        }
    _tell(row, queries.content_of(row.code).applicant, template, at=at, by=by, context=context)


def _tell(row: Dossier, applicant: dict[str, Any], template: str, *, at: datetime, by: str, context: dict[str, Any]) -> None:
    known = org.agency(row.accepting)
    shared = {"code": row.code, "procedure": row.procedure_name, "agency": known.name if known else row.accepting, "name": applicant.get("name", "")}
    for channel, to in (("log", applicant.get("phone")), ("email", applicant.get("email"))):
        if to and (channel == "log" or messages.leaves_by(channel) or not applicant.get("phone")):
            notify.send(template, to=to, channel=channel, about=row.code, context={**shared, **context}, at=at, by=by)


def _ask(before: State, row: Dossier, f: dict[str, Any], at: datetime, by: str) -> None:
    asked = row.opinions[-1]
    tasks.open_task(
        to=None,
        agency=asked["to"],
        role="head_of_unit",
        title=f"Cho ý kiến về hồ sơ {row.code}",
        due_at=datetime.fromisoformat(asked["due_at"]),
        source=(asked["stream"], 1, f["question"]),
        key=asked["stream"],
        kind="opinion",
        at=at,
        by=by,
    )


def _recall(before: State, row: Dossier, f: dict[str, Any], at: datetime, by: str) -> None:
    if row.recall is None or row.to_agency is None:
        return
    tasks.open_task(
        to=None,
        agency=row.to_agency,
        role="counter",
        title=f"Bên giao đề nghị lấy lại hồ sơ {row.code}",
        due_at=row.next_at or at,
        source=(row.recall, 1, f["reason"]),
        key=row.recall,
        kind="recall",
        at=at,
        by=by,
    )


def _answered(before: State, row: Dossier, f: dict[str, Any], at: datetime, by: str) -> None:
    for stream in sorted({x["stream"] for x in before.opinions} - {x["stream"] for x in row.opinions}):
        tasks.done(stream, by=by, at=at)
        tasks.done(f"silence:{stream}", by=by, at=at)
        tasks.done(f"urge:{stream}", by=by, at=at)


def _supplied(before: State, row: Dossier, f: dict[str, Any], at: datetime, by: str) -> None:
    if before.next_at is not None and before.next_at < at:
        tasks.done(f"silence:supplement:{row.code}:{row.supplements}", by=by, at=at)


def _recall_answered(before: State, row: Dossier, f: dict[str, Any], at: datetime, by: str) -> None:
    if before.recall:
        tasks.done(before.recall, by=by, at=at)
    if before.next_at is not None and before.next_at < at:
        tasks.done(f"transit:{row.code}:{before.seq}", by=by, at=at)


TASKS = {
    "ask_opinion": _ask,
    "answer_opinion": _answered,
    "supply": _supplied,
    "request_recall": _recall,
    "take_over": _recall_answered,
    "decline": _recall_answered,
}
