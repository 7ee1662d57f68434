"""PDF: begins and ends as one, its last cross-reference is where it says, and it carries nothing that runs."""

import mmap
import re
import zlib

from motcua.shared.files.rules.kinds import PDF, Kind, broken, dangerous, locked

TAIL = 4096
OBJECT_STREAMS_LIMIT = 64 * 1024 * 1024
DICTIONARY_LIMIT = 4096

_HEADER = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF[\s\0]*\Z")
_TABLE = re.compile(rb"\s{0,16}(?:xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb"stream\r?\n")


def _name(word: str) -> bytes:
    """A pattern for the PDF name, each letter perhaps written as `#hh` (ISO 32000-1, 7.3.5)."""
    letters = (rf"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in word)
    return ("/" + "".join(letters)).encode() + rb"(?=[\s\0/<>\[\]()%]|\Z)"


_ACTIVE = {
    "mã JavaScript": re.compile(_name("JavaScript")),
    "lệnh chạy chương trình": re.compile(_name("Launch")),
    "tệp khác đính kèm bên trong": re.compile(_name("EmbeddedFile") + rb"|" + _name("EmbeddedFiles")),
    "nội dung đa phương tiện": re.compile(_name("RichMedia")),
}
_ENCRYPT = re.compile(_name("Encrypt") + rb"\s*(?:\d+\s+\d+\s+R|<<)")
_OBJECT_STREAM = re.compile(_name("ObjStm"))
_FILTER = re.compile(_name("Filter"))
_PREDICTOR = re.compile(_name("Predictor"))


def check(data: mmap.mmap) -> Kind:
    """PDF, or the refusal: broken, encrypted, or carrying scripts, commands, attachments (also in compressed objects and escaped names)."""
    end = _END.search(data[-TAIL:])
    if not _HEADER.match(data) or end is None or not _TABLE.match(data, int(end[1])):
        raise broken(PDF)
    if _ENCRYPT.search(data):
        raise locked()
    _refuse_active(data)
    left = OBJECT_STREAMS_LIMIT
    for found in _OBJECT_STREAM.finditer(data):
        objects = _inflated(data, found, left)
        left -= len(objects)
        _refuse_active(objects)
    return PDF


def _refuse_active(data: mmap.mmap | bytes) -> None:
    for what, pattern in _ACTIVE.items():
        if pattern.search(data):
            raise dangerous(f"Tệp PDF có {what} nên không được nhận. Hãy in lại thành PDF thường rồi gửi lại.")


def _inflated(data: mmap.mmap, found: re.Match[bytes], limit: int) -> bytes:
    """The objects inside an object stream. What cannot be looked into is refused; an unfiltered one was searched with the file."""
    start = _STREAM.search(data, found.end())
    if start is None or start.start() - found.end() > DICTIONARY_LIMIT:
        raise broken(PDF)
    dictionary = data[max(0, found.start() - DICTIONARY_LIMIT) : start.start()]
    dictionary = dictionary[dictionary.rfind(b"obj") + 3 :] if b" obj" in dictionary else dictionary
    if not _FILTER.search(dictionary):
        return b""
    if dictionary.count(b"Decode") - dictionary.count(b"DecodeParms") != 1 or _PREDICTOR.search(dictionary):
        raise locked()
    engine = zlib.decompressobj()
    end = data.find(b"endstream", start.end())
    try:
        objects = engine.decompress(data[start.end() : end if end != -1 else None], limit + 1)
    except zlib.error as error:
        raise broken(PDF) from error
    if len(objects) > limit:
        raise broken(PDF)
    return objects
