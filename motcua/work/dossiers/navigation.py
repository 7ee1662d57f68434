"""The places of this room in the officers' navigation."""

from motcua.base.navigation import Place, register
from motcua.shared.org.officer import Officer


def _counter(officer: Officer) -> bool:
    return officer.has("counter")


def _mover(officer: Officer) -> bool:
    return officer.has("counter", "specialist", "clerk")


def _watcher(officer: Officer) -> bool:
    return officer.has("leader", "chairman_office", "auditor", "supervisor")


def places() -> None:
    """To be called in `AppConfig.ready`."""
    register(Place("desk", "Bàn làm việc", "desk", order=10, shortcut="b"))
    register(Place("counter", "Tiếp nhận", "counter", order=30, shortcut="t", shown=_counter))
    register(Place("counter_today", "Nhận hôm nay", "counter_today", order=31, shortcut="h", shown=_counter))
    register(Place("take_over", "Ký nhận", "batch_take_over", order=32, shortcut="k", shown=_mover))
    register(Place("hand_over", "Bàn giao", "batch_hand_over", order=33, shortcut="o", shown=_mover))
    register(Place("search", "Tìm hồ sơ", "search", order=40, shortcut="f"))
    register(Place("violations", "Vi phạm", "violations", order=66, shortcut="p", shown=_watcher))
