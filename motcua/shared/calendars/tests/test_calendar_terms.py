import pytest

from motcua.shared.calendars.tests.make import ends


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-03-03 09:00", "1d", "2025-03-04 17:00:00"),
        ("2025-03-03 00:00", "10d", "2025-03-13 17:00:00"),
        ("2025-03-03 23:59:59", "10d", "2025-03-13 17:00:00"),
        ("2025-03-08 10:00", "10d", "2025-03-18 17:00:00"),  # a day off as first day is the one left out
    ],
)
def test_days_leave_out_the_first_and_end_at_the_close_of_the_last(start, term, due):
    assert ends(start, term) == due


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-03-05 09:00", "3d", "2025-03-10 17:00:00"),  # the last is a Saturday
        ("2025-01-20 09:00", "8d", "2025-02-03 17:00:00"),  # the last is in Tết
        ("2025-04-16 09:00", "10d", "2025-04-26 17:00:00"),  # the last is a Saturday that is worked
        ("2025-04-02 09:00", "1m", "2025-05-05 17:00:00"),  # the last is off by swap
    ],
)
def test_a_last_day_off_moves_to_the_close_of_the_next_working_day(start, term, due):
    assert ends(start, term) == due


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2025-03-03 09:00", "1m", "2025-04-03 17:00:00"),
        ("2024-01-31 09:00", "1m", "2024-02-29 17:00:00"),
        ("2023-01-31 09:00", "1m", "2023-02-28 17:00:00"),
        ("2024-01-31 09:00", "2m", "2024-04-01 17:00:00"),  # 31/3 is a Sunday: clipping is by the month it ends in
        ("2024-10-31 09:00", "13m", "2025-12-01 17:00:00"),  # 30/11/2025 is a Sunday
        ("2024-12-15 09:00", "1m", "2025-01-15 17:00:00"),
    ],
)
def test_months_keep_the_number_of_the_day_clipped_to_the_month(start, term, due):
    assert ends(start, term) == due
