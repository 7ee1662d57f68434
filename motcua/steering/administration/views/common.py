"""What all pages of administration share: who may look, who may change, an act done once for each key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest

from motcua.base.errors import Forbidden
from motcua.base.forms import new_key
from motcua.base.time import now
from motcua.shared.identity.idempotency import begin
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.steering.administration.areas import READERS

KEEPER = "admin"
UNSAID = frozenset({"csrfmiddlewaretoken", "key", "typed_by", "labels", "reopens"})
NOT_A_READER = "Trang quản trị dành cho người quản trị hệ thống, kiểm soát thủ tục hành chính và thanh tra. Bạn đang ở chức danh khác."
NOT_A_KEEPER = "Chỉ người giữ vai trò Quản trị hệ thống được thay đổi ở đây; vai trò của bạn xem được trang này nhưng không sửa được."


def reader(request: HttpRequest) -> Officer:
    """Who looks: admin, supervisor or auditor; Forbidden with a sentence for everybody else."""
    officer = officer_of_request(request)
    if not officer.has(*READERS):
        raise Forbidden(NOT_A_READER)
    return officer


def keeper(request: HttpRequest) -> Officer:
    """Who changes: the role `admin` alone."""
    officer = reader(request)
    if not officer.has(KEEPER):
        raise Forbidden(NOT_A_KEEPER)
    return officer


def may_change(officer: Officer) -> bool:
    """Whether buttons that change something are shown."""
    return officer.has(KEEPER)


def once(request: HttpRequest, officer: Officer, act: Callable[[datetime], dict[str, Any]]) -> dict[str, Any]:
    """Do an act once for the key of its form, in one transaction; what it answered (codes and numbers only) is given again to a second sending."""
    said = sorted((name, value) for name, values in request.POST.lists() if name not in UNSAID for value in values)
    with transaction.atomic():
        kept = begin(who=officer.who, path=request.path, key=request.POST.get("key") or new_key(), body=urlencode(said))
        if kept.answer is None:
            kept.answer = act(now())
            kept.keep(200, kept.answer)
    return kept.answer
