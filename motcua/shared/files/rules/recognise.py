"""Recognise a file by its content: the only door. Every accepted type is walked through, not only its first bytes."""

import mmap
import re
from collections.abc import Callable
from pathlib import Path

from motcua.shared.files.rules import images, office, ole, pdf, plain
from motcua.shared.files.rules.kinds import Kind, dangerous, empty, executable, mixed, unsupported

HEAD = 1024
END_OF_ZIP = b"PK\x05\x06"
LONGEST_ZIP_COMMENT = 65535
END_OF_ZIP_SIZE = 22

EXECUTABLE = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\x00asm",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"#!",
)
OTHER = (
    (b"Rar!\x1a\x07", "Tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "Tệp nén 7z"),
    (b"\x1f\x8b", "Tệp nén GZIP"),
    (b"{\\rtf", "Tệp RTF"),
    (b"GIF8", "Ảnh GIF"),
    (b"BM", "Ảnh BMP"),
    (b"RIFF", "Ảnh WebP hoặc tệp âm thanh, hình ảnh động"),
    (b"ID3", "Tệp âm thanh"),
)
KNOWN: tuple[tuple[bytes, Callable[[mmap.mmap], Kind]], ...] = (
    (b"%PDF-", pdf.check),
    (b"\x89PNG\r\n\x1a\n", images.check_png),
    (b"\xff\xd8\xff", images.check_jpeg),
    (b"II*\x00", images.check_tiff),
    (b"MM\x00*", images.check_tiff),
    (ole.MAGIC, ole.check),
)
PROGRAM_INSIDE = re.compile(rb"This program (?:cannot be run in DOS mode|must be run under)")


def recognise(path: Path) -> Kind:
    """What the file is. Raises the refusals of `kinds` for all that is not taken."""
    if path.stat().st_size == 0:
        raise empty()
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _recognise(data)


def _recognise(data: mmap.mmap) -> Kind:
    head = data[:HEAD]
    if head.startswith(EXECUTABLE) or (head.startswith(b"MZ") and b"\0" in head):
        raise executable()
    if head.startswith(b"PK\x03\x04"):
        kind = office.check(data)
        _one_thing_only(data, head[4:], zipped=True)
        return kind
    for magic, check in KNOWN:
        if head.startswith(magic):
            kind = check(data)
            _one_thing_only(data, head[4:])
            return kind
    _refuse_others(head)
    return plain.check(data)


def _refuse_others(head: bytes) -> None:
    if b"%PDF-" in head:
        raise mixed()
    if head[4:8] == b"ftyp":
        raise unsupported("Ảnh HEIC hoặc video")
    for magic, what in OTHER:
        if head.startswith(magic) and (magic not in {b"BM", b"ID3"} or b"\0" in head):
            raise unsupported(what)


def _one_thing_only(data: mmap.mmap, head: bytes, *, zipped: bool = False) -> None:
    """A file that another program would take for something else is refused."""
    if b"%PDF-" in head or (not zipped and _ends_as_zip(data)):
        raise mixed()
    if PROGRAM_INSIDE.search(data):
        raise dangerous("Bên trong tệp có chương trình chạy được. Tệp đã bị từ chối.")


def _ends_as_zip(data: mmap.mmap) -> bool:
    """Whether a ZIP reader would open it: an end record whose comment reaches exactly to the end of the file."""
    size = len(data)
    at = data.rfind(END_OF_ZIP, max(0, size - LONGEST_ZIP_COMMENT - END_OF_ZIP_SIZE))
    while at != -1:
        comment = int.from_bytes(data[at + 20 : at + END_OF_ZIP_SIZE], "little")
        if at + END_OF_ZIP_SIZE + comment == size:
            return True
        at = data.rfind(END_OF_ZIP, max(0, size - LONGEST_ZIP_COMMENT - END_OF_ZIP_SIZE), at)
    return False
