"""Many dossiers in one press, the door that is tried too often, a leader on a phone."""

import pytest
from playwright.sync_api import expect

from tests.calls import Province
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "000.06.25.H19"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PHONE_PAGES = ["/ban-lam-viec", "/viec", "/tim", "/vi-pham", "/", "/thu-tuc", "/tra-cuu", "/can-doi", "/dang-nhap"]
TRIES = 5
FINGER = 40


def ticked(hands: Hands, codes: list[str]) -> None:
    """These and no others: the list also shows what other people's tests left there."""
    for box in hands.main.locator("input[name=code]").all():
        box.set_checked(box.get_attribute("value") in codes)


def test_a_bundle_is_handed_over_and_taken_over_in_one_press_each(sit: Sitting, province: Province) -> None:
    codes = [province.accept(agency=HERE)["code"] for _ in range(3)]
    counter = sit(province.instance.people("counter", HERE)[0].username)
    counter.page.get_by_role("link", name="Bàn giao").first.click()
    counter.page.wait_for_url("**/ban-giao")
    ticked(counter, codes)
    counter.press("Bàn giao các hồ sơ đã chọn")
    counter.says("3 hồ sơ đã bàn giao")
    slip = counter.main.get_by_role("link", name="In danh sách bàn giao")
    assert slip.count() == 1
    query = "&".join(f"ma={code}" for code in codes)
    answer = counter.context.request.get(f"{counter.url}/ban-giao/in?{query}")
    assert answer.headers["content-type"] == "application/pdf"
    specialist = sit(province.instance.people("specialist", HERE)[0].username)
    specialist.open("/ky-nhan")
    ticked(specialist, codes)
    specialist.press("Ký nhận các hồ sơ đã chọn")
    specialist.says("3 hồ sơ đã ký nhận")
    assert {province.seen(code)["state"] for code in codes} == {"processing"}


def test_a_bundle_pressed_with_one_that_changed_does_the_others_and_says_why(sit: Sitting, province: Province) -> None:
    codes = [province.accept(agency=HERE)["code"] for _ in range(2)]
    counter = sit(province.instance.people("counter", HERE)[0].username)
    counter.open("/ban-giao")
    province.do(province.seen(codes[0]), "hand_over")
    ticked(counter, codes)
    counter.press("Bàn giao các hồ sơ đã chọn")
    counter.says("1 hồ sơ đã bàn giao")
    counter.says("1 hồ sơ giữ nguyên như trước")


def test_signing_in_is_throttled_and_says_for_how_long(sit: Sitting, province: Province) -> None:
    hands, name = sit(), province.instance.people("auditor")[-1].username
    hands.open("/dang-nhap")
    for _ in range(TRIES + 1):
        hands.box("Tên đăng nhập", name)
        hands.box("Mật khẩu", "khong-phai-mat-khau")
        with hands.page.expect_navigation() as gone:
            hands.page.keyboard.press("Enter")
    answer = gone.value
    assert answer is not None
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) > 0
    hands.says("Xin chờ")
    expect(hands.main.get_by_label("Tên đăng nhập")).to_have_value(name)


def test_a_leader_signs_on_a_phone(sit: Sitting, province: Province) -> None:
    row = province.until(province.accept(agency=HERE), "for_signature")
    signer = province.able(row)[0].person
    assert signer is not None
    hands = sit(signer.username, **PHONE)
    hands.open("/ban-lam-viec")
    assert hands.wide() <= 0
    hands.main.get_by_role("link", name="Ký duyệt").first.tap()
    hands.page.wait_for_url("**/ho-so/*/*")
    assert hands.wide() <= 0
    code = hands.path.split("/")[2]
    button = hands.main.get_by_role("button", name="Ký duyệt")
    place = button.bounding_box()
    assert place is not None
    assert place["height"] >= FINGER
    button.tap()
    hands.page.wait_for_url(f"**/ho-so/{code}")
    assert hands.wide() <= 0
    assert hands.state != "Chờ ký"


def test_no_page_sticks_out_of_a_phone(sit: Sitting, province: Province) -> None:
    hands = sit(province.instance.people("leader", HERE)[0].username, **PHONE)
    wide = [path for path in PHONE_PAGES if hands.open(path) != 200 or hands.wide() > 0]
    assert wide == []
