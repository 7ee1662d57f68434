"""Take the pictures of README.md from a running instance, along its own tour: `.venv/bin/python scripts/pictures.py http://localhost:8000`.

Each is kept with at most 256 colours, so that it stays below 120 KB.
"""

import base64
import collections
import struct
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from playwright.sync_api import sync_playwright  # noqa: E402 run as a script, the checkout is not on the path

from tests.browser import ARGUMENTS, find  # noqa: E402
from tests.journeys import tour  # noqa: E402
from tests.journeys.hands import Hands  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = ROOT / "docs" / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
SHOTS = {("ha.lt.731", "Thẩm định"): ("dossier", DESKTOP), ("long.tx.25993", "Ký duyệt"): ("sign-phone", PHONE)}
END = "Đã trả kết quả"
COLOURS = 256
PIXELS = """async (data) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return [image.width, image.height, btoa(text)];
}"""
Colour = tuple[int, int, int]


def take(browser: "Browser", hands: Hands, name: str, size: dict[str, int]) -> None:
    """What the window shows now, as `docs/pictures/<name>.png`."""
    hands.page.set_viewport_size(size)  # type: ignore[arg-type]
    hands.page.evaluate("document.activeElement?.blur()")
    shot = hands.page.screenshot()
    blank = browser.new_page()
    width, height, text = blank.evaluate(PIXELS, base64.b64encode(shot).decode())
    blank.close()
    path = PICTURES / f"{name}.png"
    path.write_bytes(png(width, height, base64.b64decode(text)))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG with a palette from RGBA: the most frequent colours, every other as the nearest of them."""
    colours = list(zip(pixels[0::4], pixels[1::4], pixels[2::4], strict=True))
    counted = collections.Counter(colours)
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    index = {colour: nearest(colour, palette) for colour in counted}
    rows = (b"\0" + bytes(index[colour] for colour in colours[y * width : (y + 1) * width]) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    table = b"".join(bytes(colour) for colour in palette)
    parts = ((b"IHDR", head), (b"PLTE", table), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def nearest(colour: Colour, palette: list[Colour]) -> int:
    return min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(colour, palette[i], strict=True)))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def along_the_tour(browser: "Browser", url: str) -> None:
    """One dossier, the whole way, with a picture where README.md shows one."""
    people = {who: Hands(browser, url) for who in dict.fromkeys(step.who for step in tour.steps())}
    for who, hands in people.items():
        if who:
            hands.sign_in(who)
    first = people[tour.steps()[0].who]
    take(browser, first, "desk", DESKTOP)
    first.choose_procedure(tour.WORDS, tour.PROCEDURE)
    first.applicant(tour.NAME, tour.NUMBER, tour.BORN)
    take(browser, first, "counter", DESKTOP)
    code, secret = first.accept()
    for step in tour.steps():
        if step.who:
            row(browser, people[step.who], code, step)
        else:
            people[""].track(code, secret)
            if step.sees[0] != END:
                take(browser, people[""], "tracking-phone", PHONE)


def row(browser: "Browser", hands: Hands, code: str, step: tour.Step) -> None:
    """One row of the tour; a picture before the act that has one."""
    hands.open("/ban-lam-viec")
    hands.find(code)
    for act, chosen in step.acts:
        if (step.who, act) in SHOTS:
            take(browser, hands, *SHOTS[step.who, act])
        hands.act(act, chosen)


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=ARGUMENTS)
        along_the_tour(browser, (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
