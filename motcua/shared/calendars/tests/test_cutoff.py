import pytest

from motcua.shared.calendars.tests.make import SATURDAY_MORNING, ends


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2025-03-03 14:59:59", "2025-03-04 14:59:59"),
        ("2025-03-03 15:00:00", "2025-03-04 15:00:00"),
        ("2025-03-03 15:00:00.5", "2025-03-04 15:00:00"),
        ("2025-03-03 15:00:01", "2025-03-04 17:00:00"),
        ("2025-03-03 23:00", "2025-03-04 17:00:00"),
        ("2025-03-04 02:00", "2025-03-04 17:00:00"),
        ("2025-03-07 15:30", "2025-03-10 17:00:00"),
        ("2025-03-08 10:00", "2025-03-10 17:00:00"),
        ("2025-03-08 16:00", "2025-03-10 17:00:00"),
        ("2025-03-09 16:00", "2025-03-10 17:00:00"),
        ("2025-01-24 16:00", "2025-02-03 17:00:00"),
        ("2025-04-25 16:00", "2025-04-26 17:00:00"),  # the next working day is a Saturday made up
    ],
)
def test_what_arrives_later_than_the_cutoff_counts_from_the_next_working_days_opening(start, due):
    assert ends(start, "1wd;c15") == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2025-03-03 15:00:00", "2025-03-05 17:00:00"),
        ("2025-03-03 15:00:01", "2025-03-06 17:00:00"),
        ("2025-03-07 15:00:01", "2025-03-12 17:00:00"),  # first day Monday 10/3
        ("2025-03-08 10:00", "2025-03-10 17:00:00"),  # in time: the Saturday is left out
        ("2025-03-08 16:00", "2025-03-12 17:00:00"),  # late: Monday is left out
    ],
)
def test_for_calendar_days_the_first_day_becomes_the_next_working_day(start, due):
    assert ends(start, "2d;c15") == due


def test_for_months_the_number_of_the_day_is_that_of_the_new_first_day():
    assert ends("2025-03-03 15:00:01", "1m;c15") == "2025-04-04 17:00:00"
    assert ends("2025-01-31 16:00", "1m;c15") == "2025-03-03 17:00:00"


def test_a_cutoff_holds_on_a_day_with_other_hours():
    assert ends("2025-03-07 16:00", "4wh;c15", calendar=SATURDAY_MORNING) == "2025-03-08 11:30:00"
    assert ends("2025-03-08 16:00", "4wh;c15", calendar=SATURDAY_MORNING) == "2025-03-10 11:30:00"


def test_another_hour_may_cut_off():
    assert ends("2025-03-03 16:30:00", "1wd;c16:30") == "2025-03-04 16:30:00"
    assert ends("2025-03-03 16:30:01", "1wd;c16:30") == "2025-03-04 17:00:00"
