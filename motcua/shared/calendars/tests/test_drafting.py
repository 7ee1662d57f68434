from datetime import date

import pytest

from motcua.shared.calendars import new_year
from motcua.shared.calendars.calendar_data import shipped, shipped_data
from motcua.shared.calendars.compare import Difference, differences
from motcua.shared.calendars.drafting import DraftError, drafted, said
from motcua.shared.calendars.kinds import read_sessions, week_in_words
from motcua.shared.calendars.tests.make import FIVE_DAYS, MORNING

AGENCY = "000.01.25.H19"
OFF = {"op": "off", "on": "2026-12-24", "kind": "swap_off", "name": "Nghỉ thử"}


def draft(*steps, name="provincial", data=None):
    return drafted(name, shipped_data() if data is None else data, steps, shipped())


def test_a_day_off_is_one_difference_in_words():
    assert differences(shipped_data(), draft(OFF)) == [Difference("thứ Năm 24/12/2026", "", "Nghỉ hoán đổi: Nghỉ thử")]
    assert said(OFF) == "Nghỉ hoán đổi thứ Năm 24/12/2026: Nghỉ thử"


def test_a_swap_is_a_day_off_and_a_day_worked():
    after = draft({"op": "swap", "off": "2026-12-24", "work": "2026-12-26", "name": "Hoán đổi"})
    assert [(row.part, row.after.partition(":")[0]) for row in differences(shipped_data(), after)] == [
        ("thứ Năm 24/12/2026", "Nghỉ hoán đổi"),
        ("thứ Bảy 26/12/2026", "Làm bù"),
    ]


def test_what_was_added_can_be_taken_back():
    assert draft(OFF, {"op": "remove", "on": "2026-12-24"}) == shipped_data()


def test_an_agency_gets_hours_of_its_own_and_gives_them_back():
    week = {**FIVE_DAYS, "sat": MORNING}
    own = draft({"op": "hours", "week": week}, name=AGENCY, data={})
    assert own == {"hours": week}
    assert [row.part for row in differences({}, own)][-2:] == ["Giờ làm việc thứ Bảy", "Giờ làm việc Chủ nhật"]
    assert draft({"op": "hours", "week": None}, name=AGENCY, data=own) == {}


def test_a_new_year_follows_the_published_ones():
    rows = new_year.suggested(2027)
    after = draft({"op": "year", "year": 2027, "days": rows})
    assert after["published"] == [2015, 2027]
    assert {row["on"] for row in after["days"] if row["on"].startswith("2027")} == {row["on"] for row in rows}


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({"op": "off", "on": "2026-12-26", "kind": "swap_off", "name": "x"}, "vốn đã nghỉ"),
        ({"op": "work", "on": "2026-12-24", "name": "x"}, "vốn là ngày làm việc"),
        ({"op": "remove", "on": "2026-12-24"}, "không có gì để bỏ"),
        ({"op": "off", "on": "2028-03-01", "kind": "holiday", "name": "x"}, "chưa công bố"),
        ({"op": "off", "on": "2026-12-24", "kind": "swap_off", "name": " "}, "tên của ngày"),
        ({"op": "year", "year": 2030, "days": [OFF]}, "phải liền"),
        ({"op": "year", "year": 2027, "days": [OFF | {"on": "2026-03-01"}]}, "không thuộc năm"),
        ({"op": "hours", "week": None}, "phải có giờ làm việc"),
        ({"op": "hours", "week": {"mon": [["17:00", "07:30"]]}}, "đóng trước khi mở"),
        ({"op": "replace", "data": [1]}, "đối tượng JSON"),
        ({"op": "replace", "data": {"hours": {}}}, "published"),
        ({"op": "fly"}, "không đọc được"),
        ({"op": "off", "on": 5}, "không đọc được"),
    ],
)
def test_a_wrong_step_is_refused_by_a_sentence(step, sentence):
    with pytest.raises(DraftError, match=sentence):
        draft(step)


def test_a_year_without_swaps_is_suggested_as_it_was_announced():
    """2022: 1 January, Giỗ Tổ, 30 April and 1 May fell on weekends."""
    announced = [(row["on"], row["kind"]) for row in shipped_data()["days"] if row["on"].startswith("2022")]
    assert [(row["on"], row["kind"]) for row in new_year.suggested(2022)] == announced


def test_rows_of_a_year_are_written_and_read_back():
    rows = new_year.suggested(2027)
    assert new_year.read(new_year.written(rows)) == rows
    pasted = "date,weekday,kind,name\n2027-01-01,Fri,holiday,Tết Dương lịch\n"
    assert new_year.read(pasted) == [{"on": "2027-01-01", "kind": "holiday", "name": "Tết Dương lịch"}]


@pytest.mark.parametrize("text", ["1/1/2027", "32/1/2027; Nghỉ bù; x", "01/01/2027; Nghỉ chơi; x", "date,weekday,kind,name\n2027-01-01,Fri"])
def test_a_line_that_cannot_be_read_is_named(text):
    with pytest.raises(ValueError, match="Dòng"):
        new_year.read(text)


def test_sessions_are_read_as_people_write_them():
    assert read_sessions("7h30-11h30; 13:00–17:00") == [["07:30", "11:30"], ["13:00", "17:00"]]
    assert read_sessions("nghỉ") == read_sessions("") == []
    with pytest.raises(ValueError, match="Viết như"):
        read_sessions("sáng")
    assert week_in_words(FIVE_DAYS) == "thứ Hai–thứ Sáu 07:30–11:30, 13:00–17:00; thứ Bảy–Chủ nhật nghỉ"
    assert date(2026, 12, 24).weekday() == 3
