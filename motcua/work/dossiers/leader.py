"""What waits for a leader or the head of a unit, in four groups: to sign, to decide, late, about to be late. Each row comes through `visible_to`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from motcua.shared.identity.models import Reading
from motcua.shared.journal.models import EntryRow
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.desk import ACT_NOW, ROLE_NOW
from motcua.work.dossiers.models import ApologyDraft, Dossier, Side

SIGN, DECIDE, LATE, SOON = "ky", "quyet-dinh", "tre", "sap-tre"
ORDER = ("due_at", "code")
READ_AS = "sign"
OPINION, ASSIGN, STOP, DECLINED, RECALL = "opinion", "assign", "stop", "declined", "recall"
DECISIONS = {
    OPINION: "Cơ quan khác hỏi ý kiến",
    ASSIGN: "Chờ phân công",
    STOP: "Quá hạn bổ sung: dừng hay chờ thêm",
    DECLINED: "Nơi nhận đã từ chối nhận",
    RECALL: "Bên giao đề nghị lấy lại",
}
REASONS = (
    "Thẩm định chưa nêu rõ căn cứ pháp lý.",
    "Dự thảo kết quả sai thông tin của người nộp.",
    "Thể thức, kỹ thuật trình bày văn bản chưa đúng.",
    "Giấy tờ chưa đủ hoặc chưa khớp nhau, cần kiểm tra lại.",
    "Cần lấy ý kiến cơ quan liên quan trước khi trình.",
)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the page: its name for all and what stands there when it is empty."""

    key: str
    name: str
    hint: str


GROUPS = (
    Group(SIGN, "Chờ ký", "Hồ sơ trình ký và thư xin lỗi soạn sẵn sẽ hiện ở đây."),
    Group(DECIDE, "Cần quyết định", "Hồ sơ chờ phân công, chờ ý kiến, bị từ chối nhận hoặc quá hạn bổ sung sẽ hiện ở đây."),
    Group(LATE, "Quá hạn", "Không có hồ sơ nào quá hạn."),
    Group(SOON, "Sắp quá hạn", "Không có hồ sơ nào sắp quá hạn."),
)


def is_one(officer: Officer) -> bool:
    """Whose day starts here."""
    return officer.has("leader", "head_of_unit")


def groups_of(officer: Officer) -> tuple[Group, ...]:
    """Only leaders sign."""
    return GROUPS if officer.has("leader") else GROUPS[1:]


def whose(officer: Officer) -> str:
    """What the page is about: the agency, or the units that a head answers for."""
    if officer.has("leader"):
        return officer.agency_name
    names = [unit.name for code in sorted(units_of(officer)) if (unit := org.unit(code))]
    return ", ".join([*names, officer.agency_name])


def places(officer: Officer) -> list[Officer]:
    """The posts by which somebody heads: the own one, and those of colleagues whom they stand in for."""
    own = [officer] if (officer.roles - officer.lent) & {"leader", "head_of_unit"} else []
    return [*own, *[post for post in queries.stood_in_for(officer) if post.has("head_of_unit")]]


def units_of(officer: Officer) -> set[str]:
    """The units that a head answers for; empty for a leader, who answers for the whole agency."""
    return set() if officer.has("leader") else {post.unit for post in places(officer) if post.unit}


def answered_for(officer: Officer) -> Q:
    """What lies in the own unit or agency: by the unit of the dossier, or in the hands of one of its people. In transit it is still the sender's."""
    if officer.has("leader"):
        return Q(agency=officer.agency)
    units = units_of(officer)
    people = [p.username for p in org.colleagues(officer.agency) if p.unit in units]
    return Q(agency=officer.agency) & (Q(unit__in=units) | Q(officer__in=people))


def rows(officer: Officer, key: str, at: datetime) -> QuerySet[Dossier]:
    """The dossiers of one group, nearest date first; those to decide carry `matter`."""
    seen = queries.visible_to(officer).filter(ended_at__isnull=True)
    if key == SIGN:
        return seen.filter(queries.signable(officer), to_agency__isnull=True).order_by(*ORDER) if officer.has("leader") else seen.none()
    if key == DECIDE:
        return _to_decide(seen, officer, at).order_by(*ORDER)
    near = queries.late_at(at) if key == LATE else queries.soon_at(at)
    return seen.filter(answered_for(officer), near, ready_at__isnull=True).order_by(*ORDER)


