"""What the pages of operations keep: runs of the journal's check that somebody asked for."""

from typing import ClassVar

from django.db import models


class Verification(models.Model):
    """One run of `verify` from the screen. `broken` holds the first sentences when something is not whole."""

    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    full = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    broken = models.JSONField(default=list)
    failed = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-asked_at"], name="administration_verified")]

    def __str__(self) -> str:
        return f"{self.asked_at:%d/%m/%Y %H:%M} {self.asked_by}"

    @property
    def whole(self) -> bool:
        return self.ended_at is not None and not self.broken and not self.failed
