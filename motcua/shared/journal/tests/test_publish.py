"""Heads outside the database: signed, durable, each the continuation of the one before."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from motcua.shared.journal import feed, keys, log, merkle, queries
from motcua.shared.journal.postgres import store
from motcua.shared.journal.testing import triggers_off
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def test_an_empty_journal_has_no_head():
    assert log.publish(AT) is None
    assert log.latest() is None


def test_publishing_places_what_waits_and_skips_when_nothing_changed():
    library.shelf(2)
    first = publish(AT)
    assert (first.size, first.node, first.at) == (9, "dong-nai", AT)
    assert log.publish(AT + timedelta(days=1)) is None
    library.read("S0")
    second = publish(AT - timedelta(days=1))
    assert (second.size, second.at) == (10, AT)
    assert [head for _, head in log.published()] == [first, second]


def test_a_line_can_be_checked_with_the_published_key_alone(settings):
    library.shelf(1)
    log.publish(AT)
    fields = json.loads(log.path().read_text())
    key = load_pem_public_key((Path(settings.PUBLISHED) / "journal.pub.pem").read_bytes())
    signature = bytes.fromhex(fields.pop("signature"))
    fields.pop("key")
    assert isinstance(key, Ed25519PublicKey)
    key.verify(signature, b"motcua/head/1\n" + json.dumps(fields, sort_keys=True, separators=(",", ":")).encode())
    assert fields == {"node": "dong-nai", "size": 4, "root": merkle.root(4, stored_nodes).hex(), "at": "2025-01-24T07:00:00.000000Z"}


def stored_nodes(places):
    return store.nodes(places)


def test_the_private_key_is_for_nobody_else(settings):
    keys.private_key()
    path = Path(settings.VAR) / "secrets" / keys.PRIVATE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.private_key().public_key() == keys.private_key().public_key()
    assert [file.name for file in path.parent.iterdir()] == [keys.PRIVATE]


def test_a_half_written_line_is_no_head_and_is_cut_away():
    library.shelf(1)
    first = publish(AT)
    with log.path().open("ab") as file:
        file.write(b'{"node":"dong')
    assert [head for _, head in log.published()] == [first]
    library.read("S0")
    second = publish(AT)
    assert [head for _, head in log.published()] == [first, second]


def test_a_log_that_lost_its_tail_or_changed_is_not_published():
    library.shelf(2)
    log.publish(AT)
    with triggers_off():
        library.run("delete from journal_feed where position > 7")
    with pytest.raises(log.LogForked, match="9 mục"):
        log.publish(AT)
    with triggers_off():
        library.run("update journal_log_node set hash = sha256(hash) where level = 3")
    with pytest.raises(log.LogForked):
        log.publish(AT)


def test_proofs_against_what_was_published():
    library.shelf(2)
    first = publish(AT)
    library.read("S0")
    second = publish(AT)
    for entry in queries.entries("book:S1"):
        found = log.inclusion(entry.stream_id, entry.seq, first.size)
        assert found is not None
        index, path = found
        assert merkle.root_from_inclusion(entry.hash, index, first.size, path) == first.root
    assert log.inclusion("book:S0", 5, first.size) is None
    assert log.inclusion("book:S9", 1, first.size) is None
    proof = log.consistency(first.size, second.size)
    assert merkle.is_consistent(first.size, second.size, first.root, second.root, proof)


def test_a_proof_from_a_damaged_tree_is_refused():
    library.shelf(2)
    publish(AT)
    with triggers_off():
        library.run("delete from journal_log_node")
    with pytest.raises(log.LogForked):
        log.inclusion("book:S0", 1, 9)


def test_the_feed_waits_until_somebody_sequences():
    library.shelf(1)
    assert queries.feed() == []
    assert feed.sequence(3) == 3
    assert feed.drain() == 1
    assert [item.position for item in queries.feed()] == [1, 2, 3, 4]


def test_only_the_end_of_a_long_file_is_read(monkeypatch):
    monkeypatch.setattr(log, "TAIL_BYTES", 1_000)
    library.shelf(1)
    for turn in range(6):
        library.read("S0")
        head = publish(AT)
        assert (head.size, log.latest()) == (5 + turn, head)
    with log.path().open("ab") as file:
        file.write(b"half")
    assert log.publish(AT) is None
    assert log.path().read_bytes().count(b"\n") == 6
    assert len(list(log.published())) == 6
