"""The counter: without JavaScript, guidance and refusal, what was typed survives, pressed twice."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.calls import Province
from tests.journeys import tour
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "000.05.25.H19"
NAMES = {
    "plain": "Trương Công Thẳng",
    "twice": "Đoàn Thị Hai Lần",
    "back": "Huỳnh Văn Quay Lại",
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 2\ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n40\n%%EOF\n"


@pytest.fixture
def counter(province: Province) -> str:
    """Who sits at a counter that no other test needs."""
    return province.instance.people("counter", HERE)[0].username


def opened(hands: Hands) -> Hands:
    hands.choose_procedure(tour.WORDS, tour.PROCEDURE)
    return hands


def found(hands: Hands, name: str) -> int:
    """How many dossiers the search shows for a name."""
    hands.open("/tim?xong=1&q=" + name.replace(" ", "+"))
    return hands.main.locator(".listing tbody tr").count()


def test_without_javascript_the_counter_accepts_and_hands_over(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter, java_script_enabled=False))
    hands.applicant(NAMES["plain"])
    code, secret = hands.accept()
    assert code.startswith(HERE)
    assert re.fullmatch(r"[0-9A-Z]{8}", secret)
    hands.act("Bàn giao")
    assert hands.state == "Đang bàn giao"


def test_guidance_names_the_paper_and_counts_nothing_as_received(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter))
    hands.applicant("Phan Thị Hướng")
    paper = hands.main.locator("li.paper").first
    paper.locator("summary").press("Enter")
    paper.get_by_label("Thiếu hoặc chưa đúng").check()
    paper.get_by_label("Hướng dẫn").press_sequentially("Nộp bản có chứng thực.")
    hands.press("Hướng dẫn bổ sung")
    hands.page.wait_for_url("**/tiep-nhan/luot/*")
    hands.says("Nộp bản có chứng thực.")
    assert found(hands, "Phan Thị Hướng") == 0


def test_refusal_needs_a_reason_and_then_stands_in_the_list_of_the_day(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter))
    hands.applicant("Lý Văn Chối")
    hands.press("Từ chối tiếp nhận")
    expect(hands.main.get_by_role("alert")).to_be_visible()
    expect(hands.main.get_by_label("Họ và tên")).to_have_value("Lý Văn Chối")
    hands.main.get_by_label("Lý do").press_sequentially("Việc này không thuộc thẩm quyền.")
    hands.press("Từ chối tiếp nhận")
    hands.page.wait_for_url("**/tiep-nhan/luot/*")
    hands.says("Việc này không thuộc thẩm quyền.")
    hands.open("/tiep-nhan/hom-nay?xem=tu-choi")
    hands.says("Lý Văn Chối")


def test_what_was_typed_and_uploaded_survives_an_error(sit: Sitting, counter: str, tmp_path: Path) -> None:
    scan = tmp_path / "ban-quet.pdf"
    scan.write_bytes(PDF)
    hands = opened(sit(counter))
    hands.applicant("Võ Thị Nhầm", number="123", born="31/12/2999")
    hands.box("Số điện thoại", "0901234567")
    hands.main.locator("li.paper input[type=file]").first.set_input_files(scan)
    hands.press("Tiếp nhận")
    expect(hands.page.locator("#errors")).to_be_focused()
    assert hands.main.locator(".field .error").count() >= 2
    for label, text in (("Họ và tên", "Võ Thị Nhầm"), ("Số định danh cá nhân", "123"), ("Ngày sinh", "31/12/2999"), ("Số điện thoại", "0901234567")):
        expect(hands.main.get_by_label(label)).to_have_value(text)
    hands.says("ban-quet.pdf")
    hands.applicant("Võ Thị Nhầm")
    code, _secret = hands.accept()
    expect(hands.main.locator("a[href*='/xem/'], a[href*='/tep/']").first).to_be_visible()
    assert code.startswith(HERE)


def test_pressed_twice_it_is_accepted_once(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter))
    hands.applicant(NAMES["twice"])
    hands.press("Đánh dấu đủ giấy tờ bắt buộc")
    expect(hands.main.get_by_role("checkbox", checked=True).first).to_be_visible()
    hands.main.get_by_role("button", name="Tiếp nhận", exact=True).dblclick()
    hands.page.wait_for_url("**/tiep-nhan/da-nhan/*")
    assert found(hands, NAMES["twice"]) == 1


def test_back_and_pressed_again_gives_the_same_dossier(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter, java_script_enabled=False))
    hands.applicant(NAMES["back"])
    first = hands.accept()
    hands.page.go_back()
    hands.page.go_back()
    hands.press("Tiếp nhận")
    assert hands.accepted() == first
    assert found(hands, NAMES["back"]) == 1
