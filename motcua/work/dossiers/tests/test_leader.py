"""`/lanh-dao`: the right rows in each group, sign and send back in two touches, a batch only after reading, letters of apology."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.shared.identity.models import Reading
from motcua.shared.journal import queries as journal
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import leader
from motcua.work.dossiers.actions import clockwork
from motcua.work.dossiers.models import ApologyDraft, Content, Dossier
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, MONDAY, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")


def waiting(count: int = 1) -> list[Dossier]:
    """Dossiers that wait for one leader's signature."""
    return [until(accepted(at=MONDAY + timedelta(minutes=n)), "for_signature") for n in range(count)]


def signer(row: Dossier) -> Officer:
    return next(o for n in range(9) if (o := officer("leader", row.agency, n)).username == row.signer)


def form(row: Dossier, act: str, **given: Any) -> dict[str, Any]:
    return {"act": act, "expected_seq": row.seq, "key": f"k-{row.code}-{act}", "nhom": leader.SIGN, **given}


def test_leaders_and_heads_start_here_and_others_at_the_desk(client: Client) -> None:
    for role, agency, path in (("leader", COMMUNE, "/lanh-dao"), ("head_of_unit", DISTRICT, "/lanh-dao"), ("counter", COMMUNE, "/ban-lam-viec")):
        assert signed_in(client, officer(role, agency)).get("/vao-viec")["Location"] == path


def test_it_is_not_for_others(client: Client) -> None:
    assert signed_in(client, officer("counter")).get("/lanh-dao").status_code == 403


def test_each_group_has_its_rows() -> None:
    (row,) = waiting()
    who = signer(row)
    assert [r.code for r in leader.rows(who, leader.SIGN, now())] == [row.code]
    assert row.due_at is not None
    late, soon = row.due_at + timedelta(hours=1), row.due_at - timedelta(minutes=30)
    assert [r.code for r in leader.rows(who, leader.LATE, late)] == [row.code]
    assert [r.code for r in leader.rows(who, leader.SOON, soon)] == [row.code]
    assert not leader.rows(who, leader.SOON, late).exists()
    assert leader.counts(who, soon) == {leader.SIGN: 1, leader.DECIDE: 0, leader.LATE: 0, leader.SOON: 1}


def test_a_declined_one_and_one_to_assign_are_to_be_decided() -> None:
    row = do(until(accepted(), "in_transit"), "decline", reason="Không thuộc thẩm quyền")
    (found,) = leader.rows(officer("leader", row.agency), leader.DECIDE, now())
    assert vars(found)["matter"] == leader.DECLINED


def test_signing_takes_two_touches_and_the_next_one_opens(client: Client) -> None:
    first, second = waiting(2)
    signed_in(client, signer(first))
    home = client.get("/lanh-dao").content.decode()
    assert f"/lanh-dao/{first.code}?nhom=ky" in home
    assert "Ký duyệt" in client.get(f"/lanh-dao/{first.code}?nhom=ky").content.decode()
    answer = client.post(f"/lanh-dao/{first.code}", form(first, "sign"))
    assert answer["Location"] == f"/lanh-dao/{second.code}?nhom=ky"
    assert Dossier.objects.get(code=first.code).state != "for_signature"
    assert f"Đã ký {first.code}. Còn 1." in client.get(answer["Location"]).content.decode()
    seq = Dossier.objects.get(code=first.code).seq
    client.post(f"/lanh-dao/{first.code}", form(first, "sign"))
    assert Dossier.objects.get(code=first.code).seq == seq


def test_sending_back_asks_for_the_reason_and_keeps_what_was_typed(client: Client) -> None:
    (row,) = waiting()
    signed_in(client, signer(row))
    refused = client.post(f"/lanh-dao/{row.code}", form(row, "send_back"))
    assert refused.status_code == 422
    assert Dossier.objects.get(code=row.code).seq == row.seq
    answer = client.post(f"/lanh-dao/{row.code}", form(row, "send_back", key="k2", choice=leader.REASONS[0], reason="Xem khoản 2."))
    assert answer["Location"] == "/lanh-dao"
    assert Content.objects.get(dossier=row.code).reasons[-1]["reason"] == f"{leader.REASONS[0]} Xem khoản 2."


def test_what_changed_since_it_was_opened_is_refused(client: Client) -> None:
    (row,) = waiting()
    signed_in(client, signer(row))
    answer = client.post(f"/lanh-dao/{row.code}", form(row, "sign") | {"expected_seq": row.seq - 1})
    assert answer.status_code == 409
    assert "vừa được người khác xử lý" in answer.content.decode()
    assert Dossier.objects.get(code=row.code).state == "for_signature"


