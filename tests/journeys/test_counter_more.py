"""The counter, beyond one paper and one person: files, lists, results, a session that ends; with JavaScript and without."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.shared.files.tests.samples import PE
from motcua.shared.org.demo import PASSWORD
from tests.calls import Province
from tests.journeys import tour
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands
from tests.journeys.test_counter import PDF, found

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "000.09.25.H19"
PLAIN = {"java_script_enabled": False}
EITHER = pytest.mark.parametrize("options", [{}, PLAIN], ids=["with JavaScript", "without"])


@pytest.fixture
def counter(province: Province) -> str:
    """Who sits at a counter that no other test needs."""
    return province.instance.people("counter", HERE)[0].username


@pytest.fixture
def scans(tmp_path: Path) -> list[Path]:
    """Two papers as files, and one that is none."""
    paths = [tmp_path / name for name in ("mat-truoc.pdf", "mat-sau.pdf", "to-khai-dang-ky.pdf", "anh.png")]
    for path in paths[:3]:
        path.write_bytes(PDF)
    paths[3].write_bytes(PE)
    return paths


def opened(hands: Hands) -> Hands:
    hands.choose_procedure(tour.WORDS, tour.PROCEDURE)
    return hands


def test_each_file_is_checked_at_once_and_several_lie_with_one_paper(sit: Sitting, counter: str, scans: list[Path]) -> None:
    hands = opened(sit(counter))
    paper = hands.main.locator("li.paper").first
    paper.locator("input[type=file]").set_input_files([scans[0], scans[3], scans[1]])
    expect(paper.locator(".files .kept")).to_have_count(2)
    expect(paper.locator(".files .error")).to_contain_text("anh.png")
    expect(paper.locator(".name input")).to_be_checked()
    tray = hands.main.locator("#khay")
    tray.locator("input[type=file]").set_input_files([scans[2]])
    tray.locator("select").select_option(index=2)
    hands.applicant("Đinh Thị Tệp", number="075190002222")
    hands.accept()
    assert hands.main.locator("a[href*='/xem/'], a[href*='/tep/']").count() >= 3


def test_without_javascript_files_of_the_tray_are_placed_and_kept(sit: Sitting, counter: str, scans: list[Path]) -> None:
    hands = opened(sit(counter, **PLAIN))
    hands.main.locator("li.paper input[type=file]").first.set_input_files(scans[:2])
    hands.main.locator("#khay input[type=file]").set_input_files([scans[2], scans[3]])
    hands.applicant("Mai Thị Khay", number="075190003333")
    hands.press("Tiếp nhận")
    expect(hands.main.locator("#paper-errors")).to_contain_text("anh.png")
    hands.main.locator("#khay select").select_option(index=1)
    hands.press("Xếp tệp vào giấy tờ")
    expect(hands.main.locator(".files .kept")).to_have_count(3)
    hands.accept()


@EITHER
def test_a_list_of_people_is_pasted_mended_and_accepted(sit: Sitting, counter: str, options: dict[str, object]) -> None:
    mark = "Có" if options else "Không"
    hands = opened(sit(counter, **options))
    hands.press("Nhiều người, cùng thủ tục", "link")
    hands.page.wait_for_url("**/hang-loat")
    hands.box("Dán từ bảng tính", "")
    hands.page.get_by_label("Dán từ bảng tính").fill(f"Hồ {mark} Một\t075190004441\t03/02/1990\nHồ {mark} Hai\t12\t\n")
    hands.press("Đưa vào bảng và kiểm tra")
    hands.says("Số định danh phải gồm đúng 12 chữ số")
    hands.press("Đánh dấu đủ giấy tờ bắt buộc")
    hands.press("Tiếp nhận các dòng đúng")
    hands.says("1 hồ sơ; còn 1 dòng ở dưới chưa nhận")
    hands.page.get_by_label("Số định danh, dòng 2").fill("075190004442")
    hands.press("Tiếp nhận các dòng đúng")
    hands.says("Danh sách khác, cùng thủ tục")
    assert found(hands, f"Hồ {mark} Hai") == 1
    assert found(hands, f"Hồ {mark} Một") == 1


@EITHER
def test_a_result_goes_home_with_another_person(sit: Sitting, province: Province, counter: str, options: dict[str, object]) -> None:
    row = province.until(province.accept(agency=HERE), "ready")
    hands = sit(counter, **options)
    hands.open("/tra-ket-qua")
    hands.box("Mã quét được", f"https://mot-cua.example/tra-cuu?code={row['code']}")
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url("**quet=*")
    hands.main.get_by_label("Người được ủy quyền").check()
    hands.box("Họ và tên người nhận thay", "Trần Văn Thay")
    hands.box("Số định danh người nhận thay", "075090001235")
    hands.box("Giấy ủy quyền", "Giấy ủy quyền số 5")
    hands.press("Trả kết quả")
    hands.says("Người nhận: Trần Văn Thay.")
    hands.open(f"/ho-so/{row['code']}")
    assert hands.state == "Đã trả kết quả"


@EITHER
def test_a_session_that_ends_in_the_middle_loses_nothing(sit: Sitting, counter: str, options: dict[str, object]) -> None:
    name = "Bùi Thị Giữa Phiên" if options else "Bùi Thị Dở Dang"
    hands = opened(sit(counter, **options))
    hands.applicant(name, number="075190006666")
    hands.main.locator("li.paper .name input").first.check()
    hands.context.clear_cookies(name="sessionid")
    hands.press("Tiếp nhận")
    hands.main.get_by_role("link", name="Đăng nhập").first.click()
    hands.box("Tên đăng nhập", counter)
    hands.box("Mật khẩu", PASSWORD)
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url("**/gui-lai")
    hands.press("Mở lại biểu mẫu")
    expect(hands.main.get_by_label("Họ và tên")).to_have_value(name)
    expect(hands.main.locator("li.paper .name input").first).to_be_checked()
    assert found(hands, name) == 0


def test_nothing_of_the_counter_sticks_out_of_a_narrow_screen(sit: Sitting, counter: str) -> None:
    hands = opened(sit(counter, viewport={"width": 320, "height": 700}))
    code = hands.path.rsplit("/", 1)[1]
    for path in (f"/tiep-nhan/{code}", f"/tiep-nhan/{code}/hang-loat", "/tiep-nhan", "/tiep-nhan/hom-nay", "/tra-ket-qua", "/ban-giao", "/ky-nhan"):
        hands.open(path)
        assert hands.wide() <= 0, path
