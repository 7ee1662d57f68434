"""Counters near a commune."""

from datetime import datetime

import pytest

from motcua.base.text import sort_key
from motcua.base.time import VN
from motcua.shared.catalogue import places
from motcua.shared.org import actions as org

pytestmark = pytest.mark.django_db


@pytest.fixture
def agencies() -> None:
    org.load_demo("dong-nai-3", by="system@000.00.00.H19", at=datetime(2024, 1, 1, 8, tzinfo=VN))


@pytest.mark.usefixtures("agencies")
def test_communes_stand_under_their_district_in_the_order_of_a_dictionary() -> None:
    groups = places.wards()
    assert [name for name, _ in groups] == sorted((name for name, _ in groups), key=sort_key)
    assert ("25993", "phường Trảng Dài") in dict(groups)["thành phố Biên Hòa"]
    assert sum(len(rows) for _, rows in groups) == 159


@pytest.mark.usefixtures("agencies")
def test_the_counters_near_are_the_commune_s_and_the_district_s() -> None:
    assert [place.name for place in places.near("25993")] == ["Bộ phận Một cửa, UBND phường Trảng Dài", "Bộ phận Một cửa, UBND thành phố Biên Hòa"]
    assert places.near("25993")[0].address == "Trụ sở UBND phường Trảng Dài, thành phố Biên Hòa"
    assert [places.near(code) for code in ("", "x", "00000", "²", "731")] == [[]] * 5
