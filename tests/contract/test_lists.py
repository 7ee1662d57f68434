"""Lists: pages by cursor, stable while others insert; filters."""

import pytest

from tests.calls import APPLICANT, COMMUNE, DISTRICT, Api, Province


def walk(api: Api, path: str, **query: object) -> list[str]:
    """The codes of all pages."""
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(path, cursor=cursor, **query).json
        assert set(page) == {"items", "next"}
        found += [item["code"] for item in page["items"]]
        cursor = page["next"]
    return found


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_pages_together_are_the_list(province: Province, limit: int) -> None:
    counter = province.one("counter")
    for _ in range(3):
        province.accept()
    whole = walk(counter, "dossiers", limit=200)
    assert len(whole) == len(set(whole)) >= 3
    if limit > 1 or len(whole) < 60:
        assert walk(counter, "dossiers", limit=limit)[: len(whole)] == whole  # what others insert meanwhile comes after


def test_nothing_is_skipped_or_repeated_while_others_insert(province: Province) -> None:
    counter = province.one("counter")
    before = walk(counter, "dossiers", limit=200)
    found: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = counter.get("dossiers", cursor=cursor, limit=max(1, len(before) // 4)).json
        found += [item["code"] for item in page["items"]]
        cursor = page["next"]
        if len(found) < len(before):
            province.accept()
    assert len(found) == len(set(found))
    assert [code for code in found if code in set(before)] == before


def test_a_cursor_is_safe_in_an_address_and_an_empty_one_is_the_first_page(province: Province) -> None:
    for api, path in ((province.one("counter"), "dossiers"), (province.public, "procedures")):
        first = api.get(path, limit=1).json
        assert first["next"]
        assert all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in first["next"])
        assert api.get(path, limit=1, cursor="").json == first
        assert api.get(path, limit=1, cursor=first["next"]).json["items"] != first["items"]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1.5", "99999999999999999999"])
def test_a_limit_outside_1_to_200_is_refused(province: Province, limit: str) -> None:
    for api, path in ((province.one("counter"), "dossiers"), (province.public, "procedures")):
        status, _ = api.get(path, limit=limit).problem
        assert status in (400, 422)


@pytest.mark.parametrize("cursor", ["x", "%00", "////", "W10", "eyJhIjoxfQ", "x" * 3000])
def test_a_cursor_that_is_none_is_refused(province: Province, cursor: str) -> None:
    for api, path in ((province.one("counter"), "dossiers"), (province.public, "procedures")):
        status, _ = api.call("GET", f"{path}?cursor={cursor}").problem
        assert status in (400, 422)


def test_a_page_has_fifty_by_default(province: Province) -> None:
    page = province.public.get("procedures").json
    assert len(page["items"]) == 50
    assert page["next"]


def test_filters_of_dossiers(province: Province) -> None:
    counter, row = province.one("counter"), province.accept()
    moved = province.do(province.accept(), "hand_over", to=DISTRICT)
    accepted, transit = walk(counter, "dossiers", state="accepted"), walk(counter, "dossiers", state="in_transit")
    assert row["code"] in accepted
    assert moved["code"] in transit
    assert not set(accepted) & set(transit)
    assert {row["code"], moved["code"]} <= set(walk(counter, "dossiers", holder=COMMUNE)) & set(walk(counter, "dossiers", agency=COMMUNE))
    assert walk(counter, "dossiers", holder=DISTRICT, state="accepted") == []
    late, on_time = walk(counter, "dossiers", late="true"), walk(counter, "dossiers", late="false")
    assert row["code"] in on_time
    assert sorted(late + on_time) == sorted(walk(counter, "dossiers"))


@pytest.mark.parametrize("q", ["Lương Thế Hạnh", "luong the hanh", "HẠNH lương", "075190004321", "0907654321"])
def test_people_are_found_with_and_without_diacritics_and_by_number(province: Province, q: str) -> None:
    who = {**APPLICANT, "name": "Lương Thế Hạnh", "id_number": "075190004321", "phone": "0907654321"}
    made = province.accept(applicant=who)["code"]
    assert made in walk(province.one("counter"), "dossiers", q=q)
    assert made not in walk(province.one("counter", "000.02.25.H19"), "dossiers", q=q)


def test_a_code_is_found_by_its_beginning_and_odd_questions_find_nothing(province: Province) -> None:
    counter, made = province.one("counter"), province.accept()["code"]
    assert made in walk(counter, "dossiers", q=made)
    for odd in ("%00", "%25", "'", "\\", "x" * 2000, "%F0%9F%92%A9"):
        answer = counter.call("GET", f"dossiers?q={odd}")
        assert answer.status in (200, 400, 422)


def test_an_unknown_state_or_lateness_is_refused(province: Province) -> None:
    assert province.one("counter").get("dossiers", state="flying").problem == (422, "invalid")
    assert province.one("counter").get("dossiers", late="maybe").problem == (422, "invalid")


def test_procedures_are_found(province: Province) -> None:
    codes = walk(province.public, "procedures", limit=200)
    assert len(codes) == len(set(codes)) > 150
    assert "1.001193" in walk(province.public, "procedures", q="khai sinh", limit=200)
    assert "1.001193" in walk(province.public, "procedures", q="KHAI  SINH", level="xa", limit=200)
    assert province.public.get("procedures", level="moon").problem == (422, "invalid")
    assert province.public.get("procedures", agency="000.99.99.H19").problem == (422, "invalid")
    accepted = province.public.get("procedures", agency=COMMUNE, limit=200).json["items"]
    assert all(item["accepted"] for item in accepted)
    assert province.public.get("procedures/9.999999").problem == (404, "not_found")
