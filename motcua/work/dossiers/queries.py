"""Questions about dossiers. Rows reach a screen only through `visible_to(officer)`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields as dataclass_fields
from datetime import datetime, timedelta
from functools import cache

from django.db.models import DateTimeField, DurationField, Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from motcua.base.errors import Invalid, NotFound
from motcua.base.text import fold
from motcua.base.time import VN
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.models import MovedTerm
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue import rules as law
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.clock import Clock, Rules, spans
from motcua.work.dossiers.models import ApologyDraft, Content, Dossier, Holding, Involvement, Side
from motcua.work.dossiers.state import STATE_NAMES, State
from motcua.work.dossiers.state import is_soon as near

STATE_FIELDS = tuple(f.name for f in dataclass_fields(State) if f.name not in {"stand_ins", "max_supplements"})
SIGNER_LEFT = "signer-left"
LONGEST_SUGGESTION = 160
NAMES_IN_LAW = {
    "supplement_policy": "supplement.clock_policy",
    "max_supplements": "supplement.max_requests.appraisal",
    "supplement_wait": "supplement.wait",
    "transfer_cutoff": "transfer.cutoff",
    "confirm_within": "handover.confirm_within",
    "collect_within": "result.collect_within",
    "apology_draft_lead": "apology.draft_lead",
    "near_working": "near_due.working",
    "near_percent": "near_due.percent_left",
}


def visible_to(officer: Officer) -> QuerySet[Dossier]:
    """The dossiers that an officer may see: what the agency accepted, holds, held, must answer or take over; leaders also the subtree's."""
    if officer.sees_all:
        return Dossier.objects.all()
    scope = officer.scope
    mine = Involvement.objects.filter(dossier=OuterRef("code"))
    mine = mine.filter(agency=next(iter(scope))) if len(scope) == 1 else mine.filter(agency__in=scope)
    return Dossier.objects.filter(Exists(mine))


def get(code: str, officer: Officer) -> Dossier:
    """One visible dossier; not visible is the same as not existing."""
    row = None if unusable(code) else visible_to(officer).filter(code=code).first()
    if row is None:
        raise NotFound(f"Không tìm thấy hồ sơ {code}.")
    return row


def exists(code: str) -> bool:
    """Whether there is a dossier of this code, for whomever; says nothing about who may see it."""
    return not unusable(code) and Dossier.objects.filter(code=code).exists()


def state_of(row: Dossier) -> State:
    """The row as the pure part knows it; while it waits for a signature, with those who may sign for the signer (KT., TL., TUQ.)."""
    made = State(**{name: getattr(row, name) for name in STATE_FIELDS})
    limit = rules_of(row.rule_set).max_supplements
    return made.with_(max_supplements=limit, stand_ins=_stand_ins(row) if row.state == "for_signature" else {})


def _stand_ins(row: Dossier) -> dict[str, str]:
    """By mandate; and when the signer has left the agency, every leader who is there."""
    leaders = org.colleagues(row.agency, "leader")
    signer = next((o for o in leaders if o.username == row.signer), None)
    if signer is None:
        return dict.fromkeys((o.username for o in leaders), SIGNER_LEFT)
    return {o.username: mandate.id for o in leaders if o is not signer and (mandate := org.mandate_for(o, signer.post))}


def signable(officer: Officer) -> Q:
    """What waits for this leader's signature: submitted to them, to one for whom they may sign, or to one who has left."""
    leaders = org.colleagues(officer.agency, "leader")
    mine = [o.username for o in leaders if o.username == officer.username or org.mandate_for(officer, o.post)]
    left = ~Q(signer__in=[o.username for o in leaders])
    return Q(state="for_signature", agency=officer.agency) & (Q(signer__in=mine) | left)


def content_of(code: str) -> Content:
    return Content.objects.get(dossier=code)


def contents_of(codes: Iterable[str]) -> dict[str, Content]:
    return {c.dossier: c for c in Content.objects.filter(dossier__in=list(codes)).order_by("dossier")}


def sides_of(code: str) -> list[Side]:
    return list(Side.objects.filter(dossier=code).order_by("kind", "number"))


def children_of(code: str) -> list[str]:
    return list(Dossier.objects.filter(parent=code).order_by("code").values_list("code", flat=True))


def holdings_of(code: str) -> list[Holding]:
    return list(Holding.objects.filter(dossier=code).order_by("seq"))


def apology_drafts(officer: Officer) -> list[ApologyDraft]:
    """Apologies that wait for a leader of this agency."""
    return list(ApologyDraft.objects.filter(agency=officer.agency, done_at__isnull=True).order_by("due_at", "dossier"))


@cache
def rules_of(rule_set: str) -> Rules:
    """What the clock needs of a rule set; a value the file does not give keeps the default of `Rules`."""
    given = law.rule_set(rule_set)
    known = {field: given.value(name) for field, name in NAMES_IN_LAW.items() if name in given.values}
    return Rules(**known)  # type: ignore[arg-type]  # the law file's own check holds the types


