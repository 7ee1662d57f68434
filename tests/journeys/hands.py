"""One person at one browser: reads what is shown, types, presses. Nothing that a person could not do."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from motcua.shared.org.demo import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE = 30_000
OPTIONAL = "không bắt buộc"
EXAMPLE = re.compile(r"^Ví dụ: ")
BOXES = "form :is(input[type=text], textarea):visible"


class Hands:
    """A person's browser. `options` are those of a Playwright context (viewport, java_script_enabled…)."""

    def __init__(self, browser: "Browser", url: str, **options: Any) -> None:
        self.url = url
        self.context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
        self.context.set_default_timeout(PATIENCE)
        self.context.set_default_navigation_timeout(PATIENCE)
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    @property
    def main(self) -> "Locator":
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def open(self, path: str = "/") -> int:
        """Type an address; the status of the answer."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        return answer.status

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.open("/dang-nhap")
        self.box("Tên đăng nhập", username)
        self.box("Mật khẩu", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(r"/(ban-lam-viec|lanh-dao|dieu-hanh|quan-tri)$"))

    def box(self, label: str, text: str) -> None:
        """Type into the field with this label, key by key."""
        field = self.page.get_by_label(label, exact=False).first
        field.fill("")
        field.press_sequentially(text)

    def press(self, name: str, role: Any = "button") -> None:
        """The button (or link) of the page with this name."""
        self.main.get_by_role(role, name=name, exact=True).first.click()

    def says(self, text: str) -> None:
        """The page shows this sentence."""
        expect(self.main.get_by_text(text).first).to_be_visible(timeout=PATIENCE)

    def find(self, code: str) -> None:
        """The dossier by its code, from wherever one is: `/`, the code, Enter."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"**/ho-so/{code}")

    @property
    def state(self) -> str:
        return self.main.locator(".page-head .tag").first.inner_text()

    @property
    def expected(self) -> str:
        """What the page of a dossier offers first."""
        return self.main.locator(".acts a.b-primary").inner_text()

    def act(self, title: str, chosen: str = "") -> None:
        """The act that the page offers first: its button, what the form requires, somebody chosen by name, the same button again."""
        assert self.expected == title, f"{self.expected!r} is offered, not {title!r}"
        dossier = self.path
        self.main.get_by_role("link", name=title, exact=True).first.press("Enter")
        self.page.wait_for_url(f"**{dossier}/*")
        self.fill()
        if chosen:
            self._choose(chosen)
        self.press(title)
        self.page.wait_for_url(f"**{dossier}")

    def _choose(self, name: str) -> None:
        """Among buttons, or in a list."""
        button = self.main.get_by_role("radio", name=name)
        if button.count():
            button.check()
        else:
            option = self.main.locator("option", has_text=name).first
            option.locator("xpath=ancestor::select").select_option(label=option.inner_text())

    def fill(self) -> None:
        """As a newcomer fills a form: required boxes that are empty by their example, the first of what must be chosen."""
        for box in self.main.locator(BOXES).all():
            label = str(box.evaluate("e => e.labels[0]?.innerText ?? ''"))
            example = EXAMPLE.sub("", box.get_attribute("placeholder") or "")
            if OPTIONAL not in label and not box.input_value():
                box.press_sequentially(example)
        for group in self.main.locator("form fieldset:visible").all():
            radios = group.get_by_role("radio")
            if radios.count() and not group.locator("input:checked").count():
                radios.first.check()

    def choose_procedure(self, words: str, name: str) -> None:
        """The first step of the counter: a few words without diacritics, Enter, the procedure."""
        self.press("Tiếp nhận hồ sơ", "link")
        self.page.wait_for_url("**/tiep-nhan")
        self.box("Việc người dân cần làm, hoặc mã thủ tục", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/tiep-nhan?tu=*")
        self.press(name, "link")
        self.page.wait_for_url("**/tiep-nhan/*")

    def applicant(self, name: str, number: str = "075190001234", born: str = "03/02/1990") -> None:
        self.box("Họ và tên", name)
        self.box("Số định danh cá nhân", number)
        self.box("Ngày sinh", born)

    def accept(self) -> tuple[str, str]:
        """All papers, and accept: code and secret as the page shows them."""
        self.press("Đánh dấu đủ giấy tờ bắt buộc")
        expect(self.main.get_by_role("checkbox", checked=True).first).to_be_visible(timeout=PATIENCE)
        self.press("Tiếp nhận")
        return self.accepted()

    def accepted(self) -> tuple[str, str]:
        """From the page that says so, with code and secret, to the dossier."""
        self.page.wait_for_url("**/tiep-nhan/da-nhan/*")
        code, secret = self.main.locator(".taken .code").inner_text(), self.main.locator(".secret").inner_text()
        self.press(code, "link")
        self.page.wait_for_url(f"**/ho-so/{code}")
        return code, secret

    def track(self, code: str, secret: str) -> str:
        """As the citizen: from the home page, with what stands on the slip. The text of the page."""
        self.open("/")
        self.box("Mã hồ sơ", code)
        self.box("Mã tra cứu", secret)
        self.press("Tra cứu")
        expect(self.main.get_by_role("heading", name="Hồ sơ đang ở đâu")).to_be_visible(timeout=PATIENCE)
        return self.main.inner_text()

    def wide(self) -> int:
        """How far the page sticks out of the screen, in pixels."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
