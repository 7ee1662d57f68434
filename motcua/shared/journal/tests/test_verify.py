"""With the triggers off, as somebody who owns the machine: whatever is changed, removed, swapped or cut is found, and the place is named."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua.shared.journal import actions, audit, chain, feed, heads, keys, log, merkle, verify_log
from motcua.shared.journal import verify as module
from motcua.shared.journal.merkle import Frontier
from motcua.shared.journal.postgres import store
from motcua.shared.journal.rules import UnknownStream
from motcua.shared.journal.testing import triggers_off
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, run
from motcua.shared.journal.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]
COLUMNS = {
    "kind": "'book.borrowed'",
    "at": "at + interval '1 microsecond'",
    '"by"': "'hung@A'",
    "node": "'xa-x'",
    "payload": """payload || '{"days": 4}'""",
    "sealed_digest": "sha256(sealed_digest)",
    "prev": "sha256(prev)",
    "hash": "sha256(hash)",
    "epoch": "2",
    "seq": "99",
}


@pytest.fixture
def shelf(books) -> Iterator[None]:
    """Four books of four and five entries; the first ten in a published head, then all but the last two in the feed."""
    library.shelf(4)
    feed.sequence(10)
    log._append(_path(), _head(10).line())
    feed.drain()
    log.publish(AT + timedelta(days=1))
    library.read("S0")
    library.read("S2")
    run("set constraints all immediate")
    run("set constraints all deferred")
    with triggers_off():
        yield


def _path():
    path = log.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _head(size):
    root = merkle.root(size, store.nodes)
    keys.publish_public_key()
    return heads.sign(keys.private_key(), node="dong-nai", size=size, root=root, at=AT)


def broken() -> list[str]:
    return verify().broken


def test_what_nobody_touched_is_whole(shelf):
    report = verify(full=True)
    assert (report.whole, report.broken) == (True, [])
    assert report.counts == {"entries": 20, "streams": 4, "heads": 2, "feed": 18}
    assert report.seconds > 0


def test_small_batches_find_the_same(shelf, monkeypatch):
    monkeypatch.setattr(module, "BATCH", 3)
    monkeypatch.setattr(verify_log, "BATCH", 4)
    seen = []
    assert verify(progress=lambda done, total: seen.append((done, total))).broken == []
    assert seen[-1] == (20, 20)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_is_found_and_named(shelf, column):
    assert run(f"update journal_entry set {column} = {COLUMNS[column]} where stream_id = 'book:S2' and seq = 2") == 1
    assert any("book:S2, mục" in sentence for sentence in broken())
    assert any("book:S2, mục" in sentence for sentence in verify("book:S2").broken)
    assert verify("book:S1").whole


def test_a_number_that_only_looks_the_same_is_found(shelf):
    run("update journal_entry set payload = jsonb_set(payload, '{days}', '3.0') where stream_id = 'book:S2' and seq = 2")
    assert "Dòng nhật ký book:S2, mục 2: nội dung không có dạng chuẩn, không phải do chương trình ghi." in broken()


def test_a_changed_sealed_part_is_found(shelf):
    run(
        'update journal_sealed set content = \'{"reader": "Ai đó"}\' where entry_id ='
        " (select id from journal_entry where stream_id = 'book:S1' and seq = 3)"
    )
    assert broken() == ["Dòng nhật ký book:S1, mục 3: phần niêm phong không khớp mã băm; đã bị sửa."]


def test_a_sealed_part_that_is_missing_without_an_erasure_is_found(shelf):
    run("delete from journal_sealed where entry_id = (select id from journal_entry where stream_id = 'book:S1' and seq = 3)")
    assert broken() == ["Dòng nhật ký book:S1, mục 3: mất phần niêm phong mà không có bút toán xóa."]


def test_an_erasure_is_no_break_and_what_comes_back_after_one_is(shelf):
    salt, content = library.ask("select salt from journal_sealed limit 1"), library.ask("select content from journal_sealed limit 1")
    entry = library.ask("select entry_id from journal_sealed limit 1")
    stream, seq = (library.ask(f"select {column} from journal_entry where id = %s", entry) for column in ("stream_id", "seq"))
    by = f"an@{library.ask('select agency from journal_head where stream_id = %s', stream)}"
    actions.erase(stream, [seq], by=by, at=AT, basis="13/2023")
    assert broken() == []
    run("insert into journal_sealed (entry_id, salt, content) values (%s, %s, %s)", entry, salt, content)
    assert broken() == [f"Dòng nhật ký {stream}, mục {seq}: phần niêm phong vẫn còn dù đã có bút toán xóa."]


@pytest.mark.parametrize("seq", [1, 2, 4])
def test_a_removed_entry_is_found(shelf, seq):
    run("delete from journal_entry where stream_id = 'book:S2' and seq = %s", seq)
    found = broken()
    assert f"Dòng nhật ký book:S2, mục {seq + 1}: lẽ ra là mục {seq}; có mục bị mất hoặc đổi chỗ." in found
    assert any("của nó không còn" in sentence for sentence in found)


def test_two_swapped_entries_are_found(shelf):
    run("update journal_entry set seq = 5 - seq + 100 where stream_id = 'book:S2' and seq in (2, 3)")
    run("update journal_entry set seq = seq - 100 where stream_id = 'book:S2' and seq > 100")
    found = broken()
    assert "Dòng nhật ký book:S2, mục 2: nội dung không khớp mã băm; mục này đã bị sửa." in found
    assert "Dòng nhật ký book:S2, mục 3: nội dung không khớp mã băm; mục này đã bị sửa." in found


def test_a_removed_stream_is_found(shelf):
    run("delete from journal_sealed s using journal_entry e where e.id = s.entry_id and e.stream_id = 'book:S3'")
    run("delete from journal_entry where stream_id = 'book:S3'")
    assert "Dòng nhật ký book:S3: có dòng đầu mà không còn mục nào." in broken()
    assert verify("book:S3").broken == ["Dòng nhật ký book:S3: mất các mục."]
    run("delete from journal_head where stream_id = 'book:S3'")
    assert any("của nó không còn" in sentence for sentence in broken())
    with pytest.raises(UnknownStream):
        verify("book:S3")


def _rewrite_stream(stream_id: str) -> None:
    """What a careful attacker does after a change: new hashes along the chain, in the head too."""
    prev = chain.ORIGIN
    for entry in store.entries(stream_id):
        fields = {name: getattr(entry, name) for name in ("stream_id", "epoch", "seq", "kind", "at", "by", "node", "payload", "sealed_digest")}
        digest = chain.entry_hash(**fields, prev=prev)
        run("update journal_entry set prev = %s, hash = %s where stream_id = %s and seq = %s", prev, digest, stream_id, entry.seq)
        prev = digest
    run("update journal_head set hash = %s where stream_id = %s", prev, stream_id)


def _rewrite_log() -> None:
    """And a new tree over the feed."""
    run("delete from journal_log_node")
    frontier = Frontier()
    for item in store.feed(0, 1_000):
        store.put_nodes(dict(frontier.add(item.entry.hash)))


def test_a_whole_history_written_anew_is_found_against_the_published_head(shelf):
    run("update journal_entry set payload = payload || '{\"days\": 4}' where stream_id = 'book:S2' and seq = 2")
    _rewrite_stream("book:S2")
    assert any("Cây nhật ký" in sentence for sentence in broken())
    _rewrite_log()
    assert broken() == ["Nhật ký không khớp dòng công bố 2 (18 mục): lịch sử bị sửa trong các vị trí 11–18 của dòng phát."]
    assert any("không có trong nhật ký đã công bố" in sentence for sentence in verify("book:S2").broken)


def test_a_cut_tail_that_was_mended_everywhere_is_found_against_the_published_head(shelf):
    last = library.ask("select entry_id from journal_feed order by position desc limit 1")
    run("delete from journal_outbox")
    run("delete from journal_sealed where entry_id in (select id from journal_entry where stream_id in ('book:S0', 'book:S2') and seq = 5)")
    run("delete from journal_entry where stream_id in ('book:S0', 'book:S2') and seq = 5")
    stream = library.ask("select stream_id from journal_entry where id = %s", last)
    run("delete from journal_feed where entry_id = %s", last)
    run("delete from journal_sealed where entry_id = %s", last)
    run("delete from journal_entry where id = %s", last)
    for stream_id in {stream, "book:S0", "book:S2"}:
        _mend_head(stream_id)
    _rewrite_log()
    assert broken() == ["Đuôi nhật ký bị cắt: dòng công bố 2 có 18 mục, nay chỉ còn 17; mất các vị trí 18–18 của dòng phát."]


def _mend_head(stream_id: str) -> None:
    """The head row and the projection as if the tail had never been."""
    check = audit.StreamAudit(stream_id)
    assert [sentence for entry in store.entries(stream_id) for sentence in check.take(entry)] == []
    now = check.head
    assert now is not None
    run(
        "update journal_head set seq = %s, hash = %s, at = %s, node = %s, agency = %s, to_node = %s, to_agency = %s where stream_id = %s",
        *(now.seq, now.hash, now.at, now.node, now.agency, now.to_node, now.to_agency, stream_id),
    )
    run("update test_book set seq = %s, holder = %s where code = %s", now.seq, now.agency, stream_id.partition(":")[2])


def test_a_cut_tail_with_the_old_head_row_is_found(shelf):
    run("delete from journal_outbox where entry_id = (select id from journal_entry where stream_id = 'book:S2' and seq = 5)")
    run("delete from journal_sealed where entry_id = (select id from journal_entry where stream_id = 'book:S2' and seq = 5)")
    run("delete from journal_entry where stream_id = 'book:S2' and seq = 5")
    assert (
        broken()
        == [
            "Dòng nhật ký book:S2: dòng đầu ghi mục 5, nhật ký kết thúc ở mục 4; đuôi bị cắt hoặc bị thay.",
            "Dòng nhật ký book:S2: dòng đầu ghi thời điểm khác mục cuối.",
        ][: len(broken())]
    )


def test_a_head_that_names_another_holder_is_found(shelf):
    run("update journal_head set agency = 'B' where stream_id = 'book:S2'")
    assert broken() == [
        "Dòng nhật ký book:S2: dòng đầu ghi nơi giữ B, nhật ký nói A.",
        "Sách S2: bảng không khớp nhật ký.",
    ]


def test_a_projection_that_says_otherwise_is_found(shelf):
    run("update test_book set holder = 'C' where code = 'S1'")
    assert broken() == ["Sách S1: bảng không khớp nhật ký."]
    assert verify("book:S1").broken == ["Sách S1: bảng không khớp nhật ký."]


def test_an_entry_of_somebody_who_did_not_hold_the_stream_is_found(shelf):
    run("update journal_entry set \"by\" = 'binh@B' where stream_id = 'book:S2' and seq = 2")
    _rewrite_stream("book:S2")
    assert any(sentence.startswith("Dòng nhật ký book:S2, mục 2: người ghi không có quyền ghi lúc đó.") for sentence in broken())


def test_a_hole_in_the_feed_is_found(shelf):
    run("delete from journal_feed where position = 7")
    found = broken()
    assert "Dòng phát thiếu vị trí 7–7." in found
    assert any("không có trong dòng phát và cũng không chờ phát." in sentence for sentence in found)


def test_a_feed_in_another_order_is_found(shelf):
    run("update journal_feed set position = -position where position in (2, 3)")
    run("update journal_feed set position = 5 + position where position < 0")
    found = broken()
    assert any("phát không đúng thứ tự" in sentence for sentence in found)
    assert any(sentence.startswith("Nhật ký không khớp dòng công bố 1") for sentence in found)


def test_an_entry_that_waits_though_it_is_placed_is_found(shelf):
    run("insert into journal_outbox (entry_id) select entry_id from journal_feed where position = 1")
    assert broken() == ["Dòng nhật ký book:S0, mục 1: đã phát mà vẫn nằm trong hàng chờ."]


SECOND_FOUR = "where level = 2 and index = 1"


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("update journal_log_node set hash = sha256(hash)", "sai"),
        ("delete from journal_log_node", "mất"),
    ],
)
def test_a_changed_or_lost_node_of_the_tree_is_found(shelf, statement, state):
    run(f"{statement} {SECOND_FOUR}")
    assert f"Cây nhật ký: nút của các vị trí 5–8 {state}." in broken()


def test_a_foreign_node_of_the_tree_is_found(shelf):
    run("insert into journal_log_node (level, index, hash) values (4, 7, %s)", bytes(32))
    assert broken() == ["Cây nhật ký có 17 nút, dòng phát cho 16."]


def test_a_published_line_that_was_changed_is_found(shelf):
    lines = log.path().read_bytes().splitlines(keepends=True)
    log.path().write_bytes(lines[0].replace(b'"size":10', b'"size":11') + b"??\n" + lines[1])
    found = broken()
    assert "Dòng công bố 1 (11 mục): chữ ký không đúng hoặc không phải của nút này." in found
    assert "Dòng công bố 2: không đọc được." in found


def test_a_code_without_a_prefix_means_all_its_streams(shelf):
    assert verify("S1").counts == {"entries": 5, "streams": 1}
    with pytest.raises(UnknownStream):
        verify("S99")


def test_a_flood_of_breaks_is_counted_and_not_kept(shelf, monkeypatch):
    monkeypatch.setattr("motcua.shared.journal.report.MOST_SENTENCES", 5)
    run("update journal_entry set hash = sha256(hash)")
    report = verify()
    assert (len(report.broken), report.whole) == (5, False)
    assert report.more > 5


def test_what_is_published_while_it_looks_is_no_cut_tail(shelf, monkeypatch):
    real = verify_log.check

    def others_publish_meanwhile(report, lines):
        head = heads.sign(keys.private_key(), node="dong-nai", size=99, root=bytes(32), at=AT + timedelta(days=2))
        log._append(_path(), head.line())
        real(report, lines)

    monkeypatch.setattr(verify_log, "check", others_publish_meanwhile)
    assert broken() == []
    assert [sentence for sentence in broken() if "Đuôi nhật ký bị cắt" in sentence]
