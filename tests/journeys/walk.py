"""Somebody walks through the screens of a day: each page is looked at (status, words, widths, axe) and leaves a picture."""

import json
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.calls import Province
from tests.journeys.hands import Hands

DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True},
}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}
GRAVE = {"serious", "critical"}
NARROW = (640, 320)  # 1280 at 200 %, and the narrowest phone
RAW = re.compile(r"\{\{|\{%|\b[a-z]{2,}(?:_[a-z]+)+\b|\b(?:None|True|False|undefined|NaN|null)\b")
ENGLISH = re.compile(
    r"\b(?:the|and|submit|error|loading|search|yes|required|unknown|draft|dossier|holder|returned|accepted|pending|invalid|please|cancel|page|file|"
    r"next|previous|back|sign in|password|today|late|total|level|field|agency)\b",
    re.I,
)
SPARED = re.compile(r"\S*[@/.:]\S*|\b[A-Z]{2,}\S*|“[^”]*”")  # addresses, codes, names of settings, quoted words
WORDS_OF_A_PAGE = """() => {
  const page = document.querySelector("main").cloneNode(true);
  for (const part of page.querySelectorAll("code, kbd, script, style, pre, q, .code, option, textarea, template")) part.remove();
  return page.innerText ?? page.textContent;
}"""


class Walk:
    """One person at one device. `looked` collects what was wrong; `pictures` is where pictures go."""

    def __init__(self, hands: Hands, province: Province, pictures: Path, role: str, device: str) -> None:
        self.hands, self.province, self.role, self.device = hands, province, role, device
        self.folder, self.number, self.wrong = pictures / role, 0, list[str]()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.taken: list[Path] = []

    @property
    def main(self) -> Any:
        return self.hands.main

    def go(self, path: str) -> None:
        """Type an address; it must answer."""
        status = self.hands.open(path)
        if status != 200:
            self.wrong.append(f"{path}: answers {status}")

    def see(self, name: str, path: str = "", *, links: str = "") -> None:
        """Look at the page (after going to `path`, if given) and take its picture. It must lead to the dossier `links`."""
        if path:
            self.go(path)
        if links and not self.main.locator(f"a[href*='{links}']").count():
            self.wrong.append(f"{name}: does not lead to {links}")
        self.number += 1
        self.hands.page.wait_for_load_state()
        self.main.wait_for()
        self._words(name)
        self._axe(name)
        self._widths(name)
        self._picture(name)

    def press(self, name: str, role: str = "button") -> None:
        """A button or link of the page, by hand or finger."""
        found = self.main.get_by_role(role, name=name, exact=True).first
        found.click(timeout=10_000)

    def prints(self, path: str, form: str = "application/pdf") -> None:
        """A paper that the page offers must come out."""
        answer = self.hands.page.request.get(self.hands.url + path)
        if answer.status != 200 or not answer.headers["content-type"].startswith(form):
            self.wrong.append(f"{path}: {answer.status} {answer.headers.get('content-type')}")

    def _words(self, name: str) -> None:
        text = SPARED.sub(" ", self.hands.page.evaluate(WORDS_OF_A_PAGE))
        found = [*RAW.findall(text), *ENGLISH.findall(text)]
        if found:
            self.wrong.append(f"{name}: words {sorted(set(found))[:6]}")
        if not self.main.get_by_role("heading", level=1).count():
            self.wrong.append(f"{name}: no heading")

    def _axe(self, name: str) -> None:
        for found in Axe().run(self.hands.page, options=RULES).response["violations"]:
            if found["impact"] in GRAVE:
                where = json.dumps([node["target"] for node in found["nodes"]][:3], ensure_ascii=False)
                self.wrong.append(f"{name}, {self.device}: {found['id']} {where}")

    def _widths(self, name: str) -> None:
        size = DEVICES[self.device]["viewport"]
        for width in (size["width"], *NARROW):
            self.hands.page.set_viewport_size({"width": width, "height": size["height"]})
            if self.hands.wide() > 0:
                self.wrong.append(f"{name}: {self.hands.wide()} px too wide at {width}")
        self.hands.page.set_viewport_size(size)

    def _picture(self, name: str) -> None:
        self.hands.page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        path = self.folder / f"{self.number:02d}-{name}-{self.device}.png"
        self.hands.page.screenshot(path=path, animations="disabled")
        self.taken.append(path)
