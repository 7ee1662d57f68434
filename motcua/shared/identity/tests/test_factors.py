"""Second factors: one-time codes, recovery codes, and what an account shows of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client

from motcua.base.errors import Throttled, WrongMoment
from motcua.base.time import now
from motcua.shared.identity import actions
from motcua.shared.identity.actions import factors
from motcua.shared.identity.models import DoorEvent, User
from motcua.shared.identity.signals import signing_in
from motcua.shared.identity.tests import quick

pytestmark = pytest.mark.django_db
PASSWORD, NAME = "một mật khẩu dài", "lan.nt.01"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def user(settings: Any, monkeypatch: pytest.MonkeyPatch) -> User:
    cache.clear()
    settings.PASSWORD_HASHERS = [f"{quick.QuickHasher.__module__}.QuickHasher"]
    monkeypatch.setattr(signing_in, "receivers", [])
    signing_in.sender_receivers_cache.clear()
    actions.create_users([actions.NewUser(NAME, "Nguyễn Thị Lan", actions.hash_of(PASSWORD))])
    return User.objects.get(pk=NAME)


@pytest.fixture
def codes(user: User) -> list[str]:
    """One-time codes are on; the recovery codes."""
    totp.TOTP.activate(user, SECRET)
    return factors._fresh_codes(user)


@pytest.fixture
def code() -> Callable[[int], str]:
    """The code of now, or of so many steps later."""

    def made(later: int) -> str:
        return str(totp.format_hotp_value(totp.hotp_value(SECRET, list(totp.yield_hotp_counters_from_time())[1] + later)))

    return made


def _password(client: Client, then: str = "") -> Any:
    return client.post("/dang-nhap", {"username": NAME, "password": PASSWORD, "next": then})


def _second(client: Client, text: str, then: str = "") -> Any:
    return client.post("/dang-nhap/buoc-hai", {"code": text, "next": then})


def test_a_password_alone_does_not_sign_in_when_a_factor_is_on(client: Client, codes: list[str], code: Callable[[int], str]) -> None:
    response = _password(client, "/viec")
    assert response["Location"] == "/dang-nhap/buoc-hai?next=%2Fviec"
    assert "_auth_user_id" not in client.session
    assert "Mã xác nhận" in client.get(response["Location"]).content.decode()
    response = _second(client, f" {code(0)[:3]} {code(0)[3:]} ", "/viec")
    assert (response.status_code, response["Location"]) == (302, "/viec")
    assert client.session["_auth_user_id"] == NAME
    assert [event.kind for event in factors.events(NAME)] == ["second_step"]


def test_a_code_counts_once_and_wrong_ones_are_throttled(client: Client, user: User, codes: list[str], code: Callable[[int], str]) -> None:
    at = now()
    assert factors.check_code(user, code(0), at=at) == "totp"
    _password(client)
    assert _second(client, code(0)).status_code == 422
    assert [_second(client, "000000").status_code for _ in range(5)] == [422, 422, 422, 422, 429]
    with pytest.raises(Throttled):
        factors.check_code(user, code(1), at=at)
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_signs_in_once(client: Client, codes: list[str]) -> None:
    _password(client)
    assert _second(client, f"{codes[2][:4]} {codes[2][4:]}").status_code == 302
    client.post("/dang-xuat")
    _password(client)
    assert _second(client, codes[2]).status_code == 422
    assert {"code_used", "second_step"} <= {event.kind for event in factors.events(NAME)}


def test_the_second_step_without_the_first_or_too_late_leads_back(client: Client, codes: list[str], code: Callable[[int], str]) -> None:
    assert _second(client, code(0))["Location"] == "/dang-nhap"
    _password(client)
    session = client.session
    session[factors.HALF] = {"username": NAME, "at": int(now().timestamp()) - factors.HALF_SECONDS - 1}
    session.save()
    assert _second(client, code(0))["Location"] == "/dang-nhap"
    assert "_auth_user_id" not in client.session


def test_secrets_do_not_lie_in_the_clear(codes: list[str]) -> None:
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert SECRET not in kept
    assert not any(given in kept for given in codes)


def test_an_administrator_takes_lost_factors_away_with_a_reason(user: User, codes: list[str]) -> None:
    factors.clear(NAME, by="quan.tri@H19", why="Mất điện thoại, đã xác minh tại cơ quan", at=now())
    assert not factors.needed(user)
    event = factors.events(NAME)[0]
    assert (event.kind, event.by, event.note) == ("cleared", "quan.tri@H19", "Mất điện thoại, đã xác minh tại cơ quan")
    with pytest.raises(WrongMoment):
        factors.clear(NAME, by="quan.tri@H19", why="lại", at=now())


def test_the_log_of_the_door_is_only_added_to(client: Client) -> None:
    _password(client)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DoorEvent.objects.all().delete()


def test_whoever_signs_in_without_factors_goes_straight_on_and_is_noted(client: Client) -> None:
    assert _password(client).status_code == 302
    assert client.session["_auth_user_id"] == NAME
    assert re.fullmatch(r"từ [\d.]+", factors.events(NAME)[0].note)
