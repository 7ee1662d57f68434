"""Officers see what their agency accepted, holds, held, or must answer or take over; leaders also their subtree; two roles see all."""

import pytest

from motcua.base.errors import NotFound
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, JUSTICE, accepted, do, officer

pytestmark = pytest.mark.usefixtures("at_work")
STRANGER = "000.02.25.H19"
ELSEWHERE = "000.00.26.H19"


def sees(who: Officer, row: Dossier) -> bool:
    """The list and the single look agree."""
    listed = queries.visible_to(who).filter(code=row.code).exists()
    try:
        queries.get(row.code, who)
    except NotFound:
        assert not listed
        return False
    assert listed
    return True


def anybody(agency: str) -> list[Officer]:
    return [o for o in org.colleagues(agency) if not o.sees_all]


@pytest.mark.parametrize("role", ["counter", "specialist", "leader"])
def test_the_agency_that_accepted_it_sees_it(role: str) -> None:
    assert sees(officer(role), accepted())


def test_a_stranger_sees_it_in_no_role() -> None:
    row = accepted()
    assert not any(sees(o, row) for o in anybody(STRANGER) + anybody(JUSTICE))


def test_the_leader_above_sees_it_and_others_above_do_not() -> None:
    row = accepted()
    assert {role: sees(officer(role, DISTRICT), row) for role in ("leader", "head_of_unit", "specialist", "counter", "clerk")} == {
        "leader": True, "head_of_unit": False, "specialist": False, "counter": False, "clerk": False,
    }  # fmt: skip
    assert not sees(officer("leader", ELSEWHERE), row)


def test_the_leader_below_does_not_look_up() -> None:
    row = accepted(agency=DISTRICT)
    assert not any(sees(o, row) for o in anybody(COMMUNE))


@pytest.mark.parametrize("role", ["specialist", "leader", "clerk", "head_of_unit"])
def test_the_addressee_sees_it_as_soon_as_it_is_on_the_way(role: str) -> None:
    row = accepted()
    assert not sees(officer(role, JUSTICE), row)
    assert sees(officer(role, JUSTICE), do(row, "hand_over", to=JUSTICE))


def test_who_held_it_goes_on_seeing_it_and_who_declined_it_does_not() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "take_over")
    row = do(do(row, "hand_over", to=JUSTICE), "take_over")
    assert sees(officer("specialist", DISTRICT), row)
    assert sees(officer("specialist", COMMUNE), row)
    declined = do(do(accepted(), "hand_over", to=JUSTICE), "decline")
    assert not sees(officer("specialist", JUSTICE), declined)


def test_who_is_asked_for_an_opinion_sees_it_until_it_is_answered() -> None:
    row = do(do(accepted(), "hand_over"), "take_over")
    assert not sees(officer("specialist", JUSTICE), row)
    row = do(row, "ask_opinion", to=JUSTICE)
    assert sees(officer("specialist", JUSTICE), row)
    assert not sees(officer("specialist", JUSTICE), do(row, "answer_opinion", officer("specialist", JUSTICE)))


def test_who_gets_a_subdossier_sees_the_child_and_not_the_parent() -> None:
    row = do(do(accepted(), "hand_over"), "take_over")
    row = do(row, "open_subdossier", to=JUSTICE)
    child = Dossier.objects.get(parent=row.code)
    assert sees(officer("specialist", JUSTICE), child)
    assert sees(officer("specialist"), child)
    assert not sees(officer("specialist", JUSTICE), row)


@pytest.mark.parametrize("role", ["chairman_office", "auditor"])
def test_two_roles_see_everything(role: str) -> None:
    everywhere = [o for o in org.officers() if role in o.roles]
    assert everywhere
    row = accepted()
    assert all(sees(o, row) for o in everywhere)


@pytest.mark.parametrize("role", ["admin", "supervisor"])
def test_running_the_system_is_no_ground_for_seeing(role: str) -> None:
    row = accepted()
    for one in (o for o in org.officers() if role in o.roles):
        assert sees(one, row) == (one.sees_all or COMMUNE in one.scope)


def test_a_dossier_seen_twice_is_listed_once() -> None:
    row = do(do(accepted(), "hand_over", to=DISTRICT), "take_over")
    assert list(queries.visible_to(officer("leader", DISTRICT)).filter(code=row.code).values_list("code", flat=True)) == [row.code]
