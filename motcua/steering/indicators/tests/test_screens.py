"""The screens of the chairman's office: who may see them, every number a list of that length, the same few statements however many agencies."""

import gzip
import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pypdf import PdfReader

from motcua.shared.identity.models import Reading
from motcua.shared.org import queries as org
from motcua.steering.indicators import actions
from motcua.steering.indicators.tests import make
from motcua.steering.indicators.tests.make import chairman_office, scattered, supervisor
from motcua.work.dossiers.actions import clockwork
from motcua.work.dossiers.tests.make import accepted, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
WHEN = "?ky=thang&tu=2026-11-01"
PAGES = [
    f"/dieu-hanh{WHEN}",
    f"/dieu-hanh/ban-do{WHEN}",
    f"/dieu-hanh/ban-do{WHEN}&huyen=000.00.25.H19",
    f"/dieu-hanh/noi-cho{WHEN}",
    f"/dieu-hanh/so-sanh{WHEN}",
    f"/dieu-hanh/so-sanh{WHEN}&theo=giai-quyet",
    "/dieu-hanh/thu-hai?tu=2026-11-09",
    f"/dieu-hanh/cach-tinh{WHEN}",
    f"/dieu-hanh/bang/co-quan{WHEN}",
    f"/dieu-hanh/bang/thu-tuc{WHEN}",
    f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan",
]


