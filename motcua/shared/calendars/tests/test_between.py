import pytest

from motcua.shared.calendars.engine import PauseError, add_working, between
from motcua.shared.calendars.tests.make import PROVINCE, at, pause


@pytest.mark.parametrize(
    ("a", "b", "seconds"),
    [
        ("2025-03-03 07:30", "2025-03-03 17:00", 28_800),
        ("2025-03-03 00:00", "2025-03-04 00:00", 28_800),
        ("2025-03-03 11:00", "2025-03-03 13:30", 3_600),
        ("2025-03-07 16:00", "2025-03-10 08:00", 5_400),
        ("2025-01-24 17:00", "2025-02-03 07:30", 0),
        ("2025-03-03 09:00", "2025-03-03 09:00", 0),
        ("2025-03-03 10:00", "2025-03-03 09:00", 0),
        ("2025-01-01 00:00", "2026-01-01 00:00", 250 * 28_800),
    ],
)
def test_it_counts_office_seconds(a, b, seconds):
    assert between(at(a), at(b), PROVINCE) == seconds


def test_pauses_are_left_out_where_they_lie_between():
    pauses = [pause("2025-03-01 09:00", "2025-03-03 08:30"), pause("2025-03-03 14:00", "2025-03-03 15:00"), pause("2025-03-04 10:00", None)]
    assert between(at("2025-03-03 07:30"), at("2025-03-04 17:00"), PROVINCE, pauses) == (8 - 1 - 1 + 2.5) * 3_600


def test_add_working_gives_the_earliest_moment():
    assert add_working(at("2025-03-03 07:30"), 28_800, PROVINCE) == at("2025-03-03 17:00")
    assert add_working(at("2025-03-03 12:00"), 1, PROVINCE) == at("2025-03-03 13:00:01")
    assert add_working(at("2025-03-03 12:00"), 0, PROVINCE) == at("2025-03-03 12:00")
    assert add_working(at("2025-03-03 09:00"), 3_600, PROVINCE, [pause("2025-03-03 09:30", "2025-03-03 10:30")]) == at("2025-03-03 11:00")


def test_add_working_refuses_what_never_comes():
    with pytest.raises(PauseError, match="tạm dừng"):
        add_working(at("2025-03-03 09:00"), 3_600, PROVINCE, [pause("2025-03-03 09:30", None)])
    with pytest.raises(ValueError, match="negative"):
        add_working(at("2025-03-03 09:00"), -1, PROVINCE)
