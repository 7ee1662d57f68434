"""API version 1: the rooms' routers under one roof, every error as problem+json."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.errors import Throttled as NinjaThrottled

from motcua.base.errors import BadRequest, Forbidden, Invalid, NotFound, NotSignedIn, Refused, Throttled
from motcua.base.http import as_refusal, problem
from motcua.config.openapi import Api
from motcua.edge.services.api import router as services
from motcua.shared.calendars.api import router as calendars
from motcua.shared.catalogue.api import router as catalogue
from motcua.shared.files.api import router as files
from motcua.shared.org.http import token_officer
from motcua.work.dossiers.api import router as dossiers

log = logging.getLogger(__name__)

api = Api(
    title="Một Cửa",
    version="1",
    description="Tiếp nhận, luân chuyển và trả kết quả hồ sơ. Lỗi là application/problem+json (RFC 9457).",
    docs_url=None,
    openapi_url="openapi.json",
    auth=token_officer,
    urls_namespace="api-1",
)
for router in (catalogue, files, dossiers, services, calendars):
    api.add_router("", router)


class ServerFault(Refused):
    """A fault of ours: nothing of its inside is told."""

    kind, status, title = "server_error", 500, "Hệ thống gặp lỗi"


def fields_of(error: ValidationError) -> dict[str, str]:
    """pydantic's places as names of fields, each with a sentence."""
    fields = {}
    for row in error.errors:
        place = [str(part) for part in row.get("loc", ()) if part not in ("body", "query", "path", "form", "file", "header", "data", "payload")]
        fields[".".join(place) or "body"] = "Thiếu." if row.get("type") == "missing" else "Không đúng dạng."
    return fields


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error, request)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(Invalid("Có trường chưa đúng hoặc còn thiếu.", fields=fields_of(error)), request)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(NotSignedIn("Mã truy cập không đúng."), request)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(NotFound("Không có gì ở địa chỉ này."), request)


@api.exception_handler(NinjaThrottled)
def throttled(request: HttpRequest, error: NinjaThrottled) -> HttpResponse:
    return problem(Throttled("Gọi quá nhiều, hãy đợi một lát.", retry_after=int(getattr(error, "wait", None) or 1)), request)


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    kinds: dict[int, type[Refused]] = {400: BadRequest, 403: Forbidden, 404: NotFound, 422: Invalid}
    kind = kinds.get(error.status_code, BadRequest)
    return problem(kind("Nội dung gửi lên không phải JSON đọc được." if error.status_code == BadRequest.status else kind.title + "."), request)


@api.exception_handler(Exception)
def fault(request: HttpRequest, error: Exception) -> HttpResponse:
    known = as_refusal(error)
    if known is None:
        log.error("%s %s", request.method, request.path, exc_info=error)
    return problem(known or ServerFault("Có lỗi bên trong hệ thống. Lỗi đã được ghi lại để sửa."), request)
