"""The content-addressed store on disk: `FILES_ROOT/ab/cd/<sha256>`, and `FILES_ROOT/tmp` in the same file system.

A blob is complete or absent: bytes are hashed while they are written to a temporary file, fsynced, and renamed; the folders are fsynced too.
"""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from motcua.base.errors import TooLarge, Unavailable

CHUNK = 1024 * 1024
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DISK_FULL = "Máy chủ hết chỗ lưu (ổ đĩa đầy) nên chưa nhận được tệp. Không có gì bị ghi dở; hãy báo quản trị và gửi lại sau."
DISK_BROKEN = "Máy chủ chưa ghi được tệp vào kho lưu. Không có gì bị ghi dở; hãy báo quản trị và gửi lại sau."


class Readable(Protocol):
    """Anything that gives bytes: an upload, an open file, a buffer."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that wait in a temporary file until they are judged."""

    path: Path
    sha256: str
    size: int


def root() -> Path:
    return Path(settings.FILES_ROOT)


def temporary() -> Path:
    return root() / "tmp"


def place_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256[2:4] / sha256


def limit() -> int:
    """The most bytes that a file may have."""
    return int(settings.FILE_LIMIT)


def too_large() -> TooLarge:
    megabytes = limit() // (1024 * 1024)
    sentence = f"Tệp lớn hơn {megabytes} MB. Hãy giảm độ phân giải khi quét hoặc chia thành nhiều tệp rồi gửi lại."
    return TooLarge(sentence, fields={"file": sentence}, limit=limit())


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """An error of the disk becomes a refusal that says so."""
    try:
        yield
    except OSError as error:
        raise Unavailable(DISK_FULL if error.errno in FULL else DISK_BROKEN) from error


@contextlib.contextmanager
def receive(stream: Readable) -> Iterator[Received]:
    """Write the stream to a temporary file, fsynced; it is gone afterwards unless it was placed. Reading stops just past the limit."""
    with disk_errors():
        temporary().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = temporary() / secrets.token_hex(16)
    try:
        with disk_errors():
            received = _write(stream, path)
        yield received
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _write(stream: Readable, path: Path) -> Received:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit():
                raise too_large()
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return Received(path, digest.hexdigest(), size)


def place(received: Received) -> None:
    """Move received bytes to where their hash says. A blob that was there already is replaced by its equal, and so made young again."""
    target = place_of(received.sha256)
    with disk_errors():
        _make_folders(target.parent)
        received.path.replace(target)
        _sync_folder(target.parent)


def _make_folders(folder: Path) -> None:
    for level in (folder.parent, folder):
        if not level.is_dir():
            level.mkdir(mode=0o700, exist_ok=True)
            _sync_folder(level.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(sha256: str) -> bool:
    """Take a blob off the disk. Whether it was there."""
    target = place_of(sha256)
    try:
        target.unlink()
    except FileNotFoundError:
        return False
    _sync_folder(target.parent)
    return True
