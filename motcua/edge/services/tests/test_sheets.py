"""All that a citizen's page links for the screen is at most 8,192 bytes, uncompressed; and it links what it uses."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.base.sheets import APART
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.tests.make import accepted

LIMIT = 8_192
ROOMS = Path(__file__).parents[3]
PROCEDURE = "1.001193"
PAGES = (
    "/",
    "/hoi?q=khai+sinh",
    "/thu-tuc",
    "/thu-tuc?q=xyzxyz",
    f"/thu-tuc/{PROCEDURE}",
    f"/thu-tuc/{PROCEDURE}?xa=25993",
    f"/thu-tuc/{PROCEDURE}/giay-to",
    f"/thu-tuc/{PROCEDURE}/thay-doi",
    "/tra-cuu",
    "/kiem-chung",
    "/can-doi",
    "/tro-giup",
    "/tro-giup/nguoi-dan",
    "/dang-nhap",
    "/khong-co",
)
SHEET = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')
NEEDED = {"list": r"listing|pager", "filter": "filters", "timeline": "timeline", "month": "month", "home": r"cards|hero"}


def size(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str)
    return Path(found).stat().st_size


def held(page: str) -> None:
    """The sheets for the screen are small, and none is missing."""
    linked = SHEET.findall(page)
    assert linked[0] == "base/public.css"
    assert sum(map(size, linked)) <= LIMIT, linked
    for name, classes in NEEDED.items():
        if re.search(rf'class="(?:[^"]* )?(?:{classes})[" ]', page):
            assert f"base/public-{name}.css" in linked, name


def test_every_sheet_apart_is_looked_for() -> None:
    assert NEEDED.keys() == APART.keys()


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_citizens_links_little_and_all_it_uses(client: Client, path: str) -> None:
    held(client.get(path, follow=True).content.decode())


@pytest.mark.usefixtures("at_work")
def test_the_answer_and_the_reasons_link_little_too(client: Client) -> None:
    row = accepted()
    answer = client.post("/tra-cuu", {"code": row.code, "secret": secret_of(row.code)})
    held(answer.content.decode())
    held(client.post("/tra-cuu", {"code": row.code, "secret": "WRONG234"}).content.decode())
    why = client.post("/tra-cuu/vi-sao", {"note": answer.context["note"]}).content.decode()
    assert 'class="month"' in why
    held(why)


def test_no_template_of_citizens_links_more() -> None:
    """What needs a second step of signing in, or a broken database, to be seen: by its template."""
    found = [path for path in ROOMS.rglob("templates/**/*.html") if 'extends "base/public.html"' in path.read_text()]
    assert len(found) > 10
    for path in found:
        own = re.findall(r"""\{% static ['"]([^'"]+\.css)['"] %\}""", path.read_text())
        assert size("base/public.css") + sum(map(size, own)) <= LIMIT, path.name
