"""Small real files of each accepted type, written byte by byte or by typst, and bad ones made from them."""

import base64
import io
import struct
import zipfile
import zlib

import typst

CONTENT_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
WORD = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
BOOK = b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
OPEN_CONTENT = b'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
PE = b"MZ\x90\x00" + bytes(56) + struct.pack("<I", 64) + b"PE\x00\x00" + b"This program cannot be run in DOS mode.\r\n$" + bytes(64)
_JPEG = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////"
    "2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAAIAAgDASIAAhEBAxEB/8QA"
    "FQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oA"
    "DAMBAAIRAxEAPwCABXf/2Q=="
)


def pdf(*objects: bytes, version: bytes = b"1.7") -> bytes:
    """A PDF with a classical cross-reference table; `objects` are added to catalogue, pages and page."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *objects,
    ]
    out, places = b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


def object_stream(inside: bytes, extra: bytes = b"") -> bytes:
    """A compressed object stream (ISO 32000-1, 7.5.7)."""
    packed = zlib.compress(inside)
    return b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode %s/Length %d >>\nstream\n%s\nendstream" % (extra, len(packed), packed)


def typst_pdf() -> bytes:
    return typst.compile(b"#set page(width: 5cm, height: 5cm)\nH\xe1\xbb\x93 s\xc6\xa1", format="pdf")


def png(*, after: bytes = b"") -> bytes:
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\1\2" * 2)),
        (b"IEND", b""),
    ]
    chunks = b"".join(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts)
    return b"\x89PNG\r\n\x1a\n" + chunks + after


def jpeg(*, after: bytes = b"") -> bytes:
    return base64.b64decode(_JPEG) + after


def tiff(order: str = "<") -> bytes:
    """One strip of four bytes."""
    entries = [(256, 3, 1, 2), (257, 3, 1, 2), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (278, 3, 1, 2), (279, 4, 1, 4)]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 12) + b"\1\2\3\4"
    rows = b"".join(struct.pack(order + ("HHIHxx" if form == 3 else "HHII"), tag, form, many, value) for tag, form, many, value in entries)
    return head + struct.pack(order + "H", len(entries)) + rows + struct.pack(order + "I", 0)


def zipped(members: dict[str, bytes], *, stored: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name == stored else None)
    return out.getvalue()


def docx(**members: bytes) -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": WORD} | _paths(members))


def xlsx(**members: bytes) -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": BOOK} | _paths(members))


def odf(what: str, **members: bytes) -> bytes:
    declared = b"application/vnd.oasis.opendocument." + what.encode()
    return zipped({"mimetype": declared, "content.xml": OPEN_CONTENT} | _paths(members), stored="mimetype")


def _paths(members: dict[str, bytes]) -> dict[str, bytes]:
    return {name.replace("__", "/").replace("_DOT_", "."): body for name, body in members.items()}


def ole(*streams: tuple[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors: table, directory, streams; storages are given with an empty body."""
    size, end, used = 512, 0xFFFFFFFE, 0xFFFFFFFD
    names = [("Root Entry", b""), *streams]
    directory_sectors = -(-len(names) * 128 // size)
    table, rows, bodies = [used, *range(2, 1 + directory_sectors), end], [], b""
    for number, (name, body) in enumerate(names):
        sectors = -(-len(body) // size)
        start = len(table) if sectors else end
        table += [*range(start + 1, start + sectors), end] if sectors else []
        bodies += body.ljust(sectors * size, b"\0")
        kind = 5 if number == 0 else 2 if body else 1
        label = (name + "\0").encode("utf-16-le")
        rows.append(label.ljust(64, b"\0") + struct.pack("<HBBIII36xII4x", len(label), kind, 1, *[0xFFFFFFFF] * 3, start, len(body)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIII4xIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 4096, end, 0, end, 0)
    places = struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return head + places + fat + b"".join(rows).ljust(directory_sectors * size, b"\0") + bodies


def doc(flags: int = 0, *more: tuple[str, bytes]) -> bytes:
    return ole(("WordDocument", (struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0409, 0, flags)).ljust(4096, b"\0")), *more)


def xls(*records: tuple[int, bytes]) -> bytes:
    every = [(0x809, bytes(16)), *records, (0x0A, b"")]
    book = b"".join(struct.pack("<HH", number, len(body)) + body for number, body in every)
    return ole(("Workbook", book.ljust(4096, b"\0")))


def text() -> bytes:
    return "Đơn đề nghị cấp bản sao trích lục khai sinh\r\nKính gửi: Ủy ban nhân dân phường\r\n".encode()


def xml() -> bytes:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<donDeNghi xmlns="urn:don"><hoTen>Nguyễn Thị Bé</hoTen></donDeNghi>'.encode()
