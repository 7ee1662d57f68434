"""Above a million entries what is proven to be untouched is not computed anew; everything else is."""

from datetime import timedelta
from itertools import pairwise

import pytest

from motcua.shared.journal import log, marks
from motcua.shared.journal import verify as module
from motcua.shared.journal.testing import triggers_off
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, run
from motcua.shared.journal.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


@pytest.fixture
def marked(books, monkeypatch):
    """Twelve books, a million being ten and a run eight; all found whole once."""
    monkeypatch.setattr(module, "ALWAYS_WHOLE", 10)
    monkeypatch.setattr(module, "RUN", 8)
    monkeypatch.setattr(module, "BATCH", 6)
    library.shelf(12)
    log.publish(AT + timedelta(days=1))
    run("set constraints all immediate")
    run("set constraints all deferred")
    assert verify().broken == []


def test_a_second_time_nothing_is_computed_anew(marked):
    report = verify()
    assert report.broken == []
    assert report.counts == {"untouched": 54, "heads": 1, "feed": 54}
    assert verify(full=True).counts == {"entries": 54, "streams": 12, "heads": 1, "feed": 54}


def test_the_runs_follow_each_other_without_overlap(marked):
    known = list(marks.load())
    assert len(known) > 2
    assert sum(mark.entries for mark in known) == 54
    assert all(before.last < after.first for before, after in pairwise(known))


def test_only_what_grew_is_computed_anew(marked):
    library.registered("S5a")
    library.read("S2")
    report = verify()
    assert report.broken == []
    assert 0 < report.counts["entries"] < 54
    assert report.counts["entries"] + report.counts["untouched"] == 56
    assert verify().counts["untouched"] == 56


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_entry set payload = payload || '{\"days\": 4}' where stream_id = 'book:S4' and seq = 2",
        "update journal_sealed set salt = sha256(salt) where entry_id = (select id from journal_entry where stream_id = 'book:S4' and seq = 2)",
        "update journal_head set agency = 'C' where stream_id = 'book:S4'",
        "delete from journal_entry where stream_id = 'book:S4' and seq = 2",
        "update journal_feed set position = 99 where position = 3",
        "update test_book set holder = 'C' where code = 'S0'",
        "update test_book set holder = 'C' where code = 'S9'",
    ],
)
def test_what_was_changed_since_is_found_all_the_same(marked, statement):
    with triggers_off():
        assert run(statement) == 1
    assert not verify().whole
    assert not verify().whole


def test_a_mark_that_somebody_forged_is_not_believed(marked):
    with triggers_off():
        run("update journal_entry set payload = payload || '{\"days\": 4}' where stream_id = 'book:S4' and seq = 2")
    for mark in list(marks.load()):
        now = marks.look(mark.first, mark.last)
        run("update journal_mark set fingerprint = %s where first = %s", now.fingerprint, mark.first)
    assert not verify().whole


def test_small_journals_are_always_computed_anew(marked, monkeypatch):
    monkeypatch.setattr(module, "ALWAYS_WHOLE", 1_000_000)
    assert verify().counts["entries"] == 54


def test_a_broken_journal_gets_no_marks(marked):
    run("delete from journal_mark")
    with triggers_off():
        run("update journal_entry set hash = sha256(hash) where stream_id = 'book:S4' and seq = 2")
    assert not verify().whole
    assert list(marks.load()) == []
