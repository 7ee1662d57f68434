"""The place of this room in the officers' navigation."""

from motcua.base.navigation import Place, register
from motcua.shared.org.officer import Officer
from motcua.steering.administration.areas import READERS


def _reader(officer: Officer) -> bool:
    return officer.has(*READERS)


def places() -> None:
    """To be called in `AppConfig.ready`."""
    register(Place("administration", "Quản trị", "admin_home", order=70, shortcut="q", shown=_reader))
