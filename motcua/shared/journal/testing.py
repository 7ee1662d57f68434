"""For tests: emptying tables that forbid it, and switching the triggers off as an attacker who owns the machine would."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

_flush = DatabaseOperations.execute_sql_flush


def install() -> None:
    """Let the flush after `django_db(transaction=True)` tests pass the journal's triggers. Called once by `conftest.py`."""
    DatabaseOperations.execute_sql_flush = _flush_without_triggers  # type: ignore[assignment, method-assign]


@contextmanager
def triggers_off() -> Iterator[None]:
    """Inside: no trigger fires on this connection (the owner's right). Call it inside a transaction or around one."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        try:
            yield
        finally:
            if connection.is_usable():
                cursor.execute("set session_replication_role = default")


def _flush_without_triggers(self: DatabaseOperations, sql_list: Iterable[Any]) -> None:
    _flush(self, ["set session_replication_role = replica", *sql_list, "set session_replication_role = default"])
