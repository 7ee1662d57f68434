import pytest

from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.shared.journal import queries as journal
from motcua.shared.notify import queries as messages
from motcua.work.dossiers import queries
from motcua.work.dossiers.actions.erase import erase
from motcua.work.dossiers.tests.make import JUSTICE, MONDAY, accepted, do, officer, until

pytestmark = pytest.mark.usefixtures("at_work")


def test_it_takes_what_is_personal_everywhere_and_leaves_the_history() -> None:
    row = until(accepted(), "returned")
    before = [e.hash for e in journal.entries(f"dossier:{row.code}")]
    erase(row.code, basis="12/QD-UBND", officer=officer("leader"), at=row.since)
    content = queries.content_of(row.code)
    assert (content.name, content.id_number, content.phone, content.papers, content.result) == ("", "", "", [], None)
    entries = journal.entries(f"dossier:{row.code}")
    assert [e.hash for e in entries[:-1]] == before
    assert all(e.sealed is None for e in entries)
    assert all(not m.body and not m.to for m in messages.of(row.code))


def test_side_streams_are_erased_too() -> None:
    row = do(do(do(accepted(), "hand_over"), "take_over"), "ask_opinion", to=JUSTICE)
    row = do(row, "answer_opinion", officer("specialist", JUSTICE))
    row = until(row, "returned")
    erase(row.code, basis="12/QD-UBND", officer=officer("leader"), at=row.since)
    assert all(side.content == {} for side in queries.sides_of(row.code))


def test_it_refuses_before_the_end_and_from_others_and_without_a_decision() -> None:
    row = accepted()
    with pytest.raises(WrongMoment):
        erase(row.code, basis="1", officer=officer("leader"), at=MONDAY)
    with pytest.raises(Forbidden):
        erase(row.code, basis="1", officer=officer("counter"), at=MONDAY)
    row = until(row, "returned")
    with pytest.raises(Invalid):
        erase(row.code, basis=" ", officer=officer("leader"), at=row.since)
