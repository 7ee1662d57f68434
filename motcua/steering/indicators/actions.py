"""What the clock does in this room: measure where the time of dossiers went, those that changed since and the open ones anew."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from motcua.steering.indicators import measuring
from motcua.steering.indicators.models import Measured, Spent
from motcua.steering.indicators.waiting import Part
from motcua.work.dossiers.models import Dossier

BATCH = 500
AGAIN = timedelta(minutes=30)


def measure(*, at: datetime, most: int = 50_000) -> int:
    """Measure what changed since it was last measured, and what is open and was not looked at for half an hour. How many."""
    done = 0
    while done < most:
        codes = _next(at, min(BATCH, most - done))
        if not codes:
            break
        _measure(codes, at)
        done += len(codes)
    return done


def _next(at: datetime, limit: int) -> list[str]:
    known = Measured.objects.filter(dossier=OuterRef("code"), seq=OuterRef("seq"))
    fresh = Dossier.objects.exclude(Exists(known)).order_by("code").values_list("code", flat=True)[:limit]
    found = list(fresh)
    if len(found) < limit:
        old = Measured.objects.filter(open=True, at__lt=at - AGAIN).order_by("at", "dossier").values_list("dossier", flat=True)
        found += [code for code in old[: limit - len(found)] if code not in found]
    return found


def _measure(codes: Sequence[str], at: datetime) -> None:
    with transaction.atomic():
        rows = list(Dossier.objects.filter(code__in=codes).order_by("code"))
        found = measuring.measure(rows, at)
        Spent.objects.filter(dossier__in=codes).delete()
        Measured.objects.filter(dossier__in=codes).delete()
        Measured.objects.bulk_create([_measured(one, at) for one in found])
        Spent.objects.bulk_create([_spent(one.row.code, part) for one in found for part in one.parts], batch_size=1000)


def _measured(one: measuring.Found, at: datetime) -> Measured:
    is_open = one.row.ready_at is None and one.row.ended_at is None
    return Measured(dossier=one.row.code, seq=one.row.seq, at=at, open=is_open, used=one.used, allowed=one.allowed, late=one.late)


def _spent(code: str, part: Part) -> Spent:
    agency, unit = part.place
    values = {"used": part.used, "allotted": part.allotted, "late": part.late}
    return Spent(id=f"{code}|{agency}|{unit}|{part.kind}", dossier=code, agency=agency, unit=unit, kind=part.kind, **values)
