"""Tasks as their streams tell them: a row is written by the projector alone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.work.tasks.rules import KINDS


class Task(models.Model):
    """Someone is asked for something by a date. `key` is unique while the task is open."""

    id = models.CharField(primary_key=True, max_length=40)
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=list(KINDS.items()))
    to = models.CharField(max_length=150, blank=True)
    agency = models.CharField(max_length=60)
    role = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    source_stream = models.CharField(max_length=200)
    source_seq = models.PositiveIntegerField()
    source_text = models.TextField(blank=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=220)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=220, blank=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=Q(done_at=None), name="tasks_one_open_for_each_key"),
            models.CheckConstraint(condition=Q(done_at=None, done_by="") | Q(done_at__isnull=False) & ~Q(done_by=""), name="tasks_done_by_someone"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to", "due_at", "id"], name="tasks_of_person", condition=Q(done_at=None)),
            models.Index(fields=["agency", "due_at", "id"], name="tasks_of_agency", condition=Q(done_at=None)),
            models.Index(fields=["key"], name="tasks_key"),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def is_open(self) -> bool:
        return self.done_at is None
