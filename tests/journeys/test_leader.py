"""A leader between two meetings, on a phone: one signed in two touches, one sent back, several signed after reading; and without JavaScript."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.calls import Province
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands
from tests.journeys.test_accessible import RULES, told

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE, QUIET = "000.11.25.H19", "000.13.25.H19"
HEIGHT = 780
PHONE = {"viewport": {"width": 390, "height": HEIGHT}, "is_mobile": True, "has_touch": True}
FINGER = 44
PAGES = [
    "/lanh-dao",
    "/lanh-dao?nhom=tre",
    "/lanh-dao?nhom=quyet-dinh",
    "/lanh-dao/ky-loat",
    "/khoi-luong",
    "/khoi-luong/danh-sach?so=dang-giu",
    "/vang-mat",
]


def waiting(province: Province, agency: str, count: int) -> tuple[str, list[str]]:
    """Dossiers that wait for one leader's signature: whose, and their codes in the order of the list."""
    rows = [province.until(province.accept(agency=agency), "for_signature") for _ in range(count)]
    signer = province.able(rows[0])[0].person
    assert signer is not None
    return signer.username, sorted(row["code"] for row in rows)


def opened(hands: Hands, code: str) -> None:
    hands.main.locator(f"a.card-lead[href*='{code}']").tap()
    hands.page.wait_for_url(f"**/lanh-dao/{code}*")


def test_sign_one_send_one_back_and_a_batch_after_reading(sit: Sitting, province: Province) -> None:
    username, codes = waiting(province, HERE, 5)
    hands = sit(username, **PHONE)
    assert hands.path == "/lanh-dao"
    opened(hands, codes[0])
    place = hands.main.get_by_role("button", name="Ký duyệt").bounding_box()
    assert place is not None
    assert place["height"] >= FINGER
    assert place["y"] + place["height"] <= HEIGHT  # under the thumb without scrolling
    hands.main.get_by_role("button", name="Ký duyệt").tap()
    hands.says(f"Đã ký {codes[0]}.")
    hands.open(f"/lanh-dao/{codes[1]}?nhom=ky")
    hands.main.locator("summary", has_text="Trả lại").tap()
    hands.main.get_by_role("radio", name="Thẩm định chưa nêu rõ căn cứ pháp lý.").check()
    hands.main.get_by_role("button", name="Trả lại để làm lại").tap()
    hands.says(f"Đã trả lại {codes[1]}.")
    hands.open("/lanh-dao/ky-loat")
    boxes = hands.main.get_by_role("checkbox", name="Đã đọc, ký hồ sơ này")
    expect(boxes.last).to_be_disabled()
    for code in codes[2:4]:
        box = hands.main.locator(f"input[name=code][value='{code}']")
        box.scroll_into_view_if_needed()
        expect(box).to_be_enabled()
        box.check()
    province.do(province.seen(codes[3]), "send_back", reason="Làm lại")
    hands.main.get_by_role("button", name="Ký các hồ sơ đã chọn").tap()
    hands.says("Đã ký 1 hồ sơ.")
    hands.says("vừa được người khác xử lý")
    states = {code: province.seen(code)["state"] for code in codes}
    assert [states[code] == "for_signature" for code in codes] == [False, False, False, False, True]


def test_all_of_it_without_scripts(sit: Sitting, province: Province) -> None:
    username, codes = waiting(province, QUIET, 3)
    hands = sit(username, java_script_enabled=False, **PHONE)
    opened(hands, codes[0])
    hands.press("Ký duyệt")
    hands.says(f"Đã ký {codes[0]}.")
    hands.open(f"/lanh-dao/{codes[1]}?nhom=ky")
    hands.main.locator("summary", has_text="Trả lại").tap()
    hands.main.get_by_label("Ghi thêm").fill("Bổ sung căn cứ.")
    hands.press("Trả lại để làm lại")
    hands.says(f"Đã trả lại {codes[1]}.")
    hands.open("/lanh-dao/ky-loat")
    hands.main.locator(f"input[name=code][value='{codes[2]}']").check()
    hands.press("Ký các hồ sơ đã chọn")
    hands.says("Đã ký 1 hồ sơ.")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_its_screens_are_accessible_and_fit(sit: Sitting, province: Province, width: int) -> None:
    username, codes = waiting(province, HERE, 2)
    hands = sit(username, viewport={"width": width, "height": HEIGHT})
    broken = []
    for path in [*PAGES, f"/lanh-dao/{codes[0]}?nhom=ky"]:
        status = hands.open(path)
        found = [told(v) for v in Axe().run(hands.page, options=RULES).response["violations"]]
        broken += [json.dumps([path, status, hands.wide(), *found], ensure_ascii=False)] if found or status != 200 or hands.wide() > 0 else []
    assert broken == []
