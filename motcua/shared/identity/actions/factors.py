"""Second factors of an account: one-time codes (TOTP, RFC 6238), passkeys (WebAuthn) and recovery codes, kept and checked by django-allauth.

Whoever signs in with a password and has a factor gives one more proof; a passkey with its own PIN or fingerprint is enough alone. A one-time code
counts once, over all processes. Wrong tries are throttled by name.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import auth
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.http import HttpRequest

from motcua.base.errors import Invalid, NotFound, Throttled, WrongMoment
from motcua.shared.identity import signals, throttle
from motcua.shared.identity.models import DoorEvent, User

Type = Authenticator.Type
HALF, HALF_SECONDS = "half_signed_in", 300
PER_NAME, SPAN = 5, 15 * 60
CODE_LIVES = 120
KEYS_AT_MOST = 10
WRONG = "Mã không đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại; giờ của điện thoại phải đúng."
WRONG_KEY = "Khóa không được nhận. Hãy thử lại, hoặc dùng cách khác."
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has: one-time codes since when, passkeys, how many recovery codes are left."""

    totp_since: datetime | None
    keys: tuple[Authenticator, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        return self.totp_since is not None or bool(self.keys)


def of(user: User) -> Factors:
    """The factors of an account; one statement."""
    rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at"))
    codes = next((RecoveryCodes(row) for row in rows if row.type == Type.RECOVERY_CODES), None)
    return Factors(
        totp_since=next((row.created_at for row in rows if row.type == Type.TOTP), None),
        keys=tuple(row for row in rows if row.type == Type.WEBAUTHN),
        codes_left=len(codes.get_unused_codes()) if codes else 0,
    )


def needed(user: User) -> bool:
    """Whether a password alone is not enough."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=(Type.TOTP, Type.WEBAUTHN)).exists())


def note(username: str, kind: DoorEvent.Kind, *, at: datetime, by: str = "", text: str = "") -> None:
    """Write down what happened to an account; `by` is somebody else when not the person."""
    DoorEvent.objects.create(at=at, username=username, kind=kind, by=by or username, note=text[:200])


def events(username: str, most: int = 20) -> list[DoorEvent]:
    """The last things that happened to an account."""
    return list(DoorEvent.objects.filter(username=username).order_by("-at", "-id")[:most])


def admit(request: HttpRequest, user: User, kind: DoorEvent.Kind, *, at: datetime, address: str) -> None:
    """Begin the session of somebody who proved who they are, unless a room has a reason against it. Raises Invalid with that sentence."""
    refusals: list[tuple[Any, Any]] = signals.signing_in.send(sender=User, username=user.pk, at=at)
    for _, sentence in refusals:
        if sentence:
            raise Invalid(sentence)
    if not user.is_active:
        raise Invalid("Tài khoản này không còn được đăng nhập.")
    request.session.pop(HALF, None)
    auth.login(request, user)
    note(user.pk, kind, at=at, text=f"từ {address}" if address else "")


def begin_half(request: HttpRequest, user: User, *, at: datetime) -> None:
    """The password was right; a second proof is awaited for five minutes."""
    request.session.cycle_key()
    request.session[HALF] = {"username": user.pk, "at": int(at.timestamp())}


def half(request: HttpRequest, *, at: datetime) -> User | None:
    """Who gave the right password in this session and still owes the second proof."""
    kept = request.session.get(HALF)
    if not kept or at - datetime.fromtimestamp(kept["at"], tz=at.tzinfo) > timedelta(seconds=HALF_SECONDS):
        request.session.pop(HALF, None)
        return None
    return User.objects.filter(pk=kept["username"], is_active=True).first()


def check_code(user: User, code: str, *, at: datetime) -> str:
    """`totp` or `recovery_codes`, for a code that is right and was not used before; Invalid otherwise, Throttled after five wrong ones."""
    given = "".join(code.split()).replace("-", "")
    throttle.hit("second_factor", user.pk, PER_NAME, SPAN, at)
    kind = _kind_of(user, given, at)
    if kind is None:
        raise Invalid(WRONG, fields={"code": WRONG})
    throttle.clear("second_factor", user.pk)
    return kind


def _kind_of(user: User, given: str, at: datetime) -> str | None:
    rows = {row.type: row for row in Authenticator.objects.filter(user_id=user.pk, type__in=(Type.TOTP, Type.RECOVERY_CODES))}
    if Type.TOTP in rows and totp.TOTP(rows[Type.TOTP]).validate_code(given) and _fresh(user, given, at):
        rows[Type.TOTP].record_usage()
        return str(Type.TOTP)
    if Type.RECOVERY_CODES in rows and len(given) > len("000000") and RecoveryCodes(rows[Type.RECOVERY_CODES]).validate_code(given):
        note(user.pk, DoorEvent.Kind.CODE_USED, at=at)
        return str(Type.RECOVERY_CODES)
    return None


def _fresh(user: User, given: str, at: datetime) -> bool:
    """A one-time code counts once while it could still be right, whichever process saw it."""
    try:
        throttle.hit("second_factor_used", f"{user.pk} {given}", 1, CODE_LIVES, at)
    except Throttled:
        return False
    return True


def challenge(request: HttpRequest, user: User | None) -> dict[str, Any]:
    """What the browser needs to prove a passkey, of `user` or (None) of whoever it names."""
    with context.request_context(request):
        return _plain(webauthn.begin_authentication(user))


def check_key(request: HttpRequest, text: str, user: User | None, *, at: datetime) -> User:
    """Whose passkey answered the challenge of this session; Invalid when none did."""
    with context.request_context(request):
        try:
            given = json.loads(text)
            found = user or webauthn.extract_user_from_response(given)
            row = webauthn.complete_authentication(found, given)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError, DataError) as error:
            raise Invalid(WRONG_KEY) from error
    row.record_usage()
    return User.objects.get(pk=row.user_id)


def new_secret(request: HttpRequest, *, again: bool = False) -> tuple[str, str]:
    """The secret that waits in this session to be confirmed, and the address for the QR code of an authenticator app."""
    with context.request_context(request):
        secret = totp.get_totp_secret(regenerate=again)
        return secret, get_adapter().build_totp_url(request.user, secret)


@transaction.atomic
def turn_on_codes(request: HttpRequest, user: User, code: str, *, at: datetime) -> list[str]:
    """Turn on one-time codes with the secret of this session; the recovery codes, to be kept on paper."""
    if Authenticator.objects.filter(user_id=user.pk, type=Type.TOTP).exists():
        raise WrongMoment("Mã dùng một lần đã được bật cho tài khoản này.")
    with context.request_context(request):
        secret = totp.get_totp_secret()
        given = "".join(code.split())
        if not totp.validate_totp_code(secret, given) or not _fresh(user, given, at):
            raise Invalid(WRONG, fields={"code": WRONG})
        totp.TOTP.activate(user, secret)
        totp.clear_totp_secret(request)
    note(user.pk, DoorEvent.Kind.TOTP_ON, at=at)
    return _fresh_codes(user)


@transaction.atomic
def turn_off_codes(user: User, *, at: datetime) -> None:
    """Turn off one-time codes; recovery codes go with the last factor."""
    if not Authenticator.objects.filter(user_id=user.pk, type=Type.TOTP).delete()[0]:
        raise WrongMoment("Mã dùng một lần chưa được bật.")
    note(user.pk, DoorEvent.Kind.TOTP_OFF, at=at)
    _clean(user)


def offer_key(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey that signs in alone."""
    with context.request_context(request):
        return _plain(webauthn.begin_registration(user, passwordless=True))


@transaction.atomic
def add_key(request: HttpRequest, user: User, name: str, text: str, *, at: datetime) -> list[str]:
    """Add a passkey made for the challenge of this session; recovery codes when these are the first factor's, else none."""
    first = not needed(user)
    if Authenticator.objects.filter(user_id=user.pk, type=Type.WEBAUTHN).count() >= KEYS_AT_MOST:
        raise WrongMoment(f"Một tài khoản có nhiều nhất {KEYS_AT_MOST} khóa. Hãy gỡ khóa không còn dùng trước.")
    with context.request_context(request):
        try:
            given = json.loads(text)
            webauthn.parse_registration_response(given)
            binding = webauthn.complete_registration(given)
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Invalid(WRONG_KEY) from error
        if not binding.is_user_verified():
            raise Invalid("Khóa này không hỏi mã PIN, vân tay hay khuôn mặt nên chưa dùng được.")
        said = name.strip()[:NAME_LENGTH] or get_adapter().generate_authenticator_name(user, Type.WEBAUTHN)
        webauthn.WebAuthn.add(user, said, given)
    note(user.pk, DoorEvent.Kind.KEY_ADDED, at=at, text=said)
    return _fresh_codes(user) if first else []


@transaction.atomic
def remove_key(user: User, id: int, *, at: datetime) -> None:
    """Remove one passkey."""
    row = Authenticator.objects.filter(user_id=user.pk, type=Type.WEBAUTHN, pk=id).first()
    if row is None:
        raise NotFound("Khóa này không còn trong tài khoản.")
    name = str(row)
    row.delete()
    note(user.pk, DoorEvent.Kind.KEY_REMOVED, at=at, text=name)
    _clean(user)


@transaction.atomic
def renew_codes(user: User, *, at: datetime) -> list[str]:
    """New recovery codes; the old ones stop."""
    if not needed(user):
        raise WrongMoment("Chỉ lấy mã dự phòng khi đã bật mã dùng một lần hoặc có khóa đăng nhập.")
    note(user.pk, DoorEvent.Kind.CODES, at=at)
    return _fresh_codes(user)


@transaction.atomic
def clear(username: str, *, by: str, why: str, at: datetime) -> int:
    """Take all factors from an account whose owner lost them: by an administrator, with the reason. How many there were."""
    gone = int(Authenticator.objects.filter(user_id=username).delete()[0])
    if not gone:
        raise WrongMoment("Tài khoản này không có lớp bảo vệ thứ hai.")
    note(username, DoorEvent.Kind.CLEARED, at=at, by=by, text=why)
    throttle.clear("second_factor", username)
    return gone


def _fresh_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user_id=user.pk, type=Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(user).generate_codes())


def _clean(user: User) -> None:
    if not needed(user):
        Authenticator.objects.filter(user_id=user.pk, type=Type.RECOVERY_CODES).delete()


def _plain(options: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it: what the library keeps in classes of its own becomes plain."""
    return dict(json.loads(json.dumps(options, default=dict)))


def password_fits(user: User, password: str, *, at: datetime) -> None:
    """Ask for the password again before the account changes; Invalid when it is wrong, Throttled after five wrong ones."""
    throttle.hit("own_password", user.pk, PER_NAME, SPAN, at)
    if not user.check_password(password):
        raise Invalid("Mật khẩu hiện tại không đúng.", fields={"current": "Mật khẩu hiện tại không đúng."})
    throttle.clear("own_password", user.pk)
