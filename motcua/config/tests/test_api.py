import json
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from ninja.errors import HttpError

from motcua.base.errors import Stale
from motcua.config import api as roof

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def body_of(response: Any) -> dict[str, Any]:
    assert response.headers["Content-Type"].startswith(PROBLEM)
    body: dict[str, Any] = json.loads(response.content)
    assert {"type", "title", "detail", "status"} <= body.keys()
    assert body["status"] == response.status_code
    return body


def test_without_a_token_it_is_401(client: Client) -> None:
    response = client.get("/api/v1/dossiers")
    assert body_of(response)["type"] == "not_signed_in"
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/", "/api/v2/dossiers", "/api/nothing"])
def test_an_unknown_address_is_a_problem(client: Client, path: str) -> None:
    assert body_of(client.get(path))["status"] == 404


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client: Client) -> None:
    response = client.delete("/api/v1/calendar/due")
    assert body_of(response)["status"] == 405
    assert response.headers["Allow"] == "GET"


def test_a_question_with_a_wrong_number_names_the_field(client: Client) -> None:
    body = body_of(client.get("/api/v1/procedures?limit=abc"))
    assert (body["status"], body["type"], list(body["fields"])) == (422, "invalid", ["limit"])


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (Stale("Hồ sơ vừa thay đổi.", seq=7), 409, "stale"),
        (HttpError(400, "Cannot parse request body"), 400, "bad_request"),
        (ZeroDivisionError("secret"), 500, "server_error"),
    ],
)
def test_every_error_is_told_without_its_inside(rf: RequestFactory, error: Exception, status: int, kind: str) -> None:
    request: HttpRequest = rf.get("/api/v1/x")
    response = roof.api.on_exception(request, error)
    body = body_of(response)
    assert (response.status_code, body["type"]) == (status, kind)
    assert "secret" not in response.content.decode()
    assert body.get("seq") == (7 if kind == "stale" else None)


def test_the_description_is_served_and_every_call_has_a_name(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    names = [call["operationId"] for path in described["paths"].values() for call in path.values()]
    assert described["openapi"].startswith("3.1")
    assert len(names) == len(set(names)) > 10


def test_there_is_no_page_that_needs_scripts_from_elsewhere(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 404
