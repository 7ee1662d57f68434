"""Questions about tasks. Rows reach a screen through `visible_to`, `mine` and `of_unit` only."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from motcua.base.errors import NotFound
from motcua.shared.journal import queries as journal
from motcua.shared.journal.entries import Entry
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.tasks.models import Task
from motcua.work.tasks.rules import LAST, stream_of

ORDER = ("due_at", "id")
UNKNOWN = "Không tìm thấy việc này, hoặc việc không thuộc phạm vi của bạn."


def mine(officer: Officer) -> QuerySet[Task]:
    """Open tasks of this person in this post's agency, the most urgent first. Tasks that name nobody are every administrator's."""
    named = Q(to=officer.username, agency=officer.agency)
    if officer.has(LAST):
        named |= Q(to="")
    return Task.objects.filter(named, done_at=None).order_by(*ORDER)


def leads(officer: Officer) -> bool:
    """Whether somebody else's tasks are this officer's matter too."""
    return officer.has("leader", "head_of_unit")


def of_unit(officer: Officer) -> QuerySet[Task]:
    """Open tasks that a leader (own agency) or a head of unit (own unit) answers for, the most urgent first."""
    rows = Task.objects.filter(done_at=None).order_by(*ORDER)
    if officer.has("leader"):
        return rows.filter(agency=officer.agency)
    if officer.has("head_of_unit"):
        names = [colleague.username for colleague in org.colleagues(officer.agency, unit=officer.unit)]
        return rows.filter(agency=officer.agency, to__in=names)
    return rows.none()


def finished_by(officer: Officer) -> QuerySet[Task]:
    """What was this person's and is done, the latest first."""
    return Task.objects.filter(to=officer.username, agency=officer.agency, done_at__isnull=False).order_by("-done_at", "-id")


def open_for(agency: str) -> QuerySet[Task]:
    """Open tasks held by an agency, the most urgent first."""
    return Task.objects.filter(agency=agency, done_at=None).order_by(*ORDER)


def of(about: str) -> QuerySet[Task]:
    """All tasks about a dossier, in the order in which they were opened."""
    return Task.objects.filter(about=about).order_by("opened_at", "id")


def open_with(key: str) -> Task | None:
    """The open task under this key."""
    return Task.objects.filter(key=key, done_at=None).first()


def visible_to(officer: Officer) -> QuerySet[Task]:
    """Tasks that this officer may read: the own ones, those asked for, for heads those of the agency, for leaders the scope's."""
    if officer.sees_all:
        return Task.objects.all()
    seen = Q(to=officer.username) | Q(by=officer.by)
    if officer.has("leader"):
        seen |= Q(agency__in=officer.scope)
    if officer.has("head_of_unit"):
        seen |= Q(agency=officer.agency)
    if officer.has(LAST):
        seen |= Q(to="")
    return Task.objects.filter(seen)


def get(id: str, officer: Officer) -> Task:
    """One task that the officer may read; NotFound otherwise."""
    found = visible_to(officer).filter(pk=id).first()
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def history(task: Task) -> list[Entry]:
    """The entries of the task's stream, in order."""
    return journal.entries(stream_of(task.pk))


def unmanned(on: date) -> list[Task]:
    """Open tasks whose person does not work in the agency that holds them on that day."""
    there = {(officer.username, officer.agency) for officer in org.officers(on)}
    return [task for task in Task.objects.filter(done_at=None).order_by("pk") if (task.to, task.agency) not in there]


def loads(usernames: list[str]) -> dict[str, int]:
    """How many open tasks each of these people has."""
    rows = Task.objects.filter(to__in=usernames, done_at=None).values_list("to").annotate(Count("pk")).order_by("to")
    return dict.fromkeys(usernames, 0) | dict(rows)


def open_keys(prefix: str) -> list[str]:
    """Keys of open tasks that begin so."""
    return list(Task.objects.filter(key__startswith=prefix, done_at=None).order_by("key").values_list("key", flat=True))
