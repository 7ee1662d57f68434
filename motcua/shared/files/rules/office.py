"""ZIP-based documents (DOCX, XLSX, ODT, ODS): the right members, whole, without macros or programs. Other archives are refused."""

import io
import mmap
import re
import zipfile
import zlib

from motcua.shared.files.rules import ole
from motcua.shared.files.rules.kinds import DOCX, MACROS, ODS, ODT, PROGRAM, REMOTE, XLSX, Kind, broken, dangerous, executable, locked, unsupported

MEMBERS_LIMIT = 20_000
HEAD = 4096
EMBEDDED_LIMIT = 64 * 1024 * 1024
UNPACKED_LIMIT = 512 * 1024 * 1024
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_PROGRAMS = ("META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex")
_MACRO = re.compile(r"(?i)(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml|macrosheets/|dialogsheets/|activeX/|Basic/|Scripts/|ctrlProps/.*\.bin)")
_RUNS = re.compile(r"(?i)\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|lnk|jar|class|apk|sh|py|pif)$")
_HEADS = (b"MZ", b"\x7fELF", b"#!")
_TEMPLATE = re.compile(rb"(?is)<Relationship\b[^>]*(?:attachedTemplate[^>]*\"External\"|\"External\"[^>]*attachedTemplate)")


def check(data: mmap.mmap) -> Kind:
    """The kind of document in this ZIP, or its refusal. The whole of every member is read and its checksum compared."""
    try:
        with zipfile.ZipFile(io.BytesIO(data[:])) as archive:
            return _check(archive, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise broken(_guess(data)) from error


def _check(archive: zipfile.ZipFile, data: mmap.mmap) -> Kind:
    members = archive.infolist()
    names = [member.filename for member in members]
    kind = _kind(archive, names)
    if any(member.flag_bits & 0x1 for member in members):
        raise locked()
    if len(members) > MEMBERS_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT or min(m.header_offset for m in members):
        raise broken(kind)
    for name in names:
        if _MACRO.search(name):
            raise dangerous(MACROS.format(kind.label))
        if _RUNS.search(name):
            raise dangerous(PROGRAM.format(kind.label))
    for member in members:
        _look_into(archive, member, kind)
    return kind


def _kind(archive: zipfile.ZipFile, names: list[str]) -> Kind:
    if "[Content_Types].xml" in names:
        for main, kind in _MAIN.items():
            if main in names:
                return kind
    if "mimetype" in names and "content.xml" in names:
        declared = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        for kind in (ODT, ODS):
            if declared == kind.type:
                return kind
    if any(name in names for name in _PROGRAMS):
        raise executable()
    raise unsupported("Tệp nén ZIP (hãy gửi từng tệp)")


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: Kind) -> None:
    """Read a member to its end (checksum and length are compared on the way); look at its head, and at relations and content types whole."""
    whole = member.filename.endswith(".rels") or member.filename == "[Content_Types].xml"
    with archive.open(member) as source:
        head = source.read(member.file_size if whole else HEAD)
        if head.startswith(ole.MAGIC):
            ole.check_embedded(head + source.read(EMBEDDED_LIMIT), kind)
        while source.read(1024 * 1024):
            pass
    if head.startswith(_HEADS):
        raise dangerous(PROGRAM.format(kind.label))
    if whole and b"macroenabled" in head.lower():
        raise dangerous(MACROS.format(kind.label))
    if whole and _TEMPLATE.search(head):
        raise dangerous(REMOTE.format(kind.label))


def _guess(data: mmap.mmap) -> Kind:
    """Which document a broken ZIP was meant to be, for the sentence only."""
    head = data[:HEAD]
    if b"opendocument" in head:
        return ODT
    return XLSX if b"xl/" in head else DOCX
