"""Publications of calendars and what each moved: projections of the streams `calendar:<name>`."""

from typing import ClassVar

from django.db import models


class CalendarVersion(models.Model):
    """One publication of a calendar (lịch làm việc): `provincial`, or an agency's by its code. The newest version is in force."""

    name = models.CharField("tên", max_length=60)
    version = models.PositiveIntegerField("phiên bản")
    data = models.JSONField("dữ liệu")
    published_at = models.DateTimeField("công bố lúc")
    published_by = models.CharField("người công bố", max_length=220)

    class Meta:
        verbose_name = "phiên bản lịch"
        verbose_name_plural = "phiên bản lịch"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "version"], name="calendars_version")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class MovedTerm(models.Model):
    """A running term that a publication moved, with the moment promised before and the moment by the new calendar."""

    name = models.CharField("lịch", max_length=60)
    version = models.PositiveIntegerField("phiên bản")
    key = models.CharField("hồ sơ hoặc việc", max_length=200)
    agency = models.CharField("cơ quan", max_length=40, null=True)
    due_before = models.DateTimeField("hạn trước", null=True)
    due_after = models.DateTimeField("hạn sau", null=True)

    class Meta:
        verbose_name = "hạn bị dời"
        verbose_name_plural = "hạn bị dời"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "version", "key"], name="calendars_moved")]

    def __str__(self) -> str:
        return self.key
