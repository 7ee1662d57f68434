"""E-mail by Django's mail back end: `EMAIL_BACKEND`, `EMAIL_HOST` and the like; the dummy back end counts as not set up."""

import hashlib
from email.utils import parseaddr
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from motcua.shared.notify.providers.base import DeliveryError

DUMMY = "django.core.mail.backends.dummy.EmailBackend"


class Email:
    def is_set_up(self) -> bool:
        return bool(settings.EMAIL_BACKEND and settings.EMAIL_BACKEND != DUMMY)

    def send(self, to: str, subject: str, body: str, *, key: str) -> None:
        """The message's identifier depends on `key` alone, so that a mail server can tell a repeat."""
        try:
            validate_email(to)
        except ValidationError as error:
            raise DeliveryError("Địa chỉ thư điện tử của người nhận không đúng.") from error
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        digest = hashlib.sha256(f"{settings.NODE_NAME}/{key}".encode()).hexdigest()[:24]
        headers = {"Message-ID": f"<{digest}@{domain}>", "Auto-Submitted": "auto-generated"}
        try:
            EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()
        except (SMTPException, OSError) as error:
            raise DeliveryError(f"Máy chủ thư không nhận: {error}") from error

    def check_config(self) -> list[str]:
        if not self.is_set_up():
            return ["Chưa đặt EMAIL_BACKEND: thư không gửi đi mà chỉ ghi vào nhật ký."]
        try:
            connection = get_connection(fail_silently=False)
            connection.open()
            connection.close()
        except (SMTPException, OSError) as error:
            return [f"Không kết nối được máy chủ thư: {error}."]
        return []
