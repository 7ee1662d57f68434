"""Who is asking: from the session on screens, from the bearer token in the API."""

from django.http import HttpRequest

from motcua.base.errors import NotSignedIn
from motcua.base.time import now
from motcua.shared.identity.queries import holder_of_token
from motcua.shared.org import queries
from motcua.shared.org.officer import Officer

SCHEME = "bearer "


def officer_of_request(request: HttpRequest) -> Officer:
    """The officer who is signed in; NotSignedIn (401, on screens the way to the sign-in page) otherwise."""
    failed: Exception | None = getattr(request, "officer_failed", None)
    if failed is not None:
        raise failed
    officer: Officer | None = getattr(request, "officer", None)
    if officer is None:
        raise NotSignedIn("Bạn chưa đăng nhập, hoặc phiên làm việc đã hết hạn. Hãy đăng nhập rồi làm tiếp.")
    return officer


def token_officer(request: HttpRequest) -> Officer:
    """The officer for whom the token of `Authorization: Bearer` stands; NotSignedIn otherwise. At most two statements."""
    header = request.headers.get("Authorization", "")
    if not header.lower().startswith(SCHEME):
        raise NotSignedIn("Thiếu mã truy cập: gửi đầu mục Authorization: Bearer kèm mã của bạn.")
    at = now()
    holder = holder_of_token(header[len(SCHEME) :].strip(), at=at)
    officer = queries.officer(holder[0], holder[1], at.date()) if holder else None
    if officer is None:
        raise NotSignedIn("Mã truy cập không đúng, đã hết hạn, đã thu hồi, hoặc chức danh của mã đã hết hiệu lực.")
    return officer
