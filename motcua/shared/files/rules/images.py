"""Images, walked to their end: a picture that was cut off, or that something was glued to, is refused."""

import mmap
import re
import struct
import zlib
from collections.abc import Iterator

from motcua.shared.files.rules.kinds import JPEG, PNG, TIFF, Kind, broken

_PNG_SIGNATURE = 8
_PNG_FRAME = 12
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TIFF_DATA = {273: 279, 324: 325}
_TIFF_FORMS = {3: "H", 4: "I"}
_TIFF_PAGES = 10_000


def check_png(data: mmap.mmap) -> Kind:
    """Every chunk with its checksum, IHDR first, data, IEND last and nothing after it."""
    at, size = _PNG_SIGNATURE, len(data)
    names: list[bytes] = []
    while at + _PNG_FRAME <= size and names[-1:] != [b"IEND"]:
        (length,) = struct.unpack_from(">I", data, at)
        end = at + _PNG_FRAME + length
        if end > size or zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise broken(PNG)
        names.append(data[at + 4 : at + 8])
        at = end
    if names[:1] != [b"IHDR"] or b"IDAT" not in names or names[-1] != b"IEND" or at != size:
        raise broken(PNG)
    return PNG


def check_jpeg(data: mmap.mmap) -> Kind:
    """Segments, a frame, a scan, the end marker; after it only padding or what cameras add (further pictures, a maker's trailer)."""
    at, seen = 2, set()
    while True:
        marker, after = _jpeg_marker(data, at)
        seen.add(marker)
        if marker == _END_OF_IMAGE:
            break
        at = after
    if _START_OF_SCAN not in seen or not seen & _START_OF_FRAME:
        raise broken(JPEG)
    rest = data[after:].strip(b"\0\r\n ")
    if rest and not _from_a_camera(rest):
        raise broken(JPEG)
    return JPEG


def _jpeg_marker(data: mmap.mmap, at: int) -> tuple[int, int]:
    """The marker at `at`, and where the next one stands."""
    while data[at : at + 2] == b"\xff\xff":
        at += 1
    if data[at : at + 1] != b"\xff" or at + 2 > len(data):
        raise broken(JPEG)
    marker = data[at + 1]
    if marker in _STANDALONE or marker == _END_OF_IMAGE:
        return marker, at + 2
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    after = at + 2 + length
    if length < 2 or after >= len(data):  # noqa: PLR2004 the length counts its own two bytes
        raise broken(JPEG)
    if marker == _START_OF_SCAN:
        found = _NEXT_MARKER.search(data, after)
        if found is None:
            raise broken(JPEG)
        after = found.start()
    return marker, after


def _from_a_camera(rest: bytes) -> bool:
    return (rest.startswith(b"\xff\xd8\xff") and rest.endswith(b"\xff\xd9")) or rest.endswith(b"SEFT")


def check_tiff(data: mmap.mmap) -> Kind:
    """Every directory and every strip or tile lies inside the file, and there is at least one picture."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        ends = [end for at in _directories(data, order) for end in _tiff_ends(data, order, at)]
    except (struct.error, ValueError) as error:
        raise broken(TIFF) from error
    if not ends or max(ends) > len(data):
        raise broken(TIFF)
    return TIFF


def _directories(data: mmap.mmap, order: str) -> Iterator[int]:
    seen: set[int] = set()
    (at,) = struct.unpack_from(order + "I", data, 4)
    while at:
        if at in seen or len(seen) >= _TIFF_PAGES:
            raise ValueError("directories in a circle")
        seen.add(at)
        yield at
        (count,) = struct.unpack_from(order + "H", data, at)
        (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)


def _tiff_ends(data: mmap.mmap, order: str, at: int) -> list[int]:
    (count,) = struct.unpack_from(order + "H", data, at)
    values: dict[int, tuple[int, ...]] = {}
    for n in range(count):
        entry = at + 2 + 12 * n
        tag, form, many = struct.unpack_from(order + "HHI", data, entry)
        letter = _TIFF_FORMS.get(form)
        if letter is None or tag not in {*_TIFF_DATA, *_TIFF_DATA.values()}:
            continue
        width = struct.calcsize(letter) * many
        place = entry + 8 if width <= 4 else struct.unpack_from(order + "I", data, entry + 8)[0]  # noqa: PLR2004 four bytes stand in place
        if place + width > len(data):
            raise ValueError("array outside the file")
        values[tag] = struct.unpack_from(f"{order}{many}{letter}", data, place)
    return [
        start + length
        for offsets, lengths in _TIFF_DATA.items()
        for start, length in zip(values.get(offsets, ()), values.get(lengths, ()), strict=True)
    ]
