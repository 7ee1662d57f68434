"""The log of messages: what was written to whom, when, by which way, and how often it was tried."""

from typing import ClassVar

from django.db import models


class Message(models.Model):
    """One message. Address, subject, body and error are personal and can be erased; the row stays."""

    class State(models.TextChoices):
        QUEUED = "queued", "chờ gửi"
        SENT = "sent", "đã gửi"
        FAILED = "failed", "chưa gửi được"
        MUTED = "muted", "không gửi"

    at = models.DateTimeField()
    by = models.CharField(max_length=160)
    about = models.CharField(max_length=120, db_index=True)
    channel = models.CharField(max_length=20)
    to = models.CharField(max_length=254, blank=True)
    template = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    erased = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent") & models.Q(sent_at__isnull=True),
                name="notify_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(erased=False) | models.Q(to="", subject="", body="", last_error=""), name="notify_erased_keeps_nothing"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["at"], name="notify_unsent", condition=models.Q(state__in=["queued", "failed"]))]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
