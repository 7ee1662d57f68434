"""What changes at the door: users, tokens, signing in, and the log of readings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from motcua.base.errors import Invalid, NotFound
from motcua.shared.identity import queries, throttle, tokens
from motcua.shared.identity.actions import factors
from motcua.shared.identity.models import DoorEvent, Reading, Token, User

PER_NAME, PER_ADDRESS, SPAN = 5, 30, 15 * 60
UNUSABLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who shall be able to sign in. `password` is a hash as Django keeps it; empty: nobody can sign in until one is set."""

    username: str
    name: str
    password: str = ""


class SignInRefused(Invalid):
    """Wrong name or password, or nothing to sign in for."""

    kind, title = "sign_in_refused", "Không đăng nhập được"


@transaction.atomic
def create_users(users: Collection[NewUser]) -> None:
    """Make users; those that exist stay as they are."""
    rows = [User(username=new.username, name=new.name, password=new.password or _unusable()) for new in users]
    User.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def set_password(username: str, password: str) -> None:
    """Give a new password; sessions made with the old one end."""
    user = _user(username)
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Invalid("Mật khẩu chưa đạt.", fields={"password": " ".join(error.messages)}) from error
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def rename_user(username: str, name: str) -> None:
    """Write a corrected name."""
    User.objects.filter(pk=username).update(name=name)


@transaction.atomic
def deactivate(username: str, *, at: datetime, forget_name: bool = False) -> None:
    """Nobody signs in under this name any more, and its tokens end. `forget_name` clears the name too."""
    user = _user(username)
    user.is_active = False
    user.password = _unusable()
    user.name = "" if forget_name else user.name
    user.save(update_fields=["is_active", "password", "name"])
    Token.objects.filter(username=username, revoked_at=None).update(revoked_at=at)
    queries.forget()


@transaction.atomic
def issue_tokens(holders: Iterable[tuple[str, str]], *, at: datetime, expires_at: datetime | None = None) -> dict[str, str]:
    """Tokens for (username, post), by post: the one in force, else a new generation."""
    wanted = {post: username for username, post in holders}
    in_force = queries.generations(wanted)
    missing = wanted.keys() - in_force.keys()
    last = dict(Token.objects.filter(post__in=missing).order_by("post").values("post").annotate(last=Max("generation")).values_list("post", "last"))
    fresh = {post: last.get(post, 0) + 1 for post in sorted(missing)}
    rows = [_row(wanted[post], post, generation, at, expires_at) for post, generation in fresh.items()]
    Token.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return {post: tokens.text_of(post, generation, settings.SECRET_OF_TOKENS) for post, generation in (in_force | fresh).items()}


@transaction.atomic
def revoke_tokens(post: str, *, at: datetime) -> int:
    """End the tokens of a post; how many. Other processes notice within three seconds."""
    ended = Token.objects.filter(post=post, revoked_at=None).update(revoked_at=at)
    queries.forget()
    return ended


def log_reading(by: str, what: str, about: str, why: str, at: datetime) -> None:
    """Note that somebody (`username@agency`) read a person's data: what was read, about whom (a code), and for what."""
    Reading.objects.create(at=at, by=by, what=what, about=about, why=why)


def log_each(by: str, what: str, why: Mapping[str, str], at: datetime) -> None:
    """Note readings of several persons' data, each with its own reason; `why` by whom it is about."""
    Reading.objects.bulk_create([Reading(at=at, by=by, what=what, about=about, why=said) for about, said in why.items()], batch_size=1000)


def log_readings(by: str, what: str, abouts: Iterable[str], why: str, at: datetime) -> None:
    """The same for a list: one row for each whose data was shown, in one statement."""
    Reading.objects.bulk_create([Reading(at=at, by=by, what=what, about=about, why=why) for about in abouts], batch_size=1000)


def sign_in(request: HttpRequest, *, username: str, password: str, address: str, at: datetime) -> bool:
    """Check name and password and begin a session of at most twelve hours; False when the account asks for a second proof first.

    Throttled after five wrong tries for one name, or thirty from one address, in a quarter of an hour. SignInRefused does not say which part was
    wrong.
    """
    name = username.strip().lower()
    throttle.hit("sign_in_address", address, PER_ADDRESS, SPAN, at)
    throttle.hit("sign_in_name", name, PER_NAME, SPAN, at)
    user = auth.authenticate(request, username=name, password=password)
    if not isinstance(user, User):
        raise SignInRefused("Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.")
    throttle.forgive("sign_in_address", address)
    throttle.clear("sign_in_name", name)
    if factors.needed(user):
        factors.begin_half(request, user, at=at)
        return False
    try:
        factors.admit(request, user, DoorEvent.Kind.SIGNED_IN, at=at, address=address)
    except Invalid as refused:
        raise SignInRefused(refused.detail) from refused
    return True


def sign_out(request: HttpRequest) -> None:
    """End the session."""
    auth.logout(request)


def hash_of(password: str) -> str:
    """A password as Django keeps it (argon2)."""
    return make_password(password)


def _row(username: str, post: str, generation: int, at: datetime, expires_at: datetime | None) -> Token:
    text = tokens.text_of(post, generation, settings.SECRET_OF_TOKENS)
    return Token(digest=tokens.digest_of(text), username=username, post=post, generation=generation, created_at=at, expires_at=expires_at)


def _user(username: str) -> User:
    user = User.objects.select_for_update().filter(pk=username).first()
    if user is None:
        raise NotFound(f"Không có người dùng {username}.")
    return user


def _unusable() -> str:
    return UNUSABLE_PASSWORD_PREFIX + get_random_string(UNUSABLE_LENGTH)