def national_state(rule_set: str, state: str) -> int:
    """The state as exchanged with the national portal, by the law file."""
    return int(law.rule_set(rule_set).table("national_states")[state])


def article_of(row: Dossier) -> str:
    """On what the limit stands: the decision that published the procedure, and the rule set of the dossier."""
    known = catalogue.procedure_version(row.procedure, row.version)
    return "; ".join(filter(None, [known.decision if known else None, law.rule_set(row.rule_set).name]))


def clock_for(agency: str, rule_set: str) -> Clock:
    """The clock of dossiers that an agency accepted."""
    return Clock(calendars.calendar_for(agency), rules_of(rule_set))


LATE = Q(ready_at__isnull=False, ready_at__gt=F("due_at")) & ~Q(state__in=("withdrawn", "stopped"))


def late_at(at: datetime) -> Q:
    """Late now, or when the result became ready. The same rule as `state.is_late`, as a filter."""
    running = Q(paused_since__isnull=True, due_at__lt=at) | Q(paused_since__gt=F("due_at"))
    return LATE | (Q(ready_at__isnull=True, ended_at__isnull=True) & running)


def soon_at(at: datetime) -> Q:
    """About to be late. The same rule as `state.is_soon`, as a filter; the working time is each accepting agency's own."""
    others = calendars.agencies_apart()
    found = Q(pk__in=())
    alike: dict[tuple[str, int], list[str]] = {}
    for code in law.codes():
        alike.setdefault((rules_of(code).near_working, rules_of(code).near_percent), []).append(code)
    for code, *more in alike.values():
        rules = Q(rule_set__in=[code, *more]) if len(alike) > 1 else Q()
        found |= rules & ~Q(accepting__in=others) & _due_until(clock_for("", code), at)
        for agency in others:
            found |= rules & Q(accepting=agency) & _due_until(clock_for(agency, code), at)
    return Q(ready_at__isnull=True, ended_at__isnull=True, paused_since__isnull=True, due_at__gte=at) & found


def _due_until(clock: Clock, at: datetime) -> Q:
    whole = F("due_at") - Coalesce("clock_start", "accepted_at")
    rest = ExpressionWrapper(whole * Value(clock.rules.near_percent / 100, FloatField()), DurationField())
    return Q(due_at__lte=clock.near_until(at)) | Q(LessThanOrEqual(ExpressionWrapper(F("due_at") - rest, DateTimeField()), Value(at)))


def is_soon(row: Dossier, at: datetime) -> bool:
    """Whether one dossier is about to be late."""
    if row.ready_at or row.ended_at or row.paused_since or row.due_at is None:
        return False
    clock = clock_for(row.accepting, row.rule_set)
    return near(row.due_at, row.clock_start or row.accepted_at, at, near_until=clock.near_until(at), percent=clock.rules.near_percent)


def listed(officer: Officer, at: datetime, *, state: str = "", holder: str = "", agency: str = "", late: str = "", q: str = "") -> QuerySet[Dossier]:
    """A list with its filters; unknown states are refused. `holder` and `agency` (accepting) are codes of agencies."""
    rows = visible_to(officer)
    if state:
        if state not in STATE_NAMES:
            raise Invalid("Không có trạng thái này.", fields={"state": "Không có trạng thái này."})
        rows = rows.filter(state=state)
    if holder:
        rows = rows.filter(agency=holder)
    if agency:
        rows = rows.filter(accepting=agency)
    if late in {"true", "1"}:
        rows = rows.filter(late_at(at))
    elif late in {"false", "0"}:
        rows = rows.exclude(late_at(at))
    elif late:
        raise Invalid("late là true hoặc false.", fields={"late": "Chỉ nhận true hoặc false."})
    return searched(rows, q)


def searched(rows: QuerySet[Dossier], q: str) -> QuerySet[Dossier]:
    """By code, ID number, phone, or any part of the name, with or without diacritics."""
    q = q.strip()
    if not q:
        return rows
    digits = q.replace(" ", "").replace(".", "")
    if "-" in q and any(ch.isdigit() for ch in q):
        return rows.filter(code__startswith=q.upper())
    found = Content.objects.filter(dossier=OuterRef("code"))
    if digits.isdigit():
        return rows.filter(Q(Exists(found.filter(Q(id_number=digits) | Q(phone=digits)))) | Q(code__endswith="-" + digits))
    for word in fold(q).split():
        found = found.filter(name_key__contains=word)
    return rows.filter(Exists(found))


def my_work(officer: Officer) -> QuerySet[Dossier]:
    """What waits for this officer: to take over, held by the agency at a step of their roles; by deadline."""
    arriving = Q(to_agency=officer.agency) & ~Q(sender=officer.by) if officer.has("counter", "specialist", "clerk") else Q(pk__in=())
    mine = Q(agency=officer.agency, to_agency__isnull=True) & _roles_filter(officer)
    home = Q(accepting=officer.agency, supplement__isnull=False) if officer.has("counter") else Q(pk__in=())
    rows = Dossier.objects.filter(ended_at__isnull=True).filter(arriving | mine | home)
    return rows.order_by("due_at", "code")


