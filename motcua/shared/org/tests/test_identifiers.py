"""Identifiers against the published vectors, and properties of the generators."""

import csv
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.org import people
from motcua.shared.org.identifiers import PROVINCES, check_citizen_id, check_phone, check_tax_code, mask_id

DATA = Path(__file__).parent / "data" / "identifiers_vectors.csv"
ON = date(2025, 3, 3)


def _vectors(kind: str) -> list[tuple[str, str]]:
    with DATA.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [(row["input"], row["expected"]) for row in rows if row["kind"] == kind]


@pytest.mark.parametrize(("text", "expected"), _vectors("mst"))
def test_tax_codes_of_the_vectors(text: str, expected: str) -> None:
    verdict = check_tax_code(text)
    assert verdict.ok == (expected == "valid")
    assert (verdict.error is None) == verdict.ok


@pytest.mark.parametrize(("text", "expected"), _vectors("phone"))
def test_phones_of_the_vectors(text: str, expected: str) -> None:
    verdict = check_phone(text)
    if expected.startswith("valid"):
        assert f"valid:{verdict.kind}:{verdict.value}" == expected
    else:
        assert (verdict.ok, bool(verdict.error)) == (False, True)


@pytest.mark.parametrize(("text", "expected"), _vectors("cccd"))
def test_citizen_ids_of_the_vectors(text: str, expected: str) -> None:
    """An unknown province is InvalidProvince in the vectors; births abroad have such codes, so it only warns."""
    verdict = check_citizen_id(text)
    if expected.startswith("valid"):
        assert f"valid:{verdict.sex}:{verdict.year}" == expected
        assert verdict.warnings == ()
    else:
        assert (verdict.ok, len(verdict.warnings)) == ((True, 1) if expected == "InvalidProvince" else (False, 0))


def test_an_old_identity_card_warns() -> None:
    verdict = check_citizen_id("271 234 567")
    assert (verdict.ok, verdict.value, verdict.kind) == (True, "271234567", "cmnd")
    assert verdict.warnings == ("Số chứng minh nhân dân 9 chữ số đã hết giá trị sử dụng; nên ghi số định danh 12 chữ số.",)


@pytest.mark.parametrize("text", ["", "07519000123", "0751900012345", "07509000000A", "٠٧٥١٩٠٠٠١٢٣٤", "075190001234\x00"])
def test_what_is_no_citizen_id_is_refused_with_a_sentence(text: str) -> None:
    verdict = check_citizen_id(text)
    assert (verdict.ok, verdict.error) == (False, "Số định danh phải gồm đúng 12 chữ số (hoặc 9 chữ số của chứng minh nhân dân cũ).")


def test_a_birth_year_to_come_is_refused_and_a_different_one_warns() -> None:
    assert check_citizen_id("075226000001", on=ON).error == (
        "Số định danh này ứng với năm sinh 2026, sau ngày hôm nay. Hãy kiểm tra chữ số thứ tư đến thứ sáu."
    )
    verdict = check_citizen_id("075190001234", birth_on=date(1991, 2, 3), on=ON)
    assert (verdict.ok, verdict.year, verdict.sex, verdict.province) == (True, 1990, "female", "Đồng Nai")
    assert verdict.warnings == ("Số định danh ứng với năm sinh 1990, ngày sinh đã ghi là năm 1991.",)


def test_tax_codes_take_branches_and_persons() -> None:
    assert (check_tax_code("0101248141001").value, check_tax_code("0101248141-001").kind) == ("0101248141-001", "branch")
    assert (check_tax_code("075190001234").kind, check_tax_code("075190001234").year) == ("personal", 1990)
    assert check_tax_code("").error is not None
    assert check_tax_code("không").error is not None


@pytest.mark.parametrize("text", ["18001090", "1900545415", "+12025550123", "", "abc", "0" * 60])
def test_phones_that_do_not_serve(text: str) -> None:
    verdict = check_phone(text)
    assert (verdict.ok, bool(verdict.error)) == (False, True)


def test_masks_show_only_the_ends() -> None:
    assert mask_id("075190001234") == "075*****1234"
    assert mask_id("271234567") == "271**4567"
    assert mask_id("12345678") == "********"


@given(st.text(max_size=30))
def test_no_text_breaks_a_check(text: str) -> None:
    for verdict in (check_citizen_id(text), check_tax_code(text), check_phone(text)):
        assert verdict.ok == (verdict.error is None)
    assert len(mask_id(text)) == len(text.strip())


@given(
    st.sampled_from(sorted(PROVINCES)), st.dates(date(1900, 1, 1), date(2399, 12, 31)), st.sampled_from(["male", "female"]), st.integers(0, 999_999)
)
def test_an_id_says_what_it_was_made_from(province: str, birth: date, sex: str, serial: int) -> None:
    digit = (birth.year - 1900) // 100 * 2 + (sex == "female")
    verdict = check_citizen_id(f"{province}{digit}{birth.year % 100:02d}{serial:06d}")
    assert (verdict.ok, verdict.warnings, verdict.year, verdict.sex, verdict.province) == (True, (), birth.year, sex, PROVINCES[province])


@given(st.integers(), st.booleans())
def test_applicants_are_right_by_every_rule(seed: int, child: bool) -> None:
    rng = random.Random(seed)
    someone = people.person(rng, ON, child=child)
    assert someone.birth_on is not None
    verdict = check_citizen_id(someone.id_number, birth_on=someone.birth_on, on=ON)
    assert (verdict.ok, verdict.warnings, verdict.sex) == (True, (), someone.sex)
    assert check_phone(someone.phone).kind == "mobile"
    age = ON.year - someone.birth_on.year - ((ON.month, ON.day) < (someone.birth_on.month, someone.birth_on.day))
    assert 0 <= age <= 15 if child else 18 <= age <= 82
    company = people.organisation(rng)
    assert check_tax_code(company.tax_code).kind == "company"
    assert check_phone(company.phone).kind == "mobile"


def test_applicants_as_the_api_takes_them() -> None:
    rng = random.Random(7)
    someone, company = people.person(rng, ON), people.organisation(rng)
    assert list(someone.payload()) == ["kind", "name", "phone", "email", "address", "ward_code", "id_number", "birth_on"]
    assert list(company.payload()) == ["kind", "name", "phone", "email", "address", "ward_code", "tax_code", "representative"]
    assert someone.ward in people.wards()
    assert len(people.wards()) == 159
    assert people.person(random.Random(7), ON) == someone
