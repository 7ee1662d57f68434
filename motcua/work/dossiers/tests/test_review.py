"""Cases that a reader with fresh eyes tried: people who leave, sight that must end, input that hides."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from motcua.base.errors import Invalid, NotFound
from motcua.shared.identity.models import Reading
from motcua.shared.identity.tokens import text_of
from motcua.shared.org import actions as org_actions
from motcua.shared.org import queries as org
from motcua.work.dossiers import actions, checks, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.papers import form
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.tests.make import APPLICANT, COMMUNE, DISTRICT, JUSTICE, MONDAY, accepted, do, filing, officer, until

pytestmark = pytest.mark.usefixtures("at_work")
CENTRE, YESTERDAY = "system@000.00.00.H19", date(2025, 1, 1)


def at_desk() -> Dossier:
    return do(do(accepted(), "hand_over"), "take_over")


def test_when_the_signer_left_another_leader_signs_and_check_tells_when_nobody_can() -> None:
    row = until(accepted(), "for_signature")
    signer = org.officer(str(row.signer))
    assert signer is not None
    org_actions.end_post(signer.post, on=YESTERDAY, by=CENTRE, at=MONDAY)
    assert [v.rule for v in checks.actors(MONDAY)] == ["actor"]
    post = f"{COMMUNE}-99"
    org_actions.engage(
        username="moi.ld",
        name="Lê Văn Mới",
        post=post,
        agency=COMMUNE,
        title="Chủ tịch",
        roles=["leader"],
        valid_from=YESTERDAY,
        by=CENTRE,
        at=MONDAY,
    )
    assert list(checks.actors(MONDAY)) == []
    new = officer("leader")
    assert queries.my_work(new).filter(code=row.code).exists()
    assert do(row, "sign", new).state == "signed"


def test_who_declined_or_answered_sees_it_no_more() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    other = officer("specialist", DISTRICT)
    row = do(row, "decline", other)
    with pytest.raises(NotFound):
        queries.get(row.code, other)
    row = do(do(row, "hand_over", to=COMMUNE), "take_over")
    row = do(row, "ask_opinion", to=JUSTICE)
    asked = officer("specialist", JUSTICE)
    assert queries.get(row.code, asked).code == row.code
    do(row, "answer_opinion", asked)
    with pytest.raises(NotFound):
        queries.get(row.code, asked)


def test_who_held_it_keeps_sight_of_it() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    row = do(do(row, "hand_over", to=JUSTICE), "decline", officer("specialist", JUSTICE))
    assert queries.get(row.code, officer("leader", DISTRICT)).code == row.code


def test_an_opinion_is_answered_by_its_own_reference_only() -> None:
    row = do(at_desk(), "ask_opinion", to=JUSTICE)
    body = {"opinion": "Thống nhất.", "which": "opinion:zz:1"}
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, "answer_opinion", body, officer=officer("specialist", JUSTICE), at=row.since)
    assert set(caught.value.fields) == {"which"}


def test_asking_for_papers_does_not_hide_that_it_was_late() -> None:
    row = at_desk()
    late = MONDAY + timedelta(days=3)
    row = do(do(row, "draft_supplement", at=late), "issue_supplement", at=late)
    after = late + timedelta(days=1)
    assert is_late(row.state, row.due_at, row.ready_at, row.paused_since, after)
    assert Dossier.objects.filter(queries.late_at(after), code=row.code).exists()


def test_a_leader_drafts_a_second_request_with_a_reason() -> None:
    row = do(do(do(at_desk(), "draft_supplement"), "issue_supplement"), "supply")
    row = do(row, "draft_supplement", officer("leader"), approval="Phát sinh tình tiết mới.")
    assert (row.supplement, row.supplements) == ("drafted", 2)


@pytest.mark.parametrize("name", ["\u200b\u200b", "An\u202eob", "A\x1bB", "12345"])
def test_names_that_hide_are_refused(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        actions.receive(filing(applicant={**APPLICANT, "name": name}), officer=officer("counter"), at=MONDAY)
    assert "applicant.name" in caught.value.fields


def test_a_paper_is_listed_once_and_a_case_is_a_text() -> None:
    papers = filing()["papers"]
    for changes, field in (({"papers": papers * 2}, "papers"), ({"case": {}}, "case")):
        with pytest.raises(Invalid) as caught:
            actions.receive(filing(**changes), officer=officer("counter"), at=MONDAY)
        assert field in caught.value.fields


def test_a_correction_is_kept_clean() -> None:
    row = accepted()
    do(row, "correct", officer("counter"), field="phone", value="090 999 8888", reason="x")
    assert queries.content_of(row.code).phone == "0909998888"


def test_the_secret_stands_only_on_the_counters_own_slip() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    ours = form(row, "01", site="http://x/", at=MONDAY, reader=officer("counter"))
    theirs = form(row, "01", site="http://x/", at=MONDAY, reader=officer("specialist", DISTRICT))
    assert ours != theirs


def test_an_apology_promises_a_working_hour() -> None:
    row = at_desk()
    with pytest.raises(Invalid) as caught:
        do(row, "apologise", new_due_at="2026-11-22T03:00:00+07:00")
    assert caught.value.fields == {"new_due_at": "Hẹn trả vào giờ làm việc."}


def test_every_answer_with_a_dossier_leaves_a_trace_of_reading(client: Client) -> None:
    row, who = accepted(), officer("counter")
    token = text_of(who.post, 1, settings.SECRET_OF_TOKENS)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k1"}
    before = Reading.objects.filter(about=row.code).count()
    body, path = {"expected_seq": 1, "to": COMMUNE}, f"/api/v1/dossiers/{row.code}/acts/hand_over"
    answer = client.post(path, body, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    assert Reading.objects.filter(about=row.code).count() == before + 1
