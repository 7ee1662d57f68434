"""`request.officer`: the officer who is signed in, in one post, or None. Ends sessions that are over."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from motcua.base.http import OUTAGES, is_api
from motcua.base.time import now
from motcua.shared.identity import sessions
from motcua.shared.org import queries
from motcua.shared.org.officer import Officer

POST_KEY = "post"


class OfficerMiddleware:
    """Asks nothing of the database without a session cookie; the API knows its callers by token alone.

    When the database does not answer, the page goes on without an officer, and whoever needs one gets the error (`http.officer_of_request`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        officer: Officer | None = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_api(request):
            try:
                officer = _officer(request)
            except OUTAGES as failed:
                request.officer_failed = failed  # type: ignore[attr-defined]
        request.officer = officer  # type: ignore[attr-defined]
        return self.get_response(request)


def _officer(request: HttpRequest) -> Officer | None:
    """The session's person in the chosen post, or in the first one that is valid today."""
    session, at = request.session, now()
    if auth.SESSION_KEY not in session:
        return None
    idle = float(getattr(settings, "SESSION_IDLE_SECONDS", sessions.IDLE))
    if sessions.over(session, at.timestamp(), idle=idle, longest=settings.SESSION_COOKIE_AGE):
        auth.logout(request)
        return None
    if not request.user.is_authenticated:
        return None
    sessions.seen(session, at.timestamp())
    held = queries.posts_of(request.user.get_username(), at.date())
    chosen = session.get(POST_KEY)
    return next((officer for officer in held if officer.post == chosen), held[0] if held else None)
