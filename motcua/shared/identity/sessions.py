"""When a session ends, pure: twelve hours after signing in, or after an idle hour. Moments are seconds since 1970."""

from collections.abc import MutableMapping
from typing import Any

LONGEST = 12 * 3600
IDLE = 60 * 60
WRITE_EVERY = 60
SINCE, SEEN = "signed_in_at", "seen_at"


def begin(session: MutableMapping[str, Any], at: float) -> None:
    """Write down the moment of signing in."""
    session[SINCE] = session[SEEN] = int(at)


def over(session: MutableMapping[str, Any], at: float, *, idle: float = IDLE, longest: float = LONGEST) -> bool:
    """Whether the session has ended. One without moments was not begun by our sign-in: it has."""
    since, seen = session.get(SINCE), session.get(SEEN)
    if since is None or seen is None:
        return True
    return bool(at - since >= longest or at - seen >= idle)


def seen(session: MutableMapping[str, Any], at: float) -> None:
    """Note that the person is there; written at most once a minute."""
    if at - session[SEEN] >= WRITE_EVERY:
        session[SEEN] = int(at)
