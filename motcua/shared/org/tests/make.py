"""Typed makers: an organisation as small as a test needs, written by the real actions."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.base.time import VN
from motcua.shared.org import actions, queries
from motcua.shared.org.info import AgencyInfo, PostInfo
from motcua.shared.org.officer import Officer

CENTRE = "000.00.00.H19"
BY = f"system@{CENTRE}"
AT = datetime(2025, 3, 3, 8, 0, tzinfo=VN)
FROM = date(2020, 1, 1)


def agency(
    code: str = CENTRE, *, level: str = "tinh", parent: str | None = None, name: str = "", gso_code: str | None = None, counter: bool = False
) -> AgencyInfo:
    """An agency, or the one with that code when there is one."""
    return queries.agency(code) or actions.open_agency(
        code=code,
        name=name or f"Cơ quan {code}",
        level=level,
        kind="committee",
        valid_from=FROM,
        parent=parent,
        gso_code=gso_code,
        counter=counter,
        by=BY,
        at=AT,
    )


def unit(code: str = f"{CENTRE}-P1", *, agency: str = CENTRE, name: str = "Phòng Tổng hợp") -> str:
    actions.open_unit(code=code, agency=agency, name=name, valid_from=FROM, by=BY, at=AT)
    return code


def post(
    username: str = "lan.nt.01",
    code: str = "",
    *,
    agency: str = CENTRE,
    roles: Sequence[str] = ("specialist",),
    name: str = "Nguyễn Thị Lan",
    title: str = "Chuyên viên",
    unit: str | None = None,
    valid_to: date | None = None,
    password: str = "",
    phone: str = "",
) -> PostInfo:
    """Somebody in a post; the code follows from the user name."""
    return actions.engage(
        username=username,
        post=code or f"{agency}-{username}",
        agency=agency,
        title=title,
        roles=roles,
        valid_from=FROM,
        valid_to=valid_to,
        name=name,
        phone=phone,
        unit=unit,
        password=password,
        by=BY,
        at=AT,
    )


def officer(username: str = "lan.nt.01", *, agency_code: str = CENTRE, roles: Sequence[str] = ("specialist",), unit: str | None = None) -> Officer:
    """An officer at work today, with the agency made where it is missing."""
    agency(agency_code)
    made = post(username, agency=agency_code, roles=roles, unit=unit)
    found = queries.in_post(made.code)
    assert found is not None
    return found
