"""The same call twice is done once, also when both come at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from motcua.base.errors import BadRequest, KeyMissing, KeyReused
from motcua.base.time import now
from motcua.shared.identity import idempotency
from motcua.shared.identity.idempotency import Once, begin
from motcua.shared.identity.models import IdempotencyKey

CALL: dict[str, Any] = {"who": "lan@P1", "path": "/api/v1/dossiers", "key": "k1", "body": b'{"a":1}'}


class Failed(Exception):
    """An act that was refused."""


def _act(answer: dict[str, Any] | None = None, **change: Any) -> Once:
    with transaction.atomic():
        once = begin(**(CALL | change))
        if once.answer is None and answer is not None:
            once.keep(201, answer)
        return once


@pytest.mark.django_db
def test_the_first_answer_is_given_again() -> None:
    first = _act({"code": "H1"})
    assert first.answer is None
    again = _act()
    assert (again.status, again.answer) == (201, {"code": "H1"})
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_another_body_is_refused_and_the_answer_kept() -> None:
    _act({"code": "H1"})
    with pytest.raises(KeyReused):
        _act({"code": "H2"}, body=b'{"a":2}')
    assert _act().answer == {"code": "H1"}


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"who": "lan@P2"}, {"path": "/api/v1/x"}, {"key": "k2"}])
def test_a_key_belongs_to_a_caller_and_a_path(change: dict[str, str]) -> None:
    _act({"code": "H1"})
    assert _act({"code": "H2"}, **change).answer is None
    assert IdempotencyKey.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "error"), [(None, KeyMissing), ("", KeyMissing), ("  ", KeyMissing), ("k" * 201, BadRequest), ("a\x00", BadRequest)])
def test_keys_that_are_none(key: str | None, error: type[BadRequest]) -> None:
    with pytest.raises(error):
        _act(key=key)
    assert IdempotencyKey.objects.count() == 0


@pytest.mark.django_db
def test_any_string_of_two_hundred_characters_will_do() -> None:
    key = ("Ữ\n'\"; drop" * 30)[:200]
    _act({"code": "H1"}, key=key)
    assert _act(key=key).answer == {"code": "H1"}


@pytest.mark.django_db
def test_text_and_bytes_of_a_body_are_the_same() -> None:
    _act({"code": "H1"}, body="xã")
    assert _act(body="xã".encode()).answer == {"code": "H1"}


@pytest.mark.django_db
def test_a_refused_call_frees_its_key() -> None:
    def refused() -> None:
        with transaction.atomic():
            begin(**CALL)
            raise Failed

    with pytest.raises(Failed):
        refused()
    assert _act({"code": "H1"}, body=b"other").answer is None


@pytest.mark.django_db
def test_a_key_begun_but_never_kept_is_free_too() -> None:
    _act()
    assert _act({"code": "H1"}, body=b"other").answer is None
    assert _act(body=b"other").answer == {"code": "H1"}


@pytest.mark.django_db
def test_only_successes_are_kept() -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="successes"):
        begin(**CALL).keep(409, {})


@pytest.mark.django_db(transaction=True)
def test_it_belongs_into_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        begin(**CALL)


@pytest.mark.django_db
def test_claiming_and_keeping_are_one_statement_each(queries: Any) -> None:
    with queries(2), transaction.atomic():
        begin(**CALL).keep(201, {"code": "H1"})
    with queries(2), transaction.atomic():
        assert begin(**CALL).answer == {"code": "H1"}


@pytest.mark.django_db
def test_keys_are_kept_for_seven_days() -> None:
    _act({"code": "H1"})
    assert idempotency.purge(now() + timedelta(days=7) - timedelta(minutes=1)) == 0
    assert idempotency.purge(now() + timedelta(days=7, minutes=1)) == 1


def _waiting() -> bool:
    """Whether a connection waits for another one's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])


def _race(first_ends: Any) -> Once:
    """What a second call gets that comes while the first is at work, which then ends as told."""
    begun, go = threading.Event(), threading.Event()

    def first() -> None:
        try:
            with transaction.atomic():
                once = begin(**CALL)
                begun.set()
                assert go.wait(10)
                first_ends(once)
        except Failed:
            pass
        finally:
            connections.close_all()

    def second() -> Once:
        try:
            return _act({"code": "second"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        running = pool.submit(first)
        assert begun.wait(10)
        waiting = pool.submit(second)
        while not _waiting():
            assert not waiting.done()
            threading.Event().wait(0.01)
        go.set()
        running.result(10)
        return waiting.result(10)


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first_and_gets_its_answer() -> None:
    once = _race(lambda first: first.keep(201, {"code": "first"}))
    assert once.answer == {"code": "first"}


@pytest.mark.django_db(transaction=True)
def test_when_the_first_fails_the_second_does_the_work() -> None:
    def fail(first: Once) -> None:
        raise Failed

    assert _race(fail).answer is None
    assert IdempotencyKey.objects.get().answer == {"code": "second"}
