"""Rights in the database: the application's role lives beside an owner who migrates."""

from typing import Any

from django.db import ProgrammingError, connection, transaction
from psycopg import sql

APP_ROLE = "motcua_app"
# What the application may do with the journal's tables; it has full rights to the rows of all other tables.
NARROW = {
    "journal_entry": ("select", "insert"),
    "journal_feed": ("select", "insert"),
    "journal_log_node": ("select", "insert"),
    "journal_sealed": ("select", "insert", "delete"),
    "journal_outbox": ("select", "insert", "delete"),
    "journal_head": ("select", "insert", "update"),
    "django_migrations": ("select",),
}


def grant_all() -> None:
    """Give `motcua_app` what it may have in this database, and take away the rest. Run by the owner after every `migrate`; repeatable.

    With `DATABASE_URL` the role is made without sign-in and given to the current user, who puts it on by `SET ROLE`.
    """
    with transaction.atomic():
        _make_role()
        role, schema = sql.Identifier(APP_ROLE), sql.Identifier(_value("select current_schema()"))
        _run("grant usage on schema {1} to {0}", role, schema)
        _run("revoke create on schema {1} from {0}", role, schema)
        _run("grant select, insert, update, delete on all tables in schema {1} to {0}", role, schema)
        _run("grant usage, select, update on all sequences in schema {1} to {0}", role, schema)
        _run("alter default privileges in schema {1} grant select, insert, update, delete on tables to {0}", role, schema)
        _run("alter default privileges in schema {1} grant usage, select, update on sequences to {0}", role, schema)
        present = set(connection.introspection.table_names())
        for table, rights in NARROW.items():
            if table in present:
                _run("revoke all on table {1} from {0}, public", role, sql.Identifier(table))
                _run("grant {2} on table {1} to {0}", role, sql.Identifier(table), sql.SQL(", ").join(map(sql.SQL, rights)))


class RightsError(RuntimeError):
    """The database's administrator must help; the sentence says with which commands."""


def _make_role() -> None:
    role, user = sql.Identifier(APP_ROLE), _value("select current_user")
    try:
        with transaction.atomic():
            if not _value("select exists (select from pg_roles where rolname = %s)", APP_ROLE):
                _run("create role {0} nologin", role)
            if not _may_become(role):
                _run("grant {0} to current_user", role)
    except ProgrammingError as error:
        raise RightsError(
            f"Người dùng cơ sở dữ liệu {user} không được lập hay nhận vai trò {APP_ROLE}. "
            f'Nhờ quản trị PostgreSQL chạy: CREATE ROLE {APP_ROLE} NOLOGIN; GRANT {APP_ROLE} TO "{user}";'
        ) from error


def _may_become(role: sql.Identifier) -> bool:
    """Tried, not asked: since PostgreSQL 16 a member may still be forbidden to put the role on."""
    try:
        with transaction.atomic():
            _run("set local role {0}", role)
            transaction.set_rollback(True)
    except ProgrammingError:
        return False
    return True


def _value(question: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def _run(text: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(text).format(*parts))
