"""What the public may ask: tracking, balance, the home page."""

import http.client
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.calls import APPLICANT, JUSTICE, Answer, Province

QUIET, QUIET_TOO = "000.21.25.H19", "000.00.27.H19"  # where no other test works
TRACKED = {"code", "procedure", "state", "holder", "since", "due_at", "late", "reason", "steps"}


def tracked(province: Province, code: str, secret: str) -> Answer:
    """Throttled: waits as told when this test run asked too often."""
    answer = province.public.get("track", code=code, secret=secret)
    if answer.status == 429:
        time.sleep(int(answer.headers["retry-after"]))
        answer = province.public.get("track", code=code, secret=secret)
    return answer


def test_tracking_shows_where_it_is_and_nothing_personal(province: Province) -> None:
    made = province.accept(applicant={**APPLICANT, "name": "Kiều Thị Kín", "phone": "0939393939"})
    moved = province.do(made, "hand_over", to=JUSTICE)
    answer = tracked(province, made["code"], made["secret"])
    assert answer.status == 200
    assert set(answer.json) == TRACKED
    assert (answer.json["code"], answer.json["state"], answer.json["due_at"]) == (made["code"], "in_transit", moved["due_at"])
    assert "phường Trảng Dài" in answer.json["holder"]
    assert "Sở Tư pháp" in answer.json["reason"]
    assert answer.json["reason"]
    assert set(answer.json["steps"][0]) >= {"no", "name"}
    text = answer.raw.decode()
    for private in ("Kiều", "0939393939", APPLICANT["id_number"], APPLICANT["address"], made["holder"]["officer"]):
        assert str(private) not in text


def test_a_wrong_secret_and_an_unknown_code_are_answered_alike(province: Province) -> None:
    made = province.accept()
    wrong, unknown = tracked(province, made["code"], "AAAAAAAA"), tracked(province, "000.01.25.H19-200101-9999", made["secret"])
    assert wrong.problem == unknown.problem == (404, "not_found")
    assert wrong.raw == unknown.raw
    assert tracked(province, "a\x00b", "x").raw == wrong.raw
    assert tracked(province, "", "").raw == wrong.raw


def test_the_secret_is_read_as_people_type_it(province: Province) -> None:
    made = province.accept()
    typed = f" {made['secret'][:4].lower()} {made['secret'][4:]} "
    assert tracked(province, made["code"].lower(), typed).status == 200


def balanced(found: dict[str, Any]) -> bool:
    whole = found["held"] + found["in_transit"] + found.get("passed_on", 0) + found["ended"]
    return bool(found["balanced"]) and found["received"] == whole and sum(found["ended_by"].values()) == found["ended"]


def test_the_province_and_every_agency_balance(province: Province) -> None:
    whole = province.public.get("balance").json
    assert set(whole) == {"received", "held", "in_transit", "ended", "ended_by", "balanced", "at"}
    assert set(whole["ended_by"]) == {"returned", "refused", "withdrawn", "stopped"}
    assert balanced(whole)
    for agency in sorted({person.agency for person in province.instance.people("leader")})[:40]:
        one = province.public.get("balance", agency=agency).json
        assert set(one) == {*whole, "passed_on"}
        assert balanced(one), agency


def moved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    names = ("received", "held", "in_transit", "ended", "passed_on")
    return {name: after[name] - before[name] for name in names if name in before and after[name] != before[name]}


def test_the_balance_follows_a_dossier(province: Province) -> None:
    def figures() -> list[dict[str, Any]]:
        return [province.public.get("balance", agency=agency).json for agency in (QUIET, QUIET_TOO)]

    def changes(before: list[dict[str, Any]]) -> list[dict[str, int]]:
        return [moved(a, b) for a, b in zip(before, figures(), strict=True)]

    start = figures()
    row = province.accept(agency=QUIET)
    assert changes(start) == [{"received": 1, "held": 1}, {}]
    row = province.do(row, "hand_over", to=QUIET_TOO)
    assert changes(start) == [{"received": 1, "in_transit": 1}, {}]
    row = province.do(row, "take_over")
    assert changes(start) == [{"received": 1, "passed_on": 1}, {"received": 1, "held": 1}]
    province.do(row, "stop")
    assert changes(start) == [{"received": 1, "passed_on": 1}, {"received": 1, "ended": 1}]


def test_an_unknown_agency_has_no_balance(province: Province) -> None:
    for agency in ("000.99.99.H19", "x", "%00"):
        status, _ = province.public.get("balance", agency=agency).problem
        assert status in (404, 422)


def page(url: str, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_the_home_page_is_public_and_leads_to_the_public_pages(province: Province) -> None:
    status, text = page(province.url, "/")
    assert status == 200
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    inside = [link for link in links if link.startswith("/") and not link.startswith(("/static/", "/api/"))]
    assert len(inside) >= 3
    for link in dict.fromkeys(inside):
        assert page(province.url, link.split("#")[0])[0] in (200, 302), link


@pytest.mark.parametrize("path", ["dossiers", "dossiers/x"])
def test_what_is_not_public_needs_a_token(province: Province, path: str) -> None:
    assert province.public.get(path).problem == (401, "not_signed_in")
