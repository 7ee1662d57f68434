from datetime import timedelta

import pytest

from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.journal import queries as journal
from motcua.shared.org import queries as org
from motcua.work.dossiers import actions, queries
from motcua.work.dossiers.models import ApologyDraft, Dossier
from motcua.work.dossiers.tests.make import DISTRICT, MONDAY, able, accepted, body_for, do, officer, until

pytestmark = pytest.mark.usefixtures("at_work")


def at_desk() -> Dossier:
    """A dossier at the commune's specialist, to be appraised."""
    return do(do(accepted(), "hand_over"), "take_over")


def refuse(row: Dossier, act: str, body: dict[str, object], who: object = None) -> dict[str, str]:
    """The sentences by field; nothing changed."""
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, act, body, officer=who or able(row, act, row.since), at=row.since)  # type: ignore[arg-type]
    assert Dossier.objects.get(code=row.code).seq == row.seq
    return caught.value.fields


def test_an_appraisal_notes_its_conclusion_and_goes_on() -> None:
    row = do(at_desk(), "appraise")
    assert (row.conclusion, row.state) == ("eligible", "processing")
    assert queries.content_of(row.code).appraisal


def test_an_appraisal_needs_conclusion_and_note() -> None:
    assert set(refuse(at_desk(), "appraise", {"conclusion": "perhaps"})) == {"conclusion", "note"}


def test_only_a_specialist_appraises() -> None:
    row = at_desk()
    with pytest.raises(Forbidden):
        actions.perform(row.code, "appraise", {"conclusion": "eligible", "note": "x"}, officer=officer("counter"), at=row.since)


def test_nothing_is_submitted_before_it_was_appraised() -> None:
    row = at_desk()
    with pytest.raises(WrongMoment, match="Chưa thẩm định"):
        do(row, "submit_for_signature", officer("specialist"), signer=officer("leader").username)


def test_the_signer_is_a_leader_of_the_holder() -> None:
    row = do(at_desk(), "appraise")
    assert "signer" in refuse(row, "submit_for_signature", {"signer": officer("counter").username})


def test_signing_and_entering_the_result() -> None:
    row = do(do(do(at_desk(), "appraise"), "submit_for_signature"), "sign")
    assert row.state == "signed"
    row = do(row, "enter_result", number="15/TLKS")
    assert (row.state, row.result_kind) == ("signed", "result")
    result = queries.content_of(row.code).result
    assert result is not None
    assert result["number"] == "15/TLKS"


def test_sent_back_it_is_to_be_appraised_again() -> None:
    row = do(do(do(at_desk(), "appraise"), "submit_for_signature"), "send_back", reason="Cần rõ căn cứ.")
    assert (row.state, row.conclusion, row.signer) == ("processing", None, None)
    step = queries.state_of(row).step_now()
    assert step is not None
    assert step["act"] == "appraise"


def test_a_result_dated_in_the_future_or_before_acceptance_is_refused() -> None:
    row = until(accepted(), "signed")
    body = body_for(row, "enter_result", officer("specialist"), row.since)
    assert "on" in refuse(row, "enter_result", {**body, "on": "2026-12-31"})
    assert "on" in refuse(row, "enter_result", {**body, "on": "2026-11-01"})


def test_what_is_not_eligible_ends_as_refused_with_a_letter() -> None:
    row = do(at_desk(), "appraise", conclusion="not_eligible", note="Thiếu điều kiện.")
    row = until(row, "signed")
    assert "kind" in refuse(row, "enter_result", {**body_for(row, "enter_result", officer("specialist"), row.since), "kind": "result"})
    assert until(row, "refused").state == "refused"


def test_it_is_ready_when_the_result_is_at_the_place_of_return() -> None:
    row = until(accepted(), "ready")
    assert (row.agency, row.ready_at is not None, row.ended_at) == (row.accepting, True, None)
    row = do(row, "return_result", to_whom="Nguyễn Thị Bé")
    assert (row.state, queries.content_of(row.code).collected_by) == ("returned", "Nguyễn Thị Bé")


def test_only_the_accepting_counter_returns_it() -> None:
    row = until(accepted(), "ready")
    with pytest.raises(Forbidden):
        actions.perform(row.code, "return_result", {"to_whom": "x", "channel": "counter"}, officer=officer("specialist"), at=row.since)


