"""The desk: one list in groups, what came back, filters that are remembered, marks, the pane, and acts for many."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.shared.identity.models import Reading
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import desk, expectation, queries
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import COMMUNE, JUSTICE, MONDAY, able, accepted, do, officer, until
from motcua.work.dossiers.tests.screens import signed_in

pytestmark = pytest.mark.usefixtures("at_work")
DESK, BULK = "/ban-lam-viec", "/ban-lam-viec/hang-loat"


def processing() -> Dossier:
    """Taken over by the specialist who shall appraise it."""
    row = do(accepted(), "hand_over", officer("counter"))
    return do(row, "take_over", officer("specialist", row.to_agency or row.agency))


def holder_of(row: Dossier) -> Officer:
    """Who took it over."""
    found = org.officer(row.officer or "")
    assert found is not None
    return found


def group_of(row: Dossier) -> str:
    who = holder_of(row)
    return str(vars(desk.on_desk(who).get(code=row.code))["group"])


def test_what_came_back_stands_in_a_group_of_its_own() -> None:
    supplied = do(do(do(processing(), "draft_supplement"), "issue_supplement"), "supply")
    answered = do(do(processing(), "ask_opinion", to=JUSTICE), "answer_opinion")
    sent_back = do(until(processing(), "for_signature"), "send_back")
    plain = processing()
    assert [group_of(row) for row in (supplied, answered, sent_back)] == [desk.BACK] * 3
    assert group_of(plain) != desk.BACK
    who = holder_of(supplied)
    backs = {row.code: vars(row)["back"] for row in desk.on_desk(who)}
    assert [backs[row.code] for row in (supplied, answered, sent_back)] == [desk.SUPPLIED, desk.ANSWERED, desk.SENT_BACK]


def test_once_appraised_again_it_is_no_longer_back() -> None:
    row = do(do(do(do(processing(), "draft_supplement"), "issue_supplement"), "supply"), "appraise")
    assert group_of(row) == desk.DO


def test_groups_are_counted_and_filters_narrow(client: Client) -> None:
    row = do(do(do(processing(), "draft_supplement"), "issue_supplement"), "supply")
    other = processing()
    signed_in(client, holder_of(row))
    page = client.get(DESK, {"nhom": desk.BACK}).content.decode()
    assert row.code in page
    assert other.code not in page
    assert other.code not in client.get(DESK, {"ve": desk.SUPPLIED}).content.decode()
    assert row.code in client.get(DESK, {"thu_tuc": row.procedure, "buoc": "appraise", "xep": "lau"}).content.decode()
    assert row.code not in client.get(DESK, {"thu_tuc": "9.999999"}).content.decode()


def test_what_was_chosen_is_remembered_until_it_is_dropped(client: Client) -> None:
    signed_in(client, officer("counter"))
    client.get(DESK, {"han": "tre", "xep": "lau"})
    assert client.get(DESK)["Location"] == f"{DESK}?han=tre&xep=lau"
    assert client.get(DESK, {"bo-loc": "1"}).status_code == 200
    assert client.get(DESK).status_code == 200


def test_a_row_says_what_is_next_until_when_and_how_long_it_lies(client: Client) -> None:
    row = do(processing(), "appraise")
    page = signed_in(client, holder_of(row)).get(DESK).content.decode()
    for said in (row.code, "Trình ký", "Hẹn trả", "ngày", f"/ho-so/{row.code}/trinh-ky"):
        assert said in page


def test_desk_pane_and_page_say_the_same_of_what_is_next(client: Client) -> None:
    row = processing()
    who = holder_of(row)
    found = expectation.of(queries.state_of(row), who, now())
    assert found is not None
    signed_in(client, who)
    for path in (f"/ho-so/{row.code}", f"/ho-so/{row.code}/khung"):
        assert f"<strong>{found.sentence}</strong>" in client.get(path).content.decode()


def test_an_open_sub_dossier_is_what_is_waited_for() -> None:
    row = do(do(processing(), "open_subdossier", to=JUSTICE), "appraise")
    found = expectation.of(queries.state_of(row), holder_of(row), now())
    assert found is not None
    assert (found.act, found.mine) == ("", False)
    assert "Hồ sơ con" in found.title


def test_an_urgent_note_marks_the_row_for_the_own_unit(client: Client) -> None:
    row = processing()
    who = holder_of(row)
    jottings.add_note(row.code, "Người nộp đang nằm viện.", urgent=True, officer=who, at=now())
    assert "gấp" in signed_in(client, who).get(DESK).content.decode()


def test_the_pane_is_a_part_of_a_page_for_its_readers_and_noted(client: Client) -> None:
    row = processing()
    page = signed_in(client, holder_of(row)).get(f"/ho-so/{row.code}/khung").content.decode()
    assert "<html" not in page
    assert "Nguyễn Thị Bé" in page
    assert Reading.objects.filter(what="dossier", about=row.code).count() == 1
    assert signed_in(client, officer("leader", JUSTICE)).get(f"/ho-so/{row.code}/khung").status_code == 404


@pytest.mark.parametrize("rows", [2, 6])
def test_a_longer_desk_costs_no_more_statements(client: Client, queries: Any, rows: int) -> None:
    for n in range(rows):
        accepted(at=MONDAY + timedelta(minutes=n))
    signed_in(client, officer("counter"))
    client.get(DESK)
    with queries.at_most(14):
        client.get(DESK)


def ticked(rows: list[Dossier], act: str, **given: Any) -> dict[str, Any]:
    return {"viec": act, "ma": [row.code for row in rows], "key": "bulk-1"} | {f"seq-{row.code}": row.seq for row in rows} | given


def test_many_are_appraised_alike_each_with_its_own_result(client: Client) -> None:
    rows = [processing() for _ in range(3)]
    who = holder_of(rows[0])
    signed_in(client, who)
    page = client.get(BULK, {"viec": "appraise", "ma": [row.code for row in rows]}).content.decode()
    assert "Thẩm định 3 hồ sơ" in page
    sent = ticked(rows, "appraise", conclusion="eligible", note="Đủ điều kiện.")
    do(rows[0], "withdraw", able(rows[0], "withdraw", now()), reason="Rút.")
    answer = client.post(BULK, sent)
    assert sorted(r.done for r in answer.context["results"]) == [False, True, True]
    assert Dossier.objects.filter(conclusion="eligible").count() == 2
    seqs = list(Dossier.objects.order_by("code").values_list("seq", flat=True))
    again = client.post(BULK, sent)
    assert sorted(r.done for r in again.context["results"]) == [False, True, True]
    assert list(Dossier.objects.order_by("code").values_list("seq", flat=True)) == seqs


def test_what_cannot_be_done_with_a_row_is_said_before_and_left_alone(client: Client) -> None:
    row, arrived = accepted(), processing()
    who = holder_of(arrived)
    page = signed_in(client, who).get(BULK, {"viec": "submit_for_signature", "ma": [row.code, arrived.code]}).content.decode()
    assert "Chưa thẩm định hồ sơ." in page
    assert "Chưa làm được, sẽ giữ nguyên" in page


def test_a_wrong_field_is_told_once_and_nothing_is_written(client: Client) -> None:
    rows = [processing() for _ in range(2)]
    signed_in(client, holder_of(rows[0]))
    answer = client.post(BULK, ticked(rows, "appraise", conclusion="maybe", note="x"))
    assert answer.status_code == 422
    assert not Dossier.objects.filter(conclusion__isnull=False).exists()


def test_each_is_handed_over_where_its_own_process_sends_it(client: Client) -> None:
    rows = [accepted(at=MONDAY + timedelta(minutes=n)) for n in range(2)]
    signed_in(client, officer("counter", COMMUNE))
    answer = client.post(BULK, ticked(rows, "hand_over"))
    assert all(r.done for r in answer.context["results"])
    assert set(Dossier.objects.values_list("state", flat=True)) == {"in_transit"}


def test_no_choice_and_no_such_act(client: Client) -> None:
    signed_in(client, officer("counter"))
    assert client.get(BULK, {"viec": "sign"}).status_code == 404
    assert client.post(BULK, {"viec": "hand_over", "key": "k"}).status_code == 422
    assert "Chưa chọn hồ sơ nào" in client.get(BULK, {"viec": "hand_over"}).content.decode()