def stood_in_for(officer: Officer) -> list[Officer]:
    """The posts of colleagues who are away and whose work this officer does meanwhile."""
    return [post for name in officer.instead_of for post in org.posts_of(name) if post.agency == officer.agency]


def _roles_filter(officer: Officer) -> Q:
    """The own part of the desk, and that of each colleague who is away; what a leader signs is told by mandates alone."""
    q = _desk_of(officer, officer.roles - officer.lent)
    for absent in stood_in_for(officer):
        q |= _desk_of(absent, absent.roles - absent.lent)
    return q | signable(officer) if officer.has("leader") else q


def _desk_of(officer: Officer, roles: frozenset[str]) -> Q:
    q = Q(pk__in=())
    if "counter" in roles:
        q |= Q(desk="counter")
    if "specialist" in roles:
        nobodys = Q(unit=officer.unit) | Q(unit__isnull=True) if officer.unit else Q(unit__isnull=True)
        q |= Q(desk="office", officer=officer.username) | (Q(desk="office", assigned=False) & nobodys)
    if "head_of_unit" in roles:
        q |= Q(desk="office", unit=officer.unit) | Q(desk="office", assigned=False)
    if "clerk" in roles:
        q |= Q(state="signed")
    return q


def near_due(at: datetime) -> list[Dossier]:
    """Open dossiers whose limit is nearer than the rule set's lead for drafting an apology, half of their time at least gone; the late ones too."""
    rows = Dossier.objects.filter(ended_at__isnull=True, ready_at__isnull=True, paused_since__isnull=True, apologised=False, parent__isnull=True)
    return [row for row in rows.filter(due_at__lt=at + timedelta(days=21)).order_by("due_at", "code") if _is_near(row, at)]


def _is_near(row: Dossier, at: datetime) -> bool:
    if row.due_at is None:
        return False
    if row.due_at <= at:
        return True
    clock = clock_for(row.accepting, row.rule_set)
    left, whole = clock.working_seconds(at, row.due_at), clock.working_seconds(row.clock_start or row.accepted_at, row.due_at)
    return clock.term_from(at, clock.rules.apology_draft_lead) >= row.due_at and left * 2 <= whole


def moved_by_calendar() -> list[str]:
    """Open dossiers at rest whose promise is one that a published calendar moved."""
    moved = MovedTerm.objects.filter(key=OuterRef("code"), due_before=OuterRef("due_at"))
    rows = Dossier.objects.filter(Exists(moved), ended_at__isnull=True, to_agency__isnull=True, apologised=False, ready_at__isnull=True)
    return list(rows.order_by("code").values_list("code", flat=True))


def doubles(procedure: str, id_number: str) -> list[str]:
    """Open dossiers of the same person and procedure: a likely double, which warns and never refuses."""
    if not id_number:
        return []
    same = Content.objects.filter(id_number=id_number).values("dossier")
    rows = Dossier.objects.filter(code__in=same, procedure=procedure, ended_at__isnull=True, parent__isnull=True)
    return list(rows.order_by("code").values_list("code", flat=True)[:5])


def stuck(at: datetime) -> QuerySet[Dossier]:
    """Open dossiers without a holder's officer to act or whose next date passed more than a day ago: what nobody must forget."""
    return Dossier.objects.filter(ended_at__isnull=True, next_at__lt=at - timedelta(days=1)).order_by("next_at", "code")


def notes_used_before(procedure: str, agency: str, most: int = 8) -> list[str]:
    """What this agency wrote more than once when it asked for papers of this procedure: words of use, not about one person."""
    mine = Dossier.objects.filter(code=OuterRef("dossier"), procedure=procedure)
    rows = Side.objects.filter(Exists(mine), kind="supplement", asked_by__endswith=f"@{agency}").order_by("-opened_at", "stream")[:300]
    said = Counter(note for row in rows for note in {str(item.get("note") or "") for item in row.content.get("items", [])} if note)
    return [note for note, times in said.most_common(most) if times > 1 and len(note) <= LONGEST_SUGGESTION]


def open_terms() -> Iterable[tuple[str, datetime, str, str, list[tuple[datetime, datetime | None]], datetime]]:
    """Every running term, for the list of what a change of calendar moves."""
    rows = Dossier.objects.filter(ended_at__isnull=True, ready_at__isnull=True, paused_since__isnull=True, apologised=False).order_by("code")
    for row in rows.iterator(chunk_size=1000):
        if row.due_at is not None:
            yield row.code, row.clock_start or row.accepted_at, row.term, row.accepting, spans(row.pauses), row.due_at


def day_of(at: datetime) -> tuple[datetime, datetime]:
    """The local day of a moment, half-open."""
    start = at.astimezone(VN).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)
