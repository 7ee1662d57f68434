"""Who may sign in, with which token, what was read, which calls were answered, who tries too often."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Now


class UserManager(BaseUserManager["User"]):
    """Django asks for users through this; people are made by `actions.create_users`."""


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their post (`org`), never from here."""

    username = models.CharField("tên đăng nhập", max_length=60, primary_key=True)
    name = models.CharField("họ và tên", max_length=120)
    is_active = models.BooleanField("được đăng nhập", default=True, db_column="active")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self) -> str:
        return f"{self.name} ({self.username})"


class Token(models.Model):
    """What the API accepts: one person in one post. Only the SHA-256 of the token is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    username = models.CharField(max_length=60)
    post = models.CharField(max_length=80)
    generation = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "generation"], name="identity_token_once")]

    def __str__(self) -> str:
        return f"{self.username} · {self.post} · {self.generation}"


class Reading(models.Model):
    """One reading of a person's data: who, what, about whom, why. Only added to, by trigger."""

    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    why = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about", "at"], name="identity_reading_about"),
            models.Index(fields=["by", "at"], name="identity_reading_by"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.by} {self.what} {self.about}"


class IdempotencyKey(models.Model):
    """A call that was answered. `status` is null only between `begin` and `keep` of one transaction."""

    who = models.CharField(max_length=160)
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["who", "path", "key"], name="identity_idempotency_once")]

    def __str__(self) -> str:
        return f"{self.who} {self.path} {self.key}"


class Attempt(models.Model):
    """How often something was tried since a moment. `key` is a digest: no name and no address is kept."""

    bucket = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bucket", "key"], name="identity_attempt_once")]

    def __str__(self) -> str:
        return f"{self.bucket}: {self.count}"


class DoorEvent(models.Model):
    """What happened to an account at the door: who, when, what, from where. Only added to, by trigger."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Đăng nhập bằng mật khẩu"
        SECOND_STEP = "second_step", "Đăng nhập hai bước"
        PASSKEY = "passkey", "Đăng nhập bằng khóa"
        PASSWORD = "password", "Đổi mật khẩu"
        TOTP_ON = "totp_on", "Bật mã dùng một lần"
        TOTP_OFF = "totp_off", "Tắt mã dùng một lần"
        KEY_ADDED = "key_added", "Thêm khóa đăng nhập"
        KEY_REMOVED = "key_removed", "Gỡ khóa đăng nhập"
        CODES = "codes", "Lấy mã dự phòng mới"
        CODE_USED = "code_used", "Dùng một mã dự phòng"
        CLEARED = "cleared", "Quản trị gỡ lớp bảo vệ thứ hai"

    at = models.DateTimeField()
    username = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["username", "-at"], name="identity_door_username")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.username} {self.kind}"
