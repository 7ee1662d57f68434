"""How the machinery stands: failed jobs and messages, the journal's published roots, sizes. Questions alone; `actions` sets things going again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from motcua.base.words import number
from motcua.shared.journal import keys, log
from motcua.shared.journal.heads import SignedHead
from motcua.shared.notify import queries as notify
from motcua.shared.notify.models import Message
from motcua.steering.administration.areas import Figure
from motcua.steering.administration.models import Verification

NAMES = {
    "journal.publish": "Công bố đầu nhật ký",
    "dossiers.draft_apologies": "Soạn thư xin lỗi trước hạn",
    "dossiers.check_invariants": "Kiểm tra bất biến, nhắc việc",
    "dossiers.follow_calendars": "Đổi hạn theo lịch mới, gửi thư",
    "indicators.measure": "Đo thời gian hồ sơ nằm ở từng nơi",
    "config.purge": "Dọn phiên và khóa chống lặp đã hết hạn",
    "config.tidy_jobs": "Dọn hàng việc",
    "config.tick": "Nhịp mỗi phút",
    "notify.deliver": "Gửi tin cho người nộp",
    "administration.verify": "Kiểm tra nhật ký",
    "administration.report_failures": "Báo việc nền hỏng thành việc có người nhận",
}
SHOWN = 50
SIZES = (("Hồ sơ", "dossiers_dossier"), ("Mục nhật ký", "journal_entry"), ("Việc được giao", "tasks_task"), ("Tin nhắn", "notify_message"))
HEADS = 20


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job of the worker that ended with an error: what, how often it was tried, since when, under which key its task stands."""

    id: int
    name: str
    attempts: int
    ended_at: datetime | None

    @property
    def key(self) -> str:
        return f"job:{self.id}"


@dataclass(frozen=True, slots=True)
class Root:
    """A published head of the log; `signed` tells whether a trusted key signed it."""

    head: SignedHead
    signed: bool


def job_name(code: str) -> str:
    """What a job is called."""
    return NAMES.get(code, code)


def failed_jobs(most: int = SHOWN) -> list[FailedJob]:
    """Jobs that ended with an error, the newest first."""
    rows = list(ProcrastinateJob.objects.filter(status="failed").order_by("-id")[:most])
    ended: dict[int, datetime] = {}
    for event in ProcrastinateEvent.objects.filter(job_id__in=[row.id for row in rows], type="failed").order_by("at"):
        ended[event.job_id] = event.at
    return [FailedJob(row.id, job_name(row.task_name), row.attempts, ended.get(row.id)) for row in rows]


def queue() -> dict[str, int]:
    """How many jobs wait, run and failed."""
    with connection.cursor() as cursor:
        cursor.execute("select status::text, count(*) from procrastinate_jobs where status in ('todo', 'doing', 'failed') group by 1")
        return {"todo": 0, "doing": 0, "failed": 0} | dict(cursor.fetchall())


def stuck_messages() -> QuerySet[Message]:
    """Messages whose last try failed, oldest first."""
    return notify.waiting().filter(state=Message.State.FAILED)


def roots() -> list[Root]:
    """The last published heads of the log, the newest first."""
    trusted = keys.trusted_keys()
    found = [head for _, head in log.published() if head is not None][-HEADS:]
    return [Root(head, head.signed_by(trusted)) for head in reversed(found)]


def public_key() -> str:
    """The node's public key, as 64 hexadecimal digits."""
    return keys.raw(keys.private_key().public_key()).hex()


def verifications(most: int = 10) -> Sequence[Verification]:
    """The last checks that were asked for."""
    return list(Verification.objects.order_by("-asked_at")[:most])


def sizes() -> list[tuple[str, str]]:
    """Rows of the large tables as the planner estimates them, and the size of the database."""
    with connection.cursor() as cursor:
        cursor.execute("select relname, greatest(reltuples, 0)::bigint from pg_class where relname = any(%s)", [[table for _, table in SIZES]])
        rows = dict(cursor.fetchall())
        cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
        (size,) = cursor.fetchone()
    return [(label, f"khoảng {number(rows.get(table, 0))}") for label, table in SIZES] + [("Cơ sở dữ liệu", size)]


def figures(at: datetime) -> list[Figure]:
    """What the index says about jobs and messages."""
    counted: dict[str, Any] = queue()
    stuck = stuck_messages().count()
    return [
        Figure("việc nền hỏng", counted["failed"], "late" if counted["failed"] else ""),
        Figure("tin chưa gửi được", stuck, "soon" if stuck else ""),
        Figure("việc đang chờ", counted["todo"]),
    ]


def journal_figures(at: datetime) -> list[Figure]:
    """What the index says about the journal."""
    last, found = log.latest(), verifications(1)
    broken = bool(found and found[0].ended_at and not found[0].whole)
    state = "có chỗ sai" if broken else "toàn vẹn" if found and found[0].whole else "chưa có"
    return [Figure("mục đã công bố", number(last.size) if last else "0"), Figure("lần kiểm tra gần nhất", state, "late" if broken else "")]
