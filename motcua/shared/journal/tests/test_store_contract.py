"""One contract for both stores: what the core asks, each must answer alike."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.shared.journal import core, merkle
from motcua.shared.journal.custody import Place
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.memory import MemoryStore
from motcua.shared.journal.postgres import PostgresStore
from motcua.shared.journal.rules import NothingSealed, NotProvince, Overtaken, UnknownStream

AT = datetime(2025, 1, 24, 7, 0, 0, 123456, tzinfo=UTC)
TO_B = {"to": {"node": "dong-nai", "agency": "B"}}


@pytest.fixture(params=["memory", "postgres"])
def store(request):
    if request.param == "memory":
        return MemoryStore()
    request.getfixturevalue("db")
    return PostgresStore()


def write(store, stream, *drafts, by="an@A", at=AT, head=None):
    return core.append(store, stream, drafts, by=by, at=at, node="dong-nai", head=head)


def sequence(store, limit=100):
    return core.sequence(store, limit)


def test_an_unknown_stream_has_no_head_and_no_entries(store):
    assert store.head("book:1", lock=True) is None
    assert store.entries("book:1") == []
    assert store.sealed_seqs("book:1") == []


def test_entries_come_back_as_they_were_written(store):
    payload = {"số": [1, None, True, {"é": "😀"}], "at": AT, "": -(2**53)}
    written = write(store, "book:1", Draft("book.registered", payload, {"reader": "Nguyễn Thị Bé"}), Draft("book.read", {}))
    assert store.entries("book:1") == written
    assert written[0].payload["at"] == "2025-01-24T07:00:00.123456Z"
    assert [entry.seq for entry in written] == [1, 2]
    assert written[1].prev == written[0].hash


def test_the_head_follows(store):
    write(store, "book:1", Draft("book.registered", {}))
    last = write(store, "book:1", Draft("book.handed_over", TO_B))[-1]
    head = store.head("book:1")
    assert (head.epoch, head.seq, head.hash, head.at) == (1, 2, last.hash, AT)
    assert (head.node, head.agency, head.to_node, head.to_agency) == ("dong-nai", "A", "dong-nai", "B")
    write(store, "book:1", Draft("book.taken_over", {}), by="binh@B")
    assert (store.head("book:1").agency, store.head("book:1").in_transit) == ("B", False)


def test_time_does_not_run_backwards_in_a_stream(store):
    write(store, "book:1", Draft("book.registered", {}))
    (entry,) = write(store, "book:1", Draft("book.read", {}), at=AT - timedelta(days=1))
    assert entry.at == store.head("book:1").at == AT


def test_a_head_that_moved_is_refused(store):
    write(store, "book:1", Draft("book.registered", {}))
    old = store.head("book:1", lock=True)
    write(store, "book:1", Draft("book.read", {}), head=old)
    stale = replace(old, hash=bytes(32))
    with pytest.raises(Overtaken):
        write(store, "book:1", Draft("book.read", {}), head=stale)


def test_opening_what_is_open_is_refused(store):
    (entry,) = write(store, "book:1", Draft("book.registered", {}))
    with pytest.raises(Overtaken):
        store.write(None, core.advance(None, entry), [entry])


def test_erasure_takes_the_sealed_part_and_leaves_the_chain(store):
    write(store, "book:1", Draft("book.registered", {}, {"reader": "Bé"}), Draft("book.read", {}, {"reader": "Hùng"}))
    assert store.sealed_seqs("book:1") == [1, 2]
    entry = core.erase(store, "book:1", [1, 1], by="an@A", at=AT, node="dong-nai", basis="13/2023")
    assert (entry.kind, entry.payload) == ("book.erased", {"seqs": [1], "basis": "13/2023"})
    first, second, _ = store.entries("book:1")
    assert (first.sealed, first.salt, second.sealed) == (None, None, {"reader": "Hùng"})
    assert first.sealed_digest is not None
    for seqs in ([1], [9], []):
        with pytest.raises(NothingSealed):
            core.erase(store, "book:1", seqs, by="an@A", at=AT, node="dong-nai", basis="13/2023")
    core.erase(store, "book:1", None, by="an@A", at=AT, node="dong-nai", basis="13/2023")
    assert store.sealed_seqs("book:1") == []
    with pytest.raises(UnknownStream):
        core.erase(store, "book:9", None, by="an@A", at=AT, node="dong-nai", basis="13/2023")


def test_the_feed_has_positions_from_one_without_gap_and_keeps_the_order(store):
    write(store, "book:1", Draft("book.registered", {}), Draft("book.read", {}, {"reader": "Bé"}))
    write(store, "book:2", Draft("book.registered", {}))
    assert (store.size(), store.feed(0, 10)) == (0, [])
    assert sequence(store, 2) == 2
    write(store, "book:1", Draft("book.read", {}))
    assert [sequence(store), sequence(store)] == [2, 0]
    items = store.feed(0, 10)
    assert [(item.position, item.entry.stream_id, item.entry.seq) for item in items] == [
        (1, "book:1", 1),
        (2, "book:1", 2),
        (3, "book:2", 1),
        (4, "book:1", 3),
    ]
    assert items[1].entry.sealed == {"reader": "Bé"}
    assert store.feed(2, 1) == items[2:3]
    assert (store.position("book:2", 1), store.position("book:2", 2), store.size()) == (3, None, 4)


def test_the_log_has_the_entries_of_the_feed_as_leaves(store):
    for number in range(13):
        write(store, f"book:{number}", Draft("book.registered", {}))
        sequence(store, 1 + number % 3)
    sequence(store)
    leaves = [item.entry.hash for item in store.feed(0, 20)]
    frontier = merkle.Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    assert merkle.root(13, store.nodes) == frontier.root()
    for index, leaf in enumerate(leaves):
        path = merkle.inclusion(index, 13, store.nodes)
        assert merkle.root_from_inclusion(leaf, index, 13, path) == frontier.root()
    assert store.nodes([(9, 9), (0, 13)]) == {}


def test_an_epoch_is_opened_by_the_province_alone(store):
    write(store, "book:1", Draft("book.registered", {}))
    arguments: dict[str, Any] = {"by": "quan-tri@P", "at": AT, "node": "dong-nai", "basis": "01/QĐ"}
    entry = core.open_epoch(store, "book:1", Place("xa-x", "C"), province="dong-nai", **arguments)
    assert (entry.epoch, entry.seq, entry.prev) == (2, 2, store.entries("book:1")[0].hash)
    head = store.head("book:1")
    assert (head.epoch, head.node, head.agency) == (2, "xa-x", "C")
    with pytest.raises(NotProvince):
        core.open_epoch(store, "book:1", Place("xa-x", "C"), province="tinh-khac", **arguments)
