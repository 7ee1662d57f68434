"""Failed jobs and messages, the journal's roots, signs of life: seen, told to a person, set going again."""

from unittest.mock import patch

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base.time import now
from motcua.shared.journal import log
from motcua.shared.notify.models import Message
from motcua.steering.administration import jobs, operations
from motcua.steering.administration.models import Verification
from motcua.steering.administration.tests.people import CENTRE, admin, auditor, browser
from motcua.work.tasks.models import Task

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def failed() -> int:
    """A job that ended with an error."""
    id = app.configure_task(name="config.purge").defer()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed', attempts = 1 where id = %s", [id])
    return int(id)


@pytest.fixture
def stuck() -> Message:
    """A message that could not be sent."""
    return Message.objects.create(
        at=now(),
        by="system@" + CENTRE,
        about="000.01.25.H19-261119-0001",
        channel="email",
        to="nguoi.nop@example.vn",
        template="dossier_accepted",
        version=1,
        subject="Đã tiếp nhận hồ sơ",
        body="Nội dung",
        state=Message.State.FAILED,
        attempts=4,
        last_error="Máy chủ thư không trả lời",
    )


def test_a_failed_job_becomes_one_task_and_runs_again_when_asked(failed: int) -> None:
    jobs.report_failures()
    jobs.report_failures()
    assert Task.objects.filter(key=f"job:{failed}", done_at=None).count() == 1
    hands = browser(admin())
    page = hands.get("/quan-tri/viec-nen").content.decode()
    assert "Dọn phiên và khóa chống lặp đã hết hạn" in page
    assert hands.post(f"/quan-tri/viec-nen/{failed}/chay-lai", {"key": "a" * 16}).status_code == 302
    assert ProcrastinateJob.objects.get(pk=failed).status == "todo"
    assert hands.post(f"/quan-tri/viec-nen/{failed}/chay-lai", {"key": "b" * 16}).status_code == 409


def test_a_stuck_message_is_sent_again_by_the_worker(stuck: Message) -> None:
    hands = browser(admin())
    assert "Máy chủ thư không trả lời" in hands.get("/quan-tri/viec-nen").content.decode()
    assert hands.post(f"/quan-tri/tin/{stuck.pk}/gui-lai", {"key": "c" * 16}).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="notify.deliver", args__message_id=stuck.pk, status="todo").count() == 1


def test_who_reads_may_not_set_going(failed: int) -> None:
    page = browser(auditor()).get("/quan-tri/viec-nen")
    assert "Chạy lại" not in page.content.decode()
    assert browser(auditor()).post(f"/quan-tri/viec-nen/{failed}/chay-lai").status_code == 403


@pytest.mark.parametrize("path", ["/quan-tri/tinh-trang", "/quan-tri/viec-nen", "/quan-tri/nhat-ky", "/quan-tri"])
def test_pages_of_operations_open(path: str) -> None:
    assert browser(admin()).get(path).status_code == 200


def test_the_journal_is_checked_when_asked_and_the_result_kept() -> None:
    hands = browser(admin())
    assert hands.post("/quan-tri/nhat-ky/kiem-tra", {"key": "d" * 16}).status_code == 302
    row = Verification.objects.get()
    assert hands.post("/quan-tri/nhat-ky/kiem-tra", {"key": "e" * 16}).status_code == 409
    with patch.object(jobs, "check") as check:
        check.return_value.counts, check.return_value.broken, check.return_value.seconds = {"entries": 12}, ["dossier:x: mục 3 sai mã băm."], 1.2
        jobs.verify(row.pk)
    page = hands.get("/quan-tri/nhat-ky").content.decode()
    assert "có chỗ sai" in page
    assert "dossier:x: mục 3 sai mã băm." in page


def test_published_roots_are_shown_with_their_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    head = operations.roots()
    assert all(root.signed for root in head)
    assert len(operations.public_key()) == 64
    assert log.pending() >= 0
