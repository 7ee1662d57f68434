import pytest

from motcua.shared.calendars.calendar_data import CalendarError, compile_calendar, shipped_data
from motcua.shared.calendars.sets import CalendarSet
from motcua.shared.calendars.tests.make import FIVE_DAYS, MORNING, OFFICE

GOOD = {"published": [2025, 2026], "hours": FIVE_DAYS, "days": []}


def test_the_shipped_calendar_is_the_holidays_file_with_default_hours():
    data = shipped_data()
    assert data["published"] == [2015, 2026]
    assert len(data["days"]) == 179
    assert data["days"][-1] == {"on": "2026-11-24", "kind": "holiday", "name": "Ngày Văn hóa Việt Nam"}
    assert data["hours"]["mon"] == [["07:30", "11:30"], ["13:00", "17:00"]]
    assert data["hours"]["sat"] == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"published": [2026, 2025]}, "theo thứ tự"),
        ({"published": "2026"}, "năm đầu và năm cuối"),
        ({"published": [2015, 2300]}, "1990–2199"),
        ({"hours": {}}, "không có giờ làm việc nào"),
        ({"hours": {"thứ hai": OFFICE}}, "mon, tue"),
        ({"hours": {"mon": [["7:30", "11:30"]]}}, "thứ mon"),
        ({"hours": {"mon": [["11:30", "07:30"]]}}, "đóng trước khi mở"),
        ({"hours": {"mon": [["07:30", "11:30"], ["11:00", "17:00"]]}}, "chồng nhau"),
        ({"hours": {"mon": "07:30"}}, "danh sách các buổi"),
        ({"days": {}}, "danh sách các ngày"),
        ({"days": [{"on": "2025-02-30", "kind": "holiday"}]}, "Không đọc được ngày"),
        ({"days": ["2025-02-03"]}, "Không đọc được ngày"),
        ({"days": [{"on": "2025-02-03", "kind": "party"}]}, "03/02/2025"),
        ({"days": [{"on": "2025-02-03", "kind": "holiday", "sessions": MORNING}]}, "03/02/2025"),
        ({"days": [{"on": "2025-02-03", "kind": "hours"}]}, "03/02/2025"),
        ({"days": [{"on": "2025-02-03", "kind": "holiday"}] * 2}, "hai lần"),
        ({"weeks": 1}, "weeks"),
    ],
)
def test_it_refuses_data_that_cannot_be_used_and_names_the_place(change, sentence):
    with pytest.raises(CalendarError, match=sentence):
        compile_calendar("provincial", "1", {**GOOD, **change})


def test_the_provincial_calendar_must_say_its_hours_and_years():
    for key in ("published", "hours"):
        with pytest.raises(CalendarError):
            compile_calendar("provincial", "1", {name: value for name, value in GOOD.items() if name != key})


def test_an_agencys_calendar_follows_the_provinces_and_overrides_it_by_the_day():
    days = [{"on": "2025-03-03", "kind": "holiday", "name": "a"}, {"on": "2025-03-04", "kind": "holiday", "name": "b"}]
    own = {"days": [{"on": "2025-03-04", "kind": "hours", "name": "c", "sessions": MORNING}]}
    calendars = CalendarSet({"provincial": (3, {**GOOD, "days": days}), "000.01.25.H19": (2, own)})
    calendar = calendars.of("000.01.25.H19")
    assert (calendar.name, calendar.version, calendar.published) == ("000.01.25.H19", "3.2", (2025, 2026))
    assert {day.name for day in calendar.special.values()} == {"a", "c"}


def test_agencies_without_a_calendar_share_the_provinces():
    calendars = CalendarSet({"provincial": (1, GOOD)})
    assert calendars.of("000.02.25.H19") is calendars.of(None) is calendars.of("provincial")
    assert CalendarSet({}).of("000.02.25.H19").version == "shipped"
