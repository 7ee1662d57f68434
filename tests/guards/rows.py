"""Rows whose order nobody asked for come back shuffled, and statements can be counted."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models.query import QuerySet
from django.test.utils import CaptureQueriesContext

_fetch_all: Any = QuerySet._fetch_all
_dice = random.Random()
FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT", "SET ")


def seed(name: str) -> None:
    """The same test shuffles the same way each time."""
    _dice.seed(name)


def install() -> None:
    """Shuffle the result of every queryset that was evaluated without an order."""

    def fetch_all(self: Any) -> None:
        fresh = self._result_cache is None
        _fetch_all(self)
        if fresh and len(self._result_cache) > 1 and not self.ordered and not self.query.combinator:
            _dice.shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_all  # type: ignore[method-assign]


class Queries:
    """`with queries(3): …` asserts exactly three statements, `with queries.at_most(3): …` no more than three."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @contextmanager
    def _captured(self) -> Iterator[None]:
        with CaptureQueriesContext(connection) as caught:
            yield
        self.statements = [row["sql"] for row in caught.captured_queries if not row["sql"].startswith(FRAME)]

    @contextmanager
    def __call__(self, count: int) -> Iterator["Queries"]:
        with self._captured():
            yield self
        assert len(self.statements) == count, self._told(f"{count}")

    @contextmanager
    def at_most(self, count: int) -> Iterator["Queries"]:
        with self._captured():
            yield self
        assert len(self.statements) <= count, self._told(f"at most {count}")

    def _told(self, wanted: str) -> str:
        lines = "\n".join(f"{no}. {sql[:300]}" for no, sql in enumerate(self.statements, 1))
        return f"{len(self.statements)} statements instead of {wanted}:\n{lines}"
