"""Take the pictures of README.md and of the user guide from a running instance: `make pictures` (`MOTCUA_VAR` names the instance, `var/` by default).

The README's along its own tour, the guide's along the day of each role (`tests/journeys/days.py`). Each is made small: a palette, and desktop screens
at three quarters of their size.
"""

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
import django  # noqa: E402 run as a script, the checkout is not on the path
from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

django.setup()
from tests.browser import ARGUMENTS, find  # noqa: E402
from tests.calls import Province  # noqa: E402
from tests.instance import Instance  # noqa: E402
from tests.journeys import tour  # noqa: E402
from tests.journeys.days import DAYS, PLACES  # noqa: E402
from tests.journeys.hands import Hands  # noqa: E402
from tests.journeys.walk import DEVICES, Walk  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = ROOT / "docs" / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
SHOTS = {("ha.lt.731", "Thẩm định"): ("dossier", DESKTOP), ("long.tx.25993", "Ký duyệt"): ("sign-phone", PHONE)}
END = "Đã trả kết quả"
COLOURS, WIDEST = 64, 960


def small(shot: bytes, path: Path) -> None:
    """A picture with few colours, at most 960 pixels wide."""
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    if image.width > WIDEST:
        image = image.resize((WIDEST, round(image.height * WIDEST / image.width)), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


def take(hands: Hands, name: str, size: dict[str, int]) -> None:
    """What the window shows now, as `docs/pictures/<name>.png`."""
    hands.page.set_viewport_size(size)  # type: ignore[arg-type]
    hands.page.evaluate("document.activeElement?.blur()")
    small(hands.page.screenshot(), PICTURES / f"{name}.png")


def along_the_tour(browser: "Browser", url: str) -> None:
    """One dossier, the whole way, with a picture where README.md shows one."""
    people = {who: Hands(browser, url) for who in dict.fromkeys(step.who for step in tour.steps())}
    for who, hands in people.items():
        if who:
            hands.sign_in(who)
    first = people[tour.steps()[0].who]
    first.open("/ban-lam-viec")
    take(first, "desk", DESKTOP)
    first.choose_procedure(tour.WORDS, tour.PROCEDURE)
    first.applicant(tour.NAME, tour.NUMBER, tour.BORN)
    take(first, "counter", DESKTOP)
    code, secret = first.accept()
    for step in tour.steps():
        if step.who:
            row(people[step.who], code, step)
        else:
            people[""].track(code, secret)
            if step.sees[0] != END:
                take(people[""], "tracking-phone", PHONE)
    for hands in people.values():
        hands.close()


def row(hands: Hands, code: str, step: tour.Step) -> None:
    """One row of the tour; a picture before the act that has one."""
    hands.open("/ban-lam-viec")
    hands.find(code)
    for act, chosen in step.acts:
        if (step.who, act) in SHOTS:
            take(hands, *SHOTS[step.who, act])
        hands.act(act, chosen)


def along_the_days(browser: "Browser", instance: Instance) -> list[str]:
    """Every screen of each role's day, at a desk and on a phone; what was wrong on the way."""
    province, wrong = Province(instance), list[str]()
    raw = instance.var / "pictures"
    for day in DAYS:
        for device, options in DEVICES.items():
            who, made = day.prepare(province, PLACES[device])
            hands = Hands(browser, instance.url, **options)
            if who:
                hands.sign_in(who)
            walk = Walk(hands, province, raw, day.role, device)
            day.walk(walk, made)
            wrong += walk.wrong
            hands.close()
            for path in walk.taken:
                small(path.read_bytes(), PICTURES / day.role / path.name)
    return wrong


def main() -> int:
    instance = Instance(Path(os.environ.get("MOTCUA_VAR") or ROOT / "var"))
    state = instance.state()
    if state is None:
        print("Không có bản nào đang chạy ở đây: chạy `make run` trước, hoặc đặt MOTCUA_VAR.", file=sys.stderr)
        return 1
    (instance.var / "port").write_text(str(urlsplit(state.address).port))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=ARGUMENTS)
        along_the_tour(browser, instance.url)
        wrong = along_the_days(browser, instance)
        browser.close()
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
