"""The real browser of the tests: found here, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACKED = ROOT / ".browser" / "chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb", "--disable-lcd-text"]


def find() -> Path | None:
    """Chromium: `MOTCUA_CHROMIUM`, the system's, or the one that `make browser` unpacked."""
    named = os.environ.get("MOTCUA_CHROMIUM")
    places = [named] if named else [shutil.which(name) for name in NAMES] + [str(UNPACKED)]
    for place in places:
        if place and Path(place).exists():
            return Path(place)
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for the session; a test opens contexts of its own (`browser.new_context()`)."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 slow to import, and only browser tests need it

    path = find()
    if path is None:
        pytest.fail("no Chromium: run `make browser`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A fresh page in a fresh context, in Vietnamese and in the zone of the province."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield context.new_page()
    context.close()
