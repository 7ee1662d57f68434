"""What the public pages ask. Figures of the whole province are kept for some seconds in each process, and shown with their moment."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Count

from motcua.base.errors import NotFound
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.shelf import Spine
from motcua.shared.org import queries as org
from motcua.work.dossiers import balance
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.secret import is_secret_of

FRESH_SECONDS = 10.0
POPULAR_SECONDS = 900.0
COUNTED_FOR = timedelta(days=90)
POPULAR = 8
UNKNOWN = "Không tìm thấy hồ sơ với mã và mã tra cứu này. Hãy kiểm tra lại từng ký tự trên giấy hẹn."
LONGEST = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """A figure and the moment for which it holds."""

    value: T
    at: datetime


_kept: dict[str, tuple[float, Counted[Any]]] = {}


def tracked(code: str, secret: str) -> Dossier:
    """The dossier of this code, for whoever knows its secret; NotFound alike for a wrong secret and an unknown code."""
    code = "".join(code.split()).upper()[:LONGEST]
    row = Dossier.objects.filter(code=code).first() if "\x00" not in code else None
    if not is_secret_of(code, secret[:LONGEST]) or row is None:
        raise NotFound(UNKNOWN)
    return row


def ready() -> bool:
    """Whether the database answers and the province can accept: at least one procedure and one counter."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        cursor.fetchone()
    return bool(org.counters()) and any(row.accepted for row in catalogue.in_force())


def popular(at: datetime) -> Counted[list[tuple[Spine, int]]]:
    """What most people came for in the last ninety days, with how many: an aggregate, nothing of any dossier. Filled up from the national
    list of popular procedures (count 0), the first of each field before the second of any.
    """
    return _fresh("popular", at, lambda: _popular(at), POPULAR_SECONDS)


def _popular(at: datetime) -> list[tuple[Spine, int]]:
    known = {row.code: row for row in catalogue.in_force() if row.accepted}
    here = [agency.code for agency in org.counters()]  # leads the planner to the index by agency and moment
    since = Dossier.objects.filter(parent__isnull=True, accepting__in=here, accepted_at__gte=at - COUNTED_FOR, procedure__in=list(known))
    counts = since.values_list("procedure").annotate(times=Count("code")).order_by("-times", "procedure")[:POPULAR]
    found = [(known[code], times) for code, times in counts]
    counted = {row.code for row, _ in found}
    return [*found, *((row, 0) for row in _national(known.values()) if row.code not in counted)][:POPULAR]


def _national(rows: Iterable[Spine]) -> list[Spine]:
    places: Counter[str] = Counter()
    ranked = []
    for row in sorted(rows, key=lambda row: row.code):
        if row.popular:
            ranked.append((places[row.field], row.field, row))
            places[row.field] += 1
    return [row for _, _, row in sorted(ranked, key=lambda one: one[:2])]


def province(at: datetime) -> Counted[balance.Balance]:
    """The balance of the province, at most ten seconds old."""
    return _fresh("province", at, balance.balance)


def agencies(at: datetime) -> Counted[list[balance.Balance]]:
    """The balance of every agency, at most ten seconds old."""
    return _fresh("agencies", at, balance.balances)


def balance_of(agency: str) -> balance.Balance:
    """The balance of one agency, counted now; of the province for an empty code. NotFound for a code that no agency has."""
    if agency and org.agency(agency) is None:
        raise NotFound("Không có cơ quan nào mang mã này.")
    return balance.balance(agency or None)


def _fresh(name: str, at: datetime, count: Callable[[], T], seconds: float = FRESH_SECONDS) -> Counted[T]:
    kept = _kept.get(name)
    limit = 0.0 if settings.TESTING else seconds
    if kept and time.monotonic() - kept[0] < limit:
        return kept[1]
    found = Counted(count(), at)
    _kept[name] = (time.monotonic(), found)
    return found