def test_an_ended_dossier_takes_no_more_acts() -> None:
    row = until(accepted(), "returned")
    with pytest.raises(WrongMoment, match="đã kết thúc"):
        actions.perform(row.code, "hand_over", {"to": row.accepting}, officer=officer("counter"), at=row.since)


def test_an_apology_moves_the_promise_once() -> None:
    row = at_desk()
    assert row.due_at is not None
    ApologyDraft.objects.create(dossier=row.code, agency=row.agency, drafted_at=MONDAY, due_at=row.due_at, new_due_at=row.due_at + timedelta(days=2))
    new = (row.due_at + timedelta(days=2)).isoformat()
    row = do(row, "apologise", new_due_at=new)
    assert (row.apologised, row.due_at.isoformat() if row.due_at else "") == (True, new)
    assert ApologyDraft.objects.get().done_at is not None
    with pytest.raises(WrongMoment, match="chỉ được hẹn lại một lần"):
        do(row, "apologise", officer("leader"), new_due_at=new)


def test_an_apology_promises_a_later_moment() -> None:
    row = at_desk()
    assert row.due_at is not None
    sentences = refuse(row, "apologise", {"reason": "x", "new_due_at": row.due_at.isoformat()})
    assert sentences == {"new_due_at": "Hẹn lại phải sau hiện tại và sau hẹn cũ."}


def test_a_late_return_without_apology_is_noted_and_not_blocked() -> None:
    row = until(accepted(), "ready", at=MONDAY + timedelta(days=4))
    row = do(row, "return_result", at=MONDAY + timedelta(days=4))
    assert (row.state, row.missing_apology) == ("returned", True)


def test_a_leader_stops_with_reason_and_basis() -> None:
    row = at_desk()
    assert set(refuse(row, "stop", {})) == {"reason", "basis"}
    assert do(row, "stop").state == "stopped"


def test_the_head_assigns_and_reassigns() -> None:
    row = until_unit(accepted(with_a_head()))
    head = able(row, "assign", row.since)
    row = do(row, "assign", head)
    assert row.assigned
    with pytest.raises(WrongMoment, match="đã phân công"):
        actions.perform(row.code, "assign", {"officer": row.officer}, officer=head, at=row.since)
    assert do(row, "reassign", head).assigned


def test_nobody_is_assigned_who_is_not_a_specialist_there() -> None:
    row = until_unit(accepted(with_a_head()))
    assert "officer" in refuse(row, "assign", {"officer": officer("counter").username})


def with_a_head() -> str:
    """A procedure in which a head assigns."""
    known = [catalogue.procedure(code) for code in catalogue.accepted_codes()]
    return next(p.code for p in known if p and any(step.act == "assign" for step in p.steps) and not p.onsite)


def of_district() -> str:
    """A procedure that the district decides alone."""
    known = [catalogue.procedure(code) for code in catalogue.accepted_codes()]
    return next(p.code for p in known if p and {step.place for step in p.steps} == {"accepting", "district"})


def until_unit(row: Dossier) -> Dossier:
    """Bring it to the agency where a head assigns."""
    for _ in range(10):
        step = queries.state_of(row).step_now()
        if step and step["act"] == "assign" and row.state == "processing" and row.agency == step["agency"]:
            return row
        row = do(row, "take_over" if row.to_agency else "hand_over")
    raise AssertionError("no head assigns in this procedure")


def test_a_deputy_with_a_mandate_signs_for_the_head_and_the_entry_says_by_which() -> None:
    row = until(accepted(of_district(), agency=DISTRICT), "for_signature")
    signer, others = row.signer, [o for o in org.colleagues(DISTRICT, "leader") if o.username != row.signer]
    mandated = next(o for o in others if queries.state_of(row).stand_ins.get(o.username))
    row = do(row, "sign", mandated)
    assert journal.entries(f"dossier:{row.code}")[-1].payload["mandate"]
    assert signer != mandated.username


def test_a_leader_without_a_mandate_does_not_sign_for_another() -> None:
    row = until(accepted(of_district(), agency=DISTRICT), "for_signature")
    deputy = next(o for o in org.colleagues(DISTRICT, "leader") if o.username in queries.state_of(row).stand_ins)
    Dossier.objects.filter(code=row.code).update(signer=deputy.username)
    head = org.officer(str(row.signer))
    assert head is not None
    with pytest.raises(Forbidden, match="không có ủy quyền"):
        actions.perform(row.code, "sign", {}, officer=head, at=row.since)
