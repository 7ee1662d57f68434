"""Signing in and out on the page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.errors import Invalid, NotFound
from motcua.base.time import now
from motcua.shared.identity import actions
from motcua.shared.identity.models import Attempt, User
from motcua.shared.identity.signals import signing_in
from motcua.shared.identity.tests import quick
from motcua.shared.identity.views import door

pytestmark = pytest.mark.django_db
PASSWORD = "một mật khẩu dài"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại."


@pytest.fixture(autouse=True)
def _user(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = [f"{quick.QuickHasher.__module__}.QuickHasher"]
    monkeypatch.setattr(signing_in, "receivers", [])
    signing_in.sender_receivers_cache.clear()
    actions.create_users([actions.NewUser("lan.nt.01", "Nguyễn Thị Lan", actions.hash_of(PASSWORD))])


def _post(client: Client, **change: str) -> Any:
    return client.post("/dang-nhap", {"username": "lan.nt.01", "password": PASSWORD, "next": ""} | change)


def test_the_page_has_labels_focus_and_the_names_that_password_keepers_know(client: Client) -> None:
    page = client.get("/dang-nhap?next=/ho-so/1").content.decode()
    assert '<label for="id_username">Tên đăng nhập' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "autofocus" in page
    assert 'name="next" value="/ho-so/1"' in page


def test_right_name_and_password_begin_a_session(client: Client) -> None:
    response = _post(client, username=" Lan.NT.01 ")
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == "lan.nt.01"
    assert client.session["signed_in_at"] == client.session["seen_at"]
    assert Attempt.objects.filter(bucket="sign_in_name").count() == 0
    assert Attempt.objects.get(bucket="sign_in_address").count == 0


@pytest.mark.parametrize("change", [{"password": "sai"}, {"username": "khong.co"}])
def test_a_wrong_one_says_so_and_keeps_the_name_but_no_password(client: Client, change: dict[str, str]) -> None:
    response = _post(client, **change)
    page = response.content.decode()
    assert response.status_code == 422
    assert WRONG in page
    assert f'value="{change.get("username", "lan.nt.01")}"' in page
    assert PASSWORD not in page
    assert [line.partition("name=")[2].split('"')[1] for line in page.split("<input") if "autofocus" in line] == ["password"]
    assert '"sai"' not in page
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("change", "sentence"), [({"username": ""}, "Nhập tên đăng nhập, ví dụ lan.nt.25993."), ({"password": ""}, "Nhập mật khẩu.")]
)
def test_an_empty_field_has_its_own_sentence_and_is_no_try(client: Client, change: dict[str, str], sentence: str) -> None:
    response = _post(client, **change)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert Attempt.objects.count() == 0


def test_a_null_character_is_refused_and_not_a_fault(client: Client) -> None:
    assert _post(client, username="a\x00b").status_code == 422
    assert _post(client, password="a\x00b").status_code == 422


def test_the_sixth_try_for_a_name_waits_even_with_the_right_password(client: Client) -> None:
    for _ in range(5):
        assert _post(client, password="sai").status_code == 422
    response = _post(client)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 900
    page = response.content.decode()
    assert "Đã thử quá 5 lần. Xin chờ 15 phút rồi thử lại." in page
    assert 'value="lan.nt.01"' in page
    assert "_auth_user_id" not in client.session


def test_after_the_wait_it_goes_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(6):
        _post(client, password="sai")
    later = now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(door, "now", lambda: later)
    assert _post(client).status_code == 302


def test_many_names_from_one_address_wait_too_and_the_right_ones_do_not_count(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PER_ADDRESS", 3)
    for _ in range(5):
        assert _post(client).status_code == 302
    for number in range(3):
        assert _post(client, username=f"ai.do.{number}").status_code == 422
    assert _post(client).status_code == 429
    assert client.post("/dang-nhap", {"username": "lan.nt.01", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9").status_code == 302


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/ho-so/1?a=b", "/ho-so/1?a=b"),
        ("https://xau.example/", None),
        ("//xau.example", None),
        ("javascript:alert(1)", None),
        ("/\\xau.example", None),
    ],
)
def test_one_is_sent_on_only_to_pages_of_ours(client: Client, path: str, there: str | None) -> None:
    location = _post(client, next=path).headers["Location"]
    assert location == (there or _post(client).headers["Location"])
    assert "xau" not in location


def test_somebody_else_may_refuse_with_a_sentence(client: Client) -> None:
    def refuse(sender: Any, **_: Any) -> str:
        return "Hôm nay không ai được vào."

    signing_in.connect(refuse, weak=False)
    response = _post(client)
    assert (response.status_code, "Hôm nay không ai được vào." in response.content.decode()) == (422, True)
    assert "_auth_user_id" not in client.session


def test_an_inactive_user_is_as_unknown(client: Client) -> None:
    actions.deactivate("lan.nt.01", at=now())
    assert WRONG in _post(client).content.decode()


def test_the_session_gets_a_new_key(client: Client) -> None:
    client.get("/dang-nhap")
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    _post(client)
    assert client.session.session_key != before


def test_signing_out_is_a_post(client: Client) -> None:
    _post(client)
    assert client.get("/dang-xuat").status_code == 405
    assert "_auth_user_id" in client.session
    response = client.post("/dang-xuat", follow=True)
    assert "Bạn đã đăng xuất." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_forms_without_a_token_of_the_page_are_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/dang-nhap", {"username": "lan.nt.01", "password": PASSWORD}).status_code == 403


def test_a_new_password_ends_old_sessions(client: Client) -> None:
    _post(client)
    key = client.session["_auth_user_hash"]
    actions.set_password("lan.nt.01", "mật khẩu khác hẳn")
    assert User.objects.get().get_session_auth_hash() != key
    with pytest.raises(Invalid) as refused:
        actions.set_password("lan.nt.01", "12345")
    assert "password" in refused.value.fields
    with pytest.raises(NotFound):
        actions.set_password("khong.co", "mật khẩu khác hẳn")


def test_making_users_twice_changes_nothing() -> None:
    before = User.objects.get()
    actions.create_users([actions.NewUser("lan.nt.01", "Tên khác")])
    assert (User.objects.get().name, User.objects.get().password) == (before.name, before.password)
