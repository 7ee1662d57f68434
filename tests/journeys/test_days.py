"""The day of each role on the demo's data, at a desk and on a phone; a picture of every screen is left in `pictures` of the tests' folder."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.calls import Province
from tests.journeys.conftest import Sitting
from tests.journeys.days import DAYS, PLACES, Day
from tests.journeys.walk import DEVICES, Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.role)
def test_a_day(day: Day, device: str, sit: Sitting, province: Province) -> None:
    place = PLACES[device]
    who, made = day.prepare(province, place)
    walk = Walk(sit(who, **DEVICES[device]), province, Path(settings.VAR) / "pictures", day.role, device)
    day.walk(walk, made)
    assert walk.wrong == []
    assert len(walk.taken) == walk.number
    assert all(path.stat().st_size for path in walk.taken)
