"""Writing: custody, one transaction with the projection, few statements, sentences for what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.errors import Refused
from motcua.shared.journal import actions, queries, registry
from motcua.shared.journal.canonical import CanonicalError
from motcua.shared.journal.custody import Place
from motcua.shared.journal.entries import Draft, Entry
from motcua.shared.journal.rules import NotHolder, Overtaken
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, A, B, Book, Loan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def test_an_entry_and_its_row_are_written_together():
    (entry,) = library.registered("1")
    assert (entry.seq, entry.node, entry.by) == (1, "dong-nai", A)
    assert Book.objects.get(code="1").holder == "A"
    assert queries.entries("book:1") == [entry]
    assert library.head("book:1").hash == entry.hash


def test_the_projector_sees_what_it_will_see_in_a_replay(monkeypatch):
    seen: list[Entry] = []
    monkeypatch.setitem(registry._projections, "book", registry.Projection("book", seen.append, ()))
    at = datetime(2025, 1, 24, 7, tzinfo=UTC)
    actions.append("book:1", [Draft("book.registered", {"b": (1, 2), "a": at}, {"reader": "Bé"})], by=A, at=at)
    assert seen == queries.entries("book:1")
    assert repr(seen) == repr(queries.entries("book:1"))


def test_drafts_of_one_call_follow_each_other_and_may_name_their_own_writer():
    drafts = [Draft("book.registered", {}), Draft("book.read", {}, {"reader": "Bé"}, by="system@A")]
    first, second = actions.append("book:1", drafts, by=A, at=AT)
    assert (second.prev, second.by) == (first.hash, "system@A")
    assert Loan.objects.get().reader == "Bé"
    assert actions.append("book:1", [], by=A, at=AT) == []


@pytest.mark.parametrize("count", [1, 5])
def test_an_append_is_two_statements_and_one_when_the_head_is_at_hand(count, bare):
    drafts = [Draft("bare.noted", {}, {"text": "riêng"})] * count
    with CaptureQueriesContext(connection) as opening:
        actions.append("bare:1", drafts, by=A, at=AT)
    with CaptureQueriesContext(connection) as following:
        actions.append("bare:1", drafts, by=A, at=AT)
    head = actions.lock("bare:1")
    with CaptureQueriesContext(connection) as known:
        actions.append("bare:1", drafts, by=A, at=AT, head=head)
    assert (len(opening), len(following), len(known)) == (2, 2, 1)


def test_a_stranger_changes_nothing():
    library.registered("1")
    with pytest.raises(NotHolder) as refusal:
        library.read("1", by=B)
    assert refusal.value.detail == "Cơ quan B không giữ dòng nhật ký book:1 nên không ghi được; nơi đang giữ là A."
    assert isinstance(refusal.value, Refused)
    assert len(queries.entries("book:1")) == 1
    assert Book.objects.get().seq == 1
    assert not Loan.objects.exists()


def test_a_projector_that_fails_takes_the_entry_with_it():
    library.registered("1")
    with pytest.raises(KeyError), transaction.atomic():
        actions.append("book:1", [Draft("book.read", {}, {"unexpected": ""})], by=A, at=AT)
    assert len(queries.entries("book:1")) == 1
    assert library.ask("select count(*) from journal_outbox") == 1


def test_a_head_that_moved_is_refused():
    library.registered("1")
    head = actions.lock("book:1")
    library.read("1")
    with pytest.raises(Overtaken), transaction.atomic():
        actions.append("book:1", [Draft("book.read", {}, {"reader": ""})], by=A, at=AT, head=head)
    assert Loan.objects.count() == 1


def test_time_does_not_run_backwards():
    library.registered("1")
    (entry,) = library.read("1", at=AT - timedelta(days=3))
    assert entry.at == AT


def test_erasure_clears_what_was_projected():
    library.registered("1")
    library.read("1")
    entry = actions.erase("book:1", [2], by=A, at=AT, basis="13/2023/NĐ-CP:16")
    assert entry.payload == {"seqs": [2], "basis": "13/2023/NĐ-CP:16"}
    assert [loan.reader for loan in Loan.objects.all()] == [None]
    assert library.ask("select count(*) from journal_sealed") == 0


def test_the_province_opens_an_epoch(settings):
    library.registered("1")
    actions.open_epoch("book:1", Place("dong-nai", "B"), by="quan-tri@P", at=AT, basis="01/QĐ")
    library.read("1", by=B)
    settings.PROVINCE_NODE = "tinh"
    with pytest.raises(Refused):
        actions.open_epoch("book:1", Place("dong-nai", "A"), by="quan-tri@P", at=AT, basis="01/QĐ")


@pytest.mark.parametrize(
    ("stream", "kind", "by", "error"),
    [
        ("book:1", "shelf.read", A, ValueError),
        ("book:1", "book.erased", A, ValueError),
        ("book:1", "book.epoch_opened", A, ValueError),
        ("book:1", "book", A, ValueError),
        ("book: 1", "book.read", A, ValueError),
        ("book:", "book.read", A, ValueError),
        ("book:1", "book.read", "an", ValueError),
        ("nobody:1", "nobody.read", A, LookupError),
    ],
)
def test_a_programmer_s_mistake_is_an_error_and_not_a_refusal(stream, kind, by, error):
    with pytest.raises(error):
        actions.append(stream, [Draft(kind, {})], by=by, at=AT)
    assert library.ask("select count(*) from journal_entry") == 0


@pytest.mark.parametrize("payload", [{"share": 0.5}, {"big": 2**60}, {"at": datetime(2025, 1, 1)}])
def test_what_has_no_canonical_form_is_not_written(payload):
    with pytest.raises(CanonicalError):
        actions.append("book:1", [Draft("book.registered", payload)], by=A, at=AT)
    with pytest.raises(CanonicalError):
        actions.append("book:1", [Draft("book.registered", {}, payload)], by=A, at=AT)
    with pytest.raises(CanonicalError):
        actions.append("book:1", [Draft("book.registered", {})], by=A, at=datetime(2025, 1, 1))


def test_a_prefix_is_projected_by_one_function():
    registry.register("book", library.project, tables=[Book])
    with pytest.raises(ValueError, match="projected already"):
        registry.register("book", library.nothing, tables=[])
