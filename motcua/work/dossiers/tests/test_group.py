"""Many applicants of one procedure: each good row a dossier of its own, each wrong one a sentence, pressed twice nothing doubled."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.shared.org.officer import Officer
from motcua.work.dossiers import roster
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.tests.make import JUSTICE, officer
from motcua.work.dossiers.tests.screens import signed_in
from motcua.work.dossiers.tests.test_screen_counter import typed
from tests.guards.rows import Queries

pytestmark = pytest.mark.usefixtures("at_work")
URL = "/tiep-nhan/1.001193/hang-loat"
PEOPLE = [("Nguyễn Thị Bé", "075190001234"), ("Trần Văn Cả", "075090001235"), ("Lê Thị Út", "075191001236")]


def sent(rows: list[tuple[str, str]], decision: str = "accept", *, papers: bool = True, **changes: Any) -> dict[str, Any]:
    """What the browser sends: the shared part of a filing, and rows by their places."""
    shared = {
        name: value for name, value in typed(decision, papers=papers).items() if name not in {"name", "id_number", "birth_on", "phone", "address"}
    }
    for no, (name, number) in enumerate(rows, 1):
        shared |= {f"row-{no}-name": name, f"row-{no}-id_number": number, f"row-{no}-phone": "", f"row-{no}-birth_on": "", f"row-{no}-address": ""}
    return {**shared, "ward_code": "25993", "paste": "", "key": "g-1", **changes}


@pytest.fixture
def counter(client: Client) -> Client:
    return signed_in(client, officer("counter"))


def codes() -> list[str]:
    return list(Dossier.objects.order_by("code").values_list("code", flat=True))


def test_every_good_row_becomes_a_dossier_with_its_code_and_link(counter: Client) -> None:
    page = counter.post(URL, sent(PEOPLE)).content.decode()
    assert [c.name for c in Content.objects.order_by("dossier")] == [name for name, _ in PEOPLE]
    assert all(f"/ho-so/{code}" in page for code in codes())
    assert len(codes()) == 3


def test_pressed_twice_nothing_is_doubled(counter: Client) -> None:
    first, again = counter.post(URL, sent(PEOPLE)).content.decode(), counter.post(URL, sent(PEOPLE)).content.decode()
    assert len(codes()) == 3
    assert all(code in first and code in again for code in codes())


def test_a_wrong_row_stays_with_its_sentence_and_the_others_are_accepted(counter: Client) -> None:
    page = counter.post(URL, sent([PEOPLE[0], ("", "123"), PEOPLE[2]])).content.decode()
    assert len(codes()) == 2
    assert "Cần tên người nộp." in page
    assert "Số định danh phải gồm đúng 12 chữ số" in page
    assert 'name="row-2-id_number" value="123"' in page
    assert 'value="075190001234"' not in page


def test_what_is_left_can_be_mended_and_sent_under_a_fresh_key(counter: Client) -> None:
    page = counter.post(URL, sent([PEOPLE[0], ("Trần Văn Cả", "12")])).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    assert key[1] != "g-1"
    mended = sent([], key=key[1]) | {"row-2-name": "Trần Văn Cả", "row-2-id_number": "075090001235"}
    assert counter.post(URL, mended).status_code == 200
    assert [c.name for c in Content.objects.order_by("dossier")] == ["Nguyễn Thị Bé", "Trần Văn Cả"]


def test_back_and_another_person_in_an_accepted_row_is_said_not_written(counter: Client) -> None:
    counter.post(URL, sent(PEOPLE[:1]))
    page = counter.post(URL, sent(PEOPLE[1:2])).content.decode()
    assert "Dòng này của lần gửi trước đã được tiếp nhận" in page
    assert len(codes()) == 1


def test_the_same_person_twice_in_one_list_is_one_line_too_many(counter: Client) -> None:
    page = counter.post(URL, sent([PEOPLE[0], PEOPLE[0]])).content.decode()
    assert "Trùng số với dòng 1" in page
    assert len(codes()) == 1


def test_without_the_required_papers_no_row_is_accepted_and_it_is_said_once(counter: Client) -> None:
    answer = counter.post(URL, sent(PEOPLE, papers=False))
    assert answer.status_code == 422
    assert answer.content.decode().count("Chưa đánh dấu đã nhận giấy tờ này.") == 1
    assert codes() == []


def test_a_pasted_sheet_is_laid_into_the_table_and_checked_before_anything_is_written(counter: Client) -> None:
    sheet = "\n".join(f"{name}\t{number}\t03/02/1990\t0901234567\tẤp 1" for name, number in PEOPLE)
    page = counter.post(URL, sent([], "check", paste=sheet + "\nSai Số\t99")).content.decode()
    assert codes() == []
    assert 'name="row-3-name" value="Lê Thị Út"' in page
    assert 'id="row-4-error"' in page
    counter.post(URL, sent([], "accept", paste=sheet))
    assert len(codes()) == 3


def test_a_list_of_a_hundred_is_the_most_and_costs_as_much_for_each(counter: Client, queries: Queries) -> None:
    sheet = "\n".join(f"Người {n:03d} A\t0751900{n:05d}" for n in range(roster.MOST + 2))
    page = counter.post(URL, sent([], "check", paste=sheet)).content.decode()
    assert "2 dòng cuối chưa đưa vào" in page
    with queries.at_most(12):
        counter.post(URL, sent([], "check", paste=sheet))


def test_only_a_counter_may_and_an_empty_list_is_said(client: Client) -> None:
    stranger: Officer = officer("specialist", JUSTICE)
    assert signed_in(client, stranger).post(URL, sent(PEOPLE)).status_code == 403
    assert codes() == []
    empty = signed_in(client, officer("counter")).post(URL, sent([]))
    assert empty.status_code == 422
    assert "Chưa có người nộp nào" in empty.content.decode()
