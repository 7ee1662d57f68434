import pytest

from motcua.shared.calendars.engine import PauseError
from motcua.shared.calendars.tests.make import ends, pause


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2025-03-03 10:00", "2025-03-03 11:00", "2025-03-04 10:00:00"),
        ("2025-03-03 10:00", "2025-03-03 12:30", "2025-03-04 10:30:00"),
        ("2025-03-03 18:00", "2025-03-04 06:00", "2025-03-04 09:00:00"),  # at night nothing is counted anyhow
        ("2025-03-03 09:00", "2025-03-06 09:00", "2025-03-07 09:00:00"),
        ("2025-03-03 16:00", "2025-03-10 08:00", "2025-03-10 10:30:00"),
        ("2025-03-04 08:59:59", "2025-03-04 10:00", "2025-03-04 10:00:01"),
    ],
)
def test_a_working_term_counts_nothing_inside_a_pause(begin, end, due):
    assert ends("2025-03-03 09:00", "1wd", pause(begin, end)) == due


def test_pauses_add_up_and_may_touch():
    first, second = pause("2025-03-03 10:00", "2025-03-03 11:00"), pause("2025-03-03 11:00", "2025-03-03 14:00")
    assert ends("2025-03-03 09:00", "1wd", first, second) == "2025-03-04 11:30:00"


@pytest.mark.parametrize("term", ["1wd", "1d"])
def test_a_pause_that_begins_exactly_at_the_due_moment_does_nothing(term):
    due = ends("2025-03-03 09:00", term)
    assert due is not None
    assert ends("2025-03-03 09:00", term, pause(due, "2025-03-20 09:00")) == due
    assert ends("2025-03-03 09:00", term, pause(due, None)) == due


@pytest.mark.parametrize("term", ["1wd", "1d"])
def test_an_open_pause_before_the_due_moment_leaves_no_due_moment(term):
    assert ends("2025-03-03 09:00", term, pause("2025-03-03 09:00", None)) is None
    assert ends("2025-03-03 09:00", term, pause("2025-03-04 08:59:59", None)) is None


def test_an_open_pause_that_an_earlier_pause_brings_before_the_due_moment_counts():
    open_pause = pause("2025-03-04 10:00", None)
    assert ends("2025-03-03 09:00", "1wd", open_pause) == "2025-03-04 09:00:00"
    assert ends("2025-03-03 09:00", "1wd", pause("2025-03-03 10:00", "2025-03-03 17:00"), open_pause) is None


@pytest.mark.parametrize("term", ["1wd", "3d"])
@pytest.mark.parametrize("moment", ["2025-03-03 09:00", "2025-03-03 11:00", "2025-03-04 00:00"])
def test_an_empty_pause_does_nothing(term, moment):
    assert ends("2025-03-03 09:00", term, pause(moment, moment)) == ends("2025-03-03 09:00", term)


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2025-03-04 08:00", "2025-03-04 23:59:59", "2025-03-13 17:00:00"),  # no midnight
        ("2025-03-04 08:00", "2025-03-05 00:00:00", "2025-03-13 17:00:00"),  # half-open: the midnight at its end is outside
        ("2025-03-04 08:00", "2025-03-05 00:00:01", "2025-03-14 17:00:00"),
        ("2025-03-04 00:00", "2025-03-04 08:00", "2025-03-14 17:00:00"),  # the midnight at its beginning is inside
        ("2025-03-04 08:00", "2025-03-06 08:00", "2025-03-17 17:00:00"),  # 15/3 is a Saturday: moved first, then rolled
        ("2025-03-04 08:00", "2025-03-08 08:00", "2025-03-17 17:00:00"),
        ("2025-03-13 16:59:59", "2025-03-14 08:00", "2025-03-14 17:00:00"),
    ],
)
def test_a_pause_moves_the_last_day_by_its_midnights_before_the_roll(begin, end, due):
    assert ends("2025-03-03 09:00", "10d", pause(begin, end)) == due


def test_a_pause_counts_when_it_begins_before_the_due_moment_as_moved_so_far():
    second = pause("2025-03-14 08:00", "2025-03-15 08:00")
    assert ends("2025-03-03 09:00", "10d", second) == "2025-03-13 17:00:00"
    assert ends("2025-03-03 09:00", "10d", pause("2025-03-04 08:00", "2025-03-05 08:00"), second) == "2025-03-17 17:00:00"


def test_a_pause_in_the_days_over_which_the_end_rolls_moves_the_last_day_itself():
    weekend = pause("2025-03-15 10:00", "2025-03-16 10:00")
    assert ends("2025-03-05 09:00", "10d") == ends("2025-03-05 09:00", "10d", weekend) == "2025-03-17 17:00:00"


def test_a_pause_before_the_moved_start_still_moves_a_calendar_term():
    assert ends("2025-03-03 16:00", "2d;c15", pause("2025-03-03 16:30", "2025-03-04 08:00")) == "2025-03-07 17:00:00"
    assert ends("2025-03-03 16:00", "1wd;c15", pause("2025-03-03 16:30", "2025-03-04 08:30")) == "2025-03-05 08:30:00"


@pytest.mark.parametrize(
    ("pauses", "sentence"),
    [
        ([("2025-03-03 08:59:59", "2025-03-03 10:00")], "bắt đầu trước thời điểm"),
        ([("2025-03-03 11:00", "2025-03-03 10:00")], "kết thúc trước khi bắt đầu"),
        ([("2025-03-03 10:00", "2025-03-03 12:00"), ("2025-03-03 11:59:59", "2025-03-03 13:00")], "lần tạm dừng thứ 2|Lần tạm dừng thứ 2"),
        ([("2025-03-05 10:00", "2025-03-05 12:00"), ("2025-03-04 10:00", "2025-03-04 12:00")], "theo thứ tự"),
        ([("2025-03-03 10:00", None), ("2025-03-04 10:00", "2025-03-04 12:00")], "không chồng nhau"),
    ],
)
def test_it_refuses_pauses_that_cannot_be(pauses, sentence):
    with pytest.raises(PauseError, match=sentence):
        ends("2025-03-03 09:00", "1wd", *(pause(begin, end) for begin, end in pauses))


def test_it_refuses_pauses_after_the_due_moment_too_when_they_cannot_be():
    with pytest.raises(PauseError):
        ends("2025-03-03 09:00", "1wd", pause("2025-06-02 10:00", "2025-06-02 09:00"))
