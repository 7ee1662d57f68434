"""Who does each step for one dossier: places become agencies.

Commune: the accepting agency when it is one, else the commune of residence, else the first of the accepting district, else of the seat. District:
that of the accepting agency, else of residence, else the seat. A dossier filed anywhere therefore always has a way.
"""

from collections.abc import Callable
from typing import Any

from motcua.base.text import fold
from motcua.shared.catalogue import rules, shares
from motcua.shared.catalogue.procedure import Procedure, Step
from motcua.shared.org import queries as org


def route(procedure: Procedure, accepting: str, ward_code: str | None, *, channel: str = "counter", case: str | None = None) -> list[dict[str, Any]]:
    """The steps with agency and unit resolved and the share in minutes, adding up to the limit of that channel and case.

    `minutes_unit` is `working` (480 a day) or `calendar` (1440 a day: an internal target).
    """
    term = procedure.term_for(channel, case)
    minutes = shares.minutes(procedure.steps, term)
    return [_resolved(step, count, term, accepting, ward_code) for step, count in zip(procedure.steps, minutes, strict=True)]


def deciding_agency(procedure: Procedure, accepting: str, ward_code: str | None) -> str:
    """The agency of the last professional block, which decides."""
    return agency_for(procedure.steps[-2], accepting, ward_code)


def agency_for(step: Step, accepting: str, ward_code: str | None) -> str:
    """The code of the agency that does a step."""
    places: dict[str, Callable[[], str]] = {
        "accepting": lambda: accepting,
        "commune": lambda: commune_for(accepting, ward_code),
        "district": lambda: district_for(accepting, ward_code),
        "department": lambda: step.agency or committee(),
        "committee": committee,
    }
    return places[step.place]()


def commune_for(accepting: str, ward_code: str | None) -> str:
    """The commune (xã, phường, thị trấn) that confirms or decides."""
    if _level(accepting) == "xa":
        return accepting
    return _of_ward(ward_code) or _first_commune(accepting) or _first_commune(_seat()) or _seat()


def district_for(accepting: str, ward_code: str | None) -> str:
    """The district (huyện, thành phố thuộc tỉnh) that confirms or decides."""
    level = _level(accepting)
    if level == "huyen":
        return accepting
    residence = _of_ward(ward_code)
    return (level == "xa" and _parent(accepting)) or (residence and _parent(residence)) or _seat()


def committee() -> str:
    """The provincial committee (UBND tỉnh)."""
    return str(rules.data_set(rules.DEFAULT_DATA_SET).value("organisation.committee"))


def _seat() -> str:
    return str(rules.data_set(rules.DEFAULT_DATA_SET).value("organisation.seat_district"))


def _level(code: str) -> str:
    found = org.agency(code)
    return found.level if found else ""


def _parent(code: str) -> str | None:
    return org.parent_district(code)


def _of_ward(ward_code: str | None) -> str | None:
    return org.agency_of_ward(ward_code) if ward_code else None


def _first_commune(district: str) -> str | None:
    communes = sorted(code for code in org.subtree(district) if _level(code) == "xa")
    return communes[0] if communes else None


def _resolved(step: Step, minutes: int, term: str, accepting: str, ward_code: str | None) -> dict[str, Any]:
    agency = agency_for(step, accepting, ward_code)
    return {
        "no": step.no,
        "name": step.name,
        "role": step.role,
        "agency": agency,
        "unit": _unit(step, agency),
        "act": step.act,
        "minutes": minutes,
        "minutes_unit": "calendar" if shares.is_calendar(term) else "working",
    }


def _unit(step: Step, agency: str) -> str | None:
    """The unit that works on it: by name where the step has one and the agency has it."""
    if not step.unit_name or step.role not in ("specialist", "head_of_unit"):
        return None
    wanted = fold(step.unit_name)
    return next((unit.code for unit in org.units(agency) if fold(unit.name) == wanted), None)
