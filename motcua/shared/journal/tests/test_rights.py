"""Append-only by triggers, for the owner too, and by rights, for the application."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import errors

from motcua.shared.journal import actions, feed, grants
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.testing import triggers_off
from motcua.shared.journal.tests import library

pytestmark = pytest.mark.django_db
APPEND_ONLY = ["journal_entry", "journal_feed", "journal_log_node"]
COLUMN = {"journal_entry": "kind", "journal_feed": "position", "journal_log_node": "index", "journal_sealed": "salt", "journal_head": "seq"}


@pytest.fixture
def application(db) -> Iterator[psycopg.Connection]:
    """A connection of the application's role, as the web has it."""
    values = connection.settings_dict
    arguments = {"dbname": values["NAME"], "host": values["HOST"], "port": values["PORT"] or None, "password": values["PASSWORD"] or None}
    given = {name: value for name, value in arguments.items() if value}
    if values["USER"] == "motcua_owner":
        given["user"] = grants.APP_ROLE
    else:
        given |= {"user": values["USER"], "options": f"-c role={grants.APP_ROLE}"}
    with psycopg.connect(**given) as client:
        yield client
        client.rollback()


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["update {0} set {1} = {1}", "delete from {0}", "truncate {0} cascade"])
def test_a_trigger_refuses_even_the_owner(table, statement):
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        library.run(statement.format(table, COLUMN[table]))


@pytest.mark.parametrize("statement", ["update journal_sealed set salt = salt", "truncate journal_sealed", "delete from journal_head"])
def test_sealed_parts_are_not_changed_and_heads_not_removed(statement):
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        library.run(statement)


def test_the_triggers_come_back_after_they_were_off():
    with triggers_off():
        library.run("delete from journal_entry")
    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        library.run("delete from journal_entry")


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement", ["update {0} set {1} = {1}", "delete from {0}", "truncate {0}", "drop table {0}", "alter table {0} disable trigger all"]
)
def test_the_application_has_no_right_to_change(application, table, statement):
    with pytest.raises(errors.InsufficientPrivilege) as refusal:
        application.execute(statement.format(table, COLUMN[table]))
    assert "append-only" not in str(refusal.value)


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_sealed set salt = salt",
        "delete from journal_head",
        "set session_replication_role = replica",
        "create table other (id int)",
        "create or replace function journal_refuse() returns trigger language plpgsql as 'begin return null; end'",
        "insert into django_migrations (app, name, applied) values ('journal', 'x', now())",
    ],
)
def test_nor_to_get_round_it(application, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        application.execute(statement)


@pytest.mark.parametrize("table", ["django_content_type", "journal_mark"])
def test_the_application_has_every_right_to_other_rows(application, table):
    for statement in ("select count(*) from {0}", "delete from {0} where false"):
        application.execute(statement.format(table))


def test_the_application_appends_sequences_and_erases(application, bare):
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {grants.APP_ROLE}")
    actions.append("bare:1", [Draft("bare.noted", {}, {"text": "riêng"})], by="an@A", at=library.AT)
    assert feed.sequence() == 1
    actions.erase("bare:1", None, by="an@A", at=library.AT, basis="13/2023")
    assert feed.drain() == 1


def test_what_comes_later_is_granted_too_and_granting_again_changes_nothing():
    library.run("create table later (id int)")
    grants.grant_all()
    grants.grant_all()
    rights = "select has_table_privilege(%s, %s, %s)"
    assert library.ask(rights, grants.APP_ROLE, "later", "insert, update, delete")
    assert library.ask(rights, grants.APP_ROLE, "journal_entry", "insert")
    for table in APPEND_ONLY:
        assert not library.ask(rights, grants.APP_ROLE, table, "update, delete, truncate")


def test_a_new_table_of_the_owner_is_granted_at_once():
    library.run("create table later (id int)")
    assert library.ask("select has_table_privilege(%s, 'later', 'insert')", grants.APP_ROLE)


def test_an_owner_who_may_not_use_the_role_is_told_what_to_ask_for():
    library.run("create role poor")
    library.run("set local session authorization poor")
    with pytest.raises(grants.RightsError, match='GRANT motcua_app TO "poor"'):
        grants.grant_all()


def test_an_owner_who_may_make_roles_makes_it_and_puts_it_on():
    library.run("create role prov createrole")
    library.run("grant create, usage on schema public to prov")
    library.run("create schema prov authorization prov")
    library.run(f"alter role {grants.APP_ROLE} rename to motcua_other")
    library.run("set local session authorization prov")
    library.run("set local search_path = prov")
    library.run("create table own (id int)")
    grants.grant_all()
    library.run(f"set local role {grants.APP_ROLE}")
    assert library.run("insert into own values (1)") == 1
