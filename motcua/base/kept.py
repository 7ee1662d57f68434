"""What every request asks for and seldom changes, kept in memory by each process: one way for all rooms.

Changes of other processes are seen by a stamp, a small question asked at most every few seconds (in tests never). A transaction that changed
the tables reads a copy of its own until it ends, so nobody else ever sees what is rolled back.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import post_migrate

T = TypeVar("T")
S = TypeVar("S")
FRESH_SECONDS = 3.0


@dataclass(slots=True)
class _Shared(Generic[T, S]):
    value: T
    stamp: S
    asked: float


@dataclass(frozen=True, slots=True)
class _Mark:
    """Waits in the on-commit list of a transaction that changed the tables, at the savepoint where it did; rolled back, it is gone."""

    savepoints: tuple[str, ...]
    forget: Callable[[], None]

    def __call__(self) -> None:
        self.forget()


@dataclass(slots=True)
class _Own(Generic[T]):
    """What a transaction that changed the tables sees."""

    marks: list[_Mark]
    value: T | None = None


class Kept(Generic[T, S]):
    """One value for a process. `stamp` asks the database what tells two states apart; `load` makes the value for a stamp.

    The setting `<NAME>_FRESH_SECONDS` says how old the stamp may be.
    """

    def __init__(self, name: str, *, stamp: Callable[[], S], load: Callable[[S], T]) -> None:
        self.name, self._stamp, self._load = name, stamp, load
        self._lock = threading.Lock()
        self._shared: _Shared[T, S] | None = None
        post_migrate.connect(self.forget, dispatch_uid=f"kept.{name}")

    def get(self) -> T:
        """The value, a few seconds old at most; inside a transaction that changed the tables, as that transaction sees it."""
        own = self._own()
        if own is not None:
            if own.value is None:
                own.value = self._load(self._stamp())
            return own.value
        shared = self._shared
        if shared is not None and time.monotonic() - shared.asked < self._fresh_seconds():
            return shared.value
        with self._lock:
            return self._refresh()

    def touched(self) -> None:
        """To be called after each change of the tables, in its transaction."""
        own = self._own() or _Own([])
        own.value = None
        here = tuple(str(savepoint) for savepoint in connection.savepoint_ids)
        if all(mark.savepoints != here for mark in own.marks):
            mark = _Mark(here, self.forget)
            transaction.on_commit(mark)
            own.marks.append(mark)
        setattr(connection, self._slot, own)

    def forget(self, **_: object) -> None:
        """Drop this process's copy; the next question loads it again."""
        self._shared = None

    @property
    def _slot(self) -> str:
        return f"_motcua_{self.name}"

    def _own(self) -> _Own[T] | None:
        own: _Own[T] | None = getattr(connection, self._slot, None)
        if own is None:
            return None
        waiting = {id(call) for _, call, *_ in connection.run_on_commit}
        standing = [mark for mark in own.marks if id(mark) in waiting]
        if len(standing) < len(own.marks):
            own.marks, own.value = standing, None
        if not standing:
            setattr(connection, self._slot, None)
            return None
        return own

    def _fresh_seconds(self) -> float:
        return float(getattr(settings, f"{self.name.upper()}_FRESH_SECONDS", math.inf if settings.TESTING else FRESH_SECONDS))

    def _refresh(self) -> T:
        shared = self._shared
        if shared is not None and time.monotonic() - shared.asked < self._fresh_seconds():
            return shared.value
        asked, stamp = time.monotonic(), self._stamp()
        if shared is not None and shared.stamp == stamp:
            shared.asked = asked
            return shared.value
        fresh = _Shared(self._load(stamp), stamp, asked)
        self._shared = fresh
        return fresh.value
