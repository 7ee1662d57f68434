import csv
from datetime import date, timedelta

import pytest

from motcua.shared.calendars import holidays, lunar
from motcua.shared.calendars.calendar_data import SHIPPED_HOLIDAYS
from motcua.shared.calendars.engine import RangeError, Term, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE, at, ends

YEARS = range(2015, 2027)


def published(name: str) -> dict[int, date]:
    with SHIPPED_HOLIDAYS.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return {int(row["date"][:4]): date.fromisoformat(row["date"]) for row in rows if row["name"] == name and row["kind"] == "holiday"}


def test_tet_and_gio_to_are_where_twelve_published_years_have_them():
    assert {year: lunar.tet(year) for year in YEARS} == published("Tết Nguyên Đán")
    assert {year: lunar.solar(10, 3, year) for year in YEARS} == published("Ngày Giỗ Tổ Hùng Vương")


@pytest.mark.parametrize(
    ("year", "tet"),
    [
        (1985, date(1985, 1, 21)),  # a month before the Chinese new year
        (2007, date(2007, 2, 17)),  # a day before
        (2027, date(2027, 2, 6)),
        (2028, date(2028, 1, 26)),
        (2029, date(2029, 2, 13)),
        (2030, date(2030, 2, 2)),  # a day before
        (2034, date(2034, 2, 19)),  # after the leap eleventh month of 2033
    ],
)
def test_tet_is_reckoned_for_hanoi_and_not_for_beijing(year, tet):
    assert lunar.tet(year) == tet


@pytest.mark.parametrize(
    ("day", "month", "year", "on"),
    [(10, 3, 2027, date(2027, 4, 16)), (15, 8, 2025, date(2025, 10, 6)), (1, 11, 2033, date(2033, 11, 22)), (1, 12, 2024, date(2024, 12, 31))],
)
def test_leap_months_are_stepped_over(day, month, year, on):
    assert lunar.solar(day, month, year) == on


def test_every_year_to_2199_has_twelve_or_thirteen_months():
    for year in range(1990, 2199):
        length = (lunar.tet(year + 1) - lunar.tet(year)).days
        assert length in {353, 354, 355, 383, 384, 385}, year
        assert date(year, 1, 20) <= lunar.tet(year) <= date(year, 2, 21)


def test_the_neighbour_of_the_national_day_is_chosen_as_six_years_chose_it():
    chosen = {year: holidays.neighbour_of_national_day(year) for year in range(2021, 2027)}
    assert [(on.month, on.day) for on in chosen.values()] == [(9, 3), (9, 1), (9, 1), (9, 3), (9, 1), (9, 1)]


def test_what_the_law_fixes_is_in_every_published_year():
    for year in YEARS:
        for on, name in holidays.of_year(year).items():
            plan = PROVINCE.plan((on - date(2000, 1, 1)).days)
            assert plan.kind == "holiday", (on, name)


def test_the_fixed_holidays_of_2027():
    assert list(holidays.of_year(2027)) == [
        date(2027, 1, 1),
        *(date(2027, 2, 5) + timedelta(days=step) for step in range(5)),
        date(2027, 4, 16),
        date(2027, 4, 30),
        date(2027, 5, 1),
        date(2027, 9, 2),
        date(2027, 9, 3),
        date(2027, 11, 24),
    ]


def test_past_the_last_published_year_the_fixed_holidays_count():
    assert ends("2026-12-31 09:00", "1wd") == "2027-01-04 09:00:00"
    assert ends("2027-02-04 09:00", "1wd") == "2027-02-10 09:00:00"
    assert ends("2027-04-15 09:00", "1wd") == "2027-04-19 09:00:00"
    assert ends("2027-11-23 09:00", "1wd") == "2027-11-25 09:00:00"


@pytest.mark.parametrize(
    ("start", "term", "provisional"),
    [("2026-12-30 09:00", "1wd", False), ("2026-12-31 09:00", "1wd", True), ("2014-12-29 09:00", "10wd", True), ("2026-12-01 09:00", "1m", True)],
)
def test_the_certificate_says_when_it_rests_on_a_year_that_is_not_published(start, term, provisional):
    _, certificate = due_with_certificate(at(start), Term.parse(term), PROVINCE)
    assert certificate["provisional"] is provisional


@pytest.mark.parametrize(
    ("start", "term"), [("1989-12-31 09:00", "1wd"), ("2200-01-01 09:00", "1wd"), ("2198-06-01 09:00", "9999wd"), ("2100-01-01 09:00", "9999m")]
)
def test_it_refuses_what_no_calendar_reaches(start, term):
    with pytest.raises(RangeError, match="phạm vi"):
        ends(start, term)


def test_it_reaches_far_without_being_asked_before():
    assert ends("2080-05-06 09:00", "1wd") == "2080-05-07 09:00:00"
    assert ends("1990-01-02 09:00", "1wd") == "1990-01-03 09:00:00"
