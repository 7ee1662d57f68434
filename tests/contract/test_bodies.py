"""Bodies that nobody means well: too large, too deep, odd characters, other encodings. A sentence each time, never a fault of ours."""

import json
from typing import Any

import pytest

from tests.calls import APPLICANT, COMMUNE, Answer, Province

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def fresh(province: Province) -> dict[str, Any]:
    return province.accept()


def sent(province: Province, path: str, body: bytes) -> Answer:
    answer = province.one("counter").call("POST", path, body, headers={"Content-Type": "application/json", "Idempotency-Key": "odd"})
    assert 400 <= answer.status < 500, answer.raw
    assert answer.problem[0] == answer.status
    return answer


def paths(fresh: dict[str, Any]) -> list[str]:
    return ["dossiers", f"dossiers/{fresh['code']}/acts/hand_over", f"dossiers/{fresh['code']}/acts/correct"]


def test_ten_megabytes_are_413(province: Province, fresh: dict[str, Any]) -> None:
    for path in paths(fresh):
        assert sent(province, path, json.dumps({"note": "x" * (10 * MEGABYTE)}).encode()).problem == (413, "too_large")


@pytest.mark.parametrize("depth", [100, 900, 5_000, 500_000])
def test_deep_nesting_is_refused(province: Province, fresh: dict[str, Any], depth: int) -> None:
    for value in (b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth):
        for path in paths(fresh):
            for name in (b"note", b"applicant", b"papers", b"to", b"case"):
                assert sent(province, path, b'{"expected_seq": 1, "' + name + b'": ' + value + b"}").status in (400, 422)


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "a\\udfffb", "\\udc00\\ud800"])
def test_characters_that_nothing_can_keep_are_named(province: Province, fresh: dict[str, Any], text: str) -> None:
    counter = province.one("counter")
    for name in ("name", "address", "phone", "id_number", "ward_code", "email"):
        body = json.dumps(province.filing(applicant={**APPLICANT, name: "@@"})).replace('"@@"', f'"{text}"')
        answer = counter.call("POST", "dossiers", body.encode(), headers={"Idempotency-Key": f"odd-{name}"})
        assert answer.problem == (422, "invalid")
        assert f"applicant.{name}" in answer.json["fields"]
    correct = f'{{"expected_seq": {fresh["seq"]}, "field": "note", "value": "{text}", "reason": "x"}}'
    answer = counter.call("POST", f"dossiers/{fresh['code']}/acts/correct", correct.encode(), headers={"Idempotency-Key": "odd-correct"})
    assert answer.problem == (422, "invalid")
    assert list(answer.json["fields"]) == ["value"]


def test_odd_characters_in_what_nobody_asked_for_do_no_harm(province: Province) -> None:
    """Unknown members are left out."""
    body = json.dumps({**province.filing(), "strange": {"\u0000": ["\ud800", 1.5, 1e300, None]}, "x" * 5000: 1})
    answer = province.one("counter").call("POST", "dossiers", body.encode(), headers={"Idempotency-Key": "odd-strange"})
    assert answer.status == 201, answer.raw


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig", "tcvn"])
def test_other_encodings_are_400(province: Province, encoding: str) -> None:
    text = json.dumps(province.filing(), ensure_ascii=False).replace("ễ", "é").replace("ị", "í").replace("Á", "A").replace("ố", "ô")
    body = text.encode(encoding, errors="replace") if encoding != "tcvn" else b'{"note": "Nguy\xd4n"}'
    assert sent(province, "dossiers", body).problem == (400, "bad_request")


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, "9" * 5000, "1.5", "-1", "true"])
def test_odd_numbers_are_refused(province: Province, fresh: dict[str, Any], number: str) -> None:
    papers = json.dumps(province.filing()).replace('"originals": 1', f'"originals": {number}')
    assert f'"originals": {number}' in papers
    assert sent(province, "dossiers", papers.encode()).status in (400, 422)
    for body in (f'{{"expected_seq": {number}, "to": "x"}}', f'{{"expected_seq": 1, "to": {number}}}'):
        assert sent(province, f"dossiers/{fresh['code']}/acts/hand_over", body.encode()).status in (400, 409, 422)


def test_text_is_kept_in_nfc(province: Province) -> None:
    import unicodedata  # noqa: PLC0415

    who = {**APPLICANT, "name": unicodedata.normalize("NFD", "Nguyễn Thị Bé Năm")}
    made = province.accept(applicant=who)
    row = province.until(made, "ready")
    act = next(a for a in row["acts"] if a["act"] == "return_result")
    shown = act if act["allowed"] else province.able(row)[1]
    assert shown["fields"]["properties"]["to_whom"]["examples"] == ["Nguyễn Thị Bé Năm"]


def test_odd_headers_and_addresses_are_answered(province: Province) -> None:
    counter = province.one("counter")
    for headers in ({"Cookie": "x" * 5000}, {"Accept": "text/html"}, {"Content-Type": "text/plain; charset=nonsense"}):
        assert counter.call("GET", f"dossiers?agency={COMMUNE}", headers=headers).status == 200
    for path in ("dossiers/%E0%A4%A", "dossiers/..%2F..%2Fetc", "dossiers?late=%FF", "procedures/%00", "calendar/due?start=%00&term=%00"):
        answer = counter.call("GET", path)
        assert answer.status in (200, 400, 404, 422), (path, answer.status)
