"""`POST files`: the only call without an idempotency key; the same content twice gives two ids and one blob."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from motcua.base.time import now
from motcua.shared.files import actions
from motcua.shared.files.uploads import uploaded

router = Router(tags=["files"])

BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
            }
        },
    }
}


class FileOut(Schema):
    id: str
    sha256: str
    size: int
    type: str
    name: str


@router.post("/files", response={201: FileOut}, operation_id="store_file", summary="Gửi một tệp", openapi_extra=BODY)
def store_file(request: HttpRequest) -> Status[dict[str, object]]:
    officer = request.auth  # type: ignore[attr-defined]
    upload = uploaded(request)
    stored = actions.store(upload, upload.name or "", by=officer.by, at=now())
    return Status(201, {"id": stored.id, "sha256": stored.sha256, "size": stored.size, "type": stored.type, "name": stored.name})
