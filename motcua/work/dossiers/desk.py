"""What lies on an officer's desk, in groups by what it asks for. The groups are told by the database, so that a long desk is counted and paged."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, TextField, Value, When

from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Dossier

ACT_NOW = Func(F("steps"), F("step") - 1, template="(%(expressions)s ->> 'act')", arg_joiner=" -> ", output_field=TextField())
ROLE_NOW = Func(F("steps"), F("step") - 1, template="(%(expressions)s ->> 'role')", arg_joiner=" -> ", output_field=TextField())
RETURN, TAKE, SIGN, ASSIGN, DO, POOL, UNIT, WAIT = "tra", "ky-nhan", "ky", "phan-cong", "can-lam", "chung", "don-vi", "cho"


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the desk: its name, and what to do when it is empty."""

    key: str
    name: str
    hint: str


GROUPS = (
    Group(TAKE, "Chờ ký nhận", "Hồ sơ bên khác bàn giao tới sẽ hiện ở đây cho đến khi được ký nhận."),
    Group(SIGN, "Chờ ký", "Hồ sơ được trình ký sẽ hiện ở đây."),
    Group(ASSIGN, "Chờ phân công", "Hồ sơ mới về đơn vị, chưa giao cho ai, sẽ hiện ở đây."),
    Group(DO, "Cần làm", "Hồ sơ đến lượt xử lý sẽ hiện ở đây, gần hạn đứng trước."),
    Group(RETURN, "Chờ trả kết quả", "Khi có kết quả, hồ sơ nằm ở đây cho đến khi người nộp nhận."),
    Group(POOL, "Chưa có người làm", "Hồ sơ của cơ quan chưa phân công cho ai sẽ hiện ở đây."),
    Group(UNIT, "Đơn vị đang làm", "Hồ sơ đã phân công cho người trong đơn vị sẽ hiện ở đây."),
    Group(WAIT, "Đang chờ nơi khác", "Hồ sơ đang chờ bổ sung, chờ ý kiến, chờ ký hoặc chờ phân công sẽ hiện ở đây."),
)


def on_desk(officer: Officer) -> QuerySet[Dossier]:
    """Everything on the desk, each row with its `group`; by deadline, late first."""
    rows = queries.my_work(officer)
    if officer.has("leader"):
        to_assign = Q(agency=officer.agency, to_agency__isnull=True, desk="office", assigned=False, act_now="assign", role_now="leader")
        rows = Dossier.objects.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=_assignable().filter(to_assign).values("pk")))
    return rows.alias(act_now=ACT_NOW).annotate(group=_group(officer)).order_by("due_at", "code")


def _assignable() -> QuerySet[Dossier]:
    return Dossier.objects.filter(ended_at__isnull=True).alias(act_now=ACT_NOW, role_now=ROLE_NOW)


def _group(officer: Officer) -> Case:
    """The first that fits: arriving, ready, what the counter must send out, waiting, to sign, to assign, nobody's, somebody else's, mine."""
    head = officer.has("head_of_unit")
    not_mine = Q(desk="office") & (~Q(officer__in=(officer.username, *officer.instead_of)) | Q(officer__isnull=True))
    found = [When(Q(to_agency=officer.agency) & ~Q(sender=officer.by), then=Value(TAKE)), When(state="ready", then=Value(RETURN))]
    if officer.has("counter"):
        found.append(When(accepting=officer.agency, supplement="drafted", then=Value(DO)))
    found.append(When(Q(supplement__isnull=False) | Q(state="waiting_opinion"), then=Value(WAIT)))
    if officer.has("leader"):
        found.append(When(queries.signable(officer), then=Value(SIGN)))
    found += [
        When(state="for_signature", then=Value(WAIT)),
        When(act_now="assign", assigned=False, then=Value(ASSIGN if head or officer.has("leader") else WAIT)),
        When(not_mine & Q(assigned=False, state="processing"), then=Value(UNIT if head else POOL)),
    ]
    if head:
        found.append(When(not_mine, then=Value(UNIT)))
    return Case(*found, default=Value(DO), output_field=CharField())


def in_group(rows: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
    """The rows of one group of a desk."""
    return rows.filter(Q(("group", key)))


def counts(officer: Officer, at: datetime) -> dict[str, int]:
    """How many in each group, and `late` over all: one statement."""
    late = Count("code", filter=queries.late_at(at))
    named: Any = "group"
    grouped = on_desk(officer).order_by().values(named).annotate(n=Count("code"), late=late)
    found = {row["group"]: (row["n"], row["late"]) for row in grouped}
    return {group.key: found.get(group.key, (0, 0))[0] for group in GROUPS} | {"late": sum(n for _, n in found.values())}
