"""`/khoi-luong`: each number is exactly its list; who left is a problem with a way out; dossiers are given to a colleague."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.shared.org import queries as org
from motcua.work.dossiers import workload
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, MONDAY, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


def some() -> list[Dossier]:
    """Dossiers at every point of their way."""
    states = ("accepted", "in_transit", "processing", "for_signature", "ready", "returned")
    return [until(accepted(at=MONDAY + timedelta(minutes=n)), state) for n, state in enumerate(states)]


def test_each_number_is_exactly_its_list(client: Client) -> None:
    some()
    signed_in(client, officer("leader"))
    page = client.get("/khoi-luong")
    cells = [cell for unit in page.context["units"] for group in [unit["sums"], *[p["cells"] for p in unit["people"]]] for cell in group]
    linked = [cell for cell in cells if cell["url"]]
    assert linked
    for cell in linked:
        assert client.get(cell["url"]).context["count"] == cell["value"], cell
    for cell in cells:
        assert bool(cell["url"]) == bool(cell["value"])


def test_everybody_is_shown_also_who_has_nothing() -> None:
    units = workload.board(officer("leader"), COMMUNE, now())
    assert {p.username for unit in units for p in unit.people} == {o.username for o in org.colleagues(COMMUNE)}
    assert all(p.median is None for unit in units for p in unit.people)


def test_what_was_done_and_how_long_it_took() -> None:
    row = accepted(at=now() - timedelta(days=1))
    who = next(o for o in org.colleagues(COMMUNE) if o.by == row.accepted_by)
    do(row, "hand_over", who)
    counter = next(p for unit in workload.board(officer("leader"), COMMUNE, now()) for p in unit.people if p.username == who.username)
    assert (counter.numbers[workload.WEEK], counter.numbers[workload.MONTH]) == (1, 1)
    assert counter.median is not None


def test_who_left_stands_there_as_a_problem_and_is_relieved(client: Client) -> None:
    row = until(accepted(), "processing")
    Dossier.objects.filter(code=row.code).update(officer="ai.do")
    signed_in(client, officer("leader", row.agency))
    page = client.get("/khoi-luong")
    assert "Hồ sơ của người đã đi" in page.content.decode()
    (former,) = page.context["former"]
    assert (former.username, former.numbers[workload.HELD]) == ("ai.do", 1)
    url = f"/khoi-luong/danh-sach?co-quan={row.agency}&so=dang-giu&nguoi=ai.do"
    people = client.get(url).context["people"]
    sent = {"code": row.code, f"seq-{row.code}": row.seq, "to": people[0][0], "reason": "Chuyển công tác.", "key": "m-1"}
    answer = client.post(url, sent)
    assert [r.done for r in answer.context["results"]] == [True]
    assert client.post(url, sent).context["done"] == 1
    moved = Dossier.objects.get(code=row.code)
    assert (moved.officer, moved.seq) == (people[0][0], row.seq + 1)
    assert Content.objects.get(dossier=row.code).reasons[-1]["reason"] == "Chuyển công tác."
    assert client.get("/khoi-luong").context["former"] == []


def test_one_that_changed_keeps_its_place_and_says_why(client: Client) -> None:
    row = until(accepted(), "processing")
    signed_in(client, officer("leader", row.agency))
    url = f"/khoi-luong/danh-sach?co-quan={row.agency}&so=dang-giu"
    to = client.get(url).context["people"][0][0]
    answer = client.post(url, {"code": row.code, f"seq-{row.code}": row.seq - 1, "to": to, "key": "m-1"})
    assert [(r.done, "vừa được người khác" in r.said) for r in answer.context["results"]] == [(False, True)]
    assert client.post(url, {"key": "m-2"}).status_code == 422


@pytest.mark.parametrize(("role", "agency", "path", "status"), [
    ("counter", COMMUNE, "/khoi-luong", 403),
    ("leader", COMMUNE, f"/khoi-luong?co-quan={DISTRICT}", 404),
    ("leader", DISTRICT, f"/khoi-luong?co-quan={COMMUNE}", 200),
    ("head_of_unit", DISTRICT, f"/khoi-luong?co-quan={COMMUNE}", 404),
    ("head_of_unit", DISTRICT, "/khoi-luong", 200),
    ("leader", COMMUNE, "/khoi-luong/danh-sach?so=gi-do", 404),
    ("leader", COMMUNE, "/khoi-luong?co-quan=%00", 200),
])  # fmt: skip
def test_who_looks_where(client: Client, role: str, agency: str, path: str, status: int) -> None:
    assert signed_in(client, officer(role, agency)).get(path).status_code == status


def test_a_head_sees_the_own_unit_alone() -> None:
    head = officer("head_of_unit", DISTRICT)
    units = workload.board(head, DISTRICT, now())
    assert {unit.code for unit in units} == {head.unit}


def test_below_one_looks_and_does_not_move(client: Client) -> None:
    row = until(accepted(), "processing")
    assert row.agency != DISTRICT
    signed_in(client, officer("leader", DISTRICT))
    page = client.get(f"/khoi-luong/danh-sach?co-quan={COMMUNE}&so=dang-giu")
    assert page.context["people"] == []
    assert "Giao hồ sơ" not in page.content.decode()


def test_as_a_file(client: Client) -> None:
    some()
    signed_in(client, officer("leader"))
    answer = client.get("/khoi-luong", {"dang": "csv"})
    assert answer.content.decode().startswith("\ufeffĐơn vị,Họ tên,Chức danh,Đang giữ,")
    listed: Any = client.get("/khoi-luong/danh-sach", {"so": "dang-giu", "dang": "csv"})
    assert listed["Content-Type"] == "text/csv; charset=utf-8"


def test_the_address_of_a_list_says_everything(client: Client) -> None:
    do(accepted(), "hand_over")
    signed_in(client, officer("leader"))
    page = client.get("/khoi-luong")
    cell = next(c for unit in page.context["units"] for p in unit["people"] for c in p["cells"] if c["url"])
    assert set(parse_qs(urlsplit(cell["url"]).query)) >= {"co-quan", "so", "nguoi"}
