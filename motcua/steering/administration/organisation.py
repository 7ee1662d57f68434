"""The organisation as administration shows it: the tree of agencies, an agency's people, and a merger rehearsed before it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.base.text import fold
from motcua.shared.org import checks
from motcua.shared.org import queries as org
from motcua.shared.org.info import AgencyInfo, PostInfo, UnitInfo, valid
from motcua.shared.org.models import Agency, Mandate, Person, Post, Unit
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ROLES
from motcua.steering.administration.areas import Figure
from motcua.work.dossiers import figures, lifecycle
from motcua.work.dossiers.figures import Share
from motcua.work.dossiers.state import State
from motcua.work.tasks import queries as tasks

LEVELS = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
SHOWN = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One agency in the tree: how deep it stands, how many people work there, whether it stands on that day."""

    agency: AgencyInfo
    depth: int
    people: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """What would move from one agency: people, units, mandates, tasks, dossiers; who takes over the communes below."""

    agency: AgencyInfo
    people: list[Officer]
    units: list[UnitInfo]
    mandates: int
    tasks: int
    below: list[AgencyInfo]
    share: Share
    due_after: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A merger played through without writing anything."""

    endings: list[Ending]
    successors: list[AgencyInfo]
    on: date
    wrong: dict[str, str]

    @property
    def open_dossiers(self) -> int:
        return sum(e.share.held + e.share.coming for e in self.endings)

    @property
    def blocks(self) -> bool:
        """Whether open dossiers would be left without a hand on the very day."""
        return any(ending.share.any for ending in self.endings)


def tree(*, level: str = "", q: str = "", ended: bool = False, on: date) -> list[Row]:
    """Agencies below their parents, in the order of codes; with a filter only those that fit, as a flat list."""
    rows = [org_agency for org_agency in _all() if ended or valid(org_agency.valid_from, org_agency.valid_to, on)]
    people: dict[str, int] = {}
    for officer in org.officers(on):
        people[officer.agency] = people.get(officer.agency, 0) + 1
    words = fold(q).split()
    if level or words:
        kept = [a for a in rows if (not level or a.level == level) and all(word in fold(f"{a.name} {a.code}") for word in words)]
        return [_row(a, 0, people, on) for a in kept]
    present, children = {a.code for a in rows}, dict[str | None, list[AgencyInfo]]()
    for agency in rows:
        children.setdefault(agency.parent if agency.parent in present else None, []).append(agency)
    return list(_walk(children, None, 0, people, on))


def _walk(children: dict[str | None, list[AgencyInfo]], parent: str | None, depth: int, people: dict[str, int], on: date) -> Sequence[Row]:
    found: list[Row] = []
    for agency in children.get(parent, ()):
        found.append(_row(agency, depth, people, on))
        found.extend(_walk(children, agency.code, depth + 1, people, on))
    return found


def _row(agency: AgencyInfo, depth: int, people: dict[str, int], on: date) -> Row:
    return Row(agency, depth, people.get(agency.code, 0), valid(agency.valid_from, agency.valid_to, on))


def _all() -> list[AgencyInfo]:
    codes = Agency.objects.order_by("code").values_list("code", flat=True)
    return [found for code in codes if (found := org.agency(code))]


def role_names(roles: Sequence[str] | frozenset[str]) -> str:
    """Roles as a person reads them, in the order of the table."""
    return ", ".join(role.name for role in ROLES.values() if role.code in roles)


def acts_of(role: str, at: datetime) -> list[str]:
    """Which acts on a dossier a role may do, asked of the lifecycle itself with an officer and a dossier of one agency."""
    here = "A"
    officer = Officer("u", "", "p", "", here, "", "xa", None, frozenset({role}), frozenset({here}), sees_all=False)
    dossier = State(
        code="", seq=1, state="processing", procedure="", version=1, accepting=here, accepted_by="", accepted_at=at, agency=here, rule_set="",
        term="", steps=[], opinions=[{"to": here}],
    )  # fmt: skip
    return [act.title for act in lifecycle.ACTS.values() if act.who(dossier, officer, at) is None]


def posts_ended(agency: str) -> list[Post]:
    """Posts of an agency that ended, the latest first."""
    return list(Post.objects.filter(agency=agency, valid_to__isnull=False).order_by("-valid_to", "code")[:50])


def posts_held(username: str) -> list[PostInfo]:
    """All posts of a person, ended ones too, the newest first."""
    rows = Post.objects.filter(username=username).order_by("-valid_from", "code")
    name = org.person_name(username)
    return [
        PostInfo(row.code, row.username, name, row.agency, row.unit, row.title, frozenset(row.roles), row.valid_from, row.valid_to) for row in rows
    ]


def find_people(*, q: str, agency: str, role: str, on: date) -> list[Officer]:
    """People in a post on that day, by name or user name without diacritics, agency and role; at most 400."""
    words = fold(q).split()
    found = [
        officer
        for officer in org.officers(on)
        if (not agency or officer.agency == agency)
        and (not role or role in officer.roles)
        and all(word in fold(f"{officer.name} {officer.username} {officer.title}") for word in words)
    ]
    return found[:SHOWN]


def mandates(*, agency: str = "", post: str = "") -> list[Mandate]:
    """Mandates, the newest first; of one agency's posts, or those that one post gave or got."""
    rows = Mandate.objects.order_by("-valid_from", "id")
    if agency:
        codes = list(Post.objects.filter(agency=agency).values_list("code", flat=True))
        rows = rows.filter(grantor__in=codes) | rows.filter(holder__in=codes)
    if post:
        rows = rows.filter(grantor=post) | rows.filter(holder=post)
    return list(rows[:SHOWN])


