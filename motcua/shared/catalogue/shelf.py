"""The catalogue as one process keeps it in memory, replaced whole when the tables changed.

The stamp is how many versions there are, the newest transaction that touched them, and the day (see `base.kept`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import connection

from motcua.base.kept import Kept
from motcua.base.text import fold
from motcua.shared.catalogue.finder import words_of
from motcua.shared.catalogue.models import ProcedureVersion
from motcua.shared.catalogue.procedure import Procedure, from_body

STAMP: Final = """
    SELECT count(*), coalesce(max(xmin::text::bigint), 0), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date FROM catalogue_procedureversion
"""
Stamp = tuple[int, int, date]


@dataclass(frozen=True, slots=True)
class Spine:
    """One version of a procedure, without its body."""

    code: str
    version: int
    valid_from: date
    valid_to: date | None
    name: str
    field: str
    level: str
    popular: bool
    accepted: bool
    name_words: frozenset[str]
    words: frozenset[str]

    def holds(self, on: date) -> bool:
        """Whether this version is in force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(slots=True)
class Shelf:
    """The catalogue on one day. `bodies` fills as versions are asked for."""

    today: date
    spines: list[Spine]
    by_code: dict[str, list[Spine]]
    bodies: dict[tuple[str, int], Procedure] = field(default_factory=dict)


def shelf() -> Shelf:
    """The catalogue as it is now."""
    return _kept.get()


def today() -> date:
    """The local day of the database, as fresh as the stamp."""
    return shelf().today


def body(code: str, version: int) -> Procedure | None:
    """One version whole, kept once it was read."""
    return bodies([(code, version)]).get((code, version))


def bodies(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Procedure]:
    """Several versions whole, with one statement for those not read before."""
    kept, asked = shelf().bodies, list(wanted)
    missing = [f"{code}@{version}" for code, version in asked if (code, version) not in kept]
    if missing:
        rows = ProcedureVersion.objects.filter(key__in=missing).order_by("key").values_list("code", "version", "body")
        kept.update({(code, version): from_body(given, version) for code, version, given in rows})
    return {key: kept[key] for key in asked if key in kept}


def _load(stamp: Stamp) -> Shelf:
    rows = ProcedureVersion.objects.order_by("code", "version").defer("body", "published_by", "published_at")
    spines = [_spine(row) for row in rows.iterator()]
    by_code: dict[str, list[Spine]] = {}
    for spine in spines:
        by_code.setdefault(spine.code, []).append(spine)
    return Shelf(stamp[2], spines, by_code)


def _spine(row: ProcedureVersion) -> Spine:
    return Spine(
        code=row.code,
        version=row.version,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        name=row.name,
        field=row.field,
        level=row.level,
        popular=row.popular,
        accepted=row.accepted,
        name_words=words_of(fold(row.name)),
        words=words_of(row.search),
    )


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        count, newest, today = cursor.fetchone()
    return count, newest, today


_kept: Kept[Shelf, Stamp] = Kept("catalogue", stamp=_stamp, load=_load)
touched, forget = _kept.touched, _kept.forget


def searchable(code: str, name: str, field_name: str) -> str:
    """What the finder looks in: code, name and field, folded."""
    return fold(f"{code} {name} {field_name}")
