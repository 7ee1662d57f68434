"""Projections of the streams `procedure:`, `process:` and `ruleset:`. Rows are written by projectors alone and never edited in place."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class ProcedureVersion(models.Model):
    """A dated version of a procedure. `valid_to` is the first day on which it no longer holds, null while open."""

    key = models.CharField(max_length=60, primary_key=True)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    name = models.TextField()
    field = models.CharField(max_length=300)
    level = models.CharField(max_length=8)
    popular = models.BooleanField()
    accepted = models.BooleanField()
    search = models.TextField()
    body = models.JSONField()
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="catalogue_procedure_version"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="catalogue_procedure_one_open"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="catalogue_procedure_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.code} (phiên bản {self.version})"


class ProcessVersion(models.Model):
    """A version of a named internal process (quy trình nội bộ)."""

    key = models.CharField(max_length=140, primary_key=True)
    process = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    name = models.TextField()
    procedure = models.CharField(max_length=40, blank=True)
    total = models.CharField(max_length=20)
    body = models.JSONField()
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["process", "version"], name="catalogue_process_version")]

    def __str__(self) -> str:
        return f"{self.name} (phiên bản {self.version})"


class RuleSetVersion(models.Model):
    """Which text of a rule set was in force from when: the YAML file as published, with its digest."""

    key = models.CharField(max_length=140, primary_key=True)
    code = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.JSONField()
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "version"], name="catalogue_ruleset_version")]

    def __str__(self) -> str:
        return f"{self.code} (phiên bản {self.version})"
