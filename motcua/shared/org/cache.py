"""The organisation is asked about in every request, so each process keeps a snapshot of it.

Other processes' changes are seen by the stamp, asked for every `ORG_FRESH_SECONDS` (default 3; in tests never). A transaction
that changes the organisation reads a snapshot of its own until it ends, so nobody else ever sees what is rolled back.
"""

import math
import threading
import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, transaction

from motcua.shared.org.info import AgencyInfo, MandateInfo, PostInfo, Rows, UnitInfo
from motcua.shared.org.models import Agency, Mandate, Person, Post, Unit
from motcua.shared.org.snapshot import Snapshot

FRESH_SECONDS = 3.0
STAMP = "select (select value from org_stamp where id = 1), (now() at time zone 'Asia/Ho_Chi_Minh')::date"


@dataclass(slots=True)
class _Shared:
    snapshot: Snapshot
    stamp: tuple[int | None, date]
    asked: float


@dataclass(frozen=True, slots=True)
class _Mark:
    """Waits in the on-commit list of a transaction that changed the organisation, at the savepoint where it did; rolled back, it is gone."""

    savepoints: tuple[str, ...]

    def __call__(self) -> None:
        forget()


@dataclass(slots=True)
class _Own:
    """What a transaction that changed the organisation sees."""

    marks: list[_Mark]
    snapshot: Snapshot | None = None


_lock = threading.Lock()
_held: dict[str, _Shared] = {}


def snapshot() -> Snapshot:
    """The organisation, at most `ORG_FRESH_SECONDS` old; inside a transaction that changed it, as that transaction sees it."""
    own = _own()
    if own is not None:
        if own.snapshot is None:
            own.snapshot = _load(_stamp()[1])
        return own.snapshot
    shared = _held.get("shared")
    if shared and time.monotonic() - shared.asked < _fresh_seconds():
        return shared.snapshot
    with _lock:
        return _refresh(_held.get("shared"))


def touched() -> None:
    """To be called after each change of the tables, in its transaction."""
    own = _own() or _Own([])
    own.snapshot = None
    here = tuple(str(savepoint) for savepoint in connection.savepoint_ids)
    if all(mark.savepoints != here for mark in own.marks):
        mark = _Mark(here)
        transaction.on_commit(mark)
        own.marks.append(mark)
    connection._motcua_org = own  # type: ignore[attr-defined]


def forget(**_: object) -> None:
    """Drop this process's copy; the next question loads it again."""
    _held.clear()


def _own() -> _Own | None:
    own: _Own | None = getattr(connection, "_motcua_org", None)
    if own is None:
        return None
    waiting = {id(call) for _, call, *_ in connection.run_on_commit}
    standing = [mark for mark in own.marks if id(mark) in waiting]
    if len(standing) < len(own.marks):
        own.marks, own.snapshot = standing, None
    if not standing:
        connection._motcua_org = None  # type: ignore[attr-defined]
        return None
    return own


def _fresh_seconds() -> float:
    return float(getattr(settings, "ORG_FRESH_SECONDS", math.inf if settings.TESTING else FRESH_SECONDS))


def _refresh(shared: _Shared | None) -> Snapshot:
    if shared and time.monotonic() - shared.asked < _fresh_seconds():
        return shared.snapshot
    asked = time.monotonic()
    stamp = _stamp()
    if shared and shared.stamp == stamp:
        shared.asked = asked
        return shared.snapshot
    fresh = _Shared(_load(stamp[1]), stamp, asked)
    _held["shared"] = fresh
    return fresh.snapshot


def _stamp() -> tuple[int | None, date]:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        value, today = cursor.fetchone()
    return value, today


def _load(today: date) -> Snapshot:
    names = dict(Person.objects.order_by().values_list("username", "name"))
    agencies = {
        row[0]: AgencyInfo(*row[:10], successors=tuple(row[10]))
        for row in Agency.objects.order_by("code").values_list(
            "code", "name", "short_name", "level", "kind", "parent", "gso_code", "counter", "valid_from", "valid_to", "successors"
        )
    }
    units = {row[0]: UnitInfo(*row) for row in Unit.objects.order_by("code").values_list("code", "name", "agency", "valid_from", "valid_to")}
    posts = {
        code: PostInfo(code, username, names.get(username) or username, agency, unit, title, frozenset(roles), start, end)
        for code, username, agency, unit, title, roles, start, end in Post.objects.order_by("code").values_list(
            "code", "username", "agency", "unit", "title", "roles", "valid_from", "valid_to"
        )
    }
    mandates = tuple(
        MandateInfo(*row)
        for row in Mandate.objects.order_by("id").values_list("id", "kind", "grantor", "holder", "document", "valid_from", "valid_to")
    )
    return Snapshot(Rows(agencies, units, posts, mandates), today=today)
