"""Each accepted type by its content, and the refusal of each bad one by its sentence."""

import struct
from pathlib import Path

import puremagic
import pytest

from motcua.base.errors import Invalid, Refused, UnsupportedType
from motcua.shared.files.rules import kinds
from motcua.shared.files.rules.recognise import recognise
from motcua.shared.files.tests import samples

GOOD = {
    "pdf": (samples.pdf(), kinds.PDF),
    "pdf by typst": (samples.typst_pdf(), kinds.PDF),
    "pdf with compressed objects": (samples.pdf(samples.object_stream(b"7 0 << /Type /Font >>")), kinds.PDF),
    "png": (samples.png(), kinds.PNG),
    "jpeg": (samples.jpeg(), kinds.JPEG),
    "jpeg with a second picture": (samples.jpeg(after=samples.jpeg()), kinds.JPEG),
    "jpeg with padding": (samples.jpeg(after=bytes(40)), kinds.JPEG),
    "jpeg with a maker's trailer": (samples.jpeg(after=b"\0\0\x01\x0aImage_UTC_DataSEFHSEFT"), kinds.JPEG),
    "tiff, little end first": (samples.tiff("<"), kinds.TIFF),
    "tiff, big end first": (samples.tiff(">"), kinds.TIFF),
    "docx": (samples.docx(), kinds.DOCX),
    "xlsx": (samples.xlsx(), kinds.XLSX),
    "odt": (samples.odf("text"), kinds.ODT),
    "ods": (samples.odf("spreadsheet"), kinds.ODS),
    "doc": (samples.doc(), kinds.DOC),
    "xls": (samples.xls((0x85, bytes(4) + b"\0\0\2\0S1")), kinds.XLS),
    "text": (samples.text(), kinds.TEXT),
    "text with a mark": (b"\xef\xbb\xbf" + samples.text(), kinds.TEXT),
    "text in UTF-16": (samples.text().decode().encode("utf-16"), kinds.TEXT),
    "xml": (samples.xml(), kinds.XML),
}
CUT = ("pdf", "pdf by typst", "png", "jpeg", "tiff, little end first", "docx", "xlsx", "odt", "doc", "xls", "xml")
EXECUTABLE = "Nội dung tệp là chương trình chạy được, dù tên tệp là gì. Tệp đã bị từ chối."
LOCKED = "Tệp đặt mật khẩu hoặc mã hóa nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại."
MIXED = "Tệp chứa cùng lúc hai loại nội dung chồng lên nhau nên không an toàn. Hãy xuất lại tệp từ phần mềm gốc."
PAGE = "Tệp là trang web hoặc hình vẽ có thể chứa mã chạy (HTML, SVG) nên không được nhận. Hãy gửi bản PDF."
DOCX_MACROS = "Tệp Word DOCX có macro nên không được nhận. Hãy lưu lại không kèm macro rồi gửi lại."
DOCX_PROGRAM = "Bên trong tệp Word DOCX có chương trình chạy được. Tệp đã bị từ chối."
REMOTE_TEMPLATE = b'<Relationship Type="http://x/attachedTemplate" Target="http://x/t.dotm" TargetMode="External"/>'


def broken(what: str) -> str:
    return f"Tệp {what} bị hỏng hoặc bị cắt cụt, không mở được. Hãy mở thử tệp gốc, lưu lại rồi gửi lại."


def active(what: str) -> str:
    return f"Tệp PDF có {what} nên không được nhận. Hãy in lại thành PDF thường rồi gửi lại."


def not_taken(what: str) -> str:
    return f"{what} không thuộc loại được nhận. Loại được nhận: PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT, ODS, DOC, XLS, TXT, XML."