def batch(found: list[Dossier]) -> dict[str, Any]:
    return {"code": [r.code for r in found], "key": "b-1"} | {f"seq-{r.code}": r.seq for r in found}


def test_a_batch_signs_only_what_was_shown_as_it_stands(client: Client) -> None:
    rows = waiting(3)
    signed_in(client, signer(rows[0]))
    answer = client.post("/lanh-dao/ky-loat", batch(rows))
    assert [r.done for r in answer.context["results"]] == [False, False, False]
    assert "đọc rồi hãy ký" in answer.content.decode()
    client.get("/lanh-dao/ky-loat")
    assert Reading.objects.filter(what=leader.READ_AS, why=leader.shown_as(rows[0].seq), about=rows[0].code).count() == 1
    do(rows[1], "send_back", signer(rows[1]), reason="Làm lại")
    answer = client.post("/lanh-dao/ky-loat", batch(rows) | {"key": "b-2"})
    assert [r.done for r in answer.context["results"]] == [True, False, True]
    before = journal.head(f"dossier:{rows[0].code}")
    again = client.post("/lanh-dao/ky-loat", batch(rows) | {"key": "b-2"})
    assert [r.done for r in again.context["results"]] == [True, False, True]
    assert journal.head(f"dossier:{rows[0].code}") == before


def test_a_batch_without_a_choice_says_so(client: Client) -> None:
    (row,) = waiting()
    answer = signed_in(client, signer(row)).post("/lanh-dao/ky-loat", {"key": "b-1"})
    assert answer.status_code == 422


def test_a_letter_of_apology_comes_by_itself_and_is_signed(client: Client) -> None:
    (row,) = waiting()
    assert row.due_at is not None
    clockwork.draft_apologies(now())
    who = signer(row)
    signed_in(client, who)
    assert f"/lanh-dao/xin-loi/{row.code}" in client.get("/lanh-dao").content.decode()
    page = client.get(f"/lanh-dao/xin-loi/{row.code}")
    sent = {"choice": "Cần thêm thời gian xác minh thực tế.", "new_due_at": page.context["new_due"], "expected_seq": row.seq, "key": "x-1"}
    assert client.post(f"/lanh-dao/xin-loi/{row.code}", sent | {"new_due_at": "hôm sau"}).status_code == 422
    assert client.post(f"/lanh-dao/xin-loi/{row.code}", sent | {"key": "x-2"})["Location"] == "/lanh-dao"
    assert Dossier.objects.get(code=row.code).apologised
    assert ApologyDraft.objects.get(dossier=row.code).done_at is not None
    assert client.get(f"/lanh-dao/xin-loi/{row.code}").status_code == 404


def test_an_assignment_in_two_touches(client: Client) -> None:
    row = until(accepted(), "processing")
    who = officer("leader", row.agency)
    other = next(o for n in range(3) if (o := officer("specialist", row.agency, n)).username != row.officer)
    signed_in(client, who)
    act = "reassign" if row.officer else "assign"
    sent = form(row, act, nhom=leader.SOON, officer=other.username, reason="Người giữ đi học.")
    assert client.post(f"/lanh-dao/{row.code}", sent).status_code == 302
    assert Dossier.objects.get(code=row.code).officer == other.username


def test_a_longer_list_costs_no_more_statements(client: Client, queries: Any) -> None:
    waiting(2)
    signed_in(client, officer("leader"))
    for path in ("/lanh-dao?nhom=ky", "/lanh-dao?nhom=quyet-dinh", "/lanh-dao/ky-loat", "/khoi-luong"):
        client.get(path)
        with queries.at_most(99) as counted:
            client.get(path)
        once = len(counted.statements)
        rows = waiting(3)
        with queries.at_most(once):
            client.get(path)
        assert once <= 18, path
        for row in rows:
            Dossier.objects.filter(code=row.code).delete()


def test_an_opinion_that_is_asked_stands_before_who_must_answer() -> None:
    row = until(accepted(), "processing")
    row = do(row, "ask_opinion")
    asked = row.opinions[-1]["to"]
    (found,) = leader.rows(officer("leader", asked), leader.DECIDE, now())
    assert (found.code, vars(found)["matter"]) == (row.code, leader.OPINION)
    assert not leader.rows(officer("leader", row.agency), leader.DECIDE, now()).exists()
