"""The store: one blob for each content, nothing by half, nothing kept that nobody refers to."""

import os
import resource
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from motcua.base.errors import Invalid, NotFound, Refused, TooLarge, Unavailable
from motcua.base.time import VN, now
from motcua.shared.files import actions, queries, store
from motcua.shared.files.models import StoredFile
from motcua.shared.files.tests import samples

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
BY = "be@000.01.25.H19"
FULL = "Máy chủ hết chỗ lưu (ổ đĩa đầy) nên chưa nhận được tệp. Không có gì bị ghi dở; hãy báo quản trị và gửi lại sau."
TOO_LARGE = "Tệp lớn hơn 1 MB. Hãy giảm độ phân giải khi quét hoặc chia thành nhiều tệp rồi gửi lại."


@pytest.fixture(autouse=True)
def _own_root(tmp_path: Path, settings) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_SCANNER = ""


def keep(body: bytes = b"", name: str = "a.pdf") -> StoredFile:
    return actions.store(BytesIO(body or samples.pdf()), name, by=BY, at=AT)


def read(digest: str) -> bytes:
    with queries.open_bytes(digest) as source:
        return source.read()


def on_disk() -> list[Path]:
    return sorted(path for path in store.root().rglob("*") if path.is_file())


@contextmanager
def disk_for(size: int) -> Iterator[None]:
    """No file of this process may grow past `size`: the kernel refuses the write as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _roll_back(act: Callable[[], object]) -> None:
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_bytes_lie_under_their_hash_and_the_row_tells_the_rest() -> None:
    body = samples.pdf()
    stored = keep(body, "../Giấy chứng sinh.PDF")
    digest = sha256(body).hexdigest()
    assert on_disk() == [store.root() / digest[:2] / digest[2:4] / digest]
    assert on_disk()[0].read_bytes() == body
    assert stat.S_IMODE(on_disk()[0].stat().st_mode) == 0o600
    found = queries.get(stored.id)
    assert found is not None
    kept = (found.sha256, found.size, found.type, found.name, found.by, found.at, found.scanned, found.erased)
    assert kept == (digest, len(body), "application/pdf", "Giấy chứng sinh.PDF", BY, AT, "", False)
    assert len(stored.id) >= 20


@pytest.mark.django_db
def test_the_same_content_twice_is_two_ids_and_one_blob() -> None:
    first, second = keep(name="a.pdf"), keep(name="b.pdf")
    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert len(on_disk()) == 1
    assert {id: row.name for id, row in queries.named([first.id, second.id, "x"]).items()} == {first.id: "a.pdf", second.id: "b.pdf"}


class Endless:
    """A stream that never ends and counts what is read of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"x" * size


@pytest.mark.django_db
def test_reading_stops_just_past_the_limit(settings) -> None:
    settings.FILE_LIMIT = 1024 * 1024
    endless = Endless()
    with pytest.raises(TooLarge) as refused:
        actions.store(endless, "a.txt", by=BY, at=AT)
    assert (refused.value.detail, refused.value.status, refused.value.fields) == (TOO_LARGE, 413, {"file": TOO_LARGE})
    assert endless.given == 2 * 1024 * 1024
    assert on_disk() == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_exactly_the_limit_is_taken_and_one_more_is_not(settings) -> None:
    settings.FILE_LIMIT = 1024 * 1024
    assert keep(b"x" * settings.FILE_LIMIT, "a.txt").size == settings.FILE_LIMIT
    with pytest.raises(TooLarge):
        keep(b"x" * (settings.FILE_LIMIT + 1))


@pytest.mark.django_db
def test_an_upload_that_says_its_size_is_refused_unread(settings) -> None:
    settings.FILE_LIMIT = 1024 * 1024
    upload = ContentFile(b"x" * (settings.FILE_LIMIT + 1), "a.txt")
    with pytest.raises(TooLarge):
        actions.store(upload, "a.txt", by=BY, at=AT)
    assert upload.tell() == 0


@pytest.mark.django_db
def test_a_full_disk_refuses_with_a_sentence_and_leaves_nothing() -> None:
    with disk_for(256 * 1024), pytest.raises(Unavailable) as refused:
        keep(samples.text() * 20_000)
    assert (refused.value.detail, refused.value.status) == (FULL, 503)
    assert on_disk() == []
    assert not StoredFile.objects.exists()
    assert keep(samples.text() * 20_000).type == "text/plain"


