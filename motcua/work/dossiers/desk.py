"""What lies on an officer's desk, in groups by what it asks for. The groups are told by the database, so that a long desk is counted and paged."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, TextField, Value, When

from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Content, Dossier, Side

ACT_NOW = Func(F("steps"), F("step") - 1, template="(%(expressions)s ->> 'act')", arg_joiner=" -> ", output_field=TextField())
ROLE_NOW = Func(F("steps"), F("step") - 1, template="(%(expressions)s ->> 'role')", arg_joiner=" -> ", output_field=TextField())
RETURN, TAKE, SIGN, ASSIGN, DO, POOL, UNIT, WAIT = "tra", "ky-nhan", "ky", "phan-cong", "can-lam", "chung", "don-vi", "cho"
BACK = "quay-ve"
SUPPLIED, ANSWERED, SENT_BACK = "bo-sung", "y-kien", "lam-lai"
BACK_NAMES = {SUPPLIED: "đã bổ sung", ANSWERED: "đã có ý kiến", SENT_BACK: "lãnh đạo trả lại"}
SORTS = {
    "han": ("Hẹn trả", "due_at"),
    "buoc": ("Hạn của bước", "next_at"),
    "lau": ("Nằm lâu nhất", "since"),
    "moi": ("Mới đến", "-since"),
}


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
    Group(BACK, "Quay về", "Hồ sơ đã được bổ sung, đã có ý kiến hoặc lãnh đạo trả lại sẽ hiện ở đây để làm tiếp."),
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
    found = rows.annotate(act_now=ACT_NOW, back=_came_back())
    return found.annotate(group=_group(officer), rank=_rank(officer)).order_by("due_at", "code")


def _assignable() -> QuerySet[Dossier]:
    return Dossier.objects.filter(ended_at__isnull=True).alias(act_now=ACT_NOW, role_now=ROLE_NOW)


def _came_back() -> Case:
    """Why a dossier that waits for its appraisal waits once more: papers came, an opinion came, the leader sent it back."""
    since = Side.objects.filter(dossier=OuterRef("code"), closed_at__gt=OuterRef("since"))
    sent_back = Content.objects.filter(dossier=OuterRef("code"), reasons__contains=[{"verb": "sent_back"}])
    here = Q(state="processing", to_agency__isnull=True, act_now="appraise")
    return Case(
        When(here & Q(Exists(since.filter(kind="supplement", state="supplied"))), then=Value(SUPPLIED)),
        When(here & Q(opinions_asked__gt=0) & Q(Exists(since.filter(kind="opinion", state="answered"))), then=Value(ANSWERED)),
        When(here & Q(conclusion__isnull=True) & Q(Exists(sent_back)), then=Value(SENT_BACK)),
        default=Value(""),
        output_field=CharField(),
    )


def _rules(officer: Officer) -> list[tuple[Q, str]]:
    """The first that fits: arriving, ready, what the counter must send out, waiting, to sign, to assign, nobody's, somebody else's, back, mine."""
    head = officer.has("head_of_unit")
    not_mine = Q(desk="office") & (~Q(officer__in=(officer.username, *officer.instead_of)) | Q(officer__isnull=True))
    found = [(Q(to_agency=officer.agency) & ~Q(sender=officer.by), TAKE), (Q(state="ready"), RETURN)]
    if officer.has("counter"):
        found.append((Q(accepting=officer.agency, supplement="drafted"), DO))
    found.append((Q(supplement__isnull=False) | Q(state="waiting_opinion"), WAIT))
    if officer.has("leader"):
        found.append((queries.signable(officer), SIGN))
    found += [
        (Q(state="for_signature"), WAIT),
        (Q(act_now="assign", assigned=False), ASSIGN if head or officer.has("leader") else WAIT),
        (not_mine & Q(assigned=False, state="processing"), UNIT if head else POOL),
    ]
    if head:
        found.append((not_mine, UNIT))
    return [*found, (~Q(back=""), BACK)]


def _group(officer: Officer) -> Case:
    return Case(*[When(q, then=Value(key)) for q, key in _rules(officer)], default=Value(DO), output_field=CharField())


def _rank(officer: Officer) -> Case:
    """The place of a row's group on the desk."""
    place = {group.key: n for n, group in enumerate(GROUPS)}
    return Case(*[When(q, then=Value(place[key])) for q, key in _rules(officer)], default=Value(place[DO]), output_field=IntegerField())


def in_group(rows: QuerySet[Dossier], key: str) -> QuerySet[Dossier]:
    """The rows of one group of a desk."""
    return rows.filter(Q(("group", key)))


@dataclass(slots=True)
class Overview:
    """What is on the desk, counted, and what its filters may choose."""

    groups: dict[str, int]
    late: int = 0
    soon: int = 0
    back: int = 0
    procedures: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)

    @property
    def whole(self) -> int:
        return sum(self.groups.values())


def overview(officer: Officer, at: datetime) -> Overview:
    """The whole desk in one statement."""
    late, soon = Count("code", filter=queries.late_at(at)), Count("code", filter=queries.soon_at(at))
    names: tuple[Any, ...] = ("group", "procedure", "procedure_name", "officer", "act_now")
    back = Count("code", filter=~Q(back=""))
    made = Overview(dict.fromkeys((group.key for group in GROUPS), 0))
    for row in on_desk(officer).order_by().values(*names).annotate(n=Count("code"), late=late, soon=soon, returned=back):
        made.groups[row["group"]] += row["n"]
        made.late, made.soon, made.back = made.late + row["late"], made.soon + row["soon"], made.back + row["returned"]
        made.procedures[row["procedure"]] = row["procedure_name"]
        made.people |= {row["officer"]} - {None}
        made.steps |= {row["act_now"]} - {None}
    return made


def counts(officer: Officer, at: datetime) -> dict[str, int]:
    """How many in each group, and `late` over all."""
    found = overview(officer, at)
    return found.groups | {"late": found.late}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer wants to see of the desk. Each field stands in the address under the same name."""

    nhom: str = ""
    han: str = ""
    thu_tuc: str = ""
    buoc: str = ""
    ai: str = ""
    ve: str = ""
    tu: str = ""
    xep: str = ""


def wished(rows: QuerySet[Dossier], wish: Wish, officer: Officer, at: datetime) -> QuerySet[Dossier]:
    """The rows of the desk that fit; what is not known is taken as not asked."""
    rows = queries.searched(rows, wish.tu)
    if wish.nhom in {group.key for group in GROUPS}:
        rows = in_group(rows, wish.nhom)
    if wish.han in {"tre", "sap"}:
        rows = rows.filter(queries.late_at(at) if wish.han == "tre" else queries.soon_at(at))
    if wish.ve in BACK_NAMES:
        rows = rows.filter(Q(("back", wish.ve)))
    elif wish.ve:
        rows = rows.exclude(Q(("back", "")))
    if wish.buoc:
        rows = rows.filter(Q(("act_now", wish.buoc)))
    if wish.thu_tuc:
        rows = rows.filter(procedure=wish.thu_tuc)
    if wish.ai == "-":
        return rows.filter(assigned=False)
    return rows.filter(officer=wish.ai) if wish.ai else rows


def order_of(wish: Wish) -> tuple[str, str, str]:
    """The order of the list: by group, then as wished."""
    return ("rank", SORTS.get(wish.xep, SORTS["han"])[1], "code")
