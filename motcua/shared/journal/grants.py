"""Rights in the database: the application's role lives beside an owner who migrates."""

from typing import cast

from django.db import connection, transaction
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
        role, schema = sql.Identifier(APP_ROLE), sql.Identifier(_schema())
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


def _make_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_roles where rolname = %s), rolsuper from pg_roles where rolname = current_user",
            [APP_ROLE],
        )
        known, superuser = cast(tuple[bool, bool], cursor.fetchone())
    if not known:
        _run("create role {0} nologin", sql.Identifier(APP_ROLE))
    if not superuser and not _may_become():
        _run("grant {0} to current_user", sql.Identifier(APP_ROLE))


def _may_become() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_has_role(current_user, %s, 'member')", [APP_ROLE])
        return bool(cast(tuple[bool], cursor.fetchone())[0])


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_schema()")
        return str(cast(tuple[str], cursor.fetchone())[0])


def _run(text: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(text).format(*parts))
