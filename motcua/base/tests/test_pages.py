import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import RequestFactory

from motcua.base import navigation, views
from motcua.base.navigation import Place, for_officer, register

STATIC = Path(__file__).parents[1] / "static" / "base"
PUBLIC_BUDGET, OFFICER_BUDGET = 30_000, 60_000


@pytest.fixture(autouse=True)
def _no_places_of_rooms(monkeypatch):
    monkeypatch.setattr(navigation, "_places", {})


class Outline(HTMLParser):
    """What a reader of the page's skeleton would note."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.inline: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.append(tag)
        self.ids += [told["id"]] if told.get("id") else []
        self.inline += [name for name in told if name == "style" or name.startswith("on")]
        if tag == "label" and told.get("for"):
            self.labelled.add(told["for"])
        if tag in {"input", "select", "textarea"} and told.get("type") not in {"hidden"} and told.get("id"):
            self.controls.append(told["id"])
        if tag == "script" and not told.get("src"):
            self.inline.append("script")


def page(layout):
    view = views.gallery if layout == "officer" else views.gallery_public
    return view(RequestFactory().get("/thiet-ke")).content.decode()


def weight(html):
    """Compressed bytes of a first visit: the page and everything it names."""
    named = re.findall(r'(?:href|src)="/static/base/([^"]+)"', html)
    return len(gzip.compress(html.encode())) + sum(len(gzip.compress((STATIC / name).read_bytes())) for name in set(named))


@pytest.mark.parametrize("layout", ["officer", "public"])
def test_the_living_page_shows_and_is_well_formed(layout):
    html = page(layout)
    outline = Outline(html)
    assert '<html lang="vi">' in html
    assert outline.inline == [], "the policy forbids inline scripts and styles"
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.tags.count("h1") == 1
    assert {"header", "nav", "main", "footer"} <= set(outline.tags)
    assert [control for control in outline.controls if control not in outline.labelled and "channel" not in control] == []


def test_pages_stay_within_their_budgets():
    assert weight(page("public")) <= PUBLIC_BUDGET
    assert weight(page("officer")) <= OFFICER_BUDGET


def test_a_citizens_page_links_one_sheet_and_one_for_paper_and_brings_no_script():
    html = page("public")
    assert re.findall(r'"/static/base/([^"]+\.css)"', html) == ["public.css", "print.css"]
    assert "<script" not in html


def test_an_officers_page_links_one_sheet_and_one_for_paper():
    assert re.findall(r'"/static/base/([^"]+\.css)"', page("officer")) == ["officer.css", "print.css"]


def test_vendored_files_are_the_ones_recorded():
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text())
    recorded = {entry["file"]: entry["sha256"] for entry in manifest["files"]}
    assert recorded == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.js")}
    for entry in manifest["files"]:
        assert entry["version"]
        assert entry["licence"]
        assert (STATIC / "vendor" / entry["licence_file"]).exists()


def test_navigation_shows_what_the_officer_may_see_and_hides_what_does_not_exist():
    register(Place("t1", "Chỉ lãnh đạo", "/a", shown=lambda officer: officer == "leader"))
    register(Place("t2", "Mọi người", "/a/b", order=1))
    register(Place("t3", "Chưa có", "no_such_route"))
    shown = {link.label: link.current for link in for_officer("clerk", "/a/b/c")}
    assert shown["Mọi người"] is True
    assert "Chỉ lãnh đạo" not in shown
    assert "Chưa có" not in shown
