from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.prints import codes, data, lists, slips
from motcua.shared.prints.glyphs import BREAK
from motcua.shared.prints.tests import make


def test_a_moment_is_said_as_forms_say_it_in_vietnams_time():
    assert data.in_words(datetime(2026, 11, 20, 7, 5, tzinfo=UTC)) == "14 giờ 05 phút, ngày 20 tháng 11 năm 2026"
    assert data.in_words("2026-11-20T14:05:00+07:00") == "14 giờ 05 phút, ngày 20 tháng 11 năm 2026"
    assert data.in_words(None) == ""


def test_a_day_of_a_moment_is_the_day_in_vietnam():
    assert data.day(datetime(2026, 11, 20, 18, 0, tzinfo=UTC)) == "21/11/2026"
    assert data.day(date(2026, 11, 20)) == "20/11/2026"


def test_the_head_begins_with_a_capital_where_no_place_is_known():
    assert data.dated("Biên Hòa", date(2026, 1, 2)) == "Biên Hòa, ngày 02 tháng 01 năm 2026"
    assert data.dated("", date(2026, 1, 2)) == "Ngày 02 tháng 01 năm 2026"


@pytest.mark.parametrize(
    ("fee", "paid", "note", "said"),
    [
        (None, None, "", ""),
        (0, None, "", "không thu"),
        (25000, True, "", "25.000 đồng, đã nộp"),
        (25000, False, "", "25.000 đồng, chưa nộp"),
        (1250000, None, "theo diện tích", "1.250.000 đồng (theo diện tích)"),
        (None, None, "theo nghị quyết của tỉnh", "theo nghị quyết của tỉnh"),
    ],
)
def test_a_fee_is_said_with_what_is_known_about_it(fee, paid, note, said):
    assert slips.receipt(make.receipt(fee=fee, paid=paid, fee_note=note))["fee"] == said


def test_an_organisation_shows_its_tax_code_and_leaves_the_signers_name_open():
    who = {"kind": "organisation", "name": "Hợp tác xã Xuân Lộc", "id_number": "3600000000", "representative": "Võ Ngọc Trân"}
    paper = slips.receipt(make.receipt(applicant=who))
    assert (paper["id_label"], paper["submitter"], paper["representative"]) == ("Mã số thuế", "", "Võ Ngọc Trân")
    assert slips.receipt(make.receipt(applicant=who | {"kind": ""}))["id_label"] == "Mã số thuế"


def test_what_is_needed_must_be_there():
    with pytest.raises(KeyError):
        slips.receipt({name: value for name, value in make.receipt().items() if name != "received_at"})


def test_the_look_up_address_is_shown_without_its_query_and_may_break():
    assert slips.receipt(make.receipt())["lookup_shown"] == f"motcua.example/{BREAK}tra-cuu"


def test_the_request_names_its_case_and_code_and_an_assumed_term_says_so():
    paper = slips.receipt(make.receipt(case="Quá hạn", term_uncertain=True))
    assert paper["procedure"] == "Đăng ký khai sinh (Quá hạn); mã thủ tục 1.001193"
    assert paper["term"] == "1 ngày làm việc (tạm tính)"


def test_each_kind_of_copy_stands_with_its_number():
    first, second = slips.receipt(make.receipt())["papers"]
    assert (first["kinds"], first["counts"]) == (["Bản chính"], ["01"])
    assert (second["kinds"], second["counts"]) == (["Bản chính", "Bản sao"], ["01", "02"])


def test_a_certified_copy_is_one_where_the_papers_name_says_so():
    (paper,) = slips.receipt(make.receipt(papers=[{"name": "Bản sao có chứng thực hộ chiếu", "copies": 1}]))["papers"]
    assert paper["kinds"] == ["Bản sao chứng thực"]
    asked = slips.supplement(make.supplement())["items"]
    assert [(x["originals"], x["certified"], x["photos"]) for x in asked] == [("01", "–", "–"), ("–", "01", "–"), ("–", "–", "02")]


def test_a_scan_alone_is_an_electronic_copy():
    (paper,) = slips.receipt(make.receipt(papers=[{"name": "Tờ khai", "electronic": True}]))["papers"]
    assert (paper["kinds"], paper["counts"]) == (["Bản điện tử"], ["01"])


def test_the_foot_names_form_circular_and_template():
    assert slips.receipt(make.receipt())["template"] == "Mẫu số 01, Phụ lục Thông tư 01/2018/TT-VPCP; bản in 2"
    assert slips.returned(make.returned())["template"] == "Biên nhận trả kết quả; bản in 2"


def test_the_qr_code_of_a_paper_holds_the_least_data_of_the_circular_and_sends_no_identity_number():
    said = codes.qr_content("https://m.example/tra-cuu?code=X", procedure="1.001193", applicant="075190001234", title="Giấy tiếp nhận")
    sent, kept = said.split("#")
    assert sent == "https://m.example/tra-cuu?code=X"
    assert kept == "tthc=1.001193&dd=075190001234&giay=giay-tiep-nhan"


def test_a_label_holds_the_code_alone():
    paper = lists.label(make.label())
    assert (paper["code_head"], paper["code_tail"], paper["due_at"]) == ("000.01.25.H19-261120-", "0001", "14:05 23/11/2026")


def test_a_bar_code_takes_what_it_can_say():
    with pytest.raises(ValueError, match="ASCII"):
        codes.code128_svg("mã")


@given(st.text(max_size=200))
def test_text_keeps_every_letter_and_never_leaves_a_long_word_unbroken(raw):
    said = data.text(raw)
    assert max((len(part) for part in said.replace(BREAK, " ").split()), default=0) <= data.LONGEST
    assert said == data.text(said)
