"""A certificate as months: every day of it once, with its reason, and nothing else counted."""

from motcua.shared.calendars import months
from motcua.shared.calendars.engine import Term, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE, at, pause


def laid_out(start, term, *pauses):
    due, certificate = due_with_certificate(at(start), Term.parse(term), PROVINCE, pauses)
    return months.of(certificate, due_at=due), certificate


def cells(found):
    return [day for month in found for week in month.weeks for day in week if day and day.kind != "outside"]


def test_each_day_of_the_certificate_stands_once_with_its_reason():
    found, certificate = laid_out("2025-04-29 16:00", "2wd")
    assert [month.title for month in found] == ["Tháng 4 năm 2025", "Tháng 5 năm 2025"]
    assert [(day.number, day.kind == "counted", day.why) for day in cells(found)] == [
        (int(row["on"][8:]), row["counted"], row["why"]) for row in certificate["days"]
    ]
    assert [day.share for day in cells(found) if day.share] == ["1 giờ", "8 giờ", "7 giờ"]
    assert [day.number for day in cells(found) if day.due] == [6]
    assert [day.number for day in cells(found) if day.first] == [29]


def test_weeks_begin_on_monday_and_stay_in_their_month():
    found, _ = laid_out("2025-04-29 16:00", "2wd")
    april, may = found
    assert [day.number if day else None for day in april.weeks[0]] == [28, 29, 30, None, None, None, None]
    assert [day.number if day else None for day in may.weeks[0]] == [None, None, None, 1, 2, 3, 4]


def test_a_calendar_term_numbers_its_days_and_says_what_was_paused():
    found, certificate = laid_out("2025-03-03 09:00", "5d", pause("2025-03-04 09:00", "2025-03-06 09:00"))
    shares = [day.share for day in cells(found) if day.share]
    assert shares == [f"ngày {n}" for n in range(1, 6)]
    assert certificate["days_counted"] == 5
    assert "tạm dừng" in {day.short for day in cells(found)}


def test_a_very_long_term_is_left_to_the_list():
    assert laid_out("2015-01-05 09:00", "24m")[0] == []
    assert months.of({"days": []}) == []