def _to_decide(seen: QuerySet[Dossier], officer: Officer, at: datetime) -> QuerySet[Dossier]:
    asked = Q(code__in=Side.objects.filter(kind="opinion", agency=officer.agency, closed_at__isnull=True).order_by().values("dossier"))
    near = Q(agency=officer.agency) | Q(to_agency=officer.agency) | asked
    stream = Concat(Value("dossier:"), OuterRef("code"))
    declined = Exists(EntryRow.objects.filter(stream_id=stream, seq=OuterRef("seq"), kind="dossier.declined"))
    resting, ours = Q(to_agency__isnull=True), answered_for(officer)
    found = [
        When(asked, then=Value(OPINION)),
        When(_to_assign(officer) & resting, then=Value(ASSIGN)),
        When(ours & Q(supplement="issued", next_at__lt=at), then=Value(STOP)),
        When(ours & resting & Q(since__isnull=False, state__in=("accepted", "processing", "signed")) & declined, then=Value(DECLINED)),
        When(to_agency=officer.agency, recall__isnull=False, then=Value(RECALL)),
    ]
    matter = Case(*found, default=Value(""), output_field=CharField())
    return seen.filter(near).alias(act_now=ACT_NOW, role_now=ROLE_NOW).annotate(matter=matter).exclude(matter="")


def _to_assign(officer: Officer) -> Q:
    """What waits for an assignment by this role, in the own units or in none yet."""
    waiting = Q(agency=officer.agency, desk="office", assigned=False, act_now="assign", state="processing")
    own = Q(pk__in=())
    if officer.has("leader"):
        own |= Q(role_now="leader")
    units = {post.unit for post in places(officer) if post.has("head_of_unit")}
    if units:
        own |= Q(role_now="head_of_unit") & (Q(unit__in=[u for u in units if u]) | Q(unit__isnull=True))
    return waiting & own


def letters(officer: Officer) -> list[ApologyDraft]:
    """Letters of apology that wait for this leader's signature."""
    return queries.apology_drafts(officer) if officer.has("leader") else []


def letter(officer: Officer, code: str) -> ApologyDraft | None:
    """One of them."""
    return next((draft for draft in letters(officer) if draft.dossier == code), None)


def counts(officer: Officer, at: datetime) -> dict[str, int]:
    """How many in each group; letters of apology count as to be signed."""
    found = {group.key: rows(officer, group.key, at).order_by().count() for group in GROUPS}
    return found | {SIGN: found[SIGN] + len(letters(officer))}


def following(found: QuerySet[Dossier], row: Dossier) -> Dossier | None:
    """The one after `row` in the order of the list, else the first of what is left."""
    rest = found.exclude(code=row.code)
    after = rest.filter(Q(due_at__gt=row.due_at) | Q(due_at=row.due_at, code__gt=row.code)) if row.due_at else rest.none()
    return after.first() or rest.first()


def shown_as(seq: int) -> str:
    """Why a dossier was read, as the log of readings has it: before signing, as it stood at this entry."""
    return f"xem trước khi ký, mục {seq}"


def seen(officer: Officer, codes: Iterable[str]) -> set[tuple[str, str]]:
    """Which of these were shown whole to this officer, as pairs of code and `shown_as`."""
    found = Reading.objects.filter(about__in=list(codes), by=officer.by, what=READ_AS)
    return set(found.values_list("about", "why").distinct())


def was_seen(shown: set[tuple[str, str]], row: Dossier) -> bool:
    """Whether it was shown as it stands now: what changed since must be read again."""
    return (row.code, shown_as(row.seq)) in shown


def sides(codes: Sequence[str]) -> dict[str, list[Side]]:
    """Supplements and opinions of several dossiers, by dossier; one statement."""
    found: dict[str, list[Side]] = {code: [] for code in codes}
    for side in Side.objects.filter(dossier__in=codes, kind__in=("supplement", "opinion")).order_by("dossier", "opened_at", "stream"):
        found[side.dossier].append(side)
    return found
