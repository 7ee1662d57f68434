"""Who a token stands for; which readings of a person's data were made."""

import time
from collections.abc import Collection
from datetime import datetime

from django.db import connection

from motcua.shared.identity.models import Reading, Token, User
from motcua.shared.identity.tokens import digest_of

CACHED_SECONDS = 3.0
CACHED_MOST = 5000
LOOK_UP = """select t.username, t.post, t.expires_at from identity_token t join identity_user u on u.username = t.username and u.active
 where t.digest = %s and t.revoked_at is null"""
_cached: dict[str, tuple[float, tuple[str, str, datetime | None]]] = {}


def holder_of_token(token: str, *, at: datetime) -> tuple[str, str] | None:
    """Username and post that a token stands for, None when it is unknown, revoked, expired or its person may not sign in.

    One statement, none when the token was looked up in the last three seconds; inside a transaction nothing is kept.
    """
    digest = digest_of(token)
    known = _cached.get(digest)
    row = known[1] if known and time.monotonic() - known[0] < CACHED_SECONDS else _look_up(digest)
    if row is None or (row[2] is not None and row[2] <= at):
        return None
    return row[0], row[1]


def _look_up(digest: str) -> tuple[str, str, datetime | None] | None:
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [digest])
        row: tuple[str, str, datetime | None] | None = cursor.fetchone()
    if row is None:
        _cached.pop(digest, None)
    elif not connection.in_atomic_block:
        if len(_cached) >= CACHED_MOST:
            _cached.clear()
        _cached[digest] = (asked, row)
    return row


def forget(**_: object) -> None:
    """Drop what this process remembers of tokens."""
    _cached.clear()


def user(username: str) -> User | None:
    """A user by name."""
    return User.objects.filter(pk=username).first()


def name_of(username: str) -> str:
    """What a person reads for a user name: the full name, or the user name when it is not known or was erased."""
    return User.objects.filter(pk=username).values_list("name", flat=True).first() or username


def generations(posts: Collection[str]) -> dict[str, int]:
    """The generation of the token in force for each of these posts that has one."""
    rows = Token.objects.filter(post__in=posts, revoked_at=None).order_by("generation").values_list("post", "generation")
    return dict(rows)


def readings(about: str, limit: int = 100) -> list[Reading]:
    """Who read the data of a dossier or person, newest first."""
    return list(Reading.objects.filter(about=about).order_by("-at", "-id")[:limit])
