"""Urging who was asked (đôn đốc): a task with a name and a date for the leader of the agency that owes an opinion."""

from datetime import datetime

from motcua.base.errors import Forbidden, NotFound, WrongMoment
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Side
from motcua.work.tasks import actions as tasks
from motcua.work.tasks.models import Task

ANSWER_WITHIN = "1wd"  # assumed: no rule names a date for an answer to urging


def opinion(code: str, number: int, *, officer: Officer, at: datetime) -> Task:
    """Make the leader of the asked agency answer for it. Once open it stays one task, however often it is pressed."""
    row = queries.get(code, officer)
    if officer.agency != row.agency or not officer.has("specialist", "head_of_unit", "leader"):
        raise Forbidden("Việc đôn đốc dành cho cơ quan đang giữ hồ sơ.")
    side = Side.objects.filter(dossier=code, kind="opinion", number=number).first()
    if side is None:
        raise NotFound("Không có yêu cầu cho ý kiến này.")
    if side.closed_at is not None or row.ended_at is not None:
        raise WrongMoment("Yêu cầu cho ý kiến này đã xong.")
    clock = queries.clock_for(row.accepting, row.rule_set)
    return tasks.open_task(
        to=None,
        agency=side.agency,
        role="leader",
        title=f"Đôn đốc cho ý kiến về hồ sơ {code}",
        due_at=max(side.due_at or at, clock.term_from(at, ANSWER_WITHIN)),
        source=(side.stream, 1, str(side.content.get("question", ""))),
        key=f"urge:{side.stream}",
        kind="opinion",
        at=at,
        by=officer.by,
    )
