"""What a clock does, by the worker: drafts apologies, makes a violation or a silence a named person's task. Of a
dossier's history it writes nothing; the date that a new calendar gives is written by `redating`."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from motcua.base.signals import needs_person
from motcua.work.dossiers import checks, queries
from motcua.work.dossiers.models import ApologyDraft, CheckRun, Dossier, Side
from motcua.work.tasks import actions as tasks
from motcua.work.tasks import queries as open_tasks

SYSTEM = "system@000.00.00.H19"
NEW_TERM = "3wd"  # how far ahead a drafted apology promises; the leader decides
VIOLATION = "violation:"


def draft_apologies(at: datetime) -> int:
    """Draft what Article 19 wants before the limit, for each open dossier near it; drop drafts that are no longer needed. How many wait."""
    near = {row.code: row for row in queries.near_due(at)}
    with transaction.atomic():
        ApologyDraft.objects.filter(done_at__isnull=True).exclude(dossier__in=near).delete()
        known = dict(ApologyDraft.objects.filter(dossier__in=near).order_by("dossier").values_list("dossier", "agency"))
        for code, row in near.items():
            if code not in known:
                _draft(row, at)
            elif known[code] != row.agency:
                ApologyDraft.objects.filter(dossier=code, done_at__isnull=True).update(agency=row.agency)
    return len(near)


def _draft(row: Dossier, at: datetime) -> None:
    if row.due_at is None:
        return
    clock = queries.clock_for(row.accepting, row.rule_set)
    promised = clock.term_from(max(at, row.due_at), NEW_TERM)
    ApologyDraft.objects.create(dossier=row.code, agency=row.agency, drafted_at=at, due_at=row.due_at, new_due_at=promised)


def check_invariants(at: datetime) -> int:
    """Every violation is somebody's task by name; a task whose violation is gone ends. What was found is kept for the pages. How many violations."""
    found = {violation.key: violation for violation in checks.violations(at)}
    for violation in found.values():
        needs_person.send(
            sender=ApologyDraft,
            stream=f"dossier:{violation.dossier}" if violation.dossier else f"agency:{violation.agency}",
            seq=0,
            text=violation.text,
            agency=violation.agency or SYSTEM.split("@")[1],
            role="leader",
            at=at,
            key=violation.key,
            kind="violation",
        )
    for key in open_tasks.open_keys(VIOLATION):
        if key not in found:
            tasks.done(key, by=SYSTEM, at=at, note="Vi phạm không còn.")
    CheckRun.objects.update_or_create(id=1, defaults={"at": at, "found": [asdict(violation) for violation in found.values()]})
    return len(found)


def escalate_silence(at: datetime) -> int:
    """An opinion or a supplement past its date goes to the leader of whoever is silent. How many are."""
    silent = Side.objects.filter(closed_at__isnull=True, due_at__lt=at, kind__in=("opinion", "supplement")).order_by("stream")
    words = {"opinion": "chưa cho ý kiến đúng hạn", "supplement": "chờ người nộp bổ sung đã quá thời gian"}
    for side in silent:
        needs_person.send(
            sender=Side,
            stream=side.stream,
            seq=1,
            text=f"Hồ sơ {side.dossier}: {words[side.kind]}.",
            agency=side.agency,
            role="leader",
            at=at,
            key=f"silence:{side.stream}",
            about=side.dossier,
        )
    return len(silent)


def late_hand_overs(at: datetime) -> int:
    """A hand-over that nobody took over in time goes to a named person of the addressee. How many wait."""
    waiting = Dossier.objects.filter(to_agency__isnull=False, next_at__lt=at).order_by("code")
    for row in waiting:
        needs_person.send(
            sender=Dossier,
            stream=f"dossier:{row.code}",
            seq=row.seq,
            text=f"Hồ sơ {row.code} đã bàn giao mà chưa ký nhận.",
            agency=row.to_agency,
            role="counter",
            at=at,
            key=f"transit:{row.code}:{row.seq}",
        )
    return len(waiting)
