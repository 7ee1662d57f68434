"""The older DOC and XLS: a compound file (MS-CFB) whose directory shows what is inside. Macros, packages and encryption are refused."""

import mmap
import struct
from dataclasses import dataclass

from motcua.shared.files.rules.kinds import DOC, MACROS, PACKED, XLS, Kind, broken, dangerous, locked, unsupported

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Data = mmap.mmap | bytes

_LAST_REGULAR, _FREE = 0xFFFFFFFA, 0xFFFFFFFF
_ENTRY = 128
_HEADER_PLACES = 109
_SHIFTS = frozenset({9, 12})
_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project", "vba_project"})
_ENCRYPTED = frozenset({"encryptedpackage", "encryptioninfo"})
_WORKBOOKS = frozenset({"workbook", "book"})
_PACKAGE = "\x01ole10native"
_STREAM_LIMIT = 4 * 1024 * 1024
_FIB_ENCRYPTED = 0x0100
_FILEPASS, _BOUNDSHEET, _BIFF_END = 0x2F, 0x85, 0x0A
_MACRO_SHEET = 1


@dataclass(frozen=True, slots=True)
class _Inside:
    """What stands in a directory: the allocation table and (name in lower case, first sector, size)."""

    data: Data
    size: int
    table: list[int]
    entries: list[tuple[str, int, int]]

    @property
    def names(self) -> set[str]:
        return {name for name, _, _ in self.entries}

    def streams(self, names: frozenset[str]) -> list[bytes]:
        """The beginnings of the streams with these names."""
        found = [(start, length) for name, start, length in self.entries if name in names and length]
        return [self._read(start, min(length, _STREAM_LIMIT)) for start, length in found]

    def _read(self, start: int, length: int) -> bytes:
        parts = [self.data[at : at + self.size] for at in _chain(self.table, start, self.size, -(-length // self.size))]
        return b"".join(parts)[:length]


def check(data: Data) -> Kind:
    """DOC or XLS, or the refusal."""
    try:
        inside = _open(data)
        kind = DOC if "worddocument" in inside.names else XLS if inside.names & _WORKBOOKS else None
        if inside.names & _ENCRYPTED or _is_encrypted(inside):
            raise locked()
        if kind is None:
            raise unsupported("Tệp này")
        if inside.names & _MACROS or _has_macro_sheets(inside):
            raise dangerous(MACROS.format(kind.label))
        if _PACKAGE in inside.names:
            raise dangerous(PACKED.format(kind.label))
    except (struct.error, ValueError, UnicodeDecodeError, IndexError) as error:
        raise broken(DOC) from error
    return kind


def check_embedded(data: bytes, kind: Kind) -> None:
    """A compound file inside another document may be a formula or a picture, not a package of any file, nor macros."""
    try:
        names = _open(data).names
    except (struct.error, ValueError, UnicodeDecodeError, IndexError) as error:
        raise broken(kind) from error
    if names & _MACROS:
        raise dangerous(MACROS.format(kind.label))
    if _PACKAGE in names:
        raise dangerous(PACKED.format(kind.label))


def _is_encrypted(inside: _Inside) -> bool:
    words = inside.streams(frozenset({"worddocument"}))
    return any(struct.unpack_from("<H", word, 10)[0] & _FIB_ENCRYPTED for word in words) or any(
        number == _FILEPASS for book in inside.streams(_WORKBOOKS) for number, _ in _records(book)
    )


def _has_macro_sheets(inside: _Inside) -> bool:
    books = inside.streams(_WORKBOOKS)
    return any(number == _BOUNDSHEET and record[5:6] == bytes([_MACRO_SHEET]) for book in books for number, record in _records(book))


def _records(book: bytes) -> list[tuple[int, bytes]]:
    """The records of a workbook's first part (BIFF), up to its end."""
    records: list[tuple[int, bytes]] = []
    at = 0
    while at + 4 <= len(book):
        number, length = struct.unpack_from("<HH", book, at)
        if number == _BIFF_END:
            break
        records.append((number, book[at + 4 : at + 4 + min(length, 16)]))
        at += 4 + length
    return records


def _open(data: Data) -> _Inside:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SHIFTS:
        raise ValueError("sector size")
    size = 1 << shift
    table = _table(data, size)
    used = max((n for n, following in enumerate(table) if following != _FREE), default=0)
    if (used + 1) * size >= len(data):
        raise ValueError("cut off")
    (sector,) = struct.unpack_from("<I", data, 48)
    entries = [entry for at in _chain(table, sector, size) for entry in _entries(data, at, at + size)]
    return _Inside(data, size, table, entries)


def _entries(data: Data, start: int, end: int) -> list[tuple[str, int, int]]:
    found = []
    for at in range(start, end, _ENTRY):
        (length,) = struct.unpack_from("<H", data, at + 64)
        if data[at + 66] and 2 <= length <= 64:  # noqa: PLR2004 a name has 1 to 31 letters and its end
            name = data[at : at + length - 2].decode("utf-16-le").lower()
            found.append((name, *struct.unpack_from("<II", data, at + 116)))
    return found


def _table(data: Data, size: int) -> list[int]:
    """The file allocation table: for each sector the one that follows."""
    places = list(struct.unpack_from(f"<{_HEADER_PLACES}I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    each = size // 4
    seen: set[int] = set()
    while more <= _LAST_REGULAR:
        if more in seen:
            raise ValueError("circle")
        seen.add(more)
        *part, more = struct.unpack_from(f"<{each}I", data, (more + 1) * size)
        places += part
    table: list[int] = []
    for place in places:
        if place <= _LAST_REGULAR:
            table += struct.unpack_from(f"<{each}I", data, (place + 1) * size)
    return table


def _chain(table: list[int], sector: int, size: int, most: int | None = None) -> list[int]:
    """Where the sectors of a chain begin in the file; `most` of them when given."""
    chain: list[int] = []
    while sector <= _LAST_REGULAR and (most is None or len(chain) < most):
        if sector >= len(table) or len(chain) > len(table):
            raise ValueError("chain")
        chain.append((sector + 1) * size)
        sector = table[sector]
    return chain