INVALID = {
    "pdf with a script": (samples.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), active("mã JavaScript")),
    "pdf with an escaped script": (samples.pdf(b"<< /S /J#61vaScri#70t /JS (x) >>"), active("mã JavaScript")),
    "pdf with a compressed script": (samples.pdf(samples.object_stream(b"7 0 << /S /JavaScript >>")), active("mã JavaScript")),
    "pdf that starts a program": (samples.pdf(b"<< /S /Launch /F (cmd.exe) >>"), active("lệnh chạy chương trình")),
    "pdf with a file inside": (samples.pdf(b"<< /Type /EmbeddedFile >>"), active("tệp khác đính kèm bên trong")),
    "pdf with a film": (samples.pdf(b"<< /Subtype /RichMedia >>"), active("nội dung đa phương tiện")),
    "encrypted pdf": (samples.pdf().replace(b"/Root 1 0 R", b"/Encrypt 9 0 R /Root 1 0 R"), LOCKED),
    "pdf whose objects nobody can read": (
        samples.pdf(samples.object_stream(b"x").replace(b"/FlateDecode", b"[/ASCIIHexDecode /FlateDecode]")),
        LOCKED,
    ),
    "pdf with a false cross-reference": (samples.pdf().replace(b"startxref\n", b"startxref\n1"), broken("PDF")),
    "pdf with a program behind it": (samples.pdf() + samples.PE, broken("PDF")),
    "pdf around a program": (
        samples.pdf(b"<< >>\nstream\n" + samples.PE + b"\nendstream"),
        "Bên trong tệp có chương trình chạy được. Tệp đã bị từ chối.",
    ),
    "only the head of a pdf": (b"%PDF-1.7\n", broken("PDF")),
    "png with something behind it": (samples.png(after=b"more"), broken("ảnh PNG")),
    "png with a wrong checksum": (samples.png().replace(b"IDAT", b"IDAX"), broken("ảnh PNG")),
    "jpeg with a zip behind it": (samples.jpeg(after=samples.docx()), broken("ảnh JPEG")),
    "docx with macros": (samples.docx(word__vbaProject_DOT_bin=b"x"), DOCX_MACROS),
    "docx with macros by its content types": (
        samples.zipped({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": samples.WORD}),
        DOCX_MACROS,
    ),
    "docx with a program by name": (samples.docx(word__embeddings__a_DOT_exe=b"x"), DOCX_PROGRAM),
    "docx with a program by content": (samples.docx(word__media__image1_DOT_png=samples.PE), DOCX_PROGRAM),
    "docx with a packed file": (
        samples.docx(word__embeddings__oleObject1_DOT_bin=samples.ole(("\x01Ole10Native", b"x" * 4096))),
        "Tệp Word DOCX có tệp khác đóng gói bên trong nên không được nhận. Hãy gửi riêng từng tệp.",
    ),
    "docx with a remote template": (
        samples.docx(word___rels__settings_DOT_xml_DOT_rels=REMOTE_TEMPLATE),
        "Tệp Word DOCX tự tải mẫu từ nơi khác về nên không được nhận. Hãy lưu lại thành tệp độc lập rồi gửi lại.",
    ),
    "odt with macros": (
        samples.odf("text", Basic__Standard__Module1_DOT_xml=b"x"),
        "Tệp OpenDocument ODT có macro nên không được nhận. Hãy lưu lại không kèm macro rồi gửi lại.",
    ),
    "zip before which something stands": (b"PK\x03\x04junk" + samples.docx(), broken("Word DOCX")),
    "docx that claims to be a pdf too": (
        samples.zipped({"[Content_Types].xml": b"%PDF-1.7", "word/document.xml": samples.WORD}, stored="[Content_Types].xml"),
        MIXED,
    ),
    "doc with macros": (samples.doc(0, ("Macros", b"")), "Tệp Word DOC có macro nên không được nhận. Hãy lưu lại không kèm macro rồi gửi lại."),
    "doc with a password": (samples.doc(0x0100), LOCKED),
    "doc with a packed file": (
        samples.doc(0, ("\x01Ole10Native", b"x" * 4096)),
        "Tệp Word DOC có tệp khác đóng gói bên trong nên không được nhận. Hãy gửi riêng từng tệp.",
    ),
    "xls with a password": (samples.xls((0x2F, bytes(6))), LOCKED),
    "xls with a macro sheet": (
        samples.xls((0x85, bytes(4) + b"\0\1\2\0S1")),
        "Tệp Excel XLS có macro nên không được nhận. Hãy lưu lại không kèm macro rồi gửi lại.",
    ),
    "docx with a password": (samples.ole(("EncryptedPackage", b"x" * 4096)), LOCKED),
    "html": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", PAGE),
    "html after text": (b"Xin ch\xc3\xa0o <script>alert(1)</script>", PAGE),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', PAGE),
    "svg as xml": (b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>', PAGE),
    "xml with a style sheet": (b'<?xml version="1.0"?><?xml-stylesheet href="http://x/y.xsl"?><a/>', PAGE),
    "xml with entities": (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "Tệp XML khai báo DOCTYPE nên không được nhận vì lý do an toàn.",
    ),
    "xml that is not closed": (b'<?xml version="1.0"?><a><b></a>', broken("XML")),
    "blank text": (b" \r\n\t", broken("văn bản TXT")),
    "nothing": (b"", "Tệp rỗng, không có nội dung. Hãy chọn lại tệp."),
}
UNSUPPORTED = {
    "windows program": (samples.PE, EXECUTABLE),
    "windows program that claims to be a pdf": (b"MZ\x90\0%PDF-1.7\n" + samples.pdf(), EXECUTABLE),
    "linux program": (b"\x7fELF\x02\x01\x01" + bytes(60), EXECUTABLE),
    "mac program": (b"\xcf\xfa\xed\xfe" + bytes(60), EXECUTABLE),
    "java class": (b"\xca\xfe\xba\xbe" + bytes(60), EXECUTABLE),
    "script": (b"#!/bin/sh\nrm -rf /\n", EXECUTABLE),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), EXECUTABLE),
    "jar": (samples.zipped({"META-INF/MANIFEST.MF": b"Main-Class: X", "X.class": b"\xca\xfe\xba\xbe"}), EXECUTABLE),
    "apk": (samples.zipped({"AndroidManifest.xml": b"x", "classes.dex": b"dex\n"}), EXECUTABLE),
    "zip": (samples.zipped({"a.txt": b"a"}), not_taken("Tệp nén ZIP (hãy gửi từng tệp)")),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), not_taken("Tệp nén RAR")),
    "rtf": (b"{\\rtf1 hello}", not_taken("Tệp RTF")),
    "phone picture": (b"\0\0\0\x18ftypheic" + bytes(40), not_taken("Ảnh HEIC hoặc video")),
    "unknown bytes": (bytes(range(1, 200)), not_taken("Tệp này")),
    "text in an old encoding": (b"\xd1\xa5 \xb8\xff\xfe", not_taken("Tệp này (nếu là văn bản, hãy lưu lại bằng bảng mã UTF-8)")),
    "compound file of something else": (samples.ole(("PowerPoint Document", b"x" * 4096)), not_taken("Tệp này")),
}


