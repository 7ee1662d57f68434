"""Ask someone for something by a date; pass it on; end it. Each act is an entry in the task's own stream.

One open task for each key: asking again while it is open changes nothing. A task always names a real person who works in the agency that
holds it; where nobody can be named, it waits for the administrators.
"""

from datetime import date, datetime

from django.db import connection, transaction

from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.base.text import nfc
from motcua.base.time import VN
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft, agency_of
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.tasks import entries, queries
from motcua.work.tasks.models import Task
from motcua.work.tasks.rules import (
    BY_HAND,
    KINDS,
    LAST,
    LONGEST_TITLE,
    OFFICE,
    SYSTEM,
    about_of,
    order_of_roles,
    stream_of,
    task_id,
)

DONE_ALREADY = "Việc này đã xong lúc trước, không cần làm lại."
ENDS_BY_ITSELF = "Việc loại “{kind}” tự kết thúc khi thao tác trong hồ sơ được thực hiện; hãy mở hồ sơ để làm."
NOT_YOURS = "Chỉ người được giao việc, trưởng phòng hoặc lãnh đạo cơ quan đang giữ việc mới được báo xong."
NOT_YOUR_UNIT = "Chỉ trưởng phòng hoặc lãnh đạo cơ quan đang giữ việc mới được giao lại cho người khác."
NOT_A_COLLEAGUE = "Người nhận việc phải đang công tác tại cơ quan giữ việc này."
SAME_PERSON = "Việc này đang do chính người đó giữ."


