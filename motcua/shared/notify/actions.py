"""Write a message into the log and send it when the transaction commits; deliver; erase."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from procrastinate.contrib.django import app

from motcua.base.signals import needs_person
from motcua.base.text import nfc
from motcua.shared.notify import providers
from motcua.shared.notify.models import Message
from motcua.shared.notify.muting import is_muted, muted
from motcua.shared.notify.providers.base import DeliveryError
from motcua.shared.notify.rules import TEMPLATES, TRIES_BEFORE_A_PERSON, context_of

__all__ = ["deliver", "erase", "muted", "send"]

NOT_SENT = "Tin nhắn “{subject}” đã gửi {attempts} lần chưa được; hãy báo cho người nhận bằng cách khác. Hệ thống vẫn tiếp tục gửi."


def send(template: str, *, to: str, channel: str, about: str, context: Mapping[str, Any], at: datetime, by: str) -> Message:
    """Log a message and defer its delivery in the caller's transaction. `about` is what it belongs to (a dossier's code, a filing's ref).

    Without an address, or where the channel is not set up, the message goes to the log alone. ValueError when the template lacks something.
    """
    subject, body = render(template, context)
    address = nfc(to).strip()
    chosen = channel if address and providers.usable(channel) else "log"
    with transaction.atomic():
        message = Message.objects.create(
            at=at,
            by=by,
            about=about,
            channel=chosen,
            to=address,
            template=template,
            version=TEMPLATES[template].version,
            subject=subject,
            body=body,
            state=Message.State.MUTED if is_muted() else Message.State.QUEUED,
        )
        if message.state == Message.State.QUEUED:
            job = app.configure_task(name="notify.deliver", queue="messages", lock=f"message:{message.pk}")
            job.defer(message_id=message.pk)
    return message


def render(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject (the first line) and body of a message."""
    filled = Context(context_of(template, context), autoescape=False)
    text: str = get_template(f"notify/{template}.txt").template.render(filled)  # type: ignore[attr-defined]
    subject, _, body = nfc(text).partition("\n")
    return " ".join(subject.split())[:250], body.strip() + "\n"


def deliver(message_id: int, *, at: datetime) -> bool:
    """Try a waiting message once; what was sent, muted or erased is left alone. Whether nothing is left to do.

    The row is locked meanwhile, so a message that is tried twice at once leaves once.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id).first()
        if message is None or message.state not in {Message.State.QUEUED, Message.State.FAILED}:
            return True
        message.attempts += 1
        try:
            providers.provider(message.channel).send(message.to, message.subject, message.body, key=str(message.pk))
        except DeliveryError as error:
            message.state, message.last_error = Message.State.FAILED, str(error)[:500]
        else:
            message.state, message.last_error, message.sent_at = Message.State.SENT, "", at
        message.save()
        if message.state == Message.State.FAILED and message.attempts == TRIES_BEFORE_A_PERSON:
            _call_a_person(message, at)
    return message.state == Message.State.SENT


def erase(about: str) -> int:
    """Clear address, subject, body and error of all messages about this; what still waited is muted. How many were cleared."""
    with transaction.atomic():
        rows = Message.objects.filter(about=about, erased=False)
        rows.filter(state__in=[Message.State.QUEUED, Message.State.FAILED]).update(state=Message.State.MUTED)
        return rows.update(to="", subject="", body="", last_error="", erased=True)


def _call_a_person(message: Message, at: datetime) -> None:
    needs_person.send(
        sender=Message,
        stream=f"message:{message.pk}",
        seq=0,
        text=NOT_SENT.format(subject=message.subject, attempts=message.attempts),
        agency=message.by.rpartition("@")[2],
        role="counter",
        at=at,
        key=f"message:{message.pk}",
        about=message.about,
    )
