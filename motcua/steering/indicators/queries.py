"""Figures over dossiers and the lists behind them. One filter serves both: `rows(…)` is the list, `figures(…)` counts the same rows in SQL.

Each screen asks a handful of statements however many agencies there are. A later store of kept counts has to answer `figures` and `trend` alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from motcua.base.errors import BadRequest, Forbidden
from motcua.base.time import VN
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.steering.indicators.definitions import DEFINITIONS, NOW, WHOLE, Definition, Span, touched
from motcua.steering.indicators.models import Spent
from motcua.steering.indicators.waiting import KINDS
from motcua.work.dossiers import queries as dossiers
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.models import Dossier, Side

OFFICES = ("chairman_office", "auditor", "supervisor")
WHO = "Trang điều hành dành cho Văn phòng, thanh tra, kiểm soát thủ tục hành chính và lãnh đạo cơ quan."
OUTSIDE = "Cơ quan này không thuộc phạm vi lãnh đạo của bạn."
LEVELS = {"tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã"}
LONGEST = 120
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to part dossiers so that each is in exactly one part: `word` in addresses, the column it is read from."""

    word: str
    name: str
    column: str


DIMENSIONS = {
    one.word: one
    for one in (
        Dimension("linh-vuc", "Lĩnh vực", "field"),
        Dimension("cap", "Cấp tiếp nhận", "accepting"),
        Dimension("huyen", "Địa bàn", "accepting"),
        Dimension("co-quan", "Cơ quan tiếp nhận", "accepting"),
        Dimension("giu", "Cơ quan đang giữ", "agency"),
        Dimension("thu-tuc", "Thủ tục", "procedure"),
    )
}
THROUGH, KIND, CAUSED = "qua", "viec", "lam-tre"
SPENT = {THROUGH: "Qua tay", KIND: "Thời gian ở bước", CAUSED: "Gây trễ"}
PROVINCIAL = "tinh"
NONE = "chua-xep"  # stands in addresses for an empty value


def sight(officer: Officer) -> QuerySet[Dossier]:
    """The dossiers an officer's figures are made of: the whole province for the offices that watch over it (a documented aggregate: without names for
    the supervisor), for leaders what they may see anyway; Forbidden for everybody else."""
    if officer.has(*OFFICES):
        return Dossier.objects.all()
    if officer.has("leader"):
        everywhere = officer.scope.issuperset(a.code for a in org.agencies())
        return Dossier.objects.all() if everywhere else dossiers.visible_to(officer)
    raise Forbidden(WHO)


def sees_whole(officer: Officer) -> bool:
    return officer.has(*OFFICES) or (officer.has("leader") and officer.scope.issuperset(a.code for a in org.agencies()))


