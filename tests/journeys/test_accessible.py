"""WCAG 2.1 AA on every screen, desktop and phone, checked by axe-core; and nothing sticks out."""

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.calls import Province
from tests.journeys.conftest import Sitting
from tests.journeys.screens import HERE, SCREENS, codes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}
WIDTHS = {"desktop": 1280, "phone": 390}


def told(found: dict[str, Any]) -> str:
    where = json.dumps([node["target"] for node in found["nodes"]][:3], ensure_ascii=False)
    return f"{found['id']}: {found['help']} {where}"


@pytest.mark.parametrize("role", sorted({screen.role for screen in SCREENS}))
def test_every_screen_is_accessible_and_fits(sit: Sitting, province: Province, role: str) -> None:
    hands = sit(province.instance.people(role, HERE)[0].username if role else "")
    found = codes(province) if role else {}
    broken = []
    for screen in (screen for screen in SCREENS if screen.role == role):
        for device, width in WIDTHS.items():
            hands.page.set_viewport_size({"width": width, "height": 900})
            status = hands.open(screen.path.format(**found))
            broken += [f"{screen.name}: answers {status}"] if status != screen.status else []
            broken += [f"{screen.name}, {device}: {told(v)}" for v in Axe().run(hands.page, options=RULES).response["violations"]]
            broken += [f"{screen.name}, {device}: {hands.wide()} px too wide"] if hands.wide() > 0 else []
    assert broken == []


def test_axe_sees_what_is_wrong(sit: Sitting) -> None:
    """The check itself is checked: a page without a name for a field must not pass."""
    hands = sit()
    hands.open("/tra-cuu")
    hands.page.evaluate("document.querySelectorAll('label').forEach((label) => label.remove())")
    assert "label" in {v["id"] for v in Axe().run(hands.page, options=RULES).response["violations"]}


def test_an_error_is_accessible_too(sit: Sitting, province: Province) -> None:
    hands = sit(province.instance.people("counter", HERE)[0].username)
    hands.open("/tiep-nhan/1.001193")
    hands.press("Tiếp nhận")
    hands.main.get_by_role("alert").first.wait_for()
    assert [told(v) for v in Axe().run(hands.page, options=RULES).response["violations"]] == []


def test_the_citizens_answer_is_accessible(sit: Sitting, province: Province) -> None:
    made, hands = province.accept(agency=HERE), sit(viewport={"width": 390, "height": 844})
    hands.track(made["code"], made["secret"])
    assert [told(v) for v in Axe().run(hands.page, options=RULES).response["violations"]] == []
    assert hands.wide() <= 0
