"""A case officer's morning by keyboard: the list, the dossier beside it, the paper itself, many at once, a draft that survives."""

import io
import re

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from tests.calls import Province
from tests.journeys.conftest import Sitting
from tests.journeys.hands import Hands

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "000.06.25.H19"
WIDE = {"viewport": {"width": 1280, "height": 800}}
NARROW = {"viewport": {"width": 1000, "height": 800}}


def three_pages() -> bytes:
    made = pdfium.PdfDocument.new()
    for _ in range(3):
        made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def arrived(province: Province, name: str) -> str:
    """A dossier with a scanned paper on its way to the specialist."""
    counter = province.one("counter", HERE)
    papers = province.papers("1.001193")
    papers[0]["file"] = counter.upload(three_pages()).json["id"]
    applicant = {**province.filing()["applicant"], "name": name}
    made = counter.post("dossiers", province.filing(papers=papers, applicant=applicant)).json
    assert counter.act(made["code"], "hand_over", made["seq"], to=HERE).status == 200
    return str(made["code"])


def at(hands: Hands, code: str) -> None:
    """Walk down with `j` until the row is marked."""
    for _ in range(60):
        if hands.page.locator(f"tr.on[data-code='{code}']").count():
            return
        hands.page.keyboard.press("j")
    raise AssertionError(f"{code} is not on this desk")


def test_the_list_is_worked_by_keys_with_the_dossier_beside_it(sit: Sitting, province: Province) -> None:
    codes = [arrived(province, f"Phím {word}") for word in ("Một", "Hai")]
    hands = sit(province.instance.people("specialist", HERE)[0].username, **WIDE)
    hands.open("/ban-lam-viec?nhom=ky-nhan&tu=phim")
    at(hands, codes[0])
    expect(hands.page.locator("#pane")).to_contain_text("Phím")
    for code in codes:
        hands.page.locator(f"tr[data-code='{code}'] a[data-open]").click()
        hands.page.keyboard.press("x")
    expect(hands.page.locator("[data-count]")).to_have_text("Với 2 hồ sơ đã chọn:")
    hands.page.keyboard.press("n")
    hands.page.wait_for_url("**/hang-loat?*")
    hands.press("Ký nhận bàn giao")
    expect(hands.main.locator("tbody").get_by_text("đã ghi", exact=True)).to_have_count(2)
    assert {province.seen(code)["state"] for code in codes} == {"processing"}


def test_the_paper_is_one_key_away_and_turned_by_arrows(sit: Sitting, province: Province) -> None:
    code = arrived(province, "Giấy Tờ")
    hands = sit(province.instance.people("specialist", HERE)[0].username, **NARROW)
    hands.open("/ban-lam-viec?tu=giay%20to")
    at(hands, code)
    hands.page.keyboard.press("o")
    hands.page.wait_for_url(re.compile(f"/ho-so/{code}/xem/"))
    expect(hands.main.locator(".s-tools b")).to_have_text("1/3")
    hands.page.keyboard.press("ArrowRight")
    expect(hands.main.locator(".s-tools b")).to_have_text("2/3")
    picture = hands.main.locator(".s-page img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("i => i.decode().then(() => i.naturalHeight > i.naturalWidth)")
    hands.page.keyboard.press("r")
    hands.page.wait_for_url(re.compile("xoay=90"))
    expect(picture).to_have_attribute("src", re.compile("xoay=90"))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("i => i.decode().then(() => i.naturalHeight < i.naturalWidth)")
    hands.page.keyboard.press("Escape")
    hands.page.wait_for_url(f"**/ho-so/{code}")


def test_what_is_typed_is_kept_without_a_press(sit: Sitting, province: Province) -> None:
    code = arrived(province, "Bản Nháp")
    province.do(province.seen(code), "take_over")
    person = province.instance.people("specialist", HERE)[0].username
    hands = sit(person, **WIDE)
    hands.open(f"/ho-so/{code}/tham-dinh")
    hands.page.fill("textarea[name=note]", "Đang đối chiếu bản chính")
    expect(hands.page.locator("[data-draft]")).to_contain_text("Đã tự lưu nháp", timeout=15_000)
    hands.open(f"/ho-so/{code}")
    hands.open(f"/ho-so/{code}/tham-dinh")
    expect(hands.page.locator("textarea[name=note]")).to_have_value("Đang đối chiếu bản chính")
