"""What changes calendars: a publication, written as an entry of the stream `calendar:<name>`. Nothing is edited in place."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from motcua.base.errors import Invalid, Stale
from motcua.base.time import iso
from motcua.shared.calendars import cache, moves
from motcua.shared.calendars.calendar_data import PROVINCIAL, CalendarError, shipped_data
from motcua.shared.calendars.engine import Pause
from motcua.shared.calendars.moves import Moved, OpenTerm
from motcua.shared.calendars.projections import PUBLISHED
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft

OpenTerms = Callable[[], Iterable[tuple[str, datetime, str, str | None, Sequence[Pause], datetime | None]]]
SHIPPED_SOURCE = "shipped"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}", re.ASCII)
_open_terms: list[OpenTerms] = []


class Publication(NamedTuple):
    """What a publication did: the calendar's name, its version now, and the running terms that it moves, both dates kept."""

    name: str
    version: int
    moved: list[Moved]


def register_open_terms(terms: OpenTerms) -> None:
    """Ask `terms` at each change of a calendar for the terms that are running, as `OpenTerm` or tuples like it.

    To be called in `AppConfig.ready` of the room that has such terms.
    """
    if terms not in _open_terms:
        _open_terms.append(terms)


def rehearse_calendar(name: str, data: Mapping[str, Any]) -> Publication:
    """What a publication would do now: its version and the running terms that it would move. Writes nothing; refuses what the act refuses."""
    before = cache.newest()
    version = before.published[name][0] + 1 if name in before.published else 1
    if not _NAME.fullmatch(name):
        raise Invalid("Tên lịch chưa đúng.", fields={"name": "Tên lịch là “provincial” hoặc mã cơ quan."})
    after = before.with_publication(name, version, data)
    try:
        after.of(name)
    except CalendarError as wrong:
        raise Invalid("Dữ liệu lịch chưa dùng được.", fields={"data": str(wrong)}) from wrong
    found = [row for terms in _open_terms for row in moves.moved((OpenTerm(*term) for term in terms()), before.of, after.of)]
    return Publication(name, version, found)


@transaction.atomic
def publish_calendar(
    name: str, data: Mapping[str, Any], *, by: str, at: datetime, reason: str = "", document: str = "", expected: int | None = None
) -> Publication:
    """Publish a calendar: the provincial one, or an agency's by its code. Invalid when the data cannot be used; then nothing changes.

    The entry keeps the data and, for each running term whose due moment changes, both moments; sealed, why and by which document. `expected` is the
    version from which the change was drafted (0 for none): Stale when somebody published since.
    """
    head = journal.lock(f"calendar:{name}") if _NAME.fullmatch(name) else None
    made = rehearse_calendar(name, data)
    if expected is not None and made.version != expected + 1:
        raise Stale("Lịch này vừa có người khác công bố bản mới. Hãy xem lại dự thảo trên bản mới rồi công bố.", seq=made.version - 1)
    rows = [{"key": row.key, "agency": row.agency, "before": iso(row.before), "after": iso(row.after)} for row in made.moved]
    why = {"reason": reason, "document": document} if reason or document else None
    draft = Draft(PUBLISHED, {"version": made.version, "data": dict(data), "moved": rows}, why)
    journal.append(f"calendar:{name}", [draft], by=by, at=at, head=head)
    return made


@transaction.atomic
def load_shipped(*, by: str, at: datetime) -> Publication | None:
    """Publish the calendar that comes with the program, when none is published or an older shipped one is; else None.

    A calendar that the province itself published is left alone.
    """
    data = shipped_data() | {"source": SHIPPED_SOURCE}
    current = cache.calendars().published.get(PROVINCIAL)
    if current is not None and (current[1] == data or current[1].get("source") != SHIPPED_SOURCE):
        return None
    return publish_calendar(PROVINCIAL, data, by=by, at=at)
