"""The counter's day: what was taken, guided, refused, given back, and what still lies on the table too long."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.base.time import VN, now
from motcua.work.dossiers import actions, queries, tallies
from motcua.work.dossiers.tallies import Day
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, MONDAY, accepted, do, filing, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
URL = "/tiep-nhan/hom-nay"


def the_day(at: datetime, by: str = "") -> Day:
    return Day(COMMUNE, *queries.day_of(at), by)


def test_the_figures_of_a_day_are_those_of_its_acts() -> None:
    accepted()
    until(accepted(at=MONDAY + timedelta(minutes=5)), "returned")
    accepted(at=MONDAY - timedelta(days=3))
    accepted(agency=DISTRICT)
    actions.receive(filing(decision="refuse", reason="Không thuộc thẩm quyền."), officer=officer("counter"), at=MONDAY)
    found = tallies.totals(the_day(MONDAY), MONDAY + timedelta(hours=2))
    assert found == {"accepted": 2, "returned": 1, "guided": 0, "refused": 1, "waiting": 2, "overdue": 1}


def test_after_fifteen_hours_it_may_wait_until_the_next_morning_and_no_longer() -> None:
    accepted(at=MONDAY.replace(hour=14))
    late = accepted(at=MONDAY.replace(hour=15, minute=30))
    rows = tallies.waiting(COMMUNE)
    evening, noon = MONDAY.replace(hour=20), (MONDAY + timedelta(days=1)).replace(hour=12)
    assert tallies.overdue(rows, evening).count() == 1
    assert set(tallies.overdue(rows, noon).values_list("code", flat=True)) >= {late.code}
    do(late, "hand_over", at=noon)
    assert late.code not in tallies.waiting(COMMUNE).values_list("code", flat=True)


def test_the_most_taken_of_thirty_days_stand_first_with_their_counts() -> None:
    at = now()
    for procedure in ("1.000656", "1.001193", "1.001193"):
        accepted(procedure, at=at - timedelta(days=1))
    accepted("1.000894", at=at - timedelta(days=40))
    accepted("1.000894", at=at - timedelta(days=1), agency=DISTRICT)
    assert tallies.most_taken(COMMUNE, at) == {"1.001193": 2, "1.000656": 1}


@pytest.fixture
def counter(client: Client) -> Client:
    return signed_in(client, officer("counter"))


def test_the_choice_shows_them_with_due_date_and_fee(counter: Client) -> None:
    accepted("1.000656", at=now() - timedelta(days=1))
    page = counter.get("/tiep-nhan").content.decode()
    assert "Quầy này nhận nhiều nhất" in page
    assert page.index("/tiep-nhan/1.000656") < page.index("Tất cả thủ tục")
    assert "ngày làm việc" in page
    assert "không thu" in page


def test_as_one_types_only_the_list_comes_with_what_this_counter_takes_first(counter: Client) -> None:
    accepted("1.000656", at=now() - timedelta(days=1))
    piece = counter.get("/tiep-nhan", {"tu": "dang ky khai"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert piece.index("1.000656") < piece.index("1.001193")


@pytest.mark.parametrize("which", ["da-nhan", "huong-dan", "tu-choi", "da-tra", "cho-ban-giao", "qua-gio"])
def test_every_list_has_its_page_and_its_file(counter: Client, which: str) -> None:
    row = accepted(at=now())
    actions.receive(filing(decision="refuse", reason="Không thuộc thẩm quyền."), officer=officer("counter"), at=now())
    page = counter.get(URL, {"xem": which})
    sheet = counter.get(URL, {"xem": which, "dang": "csv"})
    assert (page.status_code, sheet.status_code) == (200, 200)
    assert sheet.content.decode("utf-8-sig").splitlines()[0].startswith(("Mã hồ sơ", "Lượt nộp"))
    assert (row.code in page.content.decode()) == (which in {"da-nhan", "cho-ban-giao"})


def test_one_officers_part_and_another_day_can_be_chosen(counter: Client) -> None:
    row = accepted(at=now())
    mine = counter.get(URL, {"ai": officer("counter").by}).content.decode()
    assert row.code in mine
    past = counter.get(URL, {"ngay": f"{MONDAY.astimezone(VN) - timedelta(days=900):%Y-%m-%d}"}).content.decode()
    assert row.code not in past
    assert counter.get(URL, {"ngay": "hôm qua", "ai": "x", "xem": "y"}).status_code == 200
