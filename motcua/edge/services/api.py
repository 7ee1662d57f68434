"""`GET track` and `GET balance`: public, nothing personal."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.base.time import iso, now
from motcua.edge.services import queries
from motcua.shared.identity import throttle
from motcua.shared.identity.http import client_address
from motcua.shared.org.queries import agency_name
from motcua.work.dossiers import balance, present

router = Router(tags=["public"])
TRIES, SPAN = 30, 60


class TrackStep(Schema):
    no: int
    name: str
    agency: str
    done: bool
    current: bool


class TrackOut(Schema):
    code: str
    procedure: str
    state: str
    holder: str
    since: str | None
    due_at: str | None
    late: bool
    reason: str
    steps: list[TrackStep]


class BalanceOut(Schema):
    """`passed_on` only for one agency."""

    received: int
    held: int
    in_transit: int
    ended: int
    ended_by: dict[str, int]
    balanced: bool
    at: str
    passed_on: int | None = None


@router.get("/track", response=TrackOut, auth=None, operation_id="track", summary="Tra cứu bằng mã hồ sơ và mã tra cứu")
def track(request: HttpRequest, code: str = "", secret: str = "") -> dict[str, Any]:
    at = now()
    throttle.hit("track", client_address(request), TRIES, SPAN, at)
    return present.track(queries.tracked(code, secret), at, agency_name)


@router.get(
    "/balance", response=BalanceOut, auth=None, exclude_unset=True, operation_id="balance", summary="Số cân đối của tỉnh hoặc của một cơ quan"
)
def balance_now(request: HttpRequest, agency: str = "") -> dict[str, Any]:
    found = queries.balance_of(agency.strip())
    return {**balance.as_json(found, now()), "at": iso(now())}
