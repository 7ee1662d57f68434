"""Find a stored file, open its bytes, serve it."""

from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse

from motcua.base.errors import NotFound
from motcua.shared.files import store as disk
from motcua.shared.files.models import StoredFile
from motcua.shared.files.rules.kinds import ACCEPTED

ERASED = "Tệp đã được xóa theo yêu cầu bảo vệ dữ liệu cá nhân."
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"
# Browsers refuse to show a PDF under `sandbox`; a PDF with scripts was never stored.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def get(id: str) -> StoredFile | None:
    """The upload with this id; None when unknown or erased."""
    return StoredFile.objects.filter(id=id, erased=False).first()


def named(ids: list[str]) -> dict[str, StoredFile]:
    """The uploads with these ids, by id; unknown and erased ones are left out."""
    return StoredFile.objects.filter(erased=False).in_bulk(ids)


def missing() -> list[str]:
    """Uploads whose bytes are not on disk: always none, unless somebody meddled with the store or lost a disk."""
    rows = StoredFile.objects.filter(erased=False).order_by("id").values_list("id", "sha256").iterator()
    return [id for id, sha256 in rows if not disk.place_of(sha256).exists()]


def open_bytes(sha256: str) -> BinaryIO:
    """The bytes of this content, open for reading. NotFound when they were erased."""
    try:
        return disk.place_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise NotFound(ERASED) from error


def serve(stored: StoredFile, inline: bool = True) -> FileResponse:
    """The file as an answer that a browser neither guesses about nor runs. Shown in place only where its type allows it."""
    if stored.erased:
        raise NotFound(ERASED)
    kind = ACCEPTED.get(stored.type)
    shown = inline and kind is not None and kind.inline
    content_type = f"{stored.type}; charset=utf-8" if stored.type == "text/plain" else stored.type
    response = FileResponse(open_bytes(stored.sha256), content_type=content_type)
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in stored.name)
    disposition = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name, safe='')}"
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY if stored.type == "application/pdf" else SANDBOX
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
