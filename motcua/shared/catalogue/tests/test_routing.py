import pytest

from motcua.shared.catalogue import actions, processes, queries, routing
from motcua.shared.catalogue.tests.make import AT, BY, FROM, by_code, shipped
from motcua.shared.org import actions as org_actions
from motcua.shared.org import queries as org

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TRANG_DAI, TRANG_DAI_WARD = "000.01.25.H19", "25993"
BIEN_HOA, LONG_KHANH, XUAN_BINH, CENTRE = "000.00.25.H19", "000.00.26.H19", "000.01.26.H19", "000.01.01.H19"
LAND = "000.00.10.H19"


def test_every_accepted_procedure_has_a_way_from_every_kind_of_counter() -> None:
    org_actions.load_demo(at=AT)
    for accepting, ward in ((TRANG_DAI, None), (LONG_KHANH, TRANG_DAI_WARD), (CENTRE, TRANG_DAI_WARD), (CENTRE, None), (CENTRE, "99999")):
        for procedure in (row for row in shipped()[0] if row.accepted):
            steps = routing.route(procedure, accepting, ward)
            assert (steps[0]["agency"], steps[-1]["agency"]) == (accepting, accepting), procedure.code
            assert all(org.agency(step["agency"]) for step in steps), procedure.code
            unnamed = [step["no"] for step, own in zip(steps, procedure.steps, strict=True) if _should_have_unit(own) and step["unit"] is None]
            assert unnamed == [], procedure.code
            missing = [step for step in steps if not org.colleagues(step["agency"], step["role"], step["unit"])]
            assert missing == [], procedure.code
    _places()
    _three_levels()
    _channels()
    _counters_and_agencies()


def _should_have_unit(step: object) -> bool:
    return getattr(step, "unit_name", None) is not None


def _places() -> None:
    assert routing.commune_for(TRANG_DAI, "26077") == TRANG_DAI
    assert routing.commune_for(CENTRE, "26077") == XUAN_BINH
    assert routing.commune_for(LONG_KHANH, None) == XUAN_BINH
    assert routing.commune_for(CENTRE, None) == TRANG_DAI
    assert routing.district_for(TRANG_DAI, "26077") == BIEN_HOA
    assert routing.district_for(LONG_KHANH, TRANG_DAI_WARD) == LONG_KHANH
    assert routing.district_for(CENTRE, "26077") == LONG_KHANH
    assert routing.district_for(CENTRE, None) == BIEN_HOA


def _three_levels() -> None:
    land = by_code("1.012784")
    assert processes.levels_passed(land.steps) == {"commune", "district", "department"}
    steps = routing.route(land, TRANG_DAI, None)
    ways = [(step["act"], step["agency"], step["minutes"]) for step in steps]
    assert [step["unit"] is None for step in steps] == [True, True, True, False, False, False, False, True, True, True]
    assert [agency for _, agency, _ in ways] == [TRANG_DAI] * 3 + [BIEN_HOA] * 2 + [LAND] * 4 + [TRANG_DAI]
    assert sum(minutes for _, _, minutes in ways) == 12 * 480
    assert {step["minutes_unit"] for step in steps} == {"working"}
    assert routing.deciding_agency(land, TRANG_DAI, None) == LAND


def _channels() -> None:
    slow = by_code("1.012783")
    assert (slow.term_for("counter"), slow.term_for("online")) == ("5wd", "15wd")
    assert sum(step["minutes"] for step in routing.route(slow, CENTRE, None, channel="online")) == 15 * 480
    calendar = by_code("2.000806")
    steps = routing.route(calendar, TRANG_DAI, None)
    assert ({step["minutes_unit"] for step in steps}, sum(step["minutes"] for step in steps)) == ({"calendar"}, 15 * 1440)


def _counters_and_agencies() -> None:
    for code in ("1.001193", "2.000748", "2.002481"):
        actions.publish_procedure(by_code(code), valid_from=FROM, by=BY, at=AT)
    birth, correction, refused = (by_code(code) for code in ("1.001193", "2.000748", "2.002481"))
    assert [row.code for row in queries.accepted_at(TRANG_DAI)] == ["1.001193", "2.000748"]
    assert queries.accepted_at(LAND) == []
    assert (queries.counters_of(birth), queries.counters_of(refused)) == ("any", [])
    assert (len(queries.deciding_agencies(birth)), len(queries.deciding_agencies(correction))) == (159, 11)
    assert queries.deciding_agencies(by_code("1.012784")) == [LAND]
