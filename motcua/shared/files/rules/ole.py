"""The older DOC and XLS: a compound file (MS-CFB) whose directory shows what is inside. Macros, packages and encryption are refused."""

import mmap
import struct

from motcua.shared.files.rules.kinds import DOC, XLS, Kind, broken, dangerous, locked, unsupported
from motcua.shared.files.rules.office import MACROS, PROGRAM

HEADER = 512
FREE, LAST_REGULAR = 0xFFFFFFFF, 0xFFFFFFFA
DIRECTORY_ENTRY = 128
HEADER_FAT_ENTRIES = 109
_SHIFTS = frozenset({9, 12})
_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project", "vba_project"})
_ENCRYPTED = frozenset({"encryptedpackage", "encryptioninfo"})
_PACKAGE = "\x01ole10native"


def check(data: mmap.mmap) -> Kind:
    """DOC or XLS, or the refusal."""
    try:
        names = _names(data)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise broken(DOC) from error
    kind = DOC if "worddocument" in names else XLS if names & {"workbook", "book"} else None
    if names & _ENCRYPTED:
        raise locked(kind or DOC)
    if kind is None:
        raise unsupported("Tệp này")
    if names & _MACROS:
        raise dangerous(MACROS.format(kind.label))
    if _PACKAGE in names:
        raise dangerous(PROGRAM.format(kind.label))
    return kind


def _names(data: mmap.mmap) -> set[str]:
    """The names in the directory, in lower case."""
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SHIFTS:
        raise ValueError("sector size")
    size = 1 << shift
    table = _table(data, size)
    used = max((n for n, following in enumerate(table) if following != FREE), default=0)
    if (used + 1) * size + min(size, len(data) % size or size) > len(data) + size - 1:
        raise ValueError("cut off")
    (sector,) = struct.unpack_from("<I", data, 48)
    names: set[str] = set()
    for at in _chain(table, sector, size):
        for entry in range(at, at + size, DIRECTORY_ENTRY):
            (length,) = struct.unpack_from("<H", data, entry + 64)
            if data[entry + 66] and 2 <= length <= 64:  # noqa: PLR2004 a name has 1 to 31 letters and its end
                names.add(data[entry : entry + length - 2].decode("utf-16-le").lower())
    return names


def _table(data: mmap.mmap, size: int) -> list[int]:
    """The file allocation table: for each sector the one that follows."""
    places = list(struct.unpack_from(f"<{HEADER_FAT_ENTRIES}I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    each = size // 4
    seen: set[int] = set()
    while more <= LAST_REGULAR:
        if more in seen:
            raise ValueError("circle")
        seen.add(more)
        *part, more = struct.unpack_from(f"<{each}I", data, (more + 1) * size)
        places += part
    table: list[int] = []
    for place in places:
        if place <= LAST_REGULAR:
            table += struct.unpack_from(f"<{each}I", data, (place + 1) * size)
    return table


def _chain(table: list[int], sector: int, size: int) -> list[int]:
    """Where the sectors of a chain begin in the file."""
    chain: list[int] = []
    while sector <= LAST_REGULAR:
        if sector >= len(table) or len(chain) > len(table):
            raise ValueError("chain")
        chain.append((sector + 1) * size)
        sector = table[sector]
    return chain
