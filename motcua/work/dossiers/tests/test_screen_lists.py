"""Desk, batches, search, violations: the right rows, in order, counted, at a cost that does not grow with them."""

import gzip
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from motcua.base.time import now
from motcua.shared.identity.models import Reading
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import desk, lifecycle, queries
from motcua.work.dossiers.actions import clockwork
from motcua.work.dossiers.models import ApologyDraft, Dossier
from motcua.work.dossiers.tests.make import COMMUNE, JUSTICE, MONDAY, able, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
LISTS = ["/ban-lam-viec", "/tim", "/ban-giao", "/ky-nhan", "/tiep-nhan/hom-nay?ngay=2026-11-09"]


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_says_what_to_do(client: Client, path: str) -> None:
    page = signed_in(client, officer("counter")).get(path).content.decode()
    assert 'class="empty"' in page


@pytest.mark.parametrize("path", LISTS)
def test_a_longer_list_costs_no_more_statements(client: Client, queries: Any, path: str) -> None:
    signed_in(client, officer("counter"))
    accepted()
    client.get(path)
    with queries.at_most(99) as counted:
        client.get(path)
    once = len(counted.statements)
    for n in range(3):
        accepted(at=MONDAY + timedelta(minutes=n))
    with queries.at_most(once):
        client.get(path)
    assert once <= 12


def test_the_desk_shows_the_act_that_is_wanted_late_first(client: Client) -> None:
    second = accepted(at=MONDAY + timedelta(hours=26))
    first = accepted()
    page = signed_in(client, officer("counter")).get("/ban-lam-viec").content.decode()
    assert page.index(first.code) < page.index(second.code)
    assert f"/ho-so/{first.code}/ban-giao" in page
    assert "quá hạn" in page


def test_the_desk_filters_and_keeps_the_filter(client: Client) -> None:
    row = accepted()
    signed_in(client, officer("counter"))
    assert row.code in client.get("/ban-lam-viec", {"tu": "nguyen thi be"}).content.decode()
    page = client.get("/ban-lam-viec", {"tu": "tran van khong co"}).content.decode()
    assert row.code not in page
    assert 'value="tran van khong co"' in page
    assert "Không có hồ sơ nào khớp bộ lọc" in page