@pytest.fixture
def kept(tmp_path: Path):
    def keep(body: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(body)
        return path

    return keep


@pytest.mark.parametrize("what", GOOD)
def test_an_accepted_type_is_known_by_its_content(kept, what: str) -> None:
    body, kind = GOOD[what]
    assert recognise(kept(body)) == kind


@pytest.mark.parametrize("what", ["pdf by typst", "png", "jpeg", "tiff, little end first", "doc"])
def test_another_program_takes_the_samples_for_the_same(what: str) -> None:
    body, kind = GOOD[what]
    assert kind.type in {found.mime_type for found in puremagic.magic_string(body)}


@pytest.mark.parametrize("what", CUT)
def test_a_file_that_was_cut_off_is_refused(kept, what: str) -> None:
    body, _ = GOOD[what]
    whole = len(body.rstrip()) if what not in {"doc", "xls"} else len(body) - 511  # padding to a sector may be missing
    for size in (whole - 1, whole - 7, len(body) // 2, len(body) // 3, 40):
        with pytest.raises(Refused):
            recognise(kept(body[:size]))


@pytest.mark.parametrize("what", INVALID)
def test_what_is_broken_or_dangerous_is_refused(kept, what: str) -> None:
    body, sentence = INVALID[what]
    with pytest.raises(Invalid) as refused:
        recognise(kept(body))
    assert refused.value.detail == sentence
    assert refused.value.fields == {"file": sentence}
    assert refused.value.status == 422


@pytest.mark.parametrize("what", UNSUPPORTED)
def test_what_is_not_on_the_list_is_refused(kept, what: str) -> None:
    body, sentence = UNSUPPORTED[what]
    with pytest.raises(UnsupportedType) as refused:
        recognise(kept(body))
    assert refused.value.detail == sentence
    assert refused.value.fields == {"file": sentence}
    assert refused.value.status == 415


def test_a_pdf_that_a_zip_reader_would_open_is_refused(kept) -> None:
    body = samples.pdf()
    at = body.rindex(b"startxref")
    end_record = b"PK\x05\x06" + bytes(16) + struct.pack("<H", len(body) - at)
    with pytest.raises(Invalid) as refused:
        recognise(kept(body[:at] + end_record + body[at:]))
    assert refused.value.detail == MIXED


def test_a_bomb_of_compressed_objects_is_refused(kept) -> None:
    with pytest.raises(Invalid) as refused:
        recognise(kept(samples.pdf(samples.object_stream(bytes(65 * 1024 * 1024)))))
    assert refused.value.detail == broken("PDF")
