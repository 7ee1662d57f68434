"""A message is logged with its job, leaves once, is tried again, and can be erased."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base.signals import needs_person
from motcua.base.time import VN
from motcua.shared import notify
from motcua.shared.notify import actions, jobs, providers, queries, rules
from motcua.shared.notify.models import Message
from motcua.shared.notify.tests.mail import Server, mail_server

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VN)
CODE = "000.01.25.H19-261120-0001"
BY = "be@000.01.25.H19"


@pytest.fixture
def server(settings) -> Iterator[Server]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.socket.getsockname()[1]
        settings.DEFAULT_FROM_EMAIL = "Một Cửa <motcua@dongnai.example>"
        yield running


@pytest.fixture
def needs() -> Iterator[list[dict[str, Any]]]:
    """What was asked of people."""
    heard: list[dict[str, Any]] = []

    def hear(**told: Any) -> None:
        heard.append(told)

    others, needs_person.receivers = needs_person.receivers, []
    needs_person.connect(hear, weak=False)
    yield heard
    needs_person.receivers = others
    needs_person.sender_receivers_cache.clear()


def send(to: str = "be@example.com", channel: str = "email") -> Message:
    context = {"code": CODE, "secret": "K7M2", "due": AT + timedelta(days=3)}
    return actions.send("dossier_accepted", to=to, channel=channel, about=CODE, context=context, at=AT, by=BY)


def jobs_waiting() -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name="notify.deliver", status="todo").order_by("id")
    return [{"queue": job.queue_name, "lock": job.lock, **job.args} for job in found]


@pytest.mark.django_db
def test_it_is_logged_and_a_job_waits_in_the_same_transaction(server: Server) -> None:
    message = send()
    assert (message.state, message.channel, message.to, message.version, message.attempts) == ("queued", "email", "be@example.com", 1, 0)
    assert message.subject == f"Đã tiếp nhận hồ sơ {CODE}"
    assert jobs_waiting() == [{"queue": "messages", "lock": f"message:{message.pk}", "message_id": message.pk}]
    assert server.letters == []


@pytest.mark.django_db(transaction=True)
def test_neither_message_nor_job_survives_a_rollback(server: Server) -> None:
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert jobs_waiting() == []


@pytest.mark.django_db
def test_it_leaves_once_however_often_it_is_tried(server: Server) -> None:
    message = send()
    assert actions.deliver(message.pk, at=AT + timedelta(seconds=5)) is True
    assert actions.deliver(message.pk, at=AT + timedelta(seconds=9)) is True
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at, message.last_error) == ("sent", 1, AT + timedelta(seconds=5), "")
    (letter,) = server.letters
    assert letter["To"] == "be@example.com"
    assert letter["Subject"].strip() == f"Đã tiếp nhận hồ sơ {CODE}"
    assert "Mã tra cứu: K7M2" in letter.get_content()
    assert letter["Message-ID"].endswith("@dongnai.example>")


def work() -> None:
    """One round of a real worker over the queue of messages."""
    connector = cast(DjangoConnector, app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(queues=["messages"], wait=False, listen_notify=False, install_signal_handlers=False)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_real_worker_delivers_it(server: Server) -> None:
    message = send()
    done = ThreadPoolExecutor(1).submit(work)  # a thread of its own: in this one a browser may keep an event loop
    done.result(timeout=60)
    message.refresh_from_db()
    assert message.state == "sent"
    assert len(server.letters) == 1


@pytest.mark.django_db
def test_what_the_server_refuses_fails_and_is_tried_again(server: Server, needs: list[dict[str, Any]]) -> None:
    message = send(to="ai@refused.example")
    with pytest.raises(jobs.NotDelivered):
        jobs.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("failed", 1, None)
    assert message.last_error.startswith("Máy chủ thư không nhận: ")
    assert needs == []


@pytest.mark.django_db
def test_after_five_tries_a_person_is_asked_once_and_trying_goes_on(settings, server: Server, needs: list[dict[str, Any]]) -> None:
    settings.EMAIL_PORT = 1
    message = send()
    for _ in range(7):
        assert actions.deliver(message.pk, at=AT) is False
    (asked,) = needs
    sentence = f"Tin nhắn “Đã tiếp nhận hồ sơ {CODE}” đã gửi 5 lần chưa được; hãy báo cho người nhận bằng cách khác. Hệ thống vẫn tiếp tục gửi."
    assert asked["text"] == sentence
    told = {name: asked[name] for name in ("stream", "seq", "agency", "role", "at", "key", "about")}
    key = f"message:{message.pk}"
    assert told == {"stream": key, "seq": 0, "agency": "000.01.25.H19", "role": "counter", "at": AT, "key": key, "about": CODE}
    settings.EMAIL_PORT = server.socket.getsockname()[1]
    assert actions.deliver(message.pk, at=AT) is True
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 8)


@pytest.mark.django_db
def test_an_address_that_is_none_fails_with_a_sentence(server: Server) -> None:
    message = send(to="khong phai dia chi")
    assert actions.deliver(message.pk, at=AT) is False
    message.refresh_from_db()
    assert message.last_error == "Địa chỉ thư điện tử của người nhận không đúng."


@pytest.mark.django_db
def test_without_an_address_or_a_mail_server_it_stays_in_the_log(settings) -> None:
    settings.EMAIL_BACKEND = providers.email.DUMMY
    assert send().channel == "log"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    message = send(to=" ")
    assert message.channel == "log"
    assert actions.deliver(message.pk, at=AT) is True
    message.refresh_from_db()
    assert message.state == "sent"


@pytest.mark.django_db
def test_a_muted_message_is_logged_and_never_leaves(server: Server) -> None:
    with notify.muted():
        message = send()
    assert message.state == "muted"
    assert jobs_waiting() == []
    assert actions.deliver(message.pk, at=AT) is True
    assert server.letters == []
    assert send().state == "queued"


@pytest.mark.django_db
def test_erasure_clears_what_is_personal_and_keeps_the_row(server: Server) -> None:
    sent, waiting = send(), send()
    actions.deliver(sent.pk, at=AT)
    assert actions.erase(CODE) == 2
    rows = {row.pk: (row.to, row.subject, row.body, row.last_error, row.erased, row.state) for row in queries.of(CODE)}
    assert rows == {sent.pk: ("", "", "", "", True, "sent"), waiting.pk: ("", "", "", "", True, "muted")}
    assert actions.deliver(waiting.pk, at=AT) is True
    assert len(server.letters) == 1
    assert actions.erase(CODE) == 0
    assert list(queries.waiting()) == []


@pytest.mark.django_db
def test_a_message_that_is_gone_needs_no_delivery() -> None:
    assert actions.deliver(999, at=AT) is True


def test_the_job_waits_longer_each_time_and_never_gives_up() -> None:
    strategy = jobs.BackOff()

    class Tried:
        attempts = 400

    decision = strategy.get_retry_decision(exception=jobs.NotDelivered(), job=Tried())  # type: ignore[arg-type]
    assert decision.retry_at is not None
    assert rules.wait(Tried.attempts) == 21600


def test_the_settings_are_checked_in_words(settings, server: Server) -> None:
    assert providers.check_config() == {"log": [], "email": []}
    settings.EMAIL_PORT = 1
    assert providers.check_config()["email"][0].startswith("Không kết nối được máy chủ thư: ")
    settings.EMAIL_BACKEND = providers.email.DUMMY
    assert providers.check_config()["email"] == ["Chưa đặt EMAIL_BACKEND: thư không gửi đi mà chỉ ghi vào nhật ký."]
