"""What the organisation says when somebody signs in."""

from datetime import datetime
from typing import Any

from motcua.base.time import VN
from motcua.shared.identity.signals import signing_in
from motcua.shared.org import queries


def has_a_post(sender: Any, *, username: str, at: datetime, **_: Any) -> str | None:
    """Nobody signs in without a post that is valid today."""
    if queries.posts_of(username, at.astimezone(VN).date()):
        return None
    return "Tài khoản này hiện không giữ chức danh nào còn hiệu lực. Hãy liên hệ quản trị hệ thống của cơ quan."


def connect() -> None:
    signing_in.connect(has_a_post, dispatch_uid="org.has_a_post")
