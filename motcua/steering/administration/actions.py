"""What the centre does beyond one room: a calendar published with its consequences; what failed set going again; the journal checked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base.errors import NotFound, WrongMoment
from motcua.base.signals import needs_person
from motcua.shared.calendars import actions as calendars
from motcua.shared.calendars.actions import Publication
from motcua.shared.notify.models import Message
from motcua.steering.administration import operations
from motcua.steering.administration.models import Verification

FOLLOW = "dossiers.follow_calendars"


def publish_calendar(name: str, data: Mapping[str, Any], *, reason: str, document: str, expected: int, by: str, at: datetime) -> Publication:
    """Publish a calendar and let the worker write the new dates and the letters at once. `expected` is the version it was drafted from."""
    with transaction.atomic():
        made = calendars.publish_calendar(name, data, reason=reason, document=document, expected=expected, by=by, at=at)
        if made.moved:
            _defer(FOLLOW)
    return made


def _defer(job: str) -> None:
    """Into the queue, unless it waits there already."""
    try:
        with transaction.atomic():
            app.configure_task(job, queueing_lock=job, lock=job).defer()
    except exceptions.AlreadyEnqueued:
        return


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
    found = operations.failed_jobs()
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


@transaction.atomic
def ask_verification(*, by: str, full: bool, at: datetime) -> Verification:
    """Have the worker check the journal; WrongMoment while one is under way."""
    if Verification.objects.select_for_update().filter(ended_at=None).exists():
        raise WrongMoment("Một lần kiểm tra đang chạy. Hãy chờ kết quả rồi yêu cầu lại.")
    row = Verification.objects.create(asked_at=at, asked_by=by, full=full)
    app.configure_task(name="administration.verify", lock="administration.verify").defer(id=row.pk)
    return row
