from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.calls import Province
from tests.instance import Instance
from tests.journeys.hands import Hands

Sitting = Callable[..., Hands]


@pytest.fixture(scope="session")
def province(instance: Instance) -> Province:
    """Dossiers brought to a point before a journey begins, and who works where."""
    return Province(instance)


@pytest.fixture
def sit(browser: Any, instance: Instance) -> Iterator[Sitting]:
    """`sit("duyen.tn.25993")`: that person at a browser of their own, signed in; without a name, a citizen."""
    opened: list[Hands] = []

    def sitting(username: str = "", **options: Any) -> Hands:
        hands = Hands(browser, instance.url, **options)
        opened.append(hands)
        if username:
            hands.sign_in(username)
        return hands

    yield sitting
    for hands in opened:
        hands.close()
