"""Publishing the head of the RFC 6962 log outside the database, and proofs against what was published."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from motcua.shared.journal import feed, heads, keys, merkle
from motcua.shared.journal.canonical import CanonicalError
from motcua.shared.journal.heads import SignedHead
from motcua.shared.journal.postgres import store

FILE = "heads.jsonl"
TAIL_BYTES = 64 * 1024


class LogForked(RuntimeError):
    """The log in the database is not the continuation of the last published head: publishing would hide that."""


def publish(at: datetime) -> SignedHead | None:
    """Place what waits in the feed, then sign and publish the head of the log; None when nothing changed since the last one.

    Not inside a transaction: what is published must be durable. LogForked when the log lost or changed what was published before.
    """
    with _alone() as path:
        with transaction.atomic(durable=True):
            feed.drain()
        _mend(path)
        last = latest()
        size = store.size()
        if size == 0 or (last is not None and last.size == size):
            return None
        if last is not None and (last.size > size or merkle.root(last.size, store.nodes) != last.root):
            raise LogForked(f"Nhật ký không còn nối tiếp đầu đã công bố ({last.size} mục). Chạy `motcua verify --full`.")
        moment = max(at, last.at) if last else at
        head = heads.sign(keys.private_key(), node=settings.NODE_NAME, size=size, root=merkle.root(size, store.nodes), at=moment)
        keys.publish_public_key()
        _append(path, head.line())
        return head


def path() -> Path:
    """The file of published heads."""
    return Path(settings.PUBLISHED) / FILE


def published() -> Iterator[tuple[int, SignedHead | None]]:
    """Number of the line and its head, None where a line is not one. A last line that a crash cut off was never published."""
    if not path().exists():
        return
    with path().open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield number, heads.read_line(line)
            except CanonicalError:
                yield number, None


def lines() -> int:
    """How many heads were published until now."""
    return sum(1 for _ in published())


def latest() -> SignedHead | None:
    """The last published head that can be read."""
    for line in reversed(_tail()):
        try:
            return heads.read_line(line)
        except CanonicalError:
            continue
    return None


def pending() -> int:
    """How many entries of the log no published head covers yet."""
    last = latest()
    return store.size() - (last.size if last else 0)


def inclusion(stream_id: str, seq: int, size: int) -> tuple[int, list[bytes]] | None:
    """The leaf's index (from 0) and the audit path of an entry in the log of `size` leaves; None when it came later. LogForked: damaged."""
    position = store.position(stream_id, seq)
    if position is None or position > size:
        return None
    try:
        return position - 1, merkle.inclusion(position - 1, size, store.nodes)
    except LookupError as error:
        raise LogForked(f"Cây nhật ký thiếu nút trong {size} mục đã công bố. Chạy `motcua verify --full`.") from error


def consistency(first: int, second: int) -> list[bytes]:
    """The proof that the log of `first` leaves is the beginning of that of `second`."""
    return merkle.consistency(first, second, store.nodes)


@contextmanager
def _alone() -> Iterator[Path]:
    folder = Path(settings.PUBLISHED)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".heads.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder / FILE


def _tail() -> list[bytes]:
    """The last whole lines of the file: a few hundred heads, however long it grew."""
    if not path().exists():
        return []
    with path().open("rb") as file:
        length = file.seek(0, os.SEEK_END)
        start = max(0, length - TAIL_BYTES)
        file.seek(start)
        lines = file.read().splitlines(keepends=True)
    if start:
        lines = lines[1:]
    return [line for line in lines if line.endswith(b"\n")]


def _mend(path: Path) -> None:
    """Cut away a line that a crash left half-written: it was never published."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        length = file.seek(0, os.SEEK_END)
        start = max(0, length - TAIL_BYTES)
        file.seek(start)
        whole = start + file.read().rfind(b"\n") + 1
        if whole < length:
            file.truncate(whole)
            os.fsync(file.fileno())


def _append(path: Path, line: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