def rehearse(codes: Sequence[str], successors: Sequence[str], on: date, at: datetime) -> Rehearsal:
    """What would move if these agencies ended on that day and the others followed them. Writes nothing."""
    wrong = {"codes": checks.no_agencies(codes, on), "successors": checks.wrong_successors(codes, successors, on)}
    known = [found for code in codes if (found := org.agency(code))]
    shares = {share.agency: share for share in figures.shares([agency.code for agency in known])}
    return Rehearsal(
        endings=[_ending(agency, shares[agency.code], on) for agency in known],
        successors=[found for code in successors if (found := org.agency(code))],
        on=on,
        wrong={name: sentence for name, sentence in wrong.items() if sentence},
    )


def _ending(agency: AgencyInfo, share: Share, on: date) -> Ending:
    people = org.colleagues(agency.code, on=on)
    posts = [officer.post for officer in people]
    given = Mandate.objects.filter(grantor__in=posts, valid_to__isnull=True).count()
    below = [found for code in org.subtree(agency.code)[1:] if (found := org.agency(code)) and found.parent == agency.code]
    return Ending(
        agency=agency,
        people=people,
        units=org.units(agency.code, on),
        mandates=given,
        tasks=tasks.open_for(agency.code).count(),
        below=[found for found in below if valid(found.valid_from, found.valid_to, on)],
        share=share,
        due_after=figures.due_from(agency.code, on),
    )


def still_open(on: date) -> list[tuple[AgencyInfo, Share]]:
    """Agencies that have ended by that day and still have to do with open dossiers."""
    ended = [found for code in Agency.objects.filter(valid_to__lte=on).values_list("code", flat=True) if (found := org.agency(code))]
    shares = {share.agency: share for share in figures.shares([agency.code for agency in ended])} if ended else {}
    return [(agency, shares[agency.code]) for agency in ended if shares[agency.code].any]


def agency_figures(at: datetime) -> list[Figure]:
    """What the index says about agencies."""
    on = at.date()
    left = len(still_open(on))
    rows = Agency.objects.filter(valid_from__lte=on)
    standing = rows.filter(valid_to__isnull=True).count() + rows.filter(valid_to__gt=on).count()
    return [Figure("đang hoạt động", standing), Figure("đã kết thúc mà còn hồ sơ", left, "late" if left else "")]


def people_figures(at: datetime) -> list[Figure]:
    """What the index says about people."""
    held = org.officers(at.date())
    return [Figure("người", len({officer.username for officer in held})), Figure("chức danh", len(held))]


def mandate_figures(at: datetime) -> list[Figure]:
    """What the index says about mandates."""
    on = at.date()
    return [Figure("còn hiệu lực", sum(1 for m in mandates() if valid(m.valid_from, m.valid_to, on)))]


def person(username: str) -> Person | None:
    """Somebody on the staff, also of old."""
    return Person.objects.filter(pk=username).first()


def unit_of(code: str | None) -> Unit | None:
    return Unit.objects.filter(pk=code).first() if code else None