def open_task(
    *,
    to: str | None,
    agency: str,
    role: str | None,
    title: str,
    due_at: datetime,
    source: tuple[str, int, str],
    key: str,
    kind: str = "task",
    about: str | None = None,
    at: datetime,
    by: str,
) -> Task:
    """Open a task for `to`, or, where that is None or no longer works in `agency`, for whoever `choose` names. Idempotent by `key`.

    `source` is where the need came from: (stream, seq, sentence); `about` is the dossier's code (by default the one in that stream).
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of task: {kind!r}")
    with transaction.atomic():
        _lock(key)
        known = queries.open_with(key)
        if known is not None:
            return known
        username, holder = _named(to, agency, _day(at)) or choose(agency, role, on=_day(at))
        id = task_id(key, Task.objects.filter(key=key).count())
        stream, seq, text = source
        draft = entries.opened(
            kind=kind,
            key=key,
            to=username,
            agency=holder,
            role=role,
            title=nfc(title)[:LONGEST_TITLE],
            due_at=due_at,
            about=about_of(stream) if about is None else about,
            source=(stream, seq, nfc(text)),
            by=by,
        )
        journal.append(stream_of(id), [draft], by=by, at=at)
        return Task.objects.get(pk=id)


def done(key: str, *, by: str, at: datetime, note: str = "") -> Task | None:
    """End the open task under this key, because what it asked for has happened. None when there is none: asking twice is harmless."""
    with transaction.atomic():
        _lock(key)
        known = queries.open_with(key)
        task = _locked(known.pk) if known else None
        return _end(task, by=by, at=at, note=note) if task and task.is_open else None


def finish(id: str, *, officer: Officer, at: datetime, note: str) -> Task:
    """The person (or the head, the leader) says that it is done, and how."""
    with transaction.atomic():
        task = _held(id, officer)
        if task.kind not in BY_HAND:
            raise WrongMoment(ENDS_BY_ITSELF.format(kind=KINDS[task.kind]))
        if not (_is_theirs(task, officer) or _heads(task, officer)):
            raise Forbidden(NOT_YOURS)
        if not note.strip():
            sentence = "Hãy ghi ngắn gọn đã làm gì."
            raise Invalid(sentence, fields={"note": sentence})
        return _end(task, by=officer.by, at=at, note=note.strip())


def reassign_task(id: str, *, to: str, officer: Officer, at: datetime, note: str = "") -> Task:
    """A head of unit or leader gives the task to a colleague of the same agency."""
    with transaction.atomic():
        task = _held(id, officer)
        if not _heads(task, officer):
            raise Forbidden(NOT_YOUR_UNIT)
        if to == task.to:
            raise Invalid(SAME_PERSON, fields={"to": SAME_PERSON})
        if _named(to, task.agency, _day(at)) is None:
            raise Invalid(NOT_A_COLLEAGUE, fields={"to": NOT_A_COLLEAGUE})
        return _write(task, entries.reassigned(to=to, by=officer.by, note=nfc(note.strip())), by=officer.by, at=at)


def reseat(at: datetime) -> int:
    """Give open tasks of people who left to somebody who is there. How many."""
    return sum(_reseat(task.pk, at) for task in queries.unmanned(_day(at)))


def erase(about: str, *, by: str, at: datetime, basis: str) -> int:
    """Erase all free text in the tasks about a dossier, by decision `basis` (a code). How many streams."""
    erased = 0
    with transaction.atomic():
        for task in queries.of(about):
            if any(entry.sealed is not None for entry in queries.history(task)):
                journal.erase(stream_of(task.pk), None, by=_writer(task, by), at=at, basis=basis)
                erased += 1
    return erased


def choose(agency: str, role: str | None, *, on: date) -> tuple[str, str]:
    """A person for work of this agency who is there on that day: (username, agency).

    In the agency (or the one that took over its work) the role asked, else a head of unit, else a leader; then the Committee's office; then
    an administrator. Among several the one with the fewest open tasks, then the first in rank. ("", agency) when nobody is left.
    """
    heir = org.heir(agency, on)
    for wanted in order_of_roles(role):
        candidates = org.colleagues(heir.code, wanted, on=on) if heir else []
        if candidates:
            return _least_busy(candidates)
    everybody = org.officers(on)
    for wanted in (OFFICE, LAST):
        candidates = [officer for officer in everybody if wanted in officer.roles]
        if candidates:
            return _least_busy(candidates)
    return "", agency


def _least_busy(candidates: list[Officer]) -> tuple[str, str]:
    if len(candidates) > 1:
        loads = queries.loads([officer.username for officer in candidates])
        candidates = sorted(candidates, key=lambda officer: (loads[officer.username], officer.post))
    return candidates[0].username, candidates[0].agency


def _named(to: str | None, agency: str, on: date) -> tuple[str, str] | None:
    """The person asked for, if they work there today."""
    there = to and any(post.agency == agency for post in org.posts_of(to, on))
    return (to, agency) if to and there else None


def _held(id: str, officer: Officer) -> Task:
    """The task, readable by the officer, its stream locked, still open."""
    task = _locked(queries.get(id, officer).pk)
    if not task.is_open:
        raise WrongMoment(DONE_ALREADY)
    return task


def _locked(id: str) -> Task:
    """The task as it stands behind the lock of its stream."""
    journal.lock(stream_of(id))
    return Task.objects.get(pk=id)


def _is_theirs(task: Task, officer: Officer) -> bool:
    return (task.to, task.agency) == (officer.username, officer.agency) or (not task.to and officer.has(LAST))


def _heads(task: Task, officer: Officer) -> bool:
    return task.agency == officer.agency and queries.leads(officer)


def _end(task: Task, *, by: str, at: datetime, note: str) -> Task:
    return _write(task, entries.done(by=by, note=nfc(note)), by=by, at=at)


def _reseat(id: str, at: datetime) -> bool:
    with transaction.atomic():
        task = _locked(id)
        username, agency = choose(task.agency, task.role or None, on=_day(at))
        if not task.is_open or agency != task.agency or username == task.to:
            return False
        _write(task, entries.reassigned(to=username, by=_system(task.agency), note=""), by=_system(task.agency), at=at)
        return True


def _write(task: Task, draft: Draft, *, by: str, at: datetime) -> Task:
    journal.append(stream_of(task.pk), [draft], by=_writer(task, by), at=at)
    task.refresh_from_db()
    return task


def _writer(task: Task, by: str) -> str:
    """Custody is the agency's: whoever acts from elsewhere has the holder's system write it, and stands in the payload."""
    return by if agency_of(by) == task.agency else _system(task.agency)


def _system(agency: str) -> str:
    return f"{SYSTEM}@{agency}"


def _day(at: datetime) -> date:
    return at.astimezone(VN).date()


def _lock(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"task:{key}"])
