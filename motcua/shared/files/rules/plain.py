"""Text and XML. Pages and drawings that a browser would run (HTML, SVG) are refused whatever their name."""

import codecs
import mmap
import re
from xml.parsers import expat

from motcua.shared.files.rules.kinds import TEXT, XML, Kind, broken, dangerous, unsupported

CHUNK = 1024 * 1024
OVERLAP = 32
PAGE = "Tệp là trang web hoặc hình vẽ có thể chứa mã chạy (HTML, SVG) nên không được nhận. Hãy gửi bản PDF."
OLD_TEXT = "Tệp này (nếu là văn bản, hãy lưu lại bằng bảng mã UTF-8)"

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_PAGE = re.compile(r"(?i)\A\s*<(?:!doctype\s+html|html|head|body|svg|iframe|\?php|script|meta|xsl:)")
_SCRIPT = re.compile(r"(?i)<script[\s/>]")
_RUNS_IN_BROWSERS = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/XSL/Transform")
_ROOTS = frozenset({"html", "svg", "hta", "wsf", "job", "component", "scriptlet"})


class _Page(Exception):
    """The XML is a page."""


def check(data: mmap.mmap) -> Kind:
    """Text in UTF-8 (or UTF-16 with its mark) without control characters, or well-formed XML without a document type."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    first = _decode_all(data, encoding)
    if _PAGE.search(first):
        raise dangerous(PAGE)
    if not first.lstrip().startswith("<?xml"):
        return TEXT
    _check_xml(data)
    return XML


def _decode_all(data: mmap.mmap, encoding: str) -> str:
    """Decode from end to end, refusing what is no text; the first part is given back."""
    decoder = codecs.getincrementaldecoder(encoding)()
    first, last = "", ""
    try:
        for at in range(0, len(data), CHUNK):
            part = decoder.decode(data[at : at + CHUNK], final=at + CHUNK >= len(data))
            if _CONTROL.search(part):
                raise unsupported("Tệp này")
            if _SCRIPT.search(last + part):
                raise dangerous(PAGE)
            first, last = first or part, part[-OVERLAP:]
    except UnicodeDecodeError as error:
        raise unsupported("Tệp này" if _BINARY.search(data) else OLD_TEXT) from error
    if not first.strip():
        raise broken(TEXT)
    return first


def _check_xml(data: mmap.mmap) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ProcessingInstructionHandler = _refuse_stylesheet
    parser.StartElementHandler = _refuse_pages
    try:
        for at in range(0, len(data), CHUNK):
            parser.Parse(data[at : at + CHUNK], False)
        parser.Parse(b"", True)
    except _Page as error:
        raise dangerous(PAGE) from error
    except expat.ExpatError as error:
        raise broken(XML) from error


def _refuse_doctype(*_: object) -> None:
    raise dangerous("Tệp XML khai báo DOCTYPE nên không được nhận vì lý do an toàn.")


def _refuse_stylesheet(target: str, _: str) -> None:
    if target == "xml-stylesheet":
        raise _Page


def _refuse_pages(name: str, _: object) -> None:
    namespace, _, local = name.rpartition(" ")
    if namespace in _RUNS_IN_BROWSERS or local.lower() in _ROOTS:
        raise _Page
