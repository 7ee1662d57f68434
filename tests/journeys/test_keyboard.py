"""The counter by keyboard alone: an ordinary acceptance, from the desk to the receipt, its keystrokes counted and no mouse."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.calls import Province
from tests.figures.conftest import Note, note
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["note"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "000.08.25.H19"
MOST = 40
WATCH = "for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => window.pointed(), true);"


class Keys:
    """Ten fingers. What is not a name or a number of the applicant is counted, each key of a chord too."""

    def __init__(self, page: "Page") -> None:
        self.page, self.strokes, self.pointed = page, 0, 0
        page.expose_function("pointed", self._point)
        page.add_init_script(WATCH)

    def _point(self) -> None:
        self.pointed += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.strokes += len(key.split("+"))
            self.page.keyboard.press(key)

    def words(self, text: str) -> None:
        """Words looked for: counted."""
        self.strokes += len(text)
        self.page.keyboard.type(text)

    def say(self, text: str) -> None:
        """A name or a number of the applicant: not counted, it must be typed anywhere."""
        self.page.keyboard.type(text)

    def at(self, label: str) -> None:
        """The focus is where an officer expects it."""
        expect(self.page.get_by_label(label, exact=False).first).to_be_focused()


@pytest.fixture
def desk(sit: Sitting, province: Province) -> Hands:
    """Somebody at a counter that no other test needs, before the desk."""
    return sit(province.instance.people("counter", HERE)[0].username)


def to_the_form(keys: Keys) -> None:
    """From the desk: `g t`, two words, Enter, Enter on the first."""
    keys.press("g", "t")
    keys.page.wait_for_url("**/tiep-nhan")
    keys.at("Việc người dân cần làm")
    keys.words("khai sinh")
    keys.press("Enter")
    keys.page.wait_for_url("**/tiep-nhan?tu=*")
    expect(keys.page.locator("#thay a").first).to_be_focused()
    keys.press("Enter")
    keys.page.wait_for_url("**/tiep-nhan/1.*")
    keys.at("Số định danh cá nhân")


def accept_and_reach_the_receipt(keys: Keys) -> None:
    keys.press("F2")
    keys.press("Control+Enter")
    keys.page.wait_for_url("**/tiep-nhan/da-nhan/*")
    expect(keys.page.get_by_role("link", name="Người kế tiếp", exact=True)).to_be_focused()
    keys.press("Shift+Tab", "Shift+Tab", "Shift+Tab")
    expect(keys.page.get_by_role("link", name="In giấy hẹn (mẫu 01)")).to_be_focused()


def test_an_ordinary_acceptance_takes_few_keys_and_no_mouse(desk: Hands, note: Note) -> None:
    keys = Keys(desk.page)
    desk.open("/ban-lam-viec")
    to_the_form(keys)
    for text in ("075190004321", "Nguyễn Thị Phím", "03021990", "0901234567"):
        keys.say(text)
        keys.press("Enter")
    keys.at("Số nhà, đường")
    keys.say("12 Nguyễn Ái Quốc")
    accept_and_reach_the_receipt(keys)
    note("keystrokes, a new applicant", keys.strokes)
    print(f"keystrokes beyond names and numbers: {keys.strokes}")
    assert keys.strokes <= MOST
    assert keys.pointed == 0


def test_who_came_before_is_taken_over_with_one_key(desk: Hands, province: Province, note: Note) -> None:
    province.accept(agency=HERE, applicant={"kind": "person", "name": "Lê Văn Quen", "id_number": "075090005555", "phone": "0907654321"})
    keys = Keys(desk.page)
    desk.open("/ban-lam-viec")
    to_the_form(keys)
    keys.say("075090005555")
    keys.press("Enter")
    expect(desk.page.get_by_role("button", name="Lấy thông tin này")).to_be_visible()
    keys.press("F4")
    expect(desk.page.get_by_label("Họ và tên")).to_have_value("Lê Văn Quen")
    expect(desk.page.get_by_label("Số điện thoại")).to_have_value("0907654321")
    accept_and_reach_the_receipt(keys)
    note("keystrokes, one who came before", keys.strokes)
    assert keys.strokes <= MOST
    assert keys.pointed == 0


def test_a_scanned_card_fills_the_form(desk: Hands, note: Note) -> None:
    keys = Keys(desk.page)
    desk.open("/ban-lam-viec")
    to_the_form(keys)
    keys.say("075190007777||NGUYỄN THỊ QUÉT|03021990|Nữ|Tổ 5, Trảng Dài, Biên Hòa, Đồng Nai|01012021")
    desk.page.keyboard.press("Enter")  # the scanner's own
    keys.at("Số điện thoại")
    for label, text in (("Số định danh cá nhân", "075190007777"), ("Họ và tên", "Nguyễn Thị Quét"), ("Ngày sinh", "03/02/1990"), ("Số nhà", "Tổ 5")):
        expect(desk.page.get_by_label(label).first).to_have_value(text)
    accept_and_reach_the_receipt(keys)
    note("keystrokes, a scanned card", keys.strokes)
    assert keys.strokes <= MOST
    assert keys.pointed == 0


def test_arrows_walk_the_list_while_one_types(desk: Hands) -> None:
    desk.open("/tiep-nhan")
    desk.page.keyboard.type("ket hon")
    expect(desk.page.locator("#thay caption").first).to_contain_text("khớp")
    desk.page.keyboard.press("ArrowDown")
    expect(desk.page.locator("#thay .lead-cell a").first).to_be_focused()
    desk.page.keyboard.press("ArrowDown")
    expect(desk.page.locator("#thay .lead-cell a").nth(1)).to_be_focused()
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/tiep-nhan/*")
