"""The register: the book of a counter on screen, as form 06 and as a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.shared.identity.models import Reading
from motcua.shared.prints.tests.reading import words
from motcua.work.dossiers import registers
from motcua.work.dossiers.registers import Part
from motcua.work.dossiers.tests.make import COMMUNE, MONDAY, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
NOVEMBER = "/so-theo-doi?quyen=2026&thang=11"
OTHER = "000.12.25.H19"


def test_a_book_is_in_the_order_of_its_numbers(client: Client) -> None:
    rows = [accepted(at=MONDAY + timedelta(minutes=place)) for place in range(3)]
    page = signed_in(client, officer("counter")).get(NOVEMBER).content.decode()
    assert [page.index(row.code) for row in rows] == sorted(page.index(row.code) for row in rows)
    found = registers.lines(list(registers.rows_of(Part(COMMUNE, 2026, 11), officer("counter"))), MONDAY)
    assert [line.no for line in found] == [1, 2, 3]


def test_a_line_says_who_decides_when_it_was_returned_and_who_signed() -> None:
    row = until(accepted(), "ready")
    do(row, "return_result", to_whom="Lê Văn Người Nhận")
    (line,) = registers.lines(list(registers.rows_of(Part(COMMUNE, 2026), officer("counter"))), MONDAY)
    assert (line.lead, line.signed, line.note) == ("Ủy ban nhân dân phường Trảng Dài", "Lê Văn Người Nhận", "")
    assert line.returned_at is not None
    assert line.address == "12 Nguyễn Ái Quốc, phường Trảng Dài"


def test_filters_are_by_month_channel_and_state(client: Client) -> None:
    here, posted = accepted(), accepted(channel_in="post")
    earlier = accepted(at=MONDAY - timedelta(days=20))
    signed_in(client, officer("counter"))

    def shown(filters: str) -> set[str]:
        page = client.get(f"/so-theo-doi?quyen=2026&{filters}").content.decode()
        return {row.code for row in (here, posted, earlier) if row.code in page}

    assert shown("thang=11") == {here.code, posted.code}
    assert shown("thang=") == {here.code, posted.code, earlier.code}
    assert shown("thang=11&kenh=post") == {posted.code}
    assert shown("thang=11&trang-thai=returned") == set()
    assert shown("thang=99&kenh=x&trang-thai=x&cursor=") == {here.code, posted.code, earlier.code}


def test_the_printed_part_carries_what_came_before_it(client: Client) -> None:
    accepted(at=MONDAY - timedelta(days=20))
    row = accepted()
    answer = signed_in(client, officer("counter")).get(f"{NOVEMBER}&dang=pdf")
    said = words(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert "SỔ THEO DÕI HỒ SƠ" in said
    assert "Số hồ sơ của các phần trước trong quyển: 1" in said
    assert row.code in said
    assert "Cộng đến hết: 2 hồ sơ." in said
    assert Reading.objects.filter(about=row.code, what="register", why="in sổ theo dõi").exists()


def test_an_empty_part_says_so(client: Client) -> None:
    signed_in(client, officer("counter"))
    assert "chưa có hồ sơ nào" in client.get(NOVEMBER).content.decode()
    assert client.get(f"{NOVEMBER}&dang=pdf").status_code == 400


def test_the_file_has_the_columns_of_form_06(client: Client) -> None:
    row = accepted()
    text = signed_in(client, officer("counter")).get(f"{NOVEMBER}&dang=csv").content.decode("utf-8-sig")
    head, first = text.splitlines()[:2]
    assert head.split(",")[:3] == ["TT", "Mã hồ sơ", "Tên thủ tục hành chính"]
    assert first.startswith(f"1,{row.code},")


def test_a_book_is_read_by_its_counter_and_those_above_alone(client: Client) -> None:
    row = accepted()
    foreign = signed_in(client, officer("counter", OTHER)).get(f"{NOVEMBER}&co-quan={COMMUNE}").content.decode()
    assert row.code not in foreign
    assert signed_in(client, officer("specialist")).get(NOVEMBER).status_code == 403
    office = officer("chairman_office", "000.00.01.H19")
    assert row.code in signed_in(client, office).get(f"{NOVEMBER}&co-quan={COMMUNE}").content.decode()


def test_a_page_costs_the_same_for_five_and_for_fifty(client: Client) -> None:
    signed_in(client, officer("counter"))
    counts: list[int] = []
    for _ in range(2):
        for _ in range(5 if not counts else 45):
            accepted()
        client.get(NOVEMBER)
        with CaptureQueriesContext(connection) as seen:
            client.get(NOVEMBER)
        counts.append(len(seen))
    assert counts[0] == counts[1]
