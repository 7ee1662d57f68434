"""About to be late: one rule, as a pure function and as a filter, with the values of the rule set."""

from datetime import datetime, timedelta

import pytest

from motcua.base.time import VN
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import is_soon
from motcua.work.dossiers.tests.make import MONDAY, accepted, until

START = datetime(2026, 11, 2, 8, 0, tzinfo=VN)
DUE = START + timedelta(days=10)


@pytest.mark.parametrize(
    ("left", "near", "soon"),
    [
        (timedelta(days=3), timedelta(days=1), False),
        (timedelta(days=2), timedelta(days=1), True),
        (timedelta(days=2, seconds=1), timedelta(days=1), False),
        (timedelta(days=2, seconds=1), timedelta(days=3), True),
        (timedelta(0), timedelta(0), True),
        (timedelta(seconds=-1), timedelta(days=1), False),
    ],
)
def test_within_the_working_time_or_the_last_part_of_the_term(left: timedelta, near: timedelta, soon: bool) -> None:
    at = DUE - left
    assert is_soon(DUE, START, at, near_until=at + near, percent=20) is soon


def test_the_values_come_from_the_rule_set() -> None:
    rules = queries.rules_of("nd-61-2018")
    assert (rules.near_working, rules.near_percent) == ("1wd", 20)


@pytest.mark.usefixtures("at_work")
def test_the_filter_and_the_function_agree_at_every_hour() -> None:
    codes = [accepted(at=MONDAY + timedelta(minutes=n)).code for n in range(2)] + [until(accepted(at=MONDAY), "ready").code]
    Dossier.objects.filter(code=codes[1]).update(due_at=MONDAY + timedelta(days=21))
    answers = set()
    for hour in range(0, 24 * 24, 5):
        at = MONDAY + timedelta(hours=hour)
        found = set(Dossier.objects.filter(queries.soon_at(at)).values_list("code", flat=True))
        assert found == {row.code for row in Dossier.objects.order_by("code") if queries.is_soon(row, at)}, at
        answers.add(len(found))
        assert codes[2] not in found
    assert answers == {0, 1}