@pytest.mark.django_db
def test_a_store_that_cannot_be_written_refuses_with_a_sentence(tmp_path: Path, settings) -> None:
    (tmp_path / "wall").write_text("a file where the folder should be")
    settings.FILES_ROOT = tmp_path / "wall"
    with pytest.raises(Unavailable) as refused:
        keep()
    assert refused.value.detail == "Máy chủ chưa ghi được tệp vào kho lưu. Không có gì bị ghi dở; hãy báo quản trị và gửi lại sau."


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"%PDF-1.7", samples.PE, b"#!/bin/sh\n"])
def test_a_refused_content_leaves_nothing(body: bytes) -> None:
    with pytest.raises(Refused):
        keep(body)
    assert on_disk() == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        actions.store(BytesIO(), "a.pdf", by=BY, at=AT)
    assert refused.value.detail == "Tệp rỗng, không có nội dung. Hãy chọn lại tệp."


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_a_blob_that_the_sweep_removes() -> None:
    _roll_back(keep)
    assert not StoredFile.objects.exists()
    assert len(on_disk()) == 1
    assert actions.sweep(now() + timedelta(hours=23)) == 0
    assert actions.sweep(now() + timedelta(hours=25)) == 1
    assert on_disk() == []


@pytest.mark.django_db(transaction=True)
def test_the_sweep_keeps_what_is_referred_to_and_takes_forgotten_temporary_files() -> None:
    stored = keep()
    forgotten = store.temporary() / "half"
    forgotten.write_bytes(b"x")
    assert actions.sweep(now() + timedelta(days=2)) == 1
    assert on_disk() == [store.place_of(stored.sha256)]


@pytest.mark.django_db(transaction=True)
def test_erasure_takes_bytes_name_and_hash() -> None:
    stored = keep()
    assert actions.erase(stored.sha256) is True
    assert on_disk() == []
    assert queries.get(stored.id) is None
    row = StoredFile.objects.get(pk=stored.id)
    assert (row.name, row.sha256, row.erased) == ("", "", True)
    with pytest.raises(NotFound) as refused:
        queries.open_bytes(stored.sha256)
    assert refused.value.detail == "Tệp đã được xóa theo yêu cầu bảo vệ dữ liệu cá nhân."
    assert actions.erase(stored.sha256) is False


@pytest.mark.django_db(transaction=True)
def test_bytes_stay_while_another_upload_refers_to_them() -> None:
    first, second = keep(name="a.pdf"), keep(name="b.pdf")
    assert actions.erase(first.sha256) is False
    assert queries.get(first.id) is not None
    assert actions.erase(first.sha256, ids=[first.id]) is False
    assert queries.get(first.id) is None
    assert read(second.sha256) == samples.pdf()
    assert actions.erase(second.sha256, ids=[second.id]) is True
    assert on_disk() == []


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_rolled_back_keeps_the_bytes() -> None:
    stored = keep()
    _roll_back(lambda: actions.erase(stored.sha256))
    assert read(stored.sha256) == samples.pdf()
    assert queries.get(stored.id) is not None


@pytest.mark.django_db(transaction=True)
def test_a_removal_waits_for_an_upload_of_the_same_content_and_then_spares_it() -> None:
    digest = sha256(samples.pdf()).hexdigest()
    removed: list[bool] = []

    def remove() -> None:
        try:
            removed.append(actions.remove_unreferenced(digest))
        finally:
            connection.close()

    thread = threading.Thread(target=remove)
    with transaction.atomic():
        keep()
        thread.start()
        thread.join(0.2)
        assert removed == []
    thread.join()
    assert removed == [False]
    assert store.place_of(digest).exists()


@pytest.mark.django_db
def test_an_upload_whose_bytes_were_taken_away_is_found() -> None:
    stored = keep()
    assert queries.missing() == []
    store.place_of(stored.sha256).unlink()
    assert queries.missing() == [stored.id]


@pytest.mark.django_db
def test_the_limits_of_a_process_do_not_hide_a_full_device() -> None:
    """/dev/full answers each write with ENOSPC; the sentence is the same."""
    with pytest.raises(Unavailable) as refused, store.disk_errors(), Path("/dev/full").open("wb", buffering=0) as full:
        os.write(full.fileno(), b"x")
    assert refused.value.detail == FULL
