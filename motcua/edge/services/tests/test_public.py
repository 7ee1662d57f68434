"""The public pages and calls: plain words, nothing personal, light, and closed until the province is ready."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.shared.org import cache
from motcua.shared.org import queries as org
from motcua.shared.org.models import Agency
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import accepted, do, until

LIMIT = 30 * 1024


@pytest.mark.usefixtures("at_work")
def test_home_is_closed_until_there_is_a_procedure_and_a_counter(client: Client) -> None:
    Agency.objects.update(counter=False)
    cache.touched()
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "đang được chuẩn bị" in answer.content.decode()


@pytest.mark.usefixtures("at_work")
def test_home_opens_with_the_province_and_shows_its_balance(client: Client) -> None:
    accepted()
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for said in ('action="/hoi"', 'action="/tra-cuu"', "/can-doi", "/dang-nhap", "/api/v1/openapi.json"):
        assert said in page
    assert answer.context["counted"].value.received == 1


@pytest.mark.usefixtures("at_work")
def test_tracking_tells_who_holds_it_and_nothing_personal(client: Client) -> None:
    row = do(accepted(), "hand_over")
    page = client.post("/tra-cuu", {"code": row.code, "secret": secret_of(row.code).lower()}).content.decode()
    assert f"được bàn giao từ Bộ phận Một cửa, {org.agency_name(row.agency)} cho bộ phận chuyên môn cùng cơ quan" in page
    assert "Vì sao hẹn ngày này" in page
    for personal in ("Nguyễn Thị Bé", "075190001234", "0901234567", "Nguyễn Ái Quốc"):
        assert personal not in page


@pytest.mark.usefixtures("at_work")
def test_a_wrong_secret_and_an_unknown_code_are_answered_alike(client: Client) -> None:
    row = accepted()
    wrong = client.post("/tra-cuu", {"code": row.code, "secret": "WRONG234"})
    unknown = client.post("/tra-cuu", {"code": "000.00.00.H19-250101-0001", "secret": secret_of("000.00.00.H19-250101-0001")})
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert f'value="{row.code}"' in wrong.content.decode()
    calls = [client.get("/api/v1/track", {"code": c, "secret": "WRONG234"}).json() for c in (row.code, "000.00.00.H19-250101-0001")]
    assert calls[0] == calls[1]
    assert calls[0]["status"] == 404


@pytest.mark.usefixtures("at_work")
def test_tracking_is_throttled_by_address(client: Client) -> None:
    codes = {client.get("/api/v1/track", {"code": "x", "secret": "y"}).status_code for _ in range(30)}
    late = client.get("/api/v1/track", {"code": "x", "secret": "y"})
    assert codes == {404}
    assert (late.status_code, late.json()["type"]) == (429, "throttled")
    assert int(late["Retry-After"]) >= 1
    page = client.post("/tra-cuu", {"code": "x", "secret": "y"})
    assert page.status_code == 429
    assert 'value="x"' in page.content.decode()


@pytest.mark.usefixtures("at_work")
def test_the_call_tells_the_contract_and_no_more(client: Client) -> None:
    row = until(accepted(), "signed")
    told = client.get("/api/v1/track", {"code": row.code, "secret": secret_of(row.code)}).json()
    assert set(told) == {"code", "procedure", "state", "holder", "since", "due_at", "late", "reason", "steps"}
    assert told["holder"] == org.agency_name(row.agency)
    assert [s["no"] for s in told["steps"]] == list(range(1, len(told["steps"]) + 1))
    assert sum(s["current"] for s in told["steps"]) == 1


@pytest.mark.usefixtures("at_work")
def test_the_balance_of_province_and_agency(client: Client) -> None:
    row = until(accepted(), "processing")
    accepted()
    whole = client.get("/api/v1/balance").json()
    assert (whole["received"], whole["held"], whole["in_transit"], whole["ended"], whole["balanced"]) == (2, 2, 0, 0, True)
    assert "passed_on" not in whole
    part = client.get("/api/v1/balance", {"agency": row.agency}).json()
    assert part["balanced"]
    assert part["passed_on"] == 0
    assert client.get("/api/v1/balance", {"agency": "000.99.99.H19"}).status_code == 404
    page = client.get("/can-doi")
    assert [b.agency for group in page.context["groups"] for _, b in group["rows"]] != []
    assert all(b.balanced for group in page.context["groups"] for _, b in group["rows"])
    assert client.get("/can-doi", {"agency": row.agency}).status_code == 200
    assert client.get("/can-doi", {"agency": "000.99.99.H19"}).status_code == 404


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("path", ["/", "/tra-cuu", "/can-doi"])
def test_a_first_visit_is_light(client: Client, path: str) -> None:
    accepted()
    page = client.get(path).content.decode()
    assert "<script" not in page
    assert weight(page) <= LIMIT


@pytest.mark.usefixtures("at_work")
def test_a_tracked_dossier_is_light(client: Client) -> None:
    row = until(accepted(), "ready")
    page = client.post("/tra-cuu", {"code": row.code, "secret": secret_of(row.code)}).content.decode()
    assert weight(page) <= LIMIT


def weight(page: str) -> int:
    """The page and its style sheets, each compressed as the server sends it."""
    sheets: list[Any] = [finders.find(part.split('"')[0]) for part in page.split('href="/static/')[1:]]
    bodies = [page.encode(), *(Path(path).read_bytes() for path in sheets)]
    return sum(len(gzip.compress(body)) for body in bodies)


@pytest.mark.usefixtures("at_work")
def test_the_balance_is_a_tree_that_can_be_searched(client: Client) -> None:
    accepted()
    groups = client.get("/can-doi", {"q": "trang dai"}).context["groups"]
    assert [(group["name"], [name for name, _ in group["rows"]]) for group in groups] == [("Thành phố Biên Hòa", ["UBND phường Trảng Dài"])]
    assert "Không có cơ quan nào như vậy" in client.get("/can-doi", {"q": "xyz"}).content.decode()


@pytest.mark.usefixtures("at_work")
def test_a_lost_row_shows_which_figure_differs_and_where(client: Client) -> None:
    row = accepted()
    row.delete()
    page = client.get("/can-doi")
    assert [b.agency for _, b in page.context["unbalanced"]] == [row.accepting]
    assert "Lệch." in page.content.decode()
    one = client.get("/can-doi", {"agency": row.accepting})
    assert ("Tiếp nhận tại Bộ phận Một cửa", 1, 0, 1) in one.context["shown"]
