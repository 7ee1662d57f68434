"""Questions about measured time: where it went, on whom lateness is laid, how much of the limit was used. Read from what the worker measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, NullIf

from motcua.steering.indicators import queries
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.definitions import DEFINITIONS
from motcua.steering.indicators.models import Measured, Spent
from motcua.work.dossiers.models import Dossier


class Median(Aggregate):
    """The middle value (percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"
    output_field = FloatField()


@dataclass(slots=True)
class Place:
    """What one agency used, by kind, and what lateness is laid on it. Seconds; `through` and `caused` count dossiers."""

    agency: str
    kinds: dict[str, int] = field(default_factory=dict)
    dossiers: dict[str, int] = field(default_factory=dict)
    used: int = 0
    allotted: int = 0
    late: int = 0
    through: int = 0
    caused: int = 0


def handled(asked: Asked, filters: Mapping[str, str] | None = None) -> QuerySet[Dossier]:
    """The dossiers whose time is counted: resolved in the period or open at its end."""
    return queries.rows(asked.officer, DEFINITIONS["handled"], asked.span, asked.filters if filters is None else filters)


def places(asked: Asked) -> list[Place]:
    """Each agency through which these dossiers went, most time first; the applicant's waiting under no agency. Two statements."""
    spent = Spent.objects.filter(queries.spent_by(asked.filters), dossier__in=handled(asked).values("code"))
    found: dict[str, Place] = {}
    kinds = spent.order_by().values("agency", "kind").annotate(spent=Sum("used"), n=Count("dossier", distinct=True))
    for agency, kind, used, n in kinds.values_list("agency", "kind", "spent", "n"):
        place = found.setdefault(agency, Place(agency))
        place.kinds[kind], place.dossiers[kind] = used, n
    caused = Count("dossier", distinct=True, filter=Q(late__gt=0))
    whole: Any = spent.order_by().values("agency").annotate(spent=Sum("used"), given=Sum("allotted"), laid=Sum("late"), caused=caused)
    for row in whole.annotate(through=Count("dossier", distinct=True)):
        place = found[row["agency"]]
        place.used, place.allotted, place.late = row["spent"], row["given"], row["laid"]
        place.through, place.caused = row["through"], row["caused"]
    return sorted(found.values(), key=lambda place: (-place.used, place.agency))


def used_shares(asked: Asked) -> dict[str, float]:
    """By accepting agency: the median share of the limit that resolved dossiers used, in counted time. One statement."""
    share = Cast(F("used"), FloatField()) / NullIf(Cast(F("allowed"), FloatField()), 0.0)
    one = Measured.objects.filter(dossier=OuterRef("code")).annotate(share=share).values("share")
    resolved = queries.rows(asked.officer, DEFINITIONS["resolved"], asked.span, asked.filters)
    found: Any = resolved.annotate(share=Subquery(one)).order_by().values("accepting").annotate(middle=Median("share"))
    return {row["accepting"]: row["middle"] for row in found if row["middle"] is not None}


def through_shares(asked: Asked) -> dict[str, float]:
    """By the agency that had them: the median share of its own allotment that it used. One statement."""
    spent = Spent.objects.filter(dossier__in=handled(asked).values("code")).exclude(agency="")
    each = Cast(F("used"), FloatField()) / NullIf(Cast(F("allotted"), FloatField()), 0.0)
    found: Any = spent.order_by().values("agency").annotate(middle=Median(each))
    return {row["agency"]: row["middle"] for row in found if row["middle"] is not None}


def measured_at() -> datetime | None:
    """When the worker last measured anything."""
    last: datetime | None = Measured.objects.aggregate(last=Max("at"))["last"]
    return last
