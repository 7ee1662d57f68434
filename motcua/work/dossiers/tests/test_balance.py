import pytest

from motcua.work.dossiers.balance import balance, balances
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import COMMUNE, DISTRICT, JUSTICE, accepted, do, officer, until

pytestmark = pytest.mark.usefixtures("at_work")


def test_what_is_accepted_is_held_until_it_is_taken_over() -> None:
    row = accepted()
    assert (balance(COMMUNE).rows.held, balance(COMMUNE).rows.in_transit) == (1, 0)
    row = do(row, "hand_over", to=DISTRICT)
    assert (balance(COMMUNE).rows.held, balance(COMMUNE).rows.in_transit) == (0, 1)
    do(row, "take_over", officer("specialist", DISTRICT))
    assert (balance(COMMUNE).rows.passed_on, balance(DISTRICT).rows.taken_over, balance(DISTRICT).rows.held) == (1, 1, 1)


def test_a_declined_one_is_held_again() -> None:
    do(do(accepted(), "hand_over", to=DISTRICT), "decline", officer("specialist", DISTRICT))
    assert (balance(COMMUNE).rows.held, balance(COMMUNE).balanced) == (1, True)


def test_the_province_is_the_sum_and_passes_nothing_on() -> None:
    do(do(accepted(), "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    until(accepted(), "returned")
    whole = balance()
    assert (whole.received, whole.rows.held, whole.rows.ended, whole.rows.passed_on) == (2, 1, 1, 0)
    assert whole.ended_by == {"refused": 0, "returned": 1, "stopped": 0, "withdrawn": 0}
    assert whole.balanced
    assert all(each.balanced for each in balances())


def test_subdossiers_are_counted_apart() -> None:
    row = do(do(accepted(), "hand_over"), "take_over")
    do(row, "open_subdossier", to=JUSTICE)
    assert balance().received == 1
    assert balance().balanced


def test_a_row_that_does_not_fit_its_history_unbalances() -> None:
    row = accepted()
    Dossier.objects.filter(code=row.code).update(agency=DISTRICT)
    assert not balance(COMMUNE).balanced
    assert not balance(DISTRICT).balanced


def test_an_agency_without_dossiers_is_balanced_at_zero() -> None:
    assert (balance(JUSTICE).received, balance(JUSTICE).balanced) == (0, True)
