"""Where the time went: every span to somebody, all of it, and lateness on those who used more than they were given."""

from datetime import timedelta

import pytest

from motcua.work.dossiers.chain import APPLICANT, chain
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import MONDAY, able, accepted, do, until

pytestmark = pytest.mark.usefixtures("at_work")
HOUR = 3600


def test_the_counter_alone_has_the_counters_share() -> None:
    found = chain(accepted(), MONDAY + timedelta(minutes=30))
    assert [(s.used, s.late) for s in found.shares] == [(1800, 0)]
    assert found.shares[0].allotted == HOUR
    assert found.shares[0].holder.startswith("Bộ phận Một cửa")


def test_transit_is_the_senders_time() -> None:
    row = do(accepted(), "hand_over", at=MONDAY + timedelta(hours=1))
    row = do(row, "take_over", at=MONDAY + timedelta(hours=3))
    found = chain(row, MONDAY + timedelta(hours=3, minutes=10))
    assert [s.used for s in found.shares] == [3 * HOUR, 600]
    assert found.used == 3 * HOUR + 600


def test_parts_add_up_and_lateness_lies_on_who_was_slow() -> None:
    row = until(accepted(), "processing")
    found = chain(row, MONDAY + timedelta(days=4))
    assert sum(s.used for s in found.shares) == found.used
    assert sum(s.late for s in found.shares) == found.late
    assert found.late > 0
    assert found.shares[0].late == 0


def test_a_pause_is_the_applicants_and_makes_nobody_late() -> None:
    row = until(accepted(), "processing")
    start = row.since + timedelta(minutes=10)
    row = do(row, "draft_supplement", able(row, "draft_supplement", start), at=start)
    row = do(row, "issue_supplement", at=start + timedelta(minutes=5))
    row = do(row, "supply", at=start + timedelta(days=1, minutes=5))
    found = chain(Dossier.objects.get(code=row.code), start + timedelta(days=1, minutes=10))
    applicant = next(s for s in found.shares if s.holder == APPLICANT)
    assert (applicant.used, applicant.late) == (8 * HOUR, 0)
    assert sum(s.used for s in found.shares) == found.used
