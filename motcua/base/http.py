"""HTTP without business words: how a refusal, an outage and a lost page are told, on screens and to programs; headers of safety."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from psycopg_pool import PoolTimeout

from motcua.base import typed
from motcua.base.context import Site
from motcua.base.errors import BadRequest, Forbidden, NotFound, NotSignedIn, Refused, Stale, TooLarge, Unavailable
from motcua.base.navigation import address


class CsrfFailed(Forbidden):
    kind, title = "csrf_failed", "Cần mở lại trang rồi gửi lại"


Answer = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger(__name__)
API = "/api/"
RETRY_AFTER = 10
OUTAGES = (OperationalError, InterfaceError, PoolTimeout)
REPEATABLE = frozenset({429, 503})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
NEXT_STEPS = {
    401: "Đăng nhập lại rồi làm tiếp.",
    403: "Kiểm tra lại vai trò đang dùng, hoặc chuyển việc này cho người có thẩm quyền.",
    404: "Kiểm tra lại mã, hoặc tìm bằng ô tìm kiếm. Có thể hồ sơ không thuộc phạm vi được xem.",
    413: "Giảm dung lượng tệp (quét ở 200–300 điểm ảnh mỗi inch, trắng đen), hoặc chia thành nhiều tệp.",
    415: "Chọn tệp đúng loại: PDF, ảnh JPEG hoặc PNG, văn bản DOCX, bảng tính XLSX.",
    429: "Đợi một lát rồi gửi lại.",
    500: "Thử lại sau ít phút. Nếu vẫn gặp, báo quản trị hệ thống kèm giờ ghi ở cuối trang.",
    503: "Đợi khoảng một phút rồi gửi lại. Gửi lại không tạo ra hai lần ghi.",
}
RELOAD = "Đợi khoảng một phút rồi tải lại trang này."
DEFAULT_NEXT = "Quay lại trang trước, xem tình trạng mới nhất rồi làm tiếp."


def problem(exc: Refused, request: HttpRequest | None = None) -> HttpResponse:
    """A refusal as RFC 9457 problem details; `seq` when stale, `Retry-After` for 429 and 503."""
    body: dict[str, Any] = {"type": exc.kind, "title": exc.title, "detail": exc.detail, "status": exc.status, "fields": exc.fields}
    if isinstance(exc, Stale):
        body["seq"] = exc.seq
    text = json.dumps(body, ensure_ascii=False)
    return _with_headers(HttpResponse(text, status=exc.status, content_type="application/problem+json; charset=utf-8"), exc)


def outage() -> Unavailable:
    """What is said when the database does not answer."""
    return Unavailable("Cơ sở dữ liệu tạm thời không trả lời, nên chưa có gì được ghi.", retry_after=RETRY_AFTER)


def as_refusal(exc: BaseException | None) -> Refused | None:
    """A refusal for what can be told as one, else None (a fault of ours)."""
    if isinstance(exc, Refused):
        return exc
    if isinstance(exc, OUTAGES):
        log.warning("database does not answer: %s", exc)
        return outage()
    if isinstance(exc, RequestDataTooBig):
        return TooLarge("Nội dung gửi lên quá lớn, nên chưa có gì được ghi.")
    if isinstance(exc, ValueError | DataError) and "0x00" in str(exc):
        return BadRequest("Nội dung gửi lên có ký tự không đọc được, nên chưa có gì được ghi.")
    return None


def answer(exc: Refused, request: HttpRequest) -> HttpResponseBase:
    """The refusal in the form that the asker can read: problem+json below /api/, else a page with the same status."""
    if is_api(request):
        return problem(exc, request)
    if isinstance(exc, NotSignedIn) and request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return HttpResponseRedirect(sign_in_url(request.get_full_path()))
    response = _page(exc, request)
    if isinstance(exc, NotSignedIn) and request.headers.get("HX-Request"):
        response.headers["HX-Redirect"] = sign_in_url(_back(request))
    return response


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API)


def sign_in_url(back: str = "") -> str:
    """Where one signs in, coming back to `back` afterwards."""
    url = address(settings.LOGIN_URL, "/dang-nhap") or "/dang-nhap"
    return f"{url}?{urlencode({'next': back})}" if back else url


class RefusedMiddleware:
    """Shows what a view refused; an outage of the database becomes 503 with a sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path:
            return answer(NotFound("Không có trang nào ở địa chỉ này."), request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        refusal = as_refusal(exception)
        return answer(refusal, request) if refusal else None


class ContentSecurityMiddleware:
    """A strict policy for every page: nothing inline, nothing from elsewhere. Signed-in pages stay out of shared caches, files out of all."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", POLICY)
            response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ["Cookie"])
        elif getattr(request, "officer", None) is not None:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """handler400"""
    known = as_refusal(exception)
    return _safely(known or BadRequest("Máy chủ không đọc được yêu cầu này, nên chưa có gì được ghi."), request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """handler403"""
    return _safely(Forbidden("Trang hoặc thao tác này không thuộc thẩm quyền của người đang đăng nhập."), request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """handler404"""
    return _safely(NotFound("Không có trang nào ở địa chỉ này."), request)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """handler500; also reached by what fails outside a view (session, sign-in), where a refusal or an outage keeps its own status."""
    refusal = as_refusal(sys.exc_info()[1])
    if refusal:
        return _safely(refusal, request)
    fault = Refused("Có lỗi bên trong hệ thống. Lỗi đã được ghi lại để sửa.")
    fault.kind, fault.status, fault.title = "server_error", 500, "Hệ thống gặp lỗi"
    return _safely(fault, request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """CSRF_FAILURE_VIEW: nearly always a page that stood open too long; shows what was typed so that it can be copied."""
    exc = CsrfFailed("Trang này mở đã lâu hoặc phiên đăng nhập đã đổi, nên hệ thống chưa nhận nội dung vừa gửi. Chưa có gì được ghi.")
    step = "Mở lại trang (nút bên dưới), nhập lại rồi gửi. Nếu vẫn gặp, hãy cho phép cookie trong trình duyệt."
    return problem(exc, request) if is_api(request) else _safely(exc, request, step=step)


def _page(exc: Refused, request: HttpRequest, *, step: str = "", plain: bool = False) -> HttpResponse:
    site = Site(request, with_officer=not plain)
    sent = typed.posted(request)
    kept = isinstance(exc, NotSignedIn | CsrfFailed) and typed.keep(request, site.moment)
    repeat = bool(sent) and exc.status in REPEATABLE and not request.FILES
    again = request.get_full_path() if request.method == "GET" and exc.status in REPEATABLE else ""
    values = {
        "site": site,
        "layout": "base/officer.html" if not plain and _officer(site) else "base/public.html",
        "messages": [],
        "title": exc.title,
        "detail": exc.detail,
        "status": exc.status,
        "fields": exc.fields,
        "step": step or (RELOAD if again else NEXT_STEPS.get(exc.status, DEFAULT_NEXT)),
        "again": again,
        "typed": [] if repeat else typed.readable(sent),
        "kept": kept,
        "files": typed.file_names(request) if kept else [],
        "repeat": [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"] if repeat else [],
        "csrf_token": get_token(request) if request.method == "POST" or not plain else "",
        "back": _back(request),
        "sign_in": sign_in_url(typed.ADDRESS if kept else _back(request) or request.path) if isinstance(exc, NotSignedIn) else "",
        "resend": typed.ADDRESS if kept and isinstance(exc, CsrfFailed) else "",
    }
    return _with_headers(HttpResponse(render_to_string("base/refused.html", values), status=exc.status), exc)


def _safely(exc: Refused, request: HttpRequest, *, step: str = "") -> HttpResponseBase:
    """The page without asking the database, and words alone should even that fail."""
    if is_api(request):
        return problem(exc, request)
    try:
        return _page(exc, request, step=step, plain=True)
    except Exception:
        log.exception("the page of a refusal could not be made")
        text = f"{exc.title}. {exc.detail}"
        return _with_headers(HttpResponse(text, status=exc.status, content_type="text/plain; charset=utf-8"), exc)


def _officer(site: Site) -> bool:
    try:
        return bool(site.officer) and site.places is not None
    except (Refused, *OUTAGES):
        return False


def _back(request: HttpRequest) -> str:
    """The page before, when it is one of ours."""
    referer = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except Exception:
        return ""
    if not url_has_allowed_host_and_scheme(referer, allowed_hosts={host}):
        return ""
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _with_headers(response: HttpResponse, exc: Refused) -> HttpResponse:
    wait = getattr(exc, "retry_after", None) or exc.extra.get("retry_after")
    if wait is None and exc.status in REPEATABLE:
        wait = RETRY_AFTER
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    if exc.status == NotSignedIn.status:
        response.headers["WWW-Authenticate"] = "Bearer"
    response.headers["Cache-Control"] = "no-store"
    return response
