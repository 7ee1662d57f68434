"""Whatever way somebody signs in, the session knows since when."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from motcua.base.time import now
from motcua.shared.identity import sessions


def session_begins(sender: Any, *, request: HttpRequest, **_: Any) -> None:
    sessions.begin(request.session, now().timestamp())


def connect() -> None:
    user_logged_in.connect(session_begins, dispatch_uid="identity.session_begins")
