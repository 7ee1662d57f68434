"""The date that a new calendar gives: written into each open dossier at rest, and told to its applicant."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.db import transaction

from motcua.base.time import utc_micro
from motcua.shared.calendars import queries as calendars
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft
from motcua.work.dossiers import queries
from motcua.work.dossiers.actions import effects
from motcua.work.dossiers.models import Dossier


def follow_calendars(at: datetime) -> int:
    """After a change of a calendar each open dossier gets the moment that the new one gives; both dates stay in its history. How many moved.

    What is in transit is dated when it was taken over. The applicant gets a letter with both dates and the reason.
    """
    why = cache(calendars.why)
    return sum(_follow(code, why, at) for code in queries.moved_by_calendar())


@transaction.atomic
def _follow(code: str, why: Callable[[str, int], tuple[str, str]], at: datetime) -> bool:
    head = journal.lock(f"dossier:{code}")
    row = Dossier.objects.get(code=code)
    was, due = row.due_at, queries.clock_for(row.accepting, row.rule_set).due(queries.state_of(row))
    if head is None or row.to_agency or row.ended_at or due is None or was is None or due == was:
        return False
    values = {"due_at": utc_micro(due)}
    if row.next_at is None or row.next_at == was:
        values["next_at"] = utc_micro(due)
    by = f"system@{row.agency}"
    journal.append(f"dossier:{code}", [Draft("dossier.redated", {"was": utc_micro(was), "set": values})], by=by, at=max(at, head.at), head=head)
    mover = calendars.mover(code, was)
    reason, document = why(mover.name, mover.version) if mover else ("", "")
    effects.redated(Dossier.objects.get(code=code), was, reason=reason, document=document, at=at, by=by)
    return True
