import pytest

from motcua.shared.calendars.tests.make import ends


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-03-03 07:30", "8wh", "2025-03-03 17:00:00"),
        ("2025-03-03 07:30", "4wh", "2025-03-03 11:30:00"),
        ("2025-03-03 07:30", "1wd", "2025-03-03 17:00:00"),
        ("2025-03-03 09:00", "1wd", "2025-03-04 09:00:00"),
        ("2025-03-03 09:00:01", "1wd", "2025-03-04 09:00:01"),
        ("2025-03-03 13:00", "1wd", "2025-03-04 11:30:00"),
        ("2025-03-07 16:59:59", "1wh", "2025-03-10 08:29:59"),
    ],
)
def test_it_ends_at_the_earliest_instant_at_which_the_time_is_complete(start, term, due):
    assert ends(start, term) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2025-03-03 05:00", "2025-03-03 17:00:00"),
        ("2025-03-03 11:30", "2025-03-04 11:30:00"),
        ("2025-03-03 12:15", "2025-03-04 11:30:00"),
        ("2025-03-03 17:00", "2025-03-04 17:00:00"),
        ("2025-03-03 23:59:59", "2025-03-04 17:00:00"),
        ("2025-03-07 17:30", "2025-03-10 17:00:00"),
        ("2025-03-08 10:00", "2025-03-10 17:00:00"),
        ("2025-03-09 10:00", "2025-03-10 17:00:00"),
    ],
)
def test_a_start_outside_office_hours_moves_to_the_next_opening(start, due):
    assert ends(start, "1wd") == due


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-01-24 14:00", "3wd", "2025-02-05 14:00:00"),  # Tết 2025: 27/01–01/02
        ("2025-04-29 16:00", "2wd", "2025-05-06 16:00:00"),  # 30/4, 1/5, 2/5 off
        ("2025-04-25 16:00", "1wd", "2025-04-26 16:00:00"),  # Saturday 26/4 is worked instead of 2/5
        ("2026-01-09 09:00", "2wd", "2026-01-12 09:00:00"),  # Saturday 10/1 is worked
        ("2026-01-01 09:00", "1wd", "2026-01-05 17:00:00"),  # 2/1 is off by swap
        ("2026-11-23 09:00", "1wd", "2026-11-25 09:00:00"),  # 24/11
        ("2023-04-28 16:00", "1wd", "2023-05-04 16:00:00"),  # Giỗ Tổ, 30/4, 1/5 and two days in lieu
        ("2021-09-01 16:00", "1wd", "2021-09-06 16:00:00"),
    ],
)
def test_holidays_swaps_and_made_up_days_count_as_published(start, term, due):
    assert ends(start, term) == due


def test_parts_of_a_second_are_dropped():
    assert ends("2025-03-03 09:00:00.999999", "1wd") == "2025-03-04 09:00:00"
