"""The place of this room in the officers' navigation."""

from motcua.base import landing
from motcua.base.navigation import Place, register
from motcua.shared.org.officer import Officer
from motcua.steering.administration.areas import READERS


def _reader(officer: Officer) -> bool:
    return officer.has(*READERS)


def places() -> None:
    """To be called in `AppConfig.ready`."""
    landing.register("administration", "admin_home", lambda officer: officer.has("admin"), order=20)
    register(Place("administration", "Quản trị", "admin_home", order=70, shortcut="q", shown=_reader))