def test_the_desk_as_a_file(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).get("/ban-lam-viec", {"dang": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith("\ufeffMã hồ sơ,Người nộp".encode())
    assert row.code in answer.content.decode()


def groups_of(role: str, agency: str) -> dict[str, int]:
    return {key: n for key, n in desk.counts(officer(role, agency), now()).items() if n and key != "late"}


def expected_of(row: Dossier, act: str) -> Officer:
    """The officer to whom it was assigned when they may do it, else whoever may."""
    at = max(row.since, MONDAY)
    own = org.officer(row.officer) if row.officer else None
    return own if own and lifecycle.why_not(queries.state_of(row), act, own, at) is None else able(row, act, at)


def test_each_one_finds_their_part_on_their_desk() -> None:
    row = accepted()
    assert groups_of("counter", COMMUNE) == {desk.DO: 1}
    for _ in range(40):
        act = lifecycle.expected(queries.state_of(row), row.since)
        assert act is not None
        who = expected_of(row, act)
        group = vars(desk.on_desk(who).get(code=row.code))["group"]
        wanted = {"take_over": desk.TAKE, "assign": desk.ASSIGN, "sign": desk.SIGN, "return_result": desk.RETURN}
        assert group == wanted.get(act, desk.DO), act
        row = do(row, act, who)
        if row.ended_at:
            break
    assert row.state == "returned"


def test_an_apology_that_waits_stands_on_the_leaders_desk(client: Client) -> None:
    row = until(accepted(), "processing")
    leader = officer("leader", row.agency)
    assert row.due_at is not None
    ApologyDraft.objects.create(dossier=row.code, agency=row.agency, drafted_at=now(), due_at=row.due_at, new_due_at=now() + timedelta(days=3))
    page = signed_in(client, leader).get("/ban-lam-viec").content.decode()
    assert f"/ho-so/{row.code}/xin-loi-va-hen-lai" in page


def batch(client: Client, path: str) -> dict[str, Any]:
    """The batch form with every row ticked."""
    sent: dict[str, Any] = {"code": [], "key": "b-1"}
    for bundle in client.get(path).context["bundles"]:
        for line in bundle.lines:
            sent["code"].append(line.row.code)
            sent |= {f"seq-{line.row.code}": line.row.seq, f"to-{line.row.code}": bundle.to}
    return sent


def test_many_are_handed_over_in_one_press_and_taken_over_in_another(client: Client) -> None:
    rows = [accepted(at=MONDAY + timedelta(minutes=n)) for n in range(3)]
    signed_in(client, officer("counter"))
    sent = batch(client, "/ban-giao")
    do(rows[0], "withdraw", officer("counter"), reason="Nộp nhầm")
    answer = client.post("/ban-giao", sent)
    page = answer.content.decode()
    assert [r.done for r in answer.context["results"]] == [False, True, True]
    assert "giữ nguyên" in page
    assert {d.state for d in Dossier.objects.exclude(code=rows[0].code)} == {"in_transit"}
    again = client.post("/ban-giao", sent)
    assert [r.done for r in again.context["results"]] == [False, True, True]
    moved = Dossier.objects.get(code=rows[1].code)
    signed_in(client, able(moved, "take_over", now()))
    done = client.post("/ky-nhan", batch(client, "/ky-nhan"))
    assert all(r.done for r in done.context["results"])
    assert not Dossier.objects.filter(state="in_transit").exists()


def test_the_hand_over_list_is_a_pdf_of_what_one_may_see(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).get("/ban-giao/in", {"ma": [row.code]})
    assert answer.content.startswith(b"%PDF-")
    assert signed_in(client, officer("specialist", JUSTICE)).get("/ban-giao/in", {"ma": [row.code]}).status_code == 400


def test_nothing_chosen_says_so(client: Client) -> None:
    answer = signed_in(client, officer("counter")).post("/ban-giao", {"key": "b-2"})
    assert answer.status_code == 422
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()


def test_search_by_code_opens_the_dossier(client: Client) -> None:
    row = accepted()
    answer = signed_in(client, officer("counter")).get("/tim", {"q": row.code})
    assert answer["Location"] == f"/ho-so/{row.code}"


def test_search_by_filters(client: Client) -> None:
    row = accepted()
    signed_in(client, officer("counter"))
    assert row.code in client.get("/tim", {"state": "accepted", "agency": COMMUNE}).content.decode()
    assert row.code not in client.get("/tim", {"state": "signed"}).content.decode()
    assert "Bộ lọc chưa đúng" in client.get("/tim", {"state": "flying"}).content.decode()
    do(row, "withdraw", officer("counter"), reason="Nộp nhầm")
    assert row.code not in client.get("/tim").content.decode()
    assert row.code in client.get("/tim", {"xong": "1"}).content.decode()


def test_violations_are_for_those_who_answer_for_them(client: Client) -> None:
    accepted()
    assert signed_in(client, officer("counter")).get("/vi-pham").status_code == 403
    page = signed_in(client, officer("leader")).get("/vi-pham").content.decode()
    assert "Chưa soát lần nào." in page
    clockwork.check_invariants(now())
    page = client.get("/vi-pham").content.decode()
    assert "Không có vi phạm." in page
    assert "Nằm quá mốc tiếp theo" in page


def test_the_page_shows_what_the_worker_found_and_when_without_counting_anew(client: Client, queries: Any) -> None:
    row = accepted()
    Dossier.objects.filter(code=row.code).update(agency="000.99.99.H19")
    clockwork.check_invariants(MONDAY)
    Dossier.objects.filter(code=row.code).update(agency=row.agency)
    signed_in(client, officer("leader"))
    with queries.at_most(10):
        page = client.get("/vi-pham").content.decode()
    assert "nơi không còn hoặc không có cán bộ" in page
    assert "09/11/2026" in page


@pytest.mark.parametrize("path", ["/ban-lam-viec", "/tim", "/tiep-nhan", "/tiep-nhan/1.001193", "/ban-giao"])
def test_a_first_visit_of_an_officer_is_light(client: Client, path: str) -> None:
    for n in range(3):
        accepted(at=MONDAY + timedelta(minutes=n))
    page = signed_in(client, officer("counter")).get(path).content.decode()
    linked = [finders.find(part.split('"')[0]) for part in re.split(r'(?:href|src)="/static/', page)[1:]]
    bodies = [page.encode(), *(Path(str(file)).read_bytes() for file in linked)]
    assert sum(len(gzip.compress(body)) for body in bodies) <= 60 * 1024


LISTED = [*LISTS, "/ban-lam-viec?dang=csv", "/tim?dang=csv", "/tiep-nhan/hom-nay?ngay=2026-11-09&dang=csv"]


@pytest.mark.parametrize("path", [path for path in LISTED if path != "/ky-nhan"])
def test_who_read_this_dossier_has_its_answer_for_lists_too(client: Client, path: str) -> None:
    rows, who = [accepted(), accepted(at=MONDAY + timedelta(minutes=1))], officer("counter")
    signed_in(client, who)
    before = Reading.objects.count()
    client.get(path)
    for row in rows:
        assert Reading.objects.filter(about=row.code, by=who.by).count() == 1
    assert Reading.objects.count() == before + len(rows)
    client.get("/ban-lam-viec", {"tu": "khong ai ca"})
    assert Reading.objects.count() == before + len(rows)


def test_what_is_on_its_way_is_noted_as_read_by_who_takes_it_over(client: Client) -> None:
    row = until(accepted(), "in_transit")
    who = able(row, "take_over", now())
    signed_in(client, who).get("/ky-nhan")
    assert Reading.objects.filter(about=row.code, by=who.by, what="take_over").count() == 1


def test_addresses_and_forms_that_nothing_can_read_are_refused(client: Client) -> None:
    row = accepted()
    signed_in(client, officer("counter"))
    for path in ("/ban-giao/in?ma=%00", "/ban-giao/in?ma=" + "9" * 900, f"/ban-giao/in?ma={row.code}&ma=a%00"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "không đọc được" in answer.content.decode()
    for path in ("/ban-lam-viec?nhom=%00", "/tim?state=%00&agency=%00", "/tiep-nhan?tu=%00", "/ky-nhan?chon=%00", "/tiep-nhan/hom-nay?ngay=%00"):
        assert client.get(path).status_code == 200
    for path in ("/tiep-nhan/luot/a%00", "/tiep-nhan/a%00", "/ho-so/a%00", f"/ho-so/{row.code}/tep/a%00", f"/ho-so/{row.code}/a%00"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "odd", [{"seq": "9" * 5000}, {"seq": "٣"}, {"seq": "-1"}, {"to": "[" * 9000}, {"to": '["\\u0000", null]'}, {"to": '["\\ud800", 5]'}, {"to": "7"}]
)
def test_a_batch_with_odd_values_keeps_the_dossier_where_it_is(client: Client, odd: dict[str, str]) -> None:
    row = accepted()
    signed_in(client, officer("counter"))
    sent = batch(client, "/ban-giao") | {f"{name}-{row.code}": value for name, value in odd.items()}
    answer = client.post("/ban-giao", sent)
    assert answer.status_code == 200
    assert "giữ nguyên" in answer.content.decode()
    assert Dossier.objects.get().seq == row.seq
    assert client.post("/ban-giao", {**sent, "code": ["a\x00"]}).status_code == 400


def test_a_batch_page_sent_once_more_says_that_it_was_recorded(client: Client) -> None:
    row = accepted()
    signed_in(client, officer("counter"))
    sent = batch(client, "/ban-giao")
    client.post("/ban-giao", sent)
    answer = client.post("/ban-giao", sent | {f"seq-{row.code}": str(row.seq + 1)})
    assert "Trang này đã gửi hồ sơ này một lần và đã ghi" in answer.content.decode()


def test_what_one_sent_oneself_waits_for_another(client: Client) -> None:
    row = accepted()
    sender = officer("counter")
    row = do(row, "hand_over", sender)
    assert desk.TAKE not in groups_of("counter", COMMUNE)
    taker = able(row, "take_over", now())
    assert taker.username != sender.username
    assert [r.code for r in desk.in_group(desk.on_desk(taker), desk.TAKE)] == [row.code]


def test_a_leader_signs_for_one_who_has_left() -> None:
    row = until(accepted(), "for_signature")
    leader = officer("leader", row.agency)
    Dossier.objects.filter(code=row.code).update(signer="ai-do-da-nghi")
    assert [r.code for r in desk.in_group(desk.on_desk(leader), desk.SIGN)] == [row.code]
    assert desk.counts(leader, now())[desk.SIGN] == 1


@pytest.mark.parametrize("path", ["/ban-giao", "/ky-nhan"])
def test_the_code_in_a_batch_opens_the_dossier(client: Client, path: str) -> None:
    row = accepted() if path == "/ban-giao" else until(accepted(), "in_transit")
    who = officer("counter") if path == "/ban-giao" else able(row, "take_over", now())
    page = signed_in(client, who).get(path).content.decode()
    assert f'<a class="code" href="/ho-so/{row.code}">{row.code}</a>' in page
    assert f'aria-label="{row.code}"' in page
