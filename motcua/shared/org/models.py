"""Agencies, units, people, posts, mandates: projections of their streams. Codes as strings, no foreign keys; days are half-open."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Agency(models.Model):
    """An agency (cơ quan). It is never deleted: a merged one ends and names its successors."""

    code = models.CharField("mã", max_length=40, primary_key=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=120)
    level = models.CharField("cấp", max_length=10)
    kind = models.CharField("loại", max_length=20)
    parent = models.CharField("cơ quan cấp trên", max_length=40, null=True)
    gso_code = models.CharField("mã đơn vị hành chính", max_length=10, null=True)
    counter = models.BooleanField("có Bộ phận Một cửa")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    successors = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(level__in=["tinh", "huyen", "xa"]), name="org_agency_level"),
            models.CheckConstraint(condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")), name="org_agency_days"),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit (phòng, ban) of an agency."""

    code = models.CharField("mã", max_length=60, primary_key=True)
    agency = models.CharField("cơ quan", max_length=40, db_index=True)
    name = models.CharField("tên", max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "phòng ban"
        verbose_name_plural = "phòng ban"

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person on the staff. Name and phone come from sealed parts and go with them."""

    username = models.CharField("tên đăng nhập", max_length=60, primary_key=True)
    name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=20)

    class Meta:
        verbose_name = "người"
        verbose_name_plural = "người"

    def __str__(self) -> str:
        return self.name or self.username


class Post(models.Model):
    """A post (chức danh): one person in one agency between two days."""

    code = models.CharField("mã", max_length=80, primary_key=True)
    username = models.CharField("người giữ", max_length=60, db_index=True)
    agency = models.CharField("cơ quan", max_length=40, db_index=True)
    unit = models.CharField("phòng ban", max_length=60, null=True)
    title = models.CharField("chức danh", max_length=120)
    roles = ArrayField(models.CharField(max_length=20))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "chức danh"
        verbose_name_plural = "chức danh"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="org_post_days"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


class Mandate(models.Model):
    """Who may sign for whom (KT., TL., TUQ.), by which document, between two days."""

    id = models.CharField("mã", max_length=60, primary_key=True)
    kind = models.CharField("hình thức", max_length=3)
    grantor = models.CharField("chức danh giao", max_length=80)
    holder = models.CharField("chức danh nhận", max_length=80)
    document = models.CharField("văn bản", max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "ủy quyền ký"
        verbose_name_plural = "ủy quyền ký"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["KT", "TL", "TUQ"]), name="org_mandate_kind"),
            models.CheckConstraint(condition=~models.Q(grantor=models.F("holder")), name="org_mandate_two"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}. {self.grantor} → {self.holder}"


class Absence(models.Model):
    """Who is away, from which day until which (half-open), and who does their work; `kind` never says anything about health."""

    id = models.CharField("mã", max_length=80, primary_key=True)
    username = models.CharField("người vắng", max_length=60, db_index=True)
    agency = models.CharField("cơ quan", max_length=40, db_index=True)
    substitute = models.CharField("người làm thay", max_length=60)
    kind = models.CharField("lý do", max_length=12)
    valid_from = models.DateField()
    valid_to = models.DateField()
    recorded_by = models.CharField("người ghi", max_length=120)
    recorded_at = models.DateTimeField()
    ended_by = models.CharField("người kết thúc", max_length=120, default="")

    class Meta:
        verbose_name = "vắng mặt"
        verbose_name_plural = "vắng mặt"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="org_absence_days"),
            models.CheckConstraint(condition=~models.Q(username=models.F("substitute")), name="org_absence_two"),
        ]

    def __str__(self) -> str:
        return f"{self.username} → {self.substitute}"


class Stamp(models.Model):
    """One row that every change of the tables above rewrites (by trigger): what processes compare to know that their copy is fresh."""

    id = models.SmallIntegerField(primary_key=True)
    value = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.value)
