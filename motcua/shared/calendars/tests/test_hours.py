from datetime import UTC, date

import pytest

from motcua.shared.calendars.engine import closing, next_opening
from motcua.shared.calendars.tests.make import FIVE_DAYS, MORNING, OFFICE, PROVINCE, SATURDAY_MORNING, agency, at, ends


def test_a_saturday_morning_is_counted_and_closes_at_its_own_hour():
    assert ends("2025-03-07 09:00", "1wd", calendar=SATURDAY_MORNING) == "2025-03-08 09:00:00"
    assert ends("2025-03-08 07:30", "4wh", calendar=SATURDAY_MORNING) == "2025-03-08 11:30:00"
    assert ends("2025-03-05 09:00", "3d", calendar=SATURDAY_MORNING) == "2025-03-08 11:30:00"


def test_a_working_day_of_a_term_is_eight_hours_however_long_the_office_is_open():
    assert ends("2025-03-08 07:30", "1wd", calendar=SATURDAY_MORNING) == "2025-03-10 11:30:00"
    short = agency(hours={weekday: [["08:00", "11:00"], ["14:00", "17:00"]] for weekday in FIVE_DAYS})
    assert ends("2025-03-03 08:00", "1wd", calendar=short) == "2025-03-04 10:00:00"


def test_a_made_up_saturday_has_the_hours_of_a_weekday_even_where_saturdays_are_half():
    assert closing(date(2025, 4, 26), SATURDAY_MORNING) == at("2025-04-26 17:00")
    assert closing(date(2025, 4, 19), SATURDAY_MORNING) == at("2025-04-19 11:30")


def test_a_half_day_closes_where_its_last_session_does():
    half = agency(days=[{"on": "2025-03-05", "kind": "hours", "name": "Nghỉ chiều", "sessions": MORNING}])
    assert closing(date(2025, 3, 5), half) == at("2025-03-05 11:30")
    assert ends("2025-03-03 09:00", "2d", calendar=half) == "2025-03-05 11:30:00"
    assert ends("2025-03-05 07:30", "1wd", calendar=half) == "2025-03-06 11:30:00"


def test_an_agency_may_open_on_a_holiday_and_close_on_a_working_day():
    days = [
        {"on": "2025-04-30", "kind": "hours", "name": "Trực", "sessions": [["08:00", "10:00"]]},
        {"on": "2025-03-04", "kind": "swap_off", "name": "Nghỉ riêng"},
    ]
    own = agency(days=days)
    assert ends("2025-04-29 16:00", "2wh", calendar=own) == "2025-04-30 09:00:00"
    assert ends("2025-03-03 09:00", "1wd", calendar=own) == "2025-03-05 09:00:00"


def test_weekdays_may_have_different_hours():
    own = agency(hours={**FIVE_DAYS, "fri": MORNING})
    assert ends("2025-03-07 07:30", "1wd", calendar=own) == "2025-03-10 11:30:00"
    assert ends("2025-03-06 09:00", "1d", calendar=own) == "2025-03-07 11:30:00"


def test_hours_may_run_to_midnight_and_from_it():
    own = agency(hours={**FIVE_DAYS, "mon": [["00:00", "24:00"]]})
    assert ends("2025-03-10 00:00", "24wh", calendar=own) == "2025-03-11 00:00:00"
    assert ends("2025-03-10 23:59:59", "1wh", calendar=own) == "2025-03-11 08:29:59"


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2025-03-03 07:29:59", "2025-03-03 07:30"),
        ("2025-03-03 07:30", "2025-03-03 07:30"),
        ("2025-03-03 11:29:59", "2025-03-03 11:29:59"),
        ("2025-03-03 11:30", "2025-03-03 13:00"),
        ("2025-03-03 17:00", "2025-03-04 07:30"),
        ("2025-01-24 17:00", "2025-02-03 07:30"),
    ],
)
def test_the_next_opening_is_the_moment_itself_inside_office_hours(moment, opening):
    assert next_opening(at(moment), PROVINCE) == at(opening)


def test_the_closing_of_a_moment_is_that_of_its_day_in_vietnam():
    assert closing(at("2025-03-03 23:00"), PROVINCE) == at("2025-03-03 17:00")
    assert closing(at("2025-03-08 10:00"), PROVINCE) == at("2025-03-10 17:00")
    assert closing(at("2025-03-03 23:30").astimezone(UTC), PROVINCE) == at("2025-03-03 17:00")


def test_office_hours_are_those_of_the_province_by_default():
    assert PROVINCE.hours[0] == ((27_000, 41_400), (46_800, 61_200))
    assert [bool(sessions) for sessions in PROVINCE.hours] == [True] * 5 + [False] * 2
    assert agency(hours={"mon": OFFICE}).hours[1] == ()
