"""Who is asking: by session and by token."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory

from motcua.base.errors import NotSignedIn
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.identity import queries as identity_queries
from motcua.shared.identity.models import User
from motcua.shared.org import actions, middleware
from motcua.shared.org.http import officer_of_request, token_officer
from motcua.shared.org.middleware import OfficerMiddleware
from motcua.shared.org.tests import make

YESTERDAY = date(2025, 1, 1)


def _asked(client: Client, path: str = "/chuc-danh") -> Any:
    return client.get(path)


def _request(token: str | None) -> HttpRequest:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return RequestFactory().get("/api/v1/dossiers", headers=headers)


def _token(username: str = "lan.nt.01", post: str = f"{make.CENTRE}-lan.nt.01") -> str:
    return identity.issue_tokens([(username, post)], at=make.AT)[post]


@pytest.mark.django_db
def test_the_session_gives_the_officer_for_two_statements_and_the_rail_counts_two_things(client: Client, queries: Any) -> None:
    officer = make.officer()
    client.force_login(User.objects.get())
    with queries.at_most(4):
        response = _asked(client)
    assert response.status_code == 200
    assert response.wsgi_request.officer == officer


@pytest.mark.django_db
def test_nobody_is_asked_for_without_a_cookie(client: Client, queries: Any) -> None:
    with queries(0):
        response = _asked(client, "/dang-nhap")
    assert response.wsgi_request.officer is None


@pytest.mark.django_db
def test_without_a_session_one_is_sent_to_the_sign_in_page(client: Client) -> None:
    response = _asked(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap?next=%2Fchuc-danh")


@pytest.mark.django_db
def test_the_post_is_chosen_and_kept_in_the_session(client: Client) -> None:
    make.agency()
    make.post("lan.nt.01", "P1")
    make.post("lan.nt.01", "P2", title="Văn thư")
    client.force_login(User.objects.get())
    assert _asked(client).wsgi_request.officer.post == "P1"
    assert client.post("/chuc-danh", {"post": "P2"}).status_code == 302
    page = _asked(client)
    assert page.wsgi_request.officer.post == "P2"
    assert "Văn thư" in page.content.decode()
    refused = client.post("/chuc-danh", {"post": "P9"})
    assert refused.status_code == 422
    assert "Hãy chọn một chức danh đang giữ." in refused.content.decode()
    assert _asked(client).wsgi_request.officer.post == "P2"


@pytest.mark.django_db
def test_the_way_to_another_post_is_shown_to_who_has_one(client: Client) -> None:
    make.agency()
    make.post("lan.nt.01", "P1")
    client.force_login(User.objects.get())
    assert 'href="/chuc-danh"' not in _asked(client).content.decode()
    make.post("lan.nt.01", "P2")
    assert 'href="/chuc-danh"' in _asked(client).content.decode()


@pytest.mark.django_db
def test_who_holds_no_post_any_more_does_not_get_in(client: Client) -> None:
    make.agency()
    make.post("lan.nt.01", "P1", password=identity.hash_of("một mật khẩu dài"))
    form = {"username": "lan.nt.01", "password": "một mật khẩu dài", "next": "/chuc-danh"}
    assert client.post("/dang-nhap", form).headers["Location"] == "/chuc-danh"
    client.post("/dang-xuat")
    actions.end_post("P1", on=YESTERDAY, by=make.BY, at=make.AT)
    response = client.post("/dang-nhap", form)
    assert response.status_code == 422
    assert "hiện không giữ chức danh nào còn hiệu lực" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_an_ended_post_is_left_for_the_next_one_and_then_for_nothing(client: Client) -> None:
    make.agency()
    make.post("lan.nt.01", "P1")
    make.post("lan.nt.01", "P2")
    client.force_login(User.objects.get())
    client.post("/chuc-danh", {"post": "P2"})
    actions.end_post("P2", on=YESTERDAY, by=make.BY, at=make.AT)
    assert _asked(client).wsgi_request.officer.post == "P1"
    actions.end_post("P1", on=YESTERDAY, by=make.BY, at=make.AT)
    assert _asked(client).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "age", "status"), [("seen_at", 3599, 200), ("seen_at", 3600, 302), ("signed_in_at", 12 * 3600, 302)])
def test_sessions_end(client: Client, key: str, age: int, status: int) -> None:
    make.officer()
    client.force_login(User.objects.get())
    session = client.session
    session[key] = int(now().timestamp()) - age
    session.save()
    assert _asked(client).status_code == status


@pytest.mark.django_db
def test_how_long_one_may_be_idle_is_a_setting(client: Client, settings: Any) -> None:
    make.officer()
    client.force_login(User.objects.get())
    settings.SESSION_IDLE_SECONDS = 0
    assert _asked(client).status_code == 302


@pytest.mark.django_db
def test_an_inactive_user_is_out_at_once(client: Client) -> None:
    make.officer()
    client.force_login(User.objects.get())
    identity.deactivate("lan.nt.01", at=make.AT)
    assert _asked(client).status_code == 302


@pytest.mark.django_db
def test_when_the_database_is_gone_the_page_goes_on_and_whoever_needs_an_officer_gets_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(request: HttpRequest) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(middleware, "_officer", gone)
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "x"
    OfficerMiddleware(lambda _: None)(request)  # type: ignore[arg-type, return-value]
    assert request.officer is None  # type: ignore[attr-defined]
    with pytest.raises(OperationalError):
        officer_of_request(request)


@pytest.mark.django_db
def test_a_token_stands_for_one_person_in_one_post() -> None:
    make.agency()
    make.post("lan.nt.01", "P1")
    make.post("lan.nt.01", "P2")
    officer = token_officer(_request(_token(post="P2")))
    assert (officer.username, officer.post) == ("lan.nt.01", "P2")


@pytest.mark.django_db
@pytest.mark.parametrize("token", [None, "", "x", "\x00", "ữ" * 50, "a" * 10_000])
def test_no_token_and_wrong_tokens_are_refused(token: str | None) -> None:
    make.officer()
    with pytest.raises(NotSignedIn):
        token_officer(_request(token))


@pytest.mark.django_db
def test_a_token_ends_with_its_post_its_person_its_day_and_its_revocation() -> None:
    make.agency()
    for number in range(4):
        make.post(f"a.{number}", f"P{number}")
    tokens = {number: _token(f"a.{number}", f"P{number}") for number in range(3)}
    tokens[3] = identity.issue_tokens([("a.3", "P3")], at=make.AT, expires_at=now() - timedelta(seconds=1))["P3"]
    assert token_officer(_request(tokens[0])).post == "P0"
    actions.end_post("P0", on=YESTERDAY, by=make.BY, at=make.AT)
    identity.deactivate("a.1", at=make.AT)
    identity.revoke_tokens("P2", at=make.AT)
    for token in tokens.values():
        with pytest.raises(NotSignedIn):
            token_officer(_request(token))


@pytest.mark.django_db(transaction=True)
def test_asking_by_token_costs_one_statement_and_none_when_cached(queries: Any) -> None:
    make.officer()
    request = _request(_token())
    token_officer(request)
    identity_queries.forget()
    with queries(1):
        token_officer(request)
    with queries(0):
        token_officer(request)


@pytest.mark.django_db(transaction=True)
def test_a_token_revoked_elsewhere_stops_within_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    make.officer()
    request = _request(_token())
    clock = [1000.0]
    monkeypatch.setattr("motcua.shared.identity.queries.time.monotonic", lambda: clock[0])
    identity_queries.forget()
    token_officer(request)
    with connection.cursor() as cursor:
        cursor.execute("update identity_token set revoked_at = now()")
    clock[0] += 2.9
    assert token_officer(request).username == "lan.nt.01"
    clock[0] += 0.2
    with pytest.raises(NotSignedIn):
        token_officer(request)
