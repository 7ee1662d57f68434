import pytest

from motcua.base.errors import Forbidden, Invalid, NotFound, Stale, WrongMoment
from motcua.shared.journal import queries as journal
from motcua.shared.org import queries as org
from motcua.work.dossiers import actions, lifecycle, queries
from motcua.work.dossiers.models import Dossier, Holding, Side
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, JUSTICE, MONDAY, able, accepted, body_for, do, officer, until
from motcua.work.tasks import queries as tasks

pytestmark = pytest.mark.usefixtures("at_work")


def seen(row: Dossier) -> tuple[int, str]:
    now = Dossier.objects.get(code=row.code)
    return now.seq, now.state


def test_handing_over_keeps_the_duty_with_the_sender_until_it_is_taken_over() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    assert (row.state, row.agency, row.to_agency) == ("in_transit", COMMUNE, DISTRICT)
    head = journal.head(f"dossier:{row.code}")
    assert head is not None
    assert (head.agency, head.to_agency) == (COMMUNE, DISTRICT)


def test_taking_over_moves_the_duty_and_the_clock_runs_on() -> None:
    first = accepted()
    row = do(do(first, "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    assert (row.state, row.agency, row.to_agency, row.officer) == ("processing", DISTRICT, None, officer("specialist", DISTRICT).username)
    assert row.due_at == first.due_at
    spans = Holding.objects.filter(dossier=row.code).order_by("seq").values_list("agency", "outcome", "taken_from")
    assert list(spans) == [(COMMUNE, "passed", None), (DISTRICT, None, COMMUNE)]


def test_declining_sends_it_back_with_a_reason() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "decline", officer("specialist", DISTRICT), reason="Không thuộc thẩm quyền.")
    assert (row.state, row.agency, row.to_agency) == ("accepted", COMMUNE, None)
    assert queries.content_of(row.code).reasons[0]["reason"] == "Không thuộc thẩm quyền."


def test_declining_without_a_reason_is_refused_and_changes_nothing() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, "decline", {"reason": " "}, officer=officer("specialist", DISTRICT), at=MONDAY)
    assert caught.value.fields == {"reason": "Cần điền mục này."}
    assert seen(row) == (2, "in_transit")


def test_a_stranger_does_not_see_it() -> None:
    row = accepted()
    with pytest.raises(NotFound):
        actions.perform(row.code, "hand_over", {"to": DISTRICT}, officer=officer("counter", "000.02.25.H19"), at=MONDAY)
    assert seen(row) == (1, "accepted")


def test_the_former_holder_sees_it_and_may_not_act() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    with pytest.raises(Forbidden):
        actions.perform(row.code, "hand_over", {"to": JUSTICE}, officer=officer("counter"), at=row.since)


def test_in_transit_only_the_addressee_acts() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    with pytest.raises(WrongMoment):
        actions.perform(row.code, "hand_over", {"to": JUSTICE}, officer=officer("counter"), at=MONDAY)
    with pytest.raises(Forbidden):
        actions.perform(row.code, "take_over", {}, officer=officer("counter"), at=MONDAY)


def test_nobody_takes_over_what_was_not_handed_over() -> None:
    row = accepted()
    with pytest.raises(WrongMoment):
        actions.perform(row.code, "take_over", {}, officer=officer("specialist"), at=MONDAY)


def test_the_sender_does_not_sign_for_the_receiver_inside_one_agency() -> None:
    row = do(accepted(), "hand_over", to=COMMUNE)
    sender = org.officer(str(row.sender).split("@")[0])
    assert sender is not None
    with pytest.raises(Forbidden):
        actions.perform(row.code, "take_over", {}, officer=sender, at=MONDAY)
    assert do(row, "take_over").state == "processing"


def test_a_stale_look_is_refused_with_the_present_number() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT)
    with pytest.raises(Stale) as caught:
        actions.perform(row.code, "take_over", {}, officer=officer("specialist", DISTRICT), at=MONDAY, expected_seq=1)
    assert caught.value.seq == 2


@pytest.mark.parametrize("to", ["000.99.99.H19", "", None, 7])
def test_an_agency_that_is_not_there_is_refused(to: object) -> None:
    row = accepted()
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, "hand_over", {"to": to}, officer=officer("counter"), at=MONDAY)
    assert "to" in caught.value.fields
    assert seen(row) == (1, "accepted")


def test_a_unit_of_another_agency_is_refused() -> None:
    row = accepted()
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, "hand_over", {"to": DISTRICT, "unit": "khong-co"}, officer=officer("counter"), at=MONDAY)
    assert "unit" in caught.value.fields


def test_a_recall_is_a_request_to_the_addressee() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "request_recall", officer("counter"))
    side = Side.objects.get(dossier=row.code)
    assert (side.kind, side.state, side.agency, row.state) == ("recall", "asked", DISTRICT, "in_transit")
    assert tasks.open_with(side.stream) is not None
    with pytest.raises(WrongMoment):
        actions.perform(row.code, "request_recall", {"reason": "x"}, officer=officer("counter"), at=MONDAY)


@pytest.mark.parametrize(("act", "answer"), [("decline", "granted"), ("take_over", "refused")])
def test_the_addressee_answers_a_recall_by_what_it_does(act: str, answer: str) -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "request_recall", officer("counter"))
    row = do(row, act, officer("specialist", DISTRICT))
    side = Side.objects.get(dossier=row.code)
    assert (side.state, row.recall) == (answer, None)
    assert tasks.open_with(side.stream) is None


def test_a_wrong_transfer_does_not_reset_the_deadline_and_finds_its_way() -> None:
    first = accepted()
    row = do(do(first, "hand_over", to=JUSTICE), "take_over", officer("specialist", JUSTICE))
    assert row.due_at == first.due_at
    assert lifecycle.expected(queries.state_of(row), row.since) == "hand_over"
    assert lifecycle.next_place(queries.state_of(row))[0] == COMMUNE


def test_a_clock_that_goes_back_is_held_at_the_last_entry() -> None:
    row = do(accepted(), "hand_over", to=DISTRICT, at=MONDAY.replace(hour=10))
    who = able(row, "take_over", MONDAY)
    body = body_for(row, "take_over", who, MONDAY)
    row = actions.perform(row.code, "take_over", body, officer=who, at=MONDAY.replace(hour=9))
    moments = [e.at for e in journal.entries(f"dossier:{row.code}")]
    assert moments == sorted(moments)
    assert moments[-1] == moments[-2]


def test_every_accepted_dossier_comes_home() -> None:
    assert until(accepted(), "returned").ended_at is not None
