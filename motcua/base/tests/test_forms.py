import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

import pytest
from django import forms

from motcua.base.errors import Invalid, WrongMoment
from motcua.base.forms import Day, DayInput, Digits, Form, Text, day_of, moment_of
from motcua.base.time import VN


class Person(Form):
    name = Text(label="Họ và tên", max_length=20)
    id_number = Digits(label="Số định danh", required=False)
    born_on = Day(label="Ngày sinh", required=False)
    ward = forms.ChoiceField(label="Nơi cư trú", choices=[("1", "An Bình")], required=False)


def test_text_is_composed_trimmed_and_without_control_characters():
    form = Person({"name": unicodedata.normalize("NFD", "  Đặng\x00 Ánh ")})
    assert form.is_valid()
    assert form.cleaned_data["name"] == unicodedata.normalize("NFC", "Đặng  Ánh")


def test_numbers_may_be_typed_with_spaces_and_dots():
    form = Person({"name": "A", "id_number": "075 190.001-234"})
    assert form.is_valid()
    assert form.cleaned_data["id_number"] == "075190001234"


def test_a_day_is_read_as_people_write_it():
    for typed in ("03/02/1990", "3/2/1990", "1990-02-03", "03021990", "03-02-1990", "03.02.1990"):
        form = Person({"name": "A", "born_on": typed})
        assert form.is_valid(), typed
        assert form.cleaned_data["born_on"] == date(1990, 2, 3)


def test_a_wrong_day_is_kept_as_typed_with_a_sentence_beside_it():
    form = Person({"name": "A", "born_on": "31/02/1990"})
    assert form.errors["born_on"] == ["Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 03/02/1990."]
    assert 'value="31/02/1990"' in str(form["born_on"])


def test_a_day_that_is_known_is_shown_as_people_write_it():
    assert 'value="03/02/1990"' in str(Person(initial={"born_on": date(1990, 2, 3)})["born_on"])


def test_what_is_missing_is_asked_for_by_its_name():
    assert Person({}).errors["name"] == ["Hãy nhập họ và tên."]


def test_the_key_that_came_is_kept_and_else_fresh():
    assert Person({"key": "k1"}).key == "k1"
    assert len(Person().key) == 36


def test_a_refusal_finds_its_fields():
    form = Person({"name": "A"})
    refusal = Invalid("Hãy xem lại.", fields={"applicant.id_number": "Thiếu một chữ số.", "papers": "Thiếu tờ khai."})
    form.refuse(refusal)
    assert form.errors["id_number"] == ["Thiếu một chữ số."]
    assert form.non_field_errors() == ["Thiếu tờ khai."]


def test_a_refusal_without_fields_stands_at_the_top_and_names_may_differ():
    form = Person({"name": "A"})
    form.refuse(WrongMoment("Chưa đến lúc."))
    assert form.non_field_errors() == ["Chưa đến lúc."]
    other = Person({"name": "A"})
    other.refuse(Invalid("Sai.", fields={"birth_on": "Ngày sinh ở tương lai."}), {"birth_on": "born_on"})
    assert other.errors["born_on"] == ["Ngày sinh ở tương lai."]


@pytest.mark.parametrize("typed", ["1/2/1990", "01/02/1990", "01-02-1990", "01.02.1990", "01021990", "1990-02-01", " 1/2/1990 "])
def test_a_day_is_understood_however_people_write_it(typed):
    assert day_of(typed) == date(1990, 2, 1)


@pytest.mark.parametrize("typed", ["", None, "31/02/1990", "13/13/1990", "hôm qua", "1/2/90"])
def test_what_is_no_day_is_none(typed):
    assert day_of(typed) is None


def test_a_box_for_a_day_is_a_text_that_a_phone_shows_numbers_for():
    said = str(DayInput().render("on", date(1990, 2, 1)))
    assert 'type="text"' in said
    assert 'value="01/02/1990"' in said
    assert 'inputmode="numeric"' in said


@pytest.mark.parametrize("typed", ["17:00 20/11/2026", "20/11/2026 17:00", "2026-11-20T17:00"])
def test_a_moment_is_understood_in_vietnams_time(typed):
    assert moment_of(typed) == datetime(2026, 11, 20, 17, 0, tzinfo=VN)
    assert moment_of("mai") is None


def test_nowhere_stands_a_date_control_that_follows_the_language_of_the_browser():
    room = Path(__file__).parents[2]
    files = [path for suffix in ("html", "py", "js") for path in room.rglob(f"*.{suffix}") if "tests" not in path.parts]
    controls = re.compile(r"""type["']?[=:]\s*["'](?:date|datetime-local|month|time)["']""")
    assert [str(path) for path in files if controls.search(path.read_text())] == []
