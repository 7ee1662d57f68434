"""`GET calendar/due`: public, the due moment with its certificate."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.base.errors import Invalid
from motcua.shared.calendars import asked, queries
from motcua.shared.calendars.engine import RangeError, due_with_certificate

router = Router(tags=["calendar"])
_T = TypeVar("_T")


class DueOut(Schema):
    due_at: str | None
    certificate: dict[str, Any]


@router.get("/calendar/due", response=DueOut, auth=None, operation_id="calendar_due", summary="Tính thời điểm hết hạn")
def calendar_due(request: HttpRequest, start: str = "", term: str = "", agency: str = "") -> dict[str, Any]:
    wrong: dict[str, str] = {}
    moment, limit = _read(wrong, "start", asked.start, start), _read(wrong, "term", asked.term, term)
    code = agency.strip() or None
    if code is not None and not queries.is_agency(code):
        wrong["agency"] = "Không có cơ quan nào mang mã này."
    if moment is None or limit is None or wrong:
        raise Invalid("Không tính được thời hạn vì thông tin chưa đúng.", fields=wrong)
    try:
        _, certificate = due_with_certificate(moment, limit, queries.calendar_for(code))
    except RangeError as beyond:
        raise Invalid("Không tính được thời hạn.", fields={"start": str(beyond)}) from beyond
    return {"due_at": certificate["due_at"], "certificate": certificate}


def _read(wrong: dict[str, str], name: str, read: Callable[[object], _T], given: str) -> _T | None:
    try:
        return read(given)
    except ValueError as refused:
        wrong[name] = str(refused)
        return None
