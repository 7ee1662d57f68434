"""`/kiem-chung`: receipts and exported dossiers are checked in the browser, nothing of them is sent. `/cong-bo`: for whoever keeps copies."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.errors import NotFound
from motcua.shared.journal import keys, log
from motcua.shared.org import queries as org
from motcua.work.dossiers.wording import ENTRY_NAMES

PUBLISHED = {"heads.jsonl": (log.FILE, "application/x-ndjson"), "khoa.pem": (keys.PUBLIC, "application/x-pem-file")}
MODULES = ("bytes", "canonical", "ed25519", "export", "statement")  # what page.js imports, under the names by which it does
KEPT = "public, max-age=60"


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page and its script; the node's keys and the names of agencies come along, so that nothing has to be asked for later."""
    values = {
        "keys": " ".join(sorted(key.hex() for key in keys.trusted_keys())),
        "node": settings.NODE_NAME,
        "names": [(agency.code, agency.short_name) for agency in org.agencies()],
        "acts": ENTRY_NAMES.items(),
        "head": log.latest(),
        "modules": MODULES,
    }
    return render(request, "services/verify.html", values)


@require_safe
def published(request: HttpRequest, name: str) -> HttpResponseBase:
    """`/cong-bo/…`: the signed heads of the journal, and the public key. Anybody may keep copies and compare."""
    if name not in PUBLISHED:
        raise NotFound("Không có tệp công bố này.")
    file, kind = PUBLISHED[name]
    path = Path(settings.PUBLISHED) / file
    if not path.exists():
        raise NotFound("Nhật ký chưa được công bố lần nào.")
    response = FileResponse(path.open("rb"), content_type=kind, filename=name)
    response["Cache-Control"] = KEPT
    response["Access-Control-Allow-Origin"] = "*"
    return response
