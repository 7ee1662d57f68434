"""The calendars of this process: loaded once, looked at again by a small stamp. They are asked for in every act.

A transaction that publishes a calendar sees its own set until it ends, so nobody sees what is rolled back.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from motcua.shared.calendars.models import CalendarVersion
from motcua.shared.calendars.sets import CalendarSet

FRESH_SECONDS = 3.0


@dataclass(slots=True)
class _Held:
    calendars: CalendarSet
    stamp: int
    asked: float


@dataclass(slots=True)
class _Own:
    """What an open transaction sees. Its `mark` waits in the on-commit list; gone from there, the transaction is over."""

    mark: Callable[[], None]
    calendars: CalendarSet | None = None


_held: dict[str, _Held] = {}


def calendars() -> CalendarSet:
    """All calendars, at most `CALENDARS_FRESH_SECONDS` old (default 3; in tests for ever)."""
    own = _own()
    if own is not None:
        own.calendars = own.calendars or newest()
        return own.calendars
    held, now = _held.get("all"), time.monotonic()
    if held is not None and now - held.asked < _fresh_seconds():
        return held.calendars
    stamp = CalendarVersion.objects.aggregate(last=Max("id"))["last"] or 0
    if held is None or held.stamp != stamp:
        held = _held["all"] = _Held(newest(), stamp, now)
    held.asked = now
    return held.calendars


def newest() -> CalendarSet:
    """All calendars as the tables have them now."""
    newest = CalendarVersion.objects.order_by("name", "-version").distinct("name").values_list("name", "version", "data")
    return CalendarSet({name: (version, data) for name, version, data in newest})


def touched() -> None:
    """To be called after each change of the tables, in its transaction."""
    own = _own()
    if own is not None:
        own.calendars = None
        return

    def mark() -> None:
        forget()

    transaction.on_commit(mark)
    connection._motcua_calendars = _Own(mark)  # type: ignore[attr-defined]


def forget() -> None:
    """Drop this process's copy; the next question loads it again."""
    _held.clear()


def _own() -> _Own | None:
    own: _Own | None = getattr(connection, "_motcua_calendars", None)
    if own is not None and not any(waiting[1] is own.mark for waiting in connection.run_on_commit):
        own = connection._motcua_calendars = None  # type: ignore[attr-defined]
    return own


def _fresh_seconds() -> float:
    return float(getattr(settings, "CALENDARS_FRESH_SECONDS", math.inf if settings.TESTING else FRESH_SECONDS))
