"""Uploads over HTTP: what is past the limit is read but not kept, so that the sender still hears our answer."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from motcua.base.errors import BadRequest, Invalid
from motcua.shared.files.store import disk_errors, limit, too_large

PATIENCE = 4
MISSING = "Thiếu tệp: hãy gửi dạng multipart/form-data với trường “file”."


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps at most the limit of each file on disk. Past four times the limit in one request the line is cut."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.read = 0
        self.kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.read += len(raw_data)
        if self.read > PATIENCE * limit():
            raise StopUpload(connection_reset=True)
        self.kept += len(raw_data)
        if self.kept <= limit():
            with disk_errors():
                super().receive_data_chunk(raw_data, start)


def uploaded(request: HttpRequest, field: str = "file") -> "UploadedFile[bytes]":
    """The uploaded file of a request that nobody has read yet. Its `size` is true even where the bytes past the limit were let go."""
    handler = LimitedUpload(request)
    request.upload_handlers = [handler]
    try:
        found = request.FILES.get(field)
    except MultiPartParserError as error:
        raise BadRequest("Nội dung gửi lên không đọc được theo dạng multipart/form-data.") from error
    if handler.read > PATIENCE * limit():
        raise too_large()
    if not isinstance(found, UploadedFile):
        raise Invalid(MISSING, fields={field: MISSING})
    return found
