"""The log of readings, sessions as plain values, token texts."""

from datetime import datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from motcua.base.time import VN
from motcua.shared.identity import actions, queries, sessions, tokens
from motcua.shared.identity.models import Reading

AT = datetime(2025, 3, 3, 8, 0, tzinfo=VN)


def _logged() -> None:
    actions.log_reading("lan@A1", "dossier", "H1", "xem hồ sơ", AT)


@pytest.mark.django_db
def test_a_reading_says_who_what_about_whom_and_why() -> None:
    _logged()
    (reading,) = queries.readings("H1")
    assert (reading.at, reading.by, reading.what, reading.about, reading.why) == (AT, "lan@A1", "dossier", "H1", "xem hồ sơ")
    assert queries.readings("H2") == []


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["update identity_reading set by = 'x'", "delete from identity_reading"])
def test_no_reading_is_changed_or_removed(statement: str) -> None:
    _logged()

    def change() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises((ProgrammingError, InternalError), match="append-only"):
        change()
    assert Reading.objects.count() == 1


@pytest.mark.django_db
def test_a_name_for_a_user_name() -> None:
    actions.create_users([actions.NewUser("lan.nt.01", "Nguyễn Thị Lan")])
    assert (queries.name_of("lan.nt.01"), queries.name_of("khong.co")) == ("Nguyễn Thị Lan", "khong.co")
    user = queries.user("lan.nt.01")
    assert user is not None
    assert str(user) == "Nguyễn Thị Lan (lan.nt.01)"
    assert queries.user("khong.co") is None


def test_a_session_is_over_after_an_idle_hour_or_twelve() -> None:
    session: dict[str, int] = {}
    assert sessions.over(session, 0)
    sessions.begin(session, 1000.9)
    assert session == {"signed_in_at": 1000, "seen_at": 1000}
    assert not sessions.over(session, 1000 + 3599)
    assert sessions.over(session, 1000 + 3600)
    sessions.seen(session, 1030)
    assert session["seen_at"] == 1000
    sessions.seen(session, 1060)
    assert session["seen_at"] == 1060
    session["seen_at"] = 1000 + 12 * 3600 - 1
    assert not sessions.over(session, 1000 + 12 * 3600 - 1)
    assert sessions.over(session, 1000 + 12 * 3600)
    assert sessions.over(session, 1000 + 12 * 3600 + 5, idle=60)


def test_a_token_is_made_of_post_generation_and_secret() -> None:
    token = tokens.text_of("P1", 1, "s")
    assert token == tokens.text_of("P1", 1, "s")
    assert len({token, tokens.text_of("P1", 2, "s"), tokens.text_of("P2", 1, "s"), tokens.text_of("P1", 1, "t")}) == 4
    assert len(token) == 43
    assert tokens.digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.django_db
def test_tokens_are_kept_as_digests_only() -> None:
    actions.create_users([actions.NewUser("lan.nt.01", "Lan")])
    (token,) = actions.issue_tokens([("lan.nt.01", "P1")], at=AT).values()
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(t)::text from identity_token t")
        (row,) = cursor.fetchone()
    assert token not in row
    assert tokens.digest_of(token) in row
    assert queries.holder_of_token(token, at=AT) == ("lan.nt.01", "P1")
