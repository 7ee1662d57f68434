"""How the machinery stands: failed jobs and messages, the journal's published roots, sizes; and the few acts that set things going again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from motcua.base.errors import NotFound, WrongMoment
from motcua.base.signals import needs_person
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


def retry_job(id: int, *, at: datetime) -> None:
    """Let a failed job run again, now."""
    if not ProcrastinateJob.objects.filter(pk=id, status="failed").exists():
        raise WrongMoment("Việc nền này không còn ở trạng thái hỏng; có thể đã chạy lại rồi.")
    app.job_manager.retry_job_by_id(id, retry_at=at)


def retry_message(id: int) -> None:
    """Try a message again now, beside the tries that go on by themselves; what was sent meanwhile is left alone by the delivery."""
    message = Message.objects.filter(pk=id).first()
    if message is None:
        raise NotFound("Không có tin này.")
    if message.state != Message.State.FAILED:
        raise WrongMoment("Tin này không còn chờ gửi lại.")
    with transaction.atomic():
        app.configure_task(name="notify.deliver", queue="messages", lock=f"message:{message.pk}").defer(message_id=message.pk)


def report_failures(*, centre: str, at: datetime) -> int:
    """Every failed job becomes a task of an administrator, once; how many were told."""
    found = failed_jobs()
    for job in found:
        needs_person.send(
            sender=ProcrastinateJob,
            stream=f"job:{job.id}",
            seq=0,
            text=f"Việc nền “{job.name}” hỏng sau {job.attempts} lần chạy. Mở trang Quản trị, mục Việc nền và tin nhắn, rồi cho chạy lại.",
            agency=centre,
            role="admin",
            at=at,
            key=job.key,
        )
    return len(found)


def roots() -> list[Root]:
    """The last published heads of the log, the newest first."""
    trusted = keys.trusted_keys()
    found = [head for _, head in log.published() if head is not None][-HEADS:]
    return [Root(head, head.signed_by(trusted)) for head in reversed(found)]


def public_key() -> str:
    """The node's public key, as 64 hexadecimal digits."""
    return keys.raw(keys.private_key().public_key()).hex()


@transaction.atomic
def ask_verification(*, by: str, full: bool, at: datetime) -> Verification:
    """Have the worker check the journal; WrongMoment while one is under way."""
    if Verification.objects.select_for_update().filter(ended_at=None).exists():
        raise WrongMoment("Một lần kiểm tra đang chạy. Hãy chờ kết quả rồi yêu cầu lại.")
    row = Verification.objects.create(asked_at=at, asked_by=by, full=full)
    app.configure_task(name="administration.verify", lock="administration.verify").defer(id=row.pk)
    return row


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
