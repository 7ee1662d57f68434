"""An exported file proves itself without the database."""

import json
from datetime import timedelta

import pytest

from motcua.shared.journal import actions, keys, log
from motcua.shared.journal.export import export, export_file, verify_file
from motcua.shared.journal.rules import UnknownStream
from motcua.shared.journal.tests import library, stranger
from motcua.shared.journal.tests.library import AT, A

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


@pytest.fixture
def path(books, tmp_path):
    library.shelf(4)
    log.publish(AT + timedelta(days=1))
    library.read("S2")
    path = tmp_path / "S2.json"
    assert export_file("S2", path, with_sealed=True) == 5
    return path


def changed(path, change):
    """The sentences about the file after a change of its content."""
    content = json.loads(path.read_text())
    change(content, content["streams"][0]["entries"])
    path.write_text(json.dumps(content))
    return verify_file(path).broken


def test_the_file_is_whole(path):
    report = verify_file(path)
    assert report.broken == []
    assert report.counts == {"streams": 1, "entries": 5, "unpublished": 1}


def test_a_stranger_checks_it_with_the_document_alone(path):
    content = json.loads(path.read_text())
    for entry in content["streams"][0]["entries"]:
        names = ("epoch", "seq", "kind", "at", "by", "node", "payload", "sealed", "prev")
        fields = {"stream": "book:S2", **{name: entry[name] for name in names}}
        assert stranger.entry_hash(fields) == entry["hash"]
        if entry["sealed"]:
            assert stranger.sealed_digest(entry["salt"], entry["content"]) == entry["sealed"]


def test_without_sealed_parts_it_holds_nobody_s_name(path):
    assert "Người đọc 2" in path.read_text()
    export_file("book:S2", path, with_sealed=False)
    assert "Người đọc" not in path.read_text()
    assert verify_file(path).whole


def test_erased_parts_are_no_break(path):
    actions.erase("book:S2", None, by=A, at=AT, basis="13/2023")
    export_file("S2", path, with_sealed=True)
    assert "Người đọc" not in path.read_text()
    assert verify_file(path).whole


def test_every_change_is_found(path):
    original = path.read_text()
    changes = [
        lambda content, entries: entries[1]["payload"].update(days=4),
        lambda content, entries: entries[1]["content"].update(reader="Ai đó"),
        lambda content, entries: entries[1].update(content=None, salt=None),
        lambda content, entries: entries.pop(1),
        lambda content, entries: entries.pop(0),
        lambda content, entries: entries.insert(1, entries.pop(2)),
        lambda content, entries: entries[1]["proof"]["path"].pop(),
        lambda content, entries: entries[1]["proof"].update(index=0),
        lambda content, entries: entries[1].update(at="2025-01-24T07:00:00Z"),
        lambda content, entries: entries[1].pop("by"),
        lambda content, entries: entries.clear(),
        lambda content, entries: content["streams"][0].update(stream="book:S1"),
        lambda content, entries: content["head"].update(size=17),
        lambda content, entries: content["head"].update(key="00" * 32),
        lambda content, entries: content.update(format="other"),
        lambda content, entries: content.update(head=None),
    ]
    for change in changes:
        path.write_text(original)
        assert changed(path, change) != []
    path.write_text(original[:-20])
    assert verify_file(path).broken == ["S2.json: không phải tệp xuất nhật ký, hoặc đã hỏng."]


def test_a_head_of_another_node_is_not_believed(path):
    own = keys.trusted_keys()
    assert verify_file(path, trusted=own).whole
    assert verify_file(path, trusted=frozenset()).broken == ["Đầu nhật ký (18 mục): chữ ký không đúng hoặc không phải của nút này."]


def test_before_the_first_head_nothing_is_provable_yet(books, tmp_path):
    library.shelf(1)
    content = export("S0", with_sealed=False)
    assert content["head"] is None
    path = tmp_path / "x.json"
    path.write_text(json.dumps(content))
    assert verify_file(path).counts["unpublished"] == 4
    assert verify_file(path).whole


def test_an_unknown_code_is_refused(books, tmp_path):
    with pytest.raises(UnknownStream):
        export_file("S9", tmp_path / "x.json", with_sealed=True)
    assert not (tmp_path / "x.json").exists()
