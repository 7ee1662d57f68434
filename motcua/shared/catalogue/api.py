"""`GET procedures` and `GET procedures/{code}`: readable without a token, as the catalogue is public; a wrong token is still a 401."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from motcua.base.errors import Invalid, NotFound
from motcua.shared.catalogue import finder, queries
from motcua.shared.catalogue.procedure import LEVELS, Procedure
from motcua.shared.org import queries as org
from motcua.shared.org.http import token_officer
from motcua.shared.org.officer import Officer

PUBLIC = "public"


def anybody(request: HttpRequest) -> Officer | str:
    """The officer of the token when one is sent, else the public."""
    return token_officer(request) if request.headers.get("Authorization") else PUBLIC


router = Router(auth=anybody, tags=["procedures"])


class PaperOut(Schema):
    key: str
    name: str
    required: bool
    originals: int
    copies: int
    group: str | None


class ChannelOut(Schema):
    channel: str
    term: str
    term_uncertain: bool
    fee: int | None
    fee_note: str


class CaseOut(Schema):
    key: str
    name: str


class StepOut(Schema):
    no: int
    name: str
    role: str
    place: str
    act: str
    agency: str | None
    share: str
    share_unit: str
    assumed: bool


class ProcedureOut(Schema):
    code: str
    version: int
    name: str
    field: str
    level: str
    levels: list[str]
    popular: bool
    accepted: bool
    why_not: str | None
    assumed: list[str]
    subjects: list[str]
    results: list[str]
    legal_basis: list[str]
    decision: str | None
    rule_set: str
    papers: list[PaperOut]
    channels: list[ChannelOut]
    cases: list[CaseOut]
    steps: list[StepOut]
    counters: Literal["any"] | list[str]
    agencies: list[str]


class ProcedurePage(Schema):
    items: list[ProcedureOut]
    next: str | None


@router.get("procedures", response=ProcedurePage, operation_id="procedures", summary="Danh mục thủ tục")
def procedures(request: HttpRequest, *, q: str = "", level: str = "", agency: str = "", cursor: str = "", limit: int = 50) -> dict[str, Any]:
    wrong = {}
    if level and level not in LEVELS:
        wrong["level"] = f"Chỉ nhận một trong: {', '.join(LEVELS)}."
    if agency and org.agency(agency) is None:
        wrong["agency"] = "Không có cơ quan nào mang mã này."
    if not 1 <= limit <= finder.MOST:
        wrong["limit"] = f"Chỉ nhận số từ 1 đến {finder.MOST}."
    if wrong:
        raise Invalid("Chưa tìm được thủ tục vì thông tin chưa đúng.", fields=wrong)
    page = queries.procedures(q, level or None, agency or None, cursor or None, limit)
    return {"items": [_told(item) for item in page.items], "next": page.next}


@router.get("procedures/{code}", response=ProcedureOut, operation_id="procedure", summary="Một thủ tục")
def procedure(request: HttpRequest, code: str) -> dict[str, Any]:
    found = queries.procedure(code)
    if found is None:
        raise NotFound(f"Không có thủ tục nào mang mã {code}.")
    return _told(found)


def _told(found: Procedure) -> dict[str, Any]:
    names = ProcedureOut.model_fields.keys() - {"counters", "agencies"}
    told = {name: getattr(found, name) for name in names}
    return told | {"counters": queries.counters_of(found), "agencies": queries.deciding_agencies(found)}