def with_done(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Rows that know when they were done, as the definitions ask for it."""
    return rows.alias(done=Coalesce("ready_at", "ended_at"))


def chosen(filters: Mapping[str, str]) -> Q:
    """The filter of an address: each dimension with its value; what is said of time spent must hold of one and the same part."""
    if any(unusable(value) or len(value) > LONGEST for value in filters.values()):
        raise BadRequest("Bộ lọc gửi lên không đọc được.")
    found = Q()
    for word, value in filters.items():
        if word in DIMENSIONS:
            found &= _one(word, value)
    spent = spent_by(filters)
    return found & Q(Exists(Spent.objects.filter(spent, dossier=OuterRef("code")))) if spent else found


def _one(word: str, value: str) -> Q:
    if word == "cap":
        return Q(accepting__in=[code for code in org.codes() if level_of(code) == value])
    if word == "huyen":
        return Q(accepting__in=[code for code in org.codes() if district_of(code) == value])
    return Q(**{DIMENSIONS[word].column: "" if value == NONE else value})


def spent_by(filters: Mapping[str, str]) -> Q:
    """What an address asks of the time spent: through whose hands, in what kind of work, by whom made late."""
    found = Q()
    if filters.get(THROUGH):
        found &= Q(agency=filters[THROUGH])
    if filters.get(CAUSED):
        found &= Q(agency=filters[CAUSED], late__gt=0)
    if filters.get(KIND):
        found &= Q(kind=next((kind for kind, (word, *_) in KINDS.items() if word == filters[KIND]), ""))
    return found


def level_of(code: str) -> str:
    found = org.agency(code)
    return found.level if found else PROVINCIAL


def district_of(code: str) -> str:
    """The district an accepting agency lies in; the province's own counters stand apart."""
    return org.district_of(code) or PROVINCIAL


def rows(officer: Officer, definition: Definition, span: Span, filters: Mapping[str, str]) -> QuerySet[Dossier]:
    """The list behind one figure."""
    return with_done(sight(officer)).filter(definition.where(span)).filter(chosen(filters))


def figures(officer: Officer, span: Span, keys: Iterable[str], *, by: str = "", filters: Mapping[str, str] | None = None) -> dict[str, Counts]:
    """For each part of a dimension the count of each definition; without a dimension all in one, under "". One statement."""
    wanted = list(keys)
    base = with_done(sight(officer)).filter(touched(span)).filter(chosen(filters or {}))
    counted = {f"n_{key}": Count("pk", filter=DEFINITIONS[key].where(span)) for key in wanted}  # not `key`: a name of a column must stay one
    if not by:
        return {"": {name.removeprefix("n_"): count for name, count in base.aggregate(**counted).items()}}
    column = DIMENSIONS[by].column
    found = base.order_by().values(column).annotate(**counted).values_list(column, *counted)
    return _rolled(by, ((row[0], dict(zip(wanted, row[1:], strict=True))) for row in found))


def standing(officer: Officer, span: Span, filters: Mapping[str, str]) -> Counts:
    """What is so at this moment: every definition of now. One statement, over what is not ended."""
    base = with_done(sight(officer)).filter(WHOLE, ended_at__isnull=True).filter(chosen(filters))
    counted = base.aggregate(**{f"n_{key}": Count("pk", filter=DEFINITIONS[key].where(span)) for key in NOW})
    return {name.removeprefix("n_"): count for name, count in counted.items()}


def _rolled(by: str, found: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    """Parts of the dimension summed up from the column's values; parts with nothing at all fall out."""
    roll = ROLLS.get(by, lambda value: value or NONE)
    made: dict[str, Counts] = {}
    for value, counts in found:
        if any(counts.values()):
            into = made.setdefault(roll(value), dict.fromkeys(counts, 0))
            for key, count in counts.items():
                into[key] += count
    return made


def regrouped(by: str, agencies: Mapping[str, Counts]) -> dict[str, Counts]:
    """Levels or districts from the counts of accepting agencies."""
    return _rolled(by, agencies.items())


def summed(parts: Mapping[str, Counts], keys: Iterable[str]) -> Counts:
    """The total of all parts."""
    return {key: sum(counts[key] for counts in parts.values()) for key in keys}


ROLLS = {"cap": level_of, "huyen": district_of}


def names_of(by: str, parts: Iterable[str]) -> dict[str, str]:
    """What people read for the values of a dimension."""
    if by == "cap":
        return {value: LEVELS.get(value, value) for value in parts}
    if by == "thu-tuc":
        return _procedures(list(parts))
    if by == "linh-vuc":
        return {value: "Chưa xếp lĩnh vực" if value == NONE else value for value in parts}
    if by == "huyen":
        return {value: district_name(value) for value in parts}
    return {value: place(value) for value in parts}


def _procedures(codes: list[str]) -> dict[str, str]:
    """Names by the catalogue; of those no longer in force, as their dossiers have it (at most one statement)."""
    known = {spine.code: spine.name for spine in catalogue.in_force()}
    gone = [code for code in codes if code not in known]
    if gone:
        rows = Dossier.objects.filter(procedure__in=gone).order_by("procedure", "-accepted_at").distinct("procedure")
        known |= dict(rows.values_list("procedure", "procedure_name"))
    return {code: known.get(code, code) for code in codes}


def district_name(code: str) -> str:
    """The district itself, not its committee: "Thành phố Biên Hòa"."""
    name = place(code).removeprefix("UBND ")
    return name[:1].upper() + name[1:]


def place(code: str) -> str:
    """An agency in short; the province's own counters for the value that stands for them."""
    if code == PROVINCIAL:
        return "Các cơ quan cấp tỉnh"
    known = org.agency(code)
    return known.short_name if known else code


def trend(officer: Officer, span: Span, filters: Mapping[str, str]) -> dict[date, tuple[int, int, int]]:
    """For each local day of the span: received, resolved, of them late. Two statements."""
    base = with_done(sight(officer)).filter(chosen(filters))
    came = base.filter(DEFINITIONS["received"].where(span)).order_by().values(on=TruncDate("accepted_at", tzinfo=VN)).annotate(n=Count("pk"))
    late = Count("pk", filter=DEFINITIONS["late_done"].where(span))
    gone: Any = base.filter(DEFINITIONS["resolved"].where(span)).annotate(on=TruncDate("done", tzinfo=VN)).order_by().values("on")
    days: dict[date, tuple[int, int, int]] = {row["on"]: (row["n"], 0, 0) for row in came}
    for row in gone.annotate(n=Count("pk"), late=late):
        days[row["on"]] = (days.get(row["on"], (0, 0, 0))[0], row["n"], row["late"])
    return days


def silent_opinions(officer: Officer, at: datetime, limit: int) -> list[Side]:
    """Questions past their date that nobody answered, the oldest first."""
    mine = sight(officer).filter(WHOLE, ended_at__isnull=True).values("pk")
    found = Side.objects.filter(kind="opinion", closed_at__isnull=True, due_at__lt=at, dossier__in=mine)
    return list(found.order_by("due_at", "stream")[:limit])