@pytest.fixture(autouse=True)
def _the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens look at the moment of the made dossiers."""
    for module in ("overview", "lists", "maps", "waits", "compare", "monday"):
        monkeypatch.setattr(f"motcua.steering.indicators.views.{module}.now", lambda: make.NOW)


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_who_does_not_steer_is_told_for_whom_the_page_is(client: Client, path: str) -> None:
    for role in ("counter", "specialist", "clerk", "head_of_unit"):
        answer = signed_in(client, officer(role, "000.00.25.H19")).get(path)
        assert answer.status_code == 403
        assert "dành cho Văn phòng, thanh tra" in answer.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("empty", [True, False])
def test_every_page_stands_with_nothing_and_with_much(client: Client, path: str, empty: bool) -> None:
    if not empty:
        scattered(120)
        until(accepted(), "for_signature")
        actions.measure(at=make.NOW)
    for who in (
        chairman_office(),
        supervisor(),
        org.colleagues(make.INSPECTORATE, "auditor")[0],
        officer("leader"),
        officer("leader", "000.00.00.H19"),
    ):
        page = body(signed_in(client, who), path)
        assert page.count("<h1") == 1
        assert " style=" not in page
        assert "None" not in re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize("path", [p for p in PAGES if "ho-so" not in p and "cach-tinh" not in p])
def test_every_number_leads_to_a_list_of_that_length(client: Client, path: str) -> None:
    scattered(150, agencies=4)
    until(accepted(), "for_signature")
    actions.measure(at=make.NOW)
    signed_in(client, chairman_office())
    links = re.findall(r'<a[^>]*href="(/dieu-hanh/ho-so\?[^"]+)"[^>]*>(?:<b>)?([\d.]+)(?:</b>)?<', body(client, path))
    seen = {unescape(href): int(number.replace(".", "")) for href, number in links}
    assert seen or "thu-hai" in path
    for href, number in list(seen.items())[:60]:
        listed = re.search(r'<caption>[^<]*<span class="dim">([\d.]+) hồ sơ', body(client, href))
        assert listed is not None, href
        assert int(listed[1].replace(".", "")) == number, href


@pytest.mark.parametrize("path", PAGES)
def test_more_agencies_cost_no_more_statements(client: Client, queries: Any, path: str) -> None:
    signed_in(client, chairman_office())
    scattered(60, agencies=5)
    actions.measure(at=make.NOW)
    client.get(path)
    with queries.at_most(40) as counted:
        client.get(path)
    once = len(counted.statements)
    scattered(600, agencies=50, seed=2)
    actions.measure(at=make.NOW)
    with queries.at_most(once):
        client.get(path)
    assert once <= 22


def test_a_leader_sees_the_own_agency_and_no_other(client: Client) -> None:
    row = accepted()
    mine = body(signed_in(client, officer("leader")), f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan")
    assert row.code in mine
    other = body(signed_in(client, officer("leader", "000.02.25.H19")), f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan")
    assert row.code not in other
    above = body(signed_in(client, officer("leader", "000.00.25.H19")), f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan")
    assert row.code in above


def test_the_supervisor_reads_no_names_and_nothing_is_noted(client: Client) -> None:
    row = accepted()
    before = Reading.objects.count()
    page = body(signed_in(client, supervisor()), f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan")
    assert row.code in page
    assert "Nguyễn Thị Bé" not in page
    assert "không nêu tên" in page
    assert Reading.objects.count() == before


@pytest.mark.parametrize("more", ["", "&dang=csv"])
def test_lists_with_names_are_noted_for_each_dossier(client: Client, more: str) -> None:
    row = accepted()
    before = Reading.objects.filter(about=row.code).count()
    page = body(signed_in(client, chairman_office()), f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan{more}")
    assert "Nguyễn Thị Bé" in page
    assert Reading.objects.filter(about=row.code).count() == before + 1


@pytest.mark.parametrize("path", ["bang/co-quan", "bang/huyen", "bang/cap", "bang/linh-vuc", "bang/thu-tuc", "bang/giu", "so-sanh", "noi-cho"])
def test_every_table_is_a_file(client: Client, path: str) -> None:
    scattered(60)
    accepted()
    actions.measure(at=make.NOW)
    answer = signed_in(client, chairman_office()).get(f"/dieu-hanh/{path}{WHEN}&dang=csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) > 1
    assert all(line for line in lines)


def test_what_nothing_can_read_is_refused(client: Client) -> None:
    signed_in(client, chairman_office())
    for path in ("/dieu-hanh?ky=khac&tu=x", "/dieu-hanh?co-quan=" + "9" * 300, "/dieu-hanh?ky=khac&tu=2026-11-02&den=2026-11-01"):
        assert client.get(path).status_code == 400
    for path in ("/dieu-hanh/bang/khong-co", "/dieu-hanh/ho-so?so=khong-co", "/dieu-hanh/ho-so"):
        assert client.get(path).status_code == 404
    assert client.get("/dieu-hanh?co-quan=%00&thu-tuc=%00").status_code == 200
    assert client.get(f"/dieu-hanh/ho-so{WHEN}&so=tiep-nhan&cursor=x").status_code == 400


@pytest.mark.parametrize("count", [0, 400])
def test_the_sheet_for_monday_is_always_one_page(client: Client, count: int) -> None:
    rows = scattered(count, agencies=40) if count else []
    for row in rows:
        row.procedure_name = "Thủ tục có một cái tên rất dài mà không ai đọc hết được trong một lần, dù có cố gắng đến mấy đi nữa " * 3
        row.save(update_fields=["procedure_name"])
    accepted()
    actions.measure(at=make.NOW)
    answer = signed_in(client, chairman_office()).get("/dieu-hanh/thu-hai/in?tu=2026-11-09")
    assert answer["Content-Type"] == "application/pdf"
    pages: Any = PdfReader(BytesIO(answer.content)).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    said = " ".join(pages[0].extract_text().split())
    for words in ("tuần 46", "Cần quyết", "Mười hồ sơ quá hạn lâu nhất", "Tiếp nhận", "không phải bản đồ địa giới", "Đang quá hạn"):
        assert words in said
    picture = client.get("/dieu-hanh/thu-hai/in?tu=2026-11-09&dang=png")
    assert picture.content.startswith(b"\x89PNG")


def test_what_must_be_looked_at_names_the_trouble(client: Client) -> None:
    rows = scattered(200)
    row = accepted()
    type(row).objects.filter(code=rows[0].code).update(agency="000.99.99.H19")
    clockwork.check_invariants(make.NOW)
    page = body(signed_in(client, chairman_office()), f"/dieu-hanh{WHEN}")
    assert "Vi phạm bất biến" in page
    assert "nơi không còn hoặc không có cán bộ" in page
    assert "quá hạn " in page


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_light(client: Client, path: str) -> None:
    scattered(600, agencies=180)
    actions.measure(at=make.NOW)
    page = body(signed_in(client, chairman_office()), path)
    linked = [finders.find(part.split('"')[0]) for part in re.split(r'(?:href|src)="/static/', page)[1:]]
    whole = [page.encode(), *(Path(str(file)).read_bytes() for file in linked)]
    assert sum(len(gzip.compress(part)) for part in whole) <= 60 * 1024
    assert len(gzip.compress(page.encode())) <= 12 * 1024


def test_the_places_stand_in_the_menu_of_those_who_steer(client: Client) -> None:
    page = body(signed_in(client, chairman_office()), "/dieu-hanh")
    for path in ("/dieu-hanh", "/dieu-hanh/ban-do", "/dieu-hanh/noi-cho", "/dieu-hanh/so-sanh", "/dieu-hanh/thu-hai", "/vi-pham"):
        assert f'href="{path}"' in page

    assert 'href="/dieu-hanh"' not in body(signed_in(client, officer("specialist")), "/ban-lam-viec")
