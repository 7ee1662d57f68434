"""The places of this room in the officers' navigation."""

from motcua.base import landing
from motcua.base.navigation import Place, register
from motcua.shared.org.officer import Officer
from motcua.steering.indicators.queries import OFFICES

PLACES = (
    ("indicators", "Tổng quan", "d"),
    ("indicator_map", "Bản đồ", "m"),
    ("indicator_waits", "Nơi hồ sơ chờ", "n"),
    ("indicator_compare", "So sánh cơ quan", "s"),
    ("indicator_monday", "Họp thứ Hai", "i"),
)


def _watcher(officer: Officer) -> bool:
    return officer.has(*OFFICES, "leader")


def places() -> None:
    """To be called in `AppConfig.ready`."""
    landing.register("indicators", "indicators", lambda officer: officer.has(*OFFICES), order=10)
    for order, (key, label, letter) in enumerate(PLACES, start=60):
        phone, icon = key == "indicators", "chart" if key == "indicators" else "list"
        register(Place(key, label, key, order=order, shortcut=letter, shown=_watcher, group="Điều hành", phone=phone, icon=icon))
