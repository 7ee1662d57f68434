"""The demo province: who works there, and how quickly it is loaded."""

import itertools
from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection

from motcua.base.text import fold
from motcua.shared.identity.models import Token, User
from motcua.shared.org import actions, demo, queries
from motcua.shared.org.identifiers import check_phone
from motcua.shared.org.models import Agency, Mandate, Post, Unit
from motcua.shared.org.roles import ROLES, unknown
from motcua.shared.org.tests import make

PROVINCE = demo.province()
BY_AGENCY: dict[str, list[demo.Staff]] = {
    agency.code: [person for person in PROVINCE.staff if person.agency == agency.code] for agency in PROVINCE.agencies
}


def _count(agency: str) -> Counter[str]:
    return Counter(role for person in BY_AGENCY[agency] for role in person.roles)


def test_the_province_has_its_agencies() -> None:
    assert Counter(agency.level for agency in PROVINCE.agencies) == {"tinh": 24, "huyen": 11, "xa": 159}
    assert sum(agency.counter for agency in PROVINCE.agencies) == 171
    codes = {agency.code for agency in PROVINCE.agencies}
    assert all(agency.parent in codes for agency in PROVINCE.agencies if agency.parent)


def test_every_counter_has_two_officers_a_specialist_and_a_leader() -> None:
    thin = [
        agency.code
        for agency in PROVINCE.agencies
        if agency.counter and not (_count(agency.code)["counter"] >= 2 and _count(agency.code)["specialist"] and _count(agency.code)["leader"])
    ]
    assert thin == []


def test_departments_and_districts_have_units_heads_deputies_and_a_clerk() -> None:
    for agency in PROVINCE.agencies:
        if agency.level == "huyen" or agency.kind in ("department", "vertical"):
            count = _count(agency.code)
            units = {unit.code for unit in PROVINCE.units if unit.agency == agency.code}
            assert (count["leader"], count["clerk"], count["head_of_unit"]) == (2, 1, len(units)), agency.name
            assert {person.unit for person in BY_AGENCY[agency.code] if "specialist" in person.roles} == units
            assert len(units) >= 3


def test_every_role_is_held_by_somebody() -> None:
    held = {role for person in PROVINCE.staff for role in person.roles}
    assert held == ROLES.keys()
    assert unknown(held) == []


def test_codes_and_user_names_are_unique_and_plain() -> None:
    for values in ([p.username for p in PROVINCE.staff], [p.post for p in PROVINCE.staff], [u.code for u in PROVINCE.units]):
        assert len(values) == len(set(values))
        assert all(value.isascii() for value in values)
    assert all(person.username.startswith(fold(person.name.split()[-1]) + ".") for person in PROVINCE.staff)
    assert max(len(person.username) for person in PROVINCE.staff) <= 24


def test_no_full_name_is_repeated_within_an_agency_and_all_phones_are_valid() -> None:
    assert all(len({person.name for person in staff}) == len(staff) for staff in BY_AGENCY.values())
    assert [person.phone for person in PROVINCE.staff if check_phone(person.phone).kind != "mobile"] == []


def test_it_is_the_same_every_time_and_unknown_data_sets_are_refused() -> None:
    assert demo.province.__wrapped__() == PROVINCE
    with pytest.raises(ValueError, match="dong-nai-3"):
        demo.province("nowhere")


def test_the_printed_password_is_the_one_that_was_hashed() -> None:
    assert check_password(demo.PASSWORD, demo.PASSWORD_HASH)


@pytest.mark.slow
@pytest.mark.django_db
def test_it_loads_with_three_statements_a_stream_and_a_second_load_changes_nothing() -> None:
    steps: list[tuple[int, int]] = []
    statements = itertools.count()

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        next(statements)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        actions.load_demo(demo.DATA_SET, by=demo.BY, at=make.AT, progress=lambda done, of: steps.append((done, of)))
    assert next(statements) <= 3 * steps[-1][1] + 60
    assert steps[-1] == (steps[-1][1], steps[-1][1])
    counts = [table._default_manager.count() for table in (Agency, Unit, Post, User, Token, Mandate)]
    people = len(PROVINCE.staff)
    assert counts == [194, len(PROVINCE.units), people, people, people, len(PROVINCE.mandates)]
    actions.load_demo(demo.DATA_SET, by=demo.BY, at=make.AT, progress=lambda done, of: steps.append((done, of)))
    assert [table._default_manager.count() for table in (Agency, Unit, Post, User, Token, Mandate)] == counts
    chairman = queries.in_post(f"{demo.CENTRE}-01")
    assert chairman is not None
    assert len(chairman.scope) == 194
    deputy = queries.in_post("000.00.25.H19-02")
    assert deputy is not None
    mandate = queries.mandate_for(deputy, "000.00.25.H19-01")
    assert mandate is not None
    assert mandate.kind == "KT"
    assert queries.agency_of_ward("25993") == "000.01.25.H19"
