"""Hashes: every field counts, sealed parts cannot be guessed, a chain shows any change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.journal import chain, core
from motcua.shared.journal.audit import StreamAudit
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.memory import MemoryStore
from motcua.shared.journal.tests.test_canonical import TEXT

AT = datetime(2025, 1, 24, 7, tzinfo=UTC)
OTHER = {
    "epoch": 2,
    "seq": 9,
    "kind": "book.other",
    "at": AT + timedelta(microseconds=1),
    "by": "an@C",
    "node": "elsewhere",
    "payload": {"days": 4},
    "sealed_digest": bytes(32),
    "prev": b"\x01" * 32,
    "stream_id": "book:2",
}


def stream(length, sealed=None):
    store = MemoryStore()
    drafts = [Draft("book.read", {"days": 3}, sealed) for _ in range(length)]
    return core.append(store, "book:1", drafts, by="an@A", at=AT, node="dong-nai")


def sentences(entries):
    check = StreamAudit("book:1")
    return [sentence for entry in entries for sentence in check.take(entry)] + list(check.end())


@pytest.mark.parametrize("field", OTHER)
def test_a_change_of_any_field_changes_the_hash(field):
    entry = stream(2, {"reader": "Bé"})[1]
    changed = replace(entry, **{field: OTHER[field]})
    assert chain.hash_of(changed) != entry.hash == chain.hash_of(entry)
    assert sentences([stream(1)[0], changed])


@given(st.integers(2, 6), st.data())
def test_a_removal_a_swap_and_a_repeat_break_the_chain(length, data):
    entries = stream(length)
    place = data.draw(st.integers(0, length - 2))
    assert sentences(entries) == []
    assert sentences(entries[:place] + entries[place + 1 :])
    assert sentences([*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]])
    assert sentences([*entries[: place + 1], entries[place], *entries[place + 1 :]])


@given(TEXT)
def test_the_same_content_never_has_the_same_digest_twice(text):
    first, second = stream(2, {"reader": text})
    assert first.salt != second.salt
    assert first.sealed_digest != second.sealed_digest
    assert sentences([first, second]) == []


def test_a_salt_has_128_bits():
    assert len(chain.draw_salt()) == 16
    with pytest.raises(ValueError, match="128 bits"):
        chain.seal({}, b"short")


def test_a_changed_sealed_part_and_a_missing_one_are_found():
    entry = stream(1, {"reader": "Bé"})[0]
    assert sentences([replace(entry, sealed={"reader": "Bo"})]) == ["Dòng nhật ký book:1, mục 1: phần niêm phong không khớp mã băm; đã bị sửa."]
    assert sentences([replace(entry, sealed=None, salt=None)]) == ["Dòng nhật ký book:1, mục 1: mất phần niêm phong mà không có bút toán xóa."]
    assert sentences([replace(entry, sealed={"reader": "Bé"}, salt=b"x")]) != []
