"""Which letters our fonts can draw: what they cannot would make a PDF that may not be kept (PDF/A), so it is shown as a box."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BOX = "\u25a1"
BREAK = "\u200b"
UNSEEN, MARKS = frozenset({"Cf", "Cs"}), frozenset({"Mn", "Me"})
UNICODE, FORMAT_4, LAST = (3, 1), 4, 0xFFFF


def drawable(text: str) -> str:
    """The text without what nobody sees (marks of direction, joiners, soft hyphens), and with a box for each letter that no font of ours has."""
    if text.isascii():
        return text
    known = _known()
    return "".join(_drawn(letter, ord(letter) in known) for letter in text)


def _drawn(letter: str, known: bool) -> str:
    if letter == BREAK:
        return letter
    kind = unicodedata.category(letter)
    if kind in UNSEEN or (kind in MARKS and not known):
        return ""
    return letter if known else BOX


@cache
def _known() -> frozenset[int]:
    """What each of the fonts has; a letter that one of them lacks counts as lacking."""
    sets = [_letters(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*sets)


def _letters(font: bytes) -> frozenset[int]:
    """The characters of a TrueType font, from its `cmap` table (format 4, the Basic Multilingual Plane)."""
    tables = struct.unpack(">H", font[4:6])[0]
    records = {font[at : at + 4]: struct.unpack(">I", font[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * tables, 16)}
    cmap = records[b"cmap"]
    count = struct.unpack(">H", font[cmap + 2 : cmap + 4])[0]
    for place in range(count):
        platform, encoding, offset = struct.unpack(">HHI", font[cmap + 4 + 8 * place : cmap + 12 + 8 * place])
        start = cmap + offset
        if (platform, encoding) == UNICODE and struct.unpack(">H", font[start : start + 2])[0] == FORMAT_4:
            return _segments(font, start)
    raise ValueError("no Unicode cmap of format 4")


def _segments(font: bytes, start: int) -> frozenset[int]:
    """The characters of the segments whose glyph is not the missing one."""
    count = struct.unpack(">H", font[start + 6 : start + 8])[0] // 2
    at = start + 14

    def row(place: int, signed: str = "H") -> tuple[int, ...]:
        return struct.unpack(f">{count}{signed}", font[place : place + 2 * count])

    ends, starts, deltas, ranges = row(at), row(at + 2 * count + 2), row(at + 4 * count + 2, "h"), at + 6 * count + 2
    found: set[int] = set()
    for number, (end, first, delta, shift) in enumerate(zip(ends, starts, deltas, row(ranges), strict=True)):
        for letter in range(first, min(end, LAST - 1) + 1):
            glyph = letter + delta
            if shift:
                where = ranges + 2 * number + shift + 2 * (letter - first)
                (glyph,) = struct.unpack(">H", font[where : where + 2])
            if glyph & LAST:
                found.add(letter)
    return frozenset(found)
