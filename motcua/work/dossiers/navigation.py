"""The places of this room in the officers' navigation."""

from motcua.base import landing
from motcua.base.navigation import Place, register
from motcua.shared.org.officer import Officer


def _counter(officer: Officer) -> bool:
    return officer.has("counter")


def _mover(officer: Officer) -> bool:
    return officer.has("counter", "specialist", "clerk")


def _arriving(officer: Officer) -> int:
    """How many dossiers were handed to this agency by others and wait for a signature."""
    from motcua.work.dossiers.models import Dossier  # noqa: PLC0415 models are not there yet when places are registered

    waiting = Dossier.objects.filter(to_agency=officer.agency, ended_at__isnull=True).exclude(sender=officer.by)
    return waiting.count()


def _watcher(officer: Officer) -> bool:
    return officer.has("leader", "chairman_office", "auditor", "supervisor")


def _reader(officer: Officer) -> bool:
    return officer.has("counter", "clerk", "leader")


def _leads(officer: Officer) -> bool:
    return officer.has("leader", "head_of_unit")


def _looks_into_work(officer: Officer) -> bool:
    return officer.has("leader", "head_of_unit", "chairman_office", "auditor")


def places() -> None:
    """To be called in `AppConfig.ready`."""
    landing.register("leader", "leader", _leads)
    register(Place("leader", "Lãnh đạo", "leader", order=5, shortcut="l", shown=_leads, phone=True, icon="sign"))
    register(Place("workload", "Khối lượng", "workload", order=45, shortcut="w", shown=_looks_into_work, icon="people"))
    register(Place("desk", "Bàn làm việc", "desk", order=10, shortcut="b", phone=True, icon="desk"))
    register(Place("counter", "Tiếp nhận", "counter", order=30, shortcut="t", shown=_counter, phone=True, icon="plus", group="Một cửa"))
    register(Place("counter_today", "Nhận hôm nay", "counter_today", order=31, shortcut="h", shown=_counter, group="Một cửa"))
    register(Place("return_results", "Trả kết quả", "return_results", order=34, shortcut="r", shown=_counter, group="Một cửa"))
    register(
        Place(
            "take_over", "Ký nhận", "batch_take_over", order=32, shortcut="k", shown=_mover, phone=True, icon="take", count=_arriving, group="Một cửa"
        )
    )
    register(Place("hand_over", "Bàn giao", "batch_hand_over", order=33, shortcut="o", shown=_mover, phone=True, icon="give", group="Một cửa"))
    register(Place("register", "Sổ theo dõi", "register", order=35, shown=_reader, group="Một cửa"))
    register(Place("search", "Tìm hồ sơ", "search", order=40, shortcut="f", icon="search"))
    register(Place("violations", "Vi phạm", "violations", order=66, shortcut="p", shown=_watcher, group="Điều hành"))
