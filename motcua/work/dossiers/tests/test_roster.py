"""Lists of applicants and scanned codes: what was pasted becomes rows, what was scanned becomes codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.work.dossiers import roster, scans
from motcua.work.dossiers.roster import MOST, Person

SHEET = """Họ và tên\tSố định danh\tNgày sinh\tĐiện thoại\tĐịa chỉ
Nguyễn Thị Bé\t075190001234\t03/02/1990\t0901234567\t12 Nguyễn Ái Quốc

Trần Văn Cả\t75090001235\t1/2/1990\t901234568\t
"""


def test_a_pasted_sheet_gives_a_row_for_each_person_and_puts_the_lost_zero_back() -> None:
    rows, left_out = roster.pasted(SHEET)
    assert left_out == 0
    assert rows == [
        Person(1, "Nguyễn Thị Bé", "075190001234", "03/02/1990", "0901234567", "12 Nguyễn Ái Quốc"),
        Person(2, "Trần Văn Cả", "075090001235", "1/2/1990", "0901234568", ""),
    ]


def test_a_running_number_in_front_is_let_go_and_semicolons_part_columns_too() -> None:
    assert roster.pasted("1\tLê A\t075190001234")[0] == [Person(1, "Lê A", "075190001234")]
    assert roster.pasted("2.;Lê A;075190001234;03021990")[0] == [Person(1, "Lê A", "075190001234", "03021990")]


def test_pasted_rows_take_the_free_places_and_the_rest_is_said() -> None:
    rows, left_out = roster.pasted("\n".join(f"Người {n}\t" for n in "abc"), taken=range(1, MOST - 1))
    assert [row.no for row in rows] == [MOST - 1, MOST]
    assert left_out == 1


def test_typed_rows_keep_their_place_and_empty_ones_are_left_out() -> None:
    rows = roster.typed({"row-2-name": " Lê   A ", "row-5-id_number": "1", "row-7-phone": ""})
    assert rows == [Person(2, "Lê A"), Person(5, id_number="1")]


@pytest.mark.parametrize(("said", "kept"), [("03/02/1990", "1990-02-03"), ("03021990", "1990-02-03"), ("31/02/1990", "31/02/1990"), ("", "")])
def test_days_are_read_as_people_write_them_and_the_rest_stays(said: str, kept: str) -> None:
    assert roster.day_of(said) == kept


def test_the_same_number_twice_points_to_the_first_row() -> None:
    rows = [Person(1, id_number="075190001234"), Person(2), Person(4, id_number="075 190 001 234")]
    assert roster.repeated(rows) == {4: 1}


@given(st.text(max_size=300))
def test_whatever_is_pasted_makes_rows_of_five_texts(text: str) -> None:
    rows, left_out = roster.pasted(text)
    assert len(rows) <= MOST
    assert left_out >= 0
    assert all(isinstance(getattr(row, column), str) for row in rows for column in roster.COLUMNS)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("000.01.25.H19-261109-0001", ["000.01.25.H19-261109-0001"]),
        ("000.01.25.h19-261109-0001\r", ["000.01.25.H19-261109-0001"]),
        ("https://mot-cua.example/tra-cuu?code=000.01.25.H19-261109-0012&x=1", ["000.01.25.H19-261109-0012"]),
        ("https%3A%2F%2Fa%2Ftra-cuu%3Fcode%3D000.01.25.H19-261109-12345", ["000.01.25.H19-261109-12345"]),
        ("H56.22.17-261109-0001 H56.22.17-261109-0001 000.00.03.H19-261110-0002", ["H56.22.17-261109-0001", "000.00.03.H19-261110-0002"]),
        ("Nguyễn Thị Bé", []),
        ("075190001234", []),
        ("' or 1=1 --", []),
    ],
)
def test_codes_are_taken_out_of_what_was_scanned(text: str, codes: list[str]) -> None:
    assert scans.codes_in(text) == codes


@given(st.text(max_size=500))
def test_a_scan_never_breaks(text: str) -> None:
    assert len(scans.codes_in(text)) <= scans.MOST
