"""Typed makers: a commune with its people, and tasks written by the real action."""

from datetime import datetime, timedelta

from motcua.base.time import VN
from motcua.shared.org.officer import Officer
from motcua.shared.org.tests import make as org
from motcua.work.tasks import actions
from motcua.work.tasks.models import Task

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
DUE = datetime(2026, 11, 23, 9, 0, tzinfo=VN)
COMMUNE = "000.01.25.H19"
CODE = "000.01.25.H19-261120-0001"
SOURCE = (f"dossier:{CODE}", 3, "Hồ sơ chờ nhận bàn giao đã hai ngày.")
SYSTEM = f"system@{COMMUNE}"


def officer(username: str = "be.nt.01", *, roles: tuple[str, ...] = ("specialist",), agency: str = COMMUNE, unit: str | None = None) -> Officer:
    return org.officer(username, agency_code=agency, roles=roles, unit=unit)


def task(
    to: str | None = "be.nt.01",
    *,
    key: str = "k-1",
    kind: str = "task",
    role: str | None = "specialist",
    title: str = "Nhận bàn giao hồ sơ",
    agency: str = COMMUNE,
    days: int = 0,
    by: str = SYSTEM,
    at: datetime = AT,
) -> Task:
    due_at = DUE + timedelta(days=days)
    return actions.open_task(to=to, agency=agency, role=role, title=title, due_at=due_at, source=SOURCE, key=key, kind=kind, at=at, by=by)
