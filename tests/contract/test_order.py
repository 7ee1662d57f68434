"""Refusals: each with its status, type and sentence, and in the order of the contract."""

import json
from typing import Any

import pytest

from tests.calls import COMMUNE, DISTRICT, JUSTICE, Api, Province

STRANGER = "000.02.25.H19"


@pytest.fixture(scope="module")
def fresh(province: Province) -> dict[str, Any]:
    """A dossier just accepted, that these tests leave as it is."""
    return province.accept()


@pytest.mark.parametrize("token", ["", "wrong", "Ünicode"])
def test_without_a_good_token_everything_is_401(province: Province, fresh: dict[str, Any], token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")} if token else {}
    for method, path in (("GET", "dossiers"), ("GET", f"dossiers/{fresh['code']}"), ("POST", "dossiers"), ("POST", "files")):
        answer = province.public.call(method, path, b"{not json", headers=headers)
        assert answer.problem == (401, "not_signed_in")
        assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"null", b'"x"', b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe{}", b'{"a": "\xe1\xba"}', b"{}{}"])
def test_what_is_no_json_object_is_400_before_anything_else(province: Province, body: bytes) -> None:
    key = {"Idempotency-Key": "k-400"}
    for path in ("dossiers", "dossiers/000.99.99.H19-250101-0001/acts/hand_over"):
        assert province.one("counter").call("POST", path, body, headers=key).problem == (400, "bad_request")


def test_without_a_key_it_is_400(province: Province, fresh: dict[str, Any]) -> None:
    for path in ("dossiers", f"dossiers/{fresh['code']}/acts/hand_over"):
        for headers in ({}, {"Idempotency-Key": ""}, {"Idempotency-Key": "  "}):
            assert province.one("counter").call("POST", path, b"{}", headers=headers).problem == (400, "key_missing")


def test_a_key_of_more_than_200_characters_is_400(province: Province, fresh: dict[str, Any]) -> None:
    officer = province.one("leader")
    assert officer.act("000.99.99.H19-250101-0001", "hand_over", 1, key="k" * 201).problem == (400, "bad_request")
    assert officer.act(fresh["code"], "hand_over", 1, key="k" * 200).problem == (403, "forbidden")


@pytest.mark.parametrize("code", ["000.99.99.H19-250101-0001", "x", "%00", "a%00b", "%F0%9F%92%A9", "x" * 3000])
def test_what_does_not_exist_is_404(province: Province, code: str) -> None:
    officer = province.one("counter")
    for rest in ("", "/entries", "/certificate", "/prints/01", "/files/" + "a" * 64):
        assert officer.get(f"dossiers/{code}{rest}").problem == (404, "not_found")
    assert officer.act(code, "hand_over", 1).problem == (404, "not_found")


def test_what_one_may_not_see_is_the_same_404(province: Province, fresh: dict[str, Any]) -> None:
    stranger = province.one("counter", STRANGER)
    hidden, missing = stranger.get(f"dossiers/{fresh['code']}"), stranger.get("dossiers/000.01.25.H19-200101-0001")
    assert hidden.problem == missing.problem == (404, "not_found")
    assert hidden.json["detail"].replace(fresh["code"], "") == missing.json["detail"].replace("000.01.25.H19-200101-0001", "")
    assert stranger.act(fresh["code"], "hand_over", 99, to="nowhere").problem == (404, "not_found")


def test_an_act_that_does_not_exist_is_404(province: Province, fresh: dict[str, Any]) -> None:
    for act in ("fly", "%00", "HAND_OVER"):
        assert province.one("counter").act(fresh["code"], act, 99).problem == (404, "not_found")


def test_stale_comes_before_who_when_and_what(province: Province, fresh: dict[str, Any]) -> None:
    for person in (province.one("specialist"), province.one("counter")):
        for act in ("hand_over", "sign", "return_result"):
            answer = person.act(fresh["code"], act, fresh["seq"] + 7)
            assert answer.problem == (409, "stale")
            assert answer.json["seq"] == fresh["seq"]


def test_who_comes_before_when_and_what(province: Province, fresh: dict[str, Any]) -> None:
    assert province.one("leader").act(fresh["code"], "appraise", fresh["seq"]).problem == (403, "forbidden")
    assert province.one("leader").post(f"dossiers/{fresh['code']}/acts/hand_over", {"expected_seq": "x"}).problem == (403, "forbidden")
    assert province.one("leader").post("dossiers", {"procedure": "nothing"}).problem == (403, "forbidden")


def test_when_comes_before_what(province: Province, fresh: dict[str, Any]) -> None:
    assert province.one("specialist").act(fresh["code"], "appraise", fresh["seq"]).problem == (409, "wrong_moment")
    assert province.one("counter").post(f"dossiers/{fresh['code']}/acts/return_result", {}).problem == (409, "wrong_moment")


@pytest.mark.parametrize("seq", [None, "1", 1.0, True, [], {}])
def test_what_was_seen_is_named_when_it_is_missing_or_of_another_type(province: Province, fresh: dict[str, Any], seq: object) -> None:
    answer = province.one("counter").post(f"dossiers/{fresh['code']}/acts/hand_over", {"expected_seq": seq, "to": DISTRICT})
    assert answer.problem == (422, "invalid")
    assert list(answer.json["fields"]) == ["expected_seq"]
    both = province.one("counter").post(f"dossiers/{fresh['code']}/acts/hand_over", {})
    assert set(both.json["fields"]) == {"expected_seq", "to"}


@pytest.mark.parametrize("to", ["000.99.99.H19", "", None, 7, [], "a\x00b", "a\ud800b"])
def test_an_unknown_code_in_a_body_is_422_with_its_field(province: Province, fresh: dict[str, Any], to: object) -> None:
    answer = province.one("counter").act(fresh["code"], "hand_over", fresh["seq"], to=to)
    assert answer.problem == (422, "invalid")
    assert list(answer.json["fields"]) == ["to"]


def test_after_all_these_refusals_nothing_has_changed(province: Province, fresh: dict[str, Any]) -> None:
    now = province.seen(fresh["code"])
    assert {k: now[k] for k in ("seq", "state", "holder", "in_transit_to")} == {k: fresh[k] for k in ("seq", "state", "holder", "in_transit_to")}


def test_unknown_paths_and_methods_are_problems_too(province: Province) -> None:
    assert province.one("counter").get("nothing").problem == (404, "not_found")
    for method, path in (("DELETE", "dossiers"), ("PUT", "balance"), ("GET", "files"), ("PATCH", "track")):
        answer = province.one("counter").call(method, path)
        assert answer.problem == (405, "method_not_allowed")
        assert answer.headers["allow"]


def test_a_problem_has_the_members_of_the_contract_and_is_in_vietnamese(province: Province) -> None:
    answer = province.one("counter").post("dossiers", {})
    body = answer.json
    assert set(body) == {"type", "title", "detail", "status", "fields"}
    assert any(letter in body["detail"] for letter in "ộưđáếắ")
    assert set(body["fields"]) >= {"procedure", "applicant"}
    assert json.loads(answer.raw.decode("utf-8")) == body


def test_each_agency_has_its_own_403(province: Province) -> None:
    """The former holder still sees the dossier, and may not act on it."""
    row = province.do(province.do(province.accept(), "hand_over", to=JUSTICE), "take_over")
    counter: Api = province.one("counter", COMMUNE)
    assert counter.act(row["code"], "hand_over", row["seq"], to=DISTRICT).problem == (403, "forbidden")
    assert counter.get(f"dossiers/{row['code']}").status == 200
