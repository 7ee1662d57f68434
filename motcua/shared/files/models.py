"""Which files are stored, and under which name people know them. The bytes lie in the content-addressed store."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One upload. Two uploads of the same content are two rows and one blob."""

    id = models.CharField(primary_key=True, max_length=32)
    sha256 = models.CharField(max_length=64, db_index=True, blank=True)
    size = models.BigIntegerField()
    type = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=160)
    at = models.DateTimeField()
    scanned = models.CharField(max_length=40, blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="files_size_positive"),
            models.CheckConstraint(
                condition=models.Q(erased=False, sha256__regex=r"^[0-9a-f]{64}$") | models.Q(erased=True, sha256="", name=""),
                name="files_erased_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.id
