"""The first visit of each screen of the running instance is light: 30 KB for citizens, 60 KB for officers, compressed, files included."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.calls import Province
from tests.figures.conftest import Note
from tests.figures.screens import COMMUNE, SCREENS, Screen
from tests.figures.weight import Visitor
from tests.instance import Instance

Enter = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def made(instance: Instance) -> dict[str, str]:
    """A dossier half way: `{code}`, `{secret}`."""
    province = Province(instance)
    row = province.accept(agency=COMMUNE)
    return {"code": row["code"], "secret": row["secret"]}


@pytest.fixture(scope="module")
def enter(instance: Instance) -> Enter:
    """`enter("counter")`: somebody in that role, signed in once; without one, a citizen."""

    @cache
    def visitor(role: str) -> Visitor:
        return Visitor(instance.url, instance.people(role, COMMUNE)[0].username if role else "")

    return visitor


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_first_visit_is_light(enter: Enter, made: dict[str, str], note: Note, screen: Screen) -> None:
    weight = enter(screen.role).weigh(screen.path.format(**made), screen.filled(made))
    note(screen.name, {"page": weight.page, "total": weight.total})
    assert weight.total <= screen.limit, weight


@pytest.mark.slow
def test_files_are_kept_by_the_browser_and_compressed(enter: Enter) -> None:
    """A second visit costs the page alone: its files carry a name of their content and never change under it."""
    visitor = enter("counter")
    for name in visitor.weigh("/ban-lam-viec").files:
        served = visitor.get(name)
        said = {key.lower(): value for key, value in served.headers}
        assert "immutable" in said["cache-control"], name
        assert said.get("content-encoding") == "br" or len(served.text) < 1024, name
