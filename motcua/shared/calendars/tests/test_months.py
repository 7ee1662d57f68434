"""A certificate as months: every day of it once, with its reason, and nothing else counted."""

from motcua.shared.calendars import months
from motcua.shared.calendars.engine import Term, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE, at, pause


def laid_out(start, term, *pauses):
    due, certificate = due_with_certificate(at(start), Term.parse(term), PROVINCE, pauses)
    return months.of(certificate, due_at=due), certificate


def test_each_day_of_the_certificate_stands_once_in_its_month():
    found, certificate = laid_out("2025-04-29 16:00", "2wd")
    assert [(one.year, one.month) for one in found] == [(2025, 4), (2025, 5)]
    days = [day for one in found for day in one.days]
    assert [day["on"].isoformat() for day in days] == [row["on"] for row in certificate["days"]]
    assert [day["mark"] for day in days] == ["1 giờ", "lễ", "lễ", "hoán đổi", "nghỉ", "nghỉ", "8 giờ", "7 giờ, hẹn trả"]
    assert [day["tone"] for day in days] == ["ok", "neutral", "neutral", "neutral", "neutral", "neutral", "ok", "work"]


def test_what_is_not_plain_is_told_in_words():
    found, _ = laid_out("2025-04-29 16:00", "2wd")
    told = [day["why"] for one in found for day in one.days if day["why"]]
    assert told[-1].startswith("Hẹn trả.")
    assert len(told) == 4


def test_a_calendar_term_numbers_its_days_and_says_what_was_paused():
    found, certificate = laid_out("2025-03-03 09:00", "5d", pause("2025-03-04 09:00", "2025-03-06 09:00"))
    marks = [day["mark"] for one in found for day in one.days]
    assert [mark for mark in marks if mark.startswith("ngày ") and mark[5].isdigit()] == ["ngày 1", "ngày 2", "ngày 3", "ngày 4", "ngày 5, hẹn trả"]
    assert certificate["days_counted"] == 5
    assert {"ngày đầu", "tạm dừng"} <= set(marks)


def test_a_very_long_term_is_left_to_the_list():
    assert laid_out("2015-01-05 09:00", "24m")[0] == []
