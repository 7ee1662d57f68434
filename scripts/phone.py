"""How a cheap phone on a weak line sees the public pages: a processor slowed fourfold, 400 kbit/s, 150 ms to the server, nothing kept.

    .venv/bin/python scripts/phone.py http://localhost:8000                         prints the table
    .venv/bin/python scripts/phone.py http://localhost:8000 --code C --secret S     with the answer of tracking, and what hangs on it
    .venv/bin/python scripts/phone.py http://localhost:8000 --write                 and into docs/figures.md

The address is of a running instance. Each page is opened three times in a fresh browser context; the middle one counts. "Interactive" is when the
page can be read and used: painted and DOM interactive, whichever is later; where a script is needed, when it is ready.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from scripts.figures import filled  # noqa: E402 run as a script, the checkout is not on the path
from tests.browser import ARGUMENTS, find  # noqa: E402

FIGURES = ROOT / "docs" / "figures.md"
BITS, DELAY, SLOWER, TIMES, LIMIT = 400_000, 150, 4, 3, 2500
PHONE = {"width": 390, "height": 780}
PROCEDURE = "1.001193"
PAGES = {
    "home": "/",
    "finder": "/thu-tuc",
    "finder, searching": "/thu-tuc?q=khai+sinh",
    "procedure": f"/thu-tuc/{PROCEDURE}",
    "papers to print": f"/thu-tuc/{PROCEDURE}/giay-to",
    "tracking, asking": "/tra-cuu",
    "verification": "/kiem-chung",
    "balance": "/can-doi",
    "help": "/tro-giup",
    "sign-in": "/dang-nhap",
}
SCRIPTED = {"verification": "#verify[data-ready]"}
PAINTED = """() => new Promise((done) => {
  const look = () => (performance.getEntriesByName("first-contentful-paint").length ? done() : setTimeout(look, 50));
  look();
})"""
READ = """() => {
  const [page] = performance.getEntriesByType("navigation"), [paint] = performance.getEntriesByName("first-contentful-paint");
  const all = [page, ...performance.getEntriesByType("resource")];
  return [paint.startTime, page.domInteractive, page.loadEventEnd, all.reduce((sum, one) => sum + one.transferSize, 0)];
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds from the tap; bytes on the line."""

    paint: float
    interactive: float
    load: float
    size: float


def slowed(browser: "Browser") -> "Page":
    """A page of a phone that has never been here."""
    page = browser.new_context(viewport={**PHONE}, is_mobile=True, has_touch=True, locale="vi-VN").new_page()
    session = page.context.new_cdp_session(page)
    line = {"offline": False, "latency": DELAY, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def read(page: "Page", name: str) -> Seen:
    page.wait_for_load_state("load")
    page.evaluate(PAINTED)
    ready = 0.0
    if name in SCRIPTED:
        page.wait_for_selector(SCRIPTED[name], state="attached")
        ready = page.evaluate("performance.now()")
    paint, interactive, load, size = page.evaluate(READ)
    return Seen(paint, max(paint, interactive, ready), load, size)


def opened(browser: "Browser", address: str, name: str) -> Seen:
    page = slowed(browser)
    page.goto(address)
    seen = read(page, name)
    page.context.close()
    return seen


def tracked(browser: "Browser", url: str, code: str, secret: str) -> dict[str, Seen]:
    """The answer of tracking, then why its date is that date; what was kept from the page before stays kept, as with a citizen."""
    page = slowed(browser)
    page.goto(f"{url}/tra-cuu")
    page.fill("[name=code]", code)
    page.fill("[name=secret]", secret)
    page.get_by_role("button", name="Tra cứu").click()
    page.wait_for_selector("#o-dau")
    answer = read(page, "")
    page.get_by_role("button", name="Vì sao hẹn ngày này").click()
    page.wait_for_selector("#can-cu")
    found = {"tracking, answer": answer, "why this date, for citizens": read(page, "")}
    page.context.close()
    return found


def middle(seen: list[Seen]) -> Seen:
    return Seen(*(median(getattr(one, name) for one in seen) for name in ("paint", "interactive", "load", "size")))


def table(found: dict[str, Seen], paths: dict[str, str]) -> list[str]:
    rows = ["| page | address | on the line | first paint | interactive | loaded |", "|---|---|---|---|---|---|"]
    for name, one in found.items():
        times = " | ".join(f"{value / 1000:.2f} s" for value in (one.paint, one.interactive, one.load))
        rows.append(f"| {name} | `{paths.get(name, '/tra-cuu')}` | {one.size / 1024:.1f} KB | {times} |")
    return rows


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("url")
    options.add_argument("--code")
    options.add_argument("--secret")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    url = given.url.rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=ARGUMENTS)
        found = {name: middle([opened(browser, url + path, name) for _ in range(TIMES)]) for name, path in PAGES.items()}
        if given.code and given.secret:
            runs = [tracked(browser, url, given.code, given.secret) for _ in range(TIMES)]
            found |= {name: middle([run[name] for run in runs]) for name in runs[0]}
        browser.close()
    rows = table(found, PAGES)
    print("\n".join(rows))
    if given.write:
        FIGURES.write_text(filled(FIGURES.read_text(), "phone", rows))
    slow = [name for name, one in found.items() if one.interactive > LIMIT]
    print(f"\nQuá {LIMIT / 1000} giây: {', '.join(slow)}" if slow else f"\nMọi trang dùng được trong {LIMIT / 1000} giây.")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
