import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.urls import resolve

from motcua.base import help, navigation, views
from motcua.base.context import Site
from motcua.base.keys import KEYS
from motcua.base.navigation import Place, for_officer, register
from motcua.base.sheets import APART

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


def test_a_citizens_page_links_what_it_shows_and_one_for_paper_and_brings_no_script():
    html = page("public")
    found = re.findall(r'"/static/base/([^"]+\.css)"', html)
    assert found == ["public.css", "print.css", *(f"public-{name}.css" for name in APART)], "this page shows everything, so it links every part"
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


def test_a_count_is_asked_only_where_given_and_places_of_a_group_stay_together():
    register(Place("t1", "A", "/a", order=1, count=len, phone=True))
    register(Place("t2", "B", "/b", order=2, group="Một cửa"))
    register(Place("t3", "C", "/c", order=3))
    register(Place("t4", "D", "/d", order=4, group="Một cửa", menu=True))
    shown = for_officer("abc", "/")
    assert [(link.label, link.count) for link in shown] == [("A", 3), ("C", None), ("B", None), ("D", None)]
    assert [link.label for link in navigation.dock(shown)] == ["A"]


def test_the_bar_of_a_phone_holds_five_at_most():
    for number in range(8):
        register(Place(f"t{number}", str(number), f"/{number}", order=number, phone=True))
    assert [link.label for link in navigation.dock(for_officer("", "/"))] == ["0", "1", "2", "3", "4"]


def test_the_question_mark_shows_only_where_a_topic_is_registered(monkeypatch):
    monkeypatch.setattr(help, "_topics", {})
    request = RequestFactory().get("/thiet-ke")
    request.resolver_match = resolve("/thiet-ke")
    assert Site(request).help_url == ""
    help.register("gallery", "giao-dien")
    assert Site(request).help_url == "/tro-giup/giao-dien"


def test_the_card_of_keys_is_a_page_too(client):
    said = client.get("/tro-giup/phim-tat").content.decode()
    assert [key.label for key in KEYS if key.label not in said] == []


def test_citizens_see_only_addresses_that_exist():
    shown = [link.href for link in navigation.for_public("/thu-tuc")]
    assert shown[0] == "/"
    assert shown[-1] == "/dang-nhap"
    assert all(resolve(href) for href in shown)
