"""The components as a person meets them: in a real browser, by keyboard, without JavaScript, at the width of a phone."""

import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from PIL import Image, ImageChops

from motcua.base.keys import KEYS

PAGES = ("/thiet-ke", "/thiet-ke/cong-dan", "/khong-co-trang-nay")
SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")].filter((it) => {
  const box = it.getBoundingClientRect();
  const among = it.parentElement.textContent.trim().length > it.textContent.trim().length; // a link inside a sentence is as high as the sentence
  if (getComputedStyle(it).display === "inline" && among) return false;
  return box.width && box.height < 43.5 && !it.matches("[type=checkbox], [type=radio], .skip");
}).map((it) => it.outerHTML)"""

Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one, and warnings are errors
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(browser, live_server, path, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(live_server.url + path)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 400:
        assert page.evaluate(SMALL) == []
    context.close()


def test_the_policy_lets_our_own_scripts_run_and_nothing_complains(page, live_server):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{live_server.url}/thiet-ke")
    assert page.evaluate("typeof htmx") == "object"
    assert said == []


def test_keys_walk_the_rows_and_reach_the_search(page, live_server):
    page.goto(f"{live_server.url}/thiet-ke")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert first.endswith("0001")
    assert page.evaluate("document.activeElement.textContent").endswith("0002")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("jkg")
    assert page.locator("#find").input_value() == "jkg"


def test_the_errors_of_a_form_get_the_focus(page, live_server):
    page.goto(f"{live_server.url}/thiet-ke")
    assert page.evaluate("document.activeElement.id") == "errors"


def test_a_filter_works_without_javascript_and_survives_in_the_address(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/thiet-ke")
    page.select_option("select[name=state]", "ready")
    page.click(".filters button")
    assert "state=ready" in page.url
    assert page.locator("select[name=state]").input_value() == "ready"
    assert page.get_by_role("link", name="Bỏ lọc").is_visible()
    context.close()


def test_on_a_phone_the_places_are_a_menu_and_a_bar_that_covers_nothing(browser, live_server):
    context = browser.new_context(viewport={"width": 390, "height": 780}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/thiet-ke")
    assert not page.locator(".rail").is_visible()
    page.locator(".bar > .menu > summary").first.click()
    assert page.get_by_role("navigation", name="Danh mục").is_visible()
    assert page.get_by_role("link", name="Bàn làm việc").first.is_visible()
    page.locator(".me > summary").click()
    assert page.get_by_role("button", name="Đăng xuất").is_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    foot, dock = page.locator(".foot").bounding_box(), page.locator(".dock").bounding_box()
    assert foot["y"] + foot["height"] <= dock["y"] + 1
    assert dock["y"] + dock["height"] <= 781
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (640, 2)])
def test_at_320_pixels_and_at_200_percent_nothing_is_lost(browser, live_server, path, width, zoom):
    context = browser.new_context(viewport={"width": width // zoom, "height": 400}, device_scale_factor=zoom)
    page = context.new_page()
    page.goto(live_server.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom
    context.close()


def test_the_card_of_keys_opens_lists_the_letters_of_the_page_and_closes(page, live_server):
    page.goto(f"{live_server.url}/thiet-ke")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    assert "Dòng sau trong danh sách" in dialog.inner_text()
    assert "Thẩm định" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.keyboard.press("t")
    assert page.url.endswith("#acts")


def test_a_letter_never_presses_what_writes_and_escape_leaves_a_box(page, live_server):
    page.goto(f"{live_server.url}/thiet-ke")
    page.evaluate("document.querySelector('#acts').insertAdjacentHTML('afterend', '<form method=post><button data-key=z>Ghi</button></form>')")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("z")
    assert page.evaluate("document.activeElement.textContent") == "Ghi"
    assert page.url.endswith("/thiet-ke")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")


def test_every_key_of_the_card_is_done_by_the_script():
    script = (Path(__file__).parents[1] / "static" / "base" / "officer.js").read_text()
    deeds = script.split("const deeds = {")[1].split("\n};")[0]
    assert [key.does for key in KEYS if key.does and not re.search(rf"^  {key.does}[:,]", deeds, re.M)] == []


MARKS = "ẾỆỖỮẶẪỰ gjpqy"
BOXES = {
    "h1": "<h1>{}</h1>",
    "button": "<button class='button'>{}</button>",
    "tag": "<span class='tag t-late'>{}</span>",
    "cell": "<div class='listing'><table><tr><td>{}</td></tr></table></div>",
    "small": "<div class='listing'><table><tr><td><small>{}</small></td></tr></table></div>",
    "person": "<span class='person'>{}</span>",
    "input": "<input value='{}'>",
    "select": "<select><option>{}</option></select>",
    "fact": "<dl class='facts'><div><dd>{}</dd></div></dl>",
    "who": "<details class='menu me'><summary><span class='who'><strong>{}</strong></span></summary></details>",
    "stat": "<div class='stat'><b>{}</b></div>",
}
SHOW = """([html, roomy]) => {
  document.body.innerHTML = `<main id="box"><div id="it" ${roomy ? 'class="roomy"' : ""}>${html}</div></main>`;
  if (roomy) for (const el of document.querySelectorAll("#it, #it *")) {
    el.style.setProperty("line-height", "3", "important");
    el.style.setProperty("overflow", "visible", "important");
    if (el.matches("input, select")) el.style.setProperty("height", "6rem", "important");
  }
}"""


def ink(page, html, *, roomy):
    """How many rows of pixels the letters touch: drawn, less the same drawn with nothing in it."""
    shots = []
    for colour in ("", "transparent"):
        page.evaluate(SHOW, [html, roomy])
        page.evaluate("c => document.querySelectorAll('#it, #it *').forEach(el => c && el.style.setProperty('color', c, 'important'))", colour)
        shots.append(Image.open(io.BytesIO(page.screenshot())).convert("L"))
    seen = ImageChops.difference(*shots).point(lambda value: 255 if value > 24 else 0)
    data, width = seen.tobytes(), seen.width
    return sum(any(data[at : at + width]) for at in range(0, len(data), width))


@pytest.mark.parametrize("sheet", ["/thiet-ke", "/thiet-ke/cong-dan"])
@pytest.mark.parametrize("zoom", [1, 2])
def test_no_mark_of_vietnamese_letters_is_cut(browser, live_server, sheet, zoom):
    context = browser.new_context(viewport={"width": 900, "height": 400}, device_scale_factor=zoom, bypass_csp=True)
    page = context.new_page()
    page.goto(live_server.url + sheet)
    narrow = "<p style='line-height: 1; overflow: hidden'>" + MARKS + "</p>"
    assert ink(page, narrow, roomy=False) < ink(page, narrow, roomy=True), "the measure sees what is cut"
    cut = {}
    for name, html in BOXES.items():
        tight, room = (ink(page, html.replace("{}", MARKS), roomy=roomy) for roomy in (False, True))
        if not room or tight < room - zoom:
            cut[name] = (tight, room)
    context.close()
    assert cut == {}


def test_the_marks_of_a_name_stay_in_its_own_row(page, live_server):
    page.goto(f"{live_server.url}/thiet-ke")
    piled = "document.querySelector('main').innerHTML = `<span class=person>a${'\\u0301'.repeat(80)}</span>`"
    page.evaluate(piled)
    assert page.evaluate("getComputedStyle(document.querySelector('.person')).overflowY") == "clip"
    height = page.evaluate("document.querySelector('.person').getBoundingClientRect().height")
    page.evaluate("document.querySelector('.person').textContent = 'a'")
    assert abs(page.evaluate("document.querySelector('.person').getBoundingClientRect().height") - height) < 1
