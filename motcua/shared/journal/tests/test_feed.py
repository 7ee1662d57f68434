"""The sequencer against slow writers: nothing skipped, nothing twice, the order of each stream kept."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from motcua.shared.journal import actions, feed, queries
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.rules import Overtaken
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, A
from motcua.shared.journal.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bare")]


def note(stream, count=1):
    actions.append(stream, [Draft("bare.noted", {"n": number}) for number in range(count)], by=A, at=AT)


@contextmanager
def running(*targets) -> Iterator[list[BaseException]]:
    """Threads with a connection each; what they raised."""
    failures: list[BaseException] = []

    def body(target):
        try:
            target()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=body, args=[target]) for target in targets]
    for thread in threads:
        thread.start()
    yield failures
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def places():
    return [(item.position, item.entry.stream_id, item.entry.seq) for item in queries.feed(0, 10_000)]


def test_a_writer_that_commits_late_comes_later_and_is_not_skipped():
    written, finish = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            note("bare:slow")
            written.set()
            assert finish.wait(10)

    with running(slow) as failures:
        assert written.wait(10)
        with transaction.atomic():
            note("bare:quick")
        assert feed.sequence() == 1
        finish.set()
    assert failures == []
    assert library.ask("select min(id) from journal_entry where stream_id = 'bare:slow'") < library.ask(
        "select min(id) from journal_entry where stream_id = 'bare:quick'"
    )
    assert feed.sequence() == 1
    assert places() == [(1, "bare:quick", 1), (2, "bare:slow", 1)]


def test_a_writer_that_gives_up_leaves_no_hole():
    note_and_fail = pytest.raises(RuntimeError)
    with note_and_fail, transaction.atomic():
        note("bare:1", 3)
        raise RuntimeError
    with transaction.atomic():
        note("bare:2", 2)
    assert feed.drain() == 2
    assert places() == [(1, "bare:2", 1), (2, "bare:2", 2)]


def test_slow_writers_and_two_sequencers_at_once():
    stop = threading.Event()

    def writer(number):
        def write():
            for turn in range(12):
                with transaction.atomic():
                    note(f"bare:{(number + turn) % 5}", 1 + turn % 3)
                    time.sleep(0.002 * (number % 3))
                    note(f"bare:own-{number}")

        return write

    def sequencer():
        while not stop.is_set():
            feed.sequence(7)
            time.sleep(0.001)

    with transaction.atomic():
        for number in range(5):
            note(f"bare:{number}")
    with running(sequencer, sequencer) as failures:
        with running(*map(writer, range(6))) as writers:
            pass
        stop.set()
    feed.drain()
    assert (failures, writers) == ([], [])
    found = places()
    assert [position for position, _, _ in found] == list(range(1, len(found) + 1))
    assert len(found) == library.ask("select count(*) from journal_entry") == 5 + 6 * 12 * 3
    for stream in {stream for _, stream, _ in found}:
        seqs = [seq for _, of, seq in found if of == stream]
        assert seqs == list(range(1, len(seqs) + 1))
    assert library.ask("select count(*) from journal_outbox") == 0
    assert verify().broken == []


def test_of_two_who_open_the_same_stream_one_is_refused():
    both = threading.Barrier(2)

    def opener():
        with transaction.atomic():
            assert actions.lock("bare:1") is None
            both.wait(10)
            note("bare:1")
            time.sleep(0.05)

    with running(opener, opener) as failures:
        pass
    assert [type(failure) for failure in failures] == [Overtaken]
    assert len(queries.entries("bare:1")) == 1


def test_writers_of_one_stream_wait_for_each_other():
    with transaction.atomic():
        note("bare:1")

    def writer():
        for _ in range(10):
            with transaction.atomic():
                note("bare:1")

    with running(writer, writer, writer) as failures:
        pass
    assert failures == []
    assert [entry.seq for entry in queries.entries("bare:1")] == list(range(1, 32))
    assert verify().whole
