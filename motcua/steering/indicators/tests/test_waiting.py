"""Where time went: every second in one place and one kind, lateness laid on whom the dossier's own page lays it on."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.time import VN
from motcua.steering.indicators import actions, measuring, queries, waits
from motcua.steering.indicators.definitions import DEFINITIONS
from motcua.steering.indicators.models import Measured, Spent
from motcua.steering.indicators.periods import of
from motcua.steering.indicators.tests.make import NOW, asked
from motcua.steering.indicators.waiting import Held, Waits, parts, without
from motcua.work.dossiers import chain
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import MONDAY, accepted, do, until

DAY = datetime(2026, 11, 9, 8, 0, tzinfo=VN)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def seconds(a: datetime, b: datetime) -> int:
    return int((b - a).total_seconds())


def test_a_dossier_is_cut_at_every_change() -> None:
    held = [
        Held(("X", "counter"), at(0), at(4), at(2), True, 3600),
        Held(("Y", ""), at(4), at(20), None, False, 4 * 3600),
    ]
    found = parts(held, Waits([(at(10), at(12))], [(at(14), at(16))], [(at(5), at(6))]), 3600, seconds)
    said = {(part.place[0], part.kind): part.used // 3600 for part in found}
    assert said == {("X", "receive"): 2, ("X", "move"): 2, ("Y", "work"): 11, ("Y", "sign"): 2, ("Y", "opinion"): 1, ("", "applicant"): 2}
    assert sum(part.late for part in found) == 3600
    assert sum(part.late for part in found if part.place[0] == "Y") > sum(part.late for part in found if part.place[0] == "X")


stretches = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), max_size=4).map(lambda s: [(at(a), at(a + b)) for a, b in sorted(s)])


@given(cuts=st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True), p=stretches, s=stretches, a=stretches, late=st.integers(0, 10**6))
def test_every_second_is_somewhere_once_and_all_lateness_is_laid(cuts, p, s, a, late) -> None:
    edges = [at(0), *map(at, sorted(cuts)), at(120)]
    pairs = pairwise(edges)
    held = [Held((f"A{n % 3}", ""), x, y, x + (y - x) / 2 if n % 2 else None, n == 0, 3600 * n) for n, (x, y) in enumerate(pairs)]
    found = parts(held, Waits(p, s, a), late, seconds)
    assert sum(part.used for part in found) == seconds(at(0), at(120))
    assert sum(part.late for part in found) == late
    assert all(part.used >= 0 and part.late >= 0 for part in found)
    assert len({(part.place, part.kind) for part in found}) == len(found)


def test_pauses_are_cut_out_of_a_stretch() -> None:
    assert without(at(0), at(10), [(at(2), at(3)), (at(9), at(12))]) == [(at(0), at(2)), (at(3), at(9))]
    assert without(at(0), at(10), []) == [(at(0), at(10))]
    assert without(at(2), at(3), [(at(0), at(10))]) == []


@pytest.mark.usefixtures("at_work")
def test_lateness_is_that_of_the_dossiers_own_page() -> None:
    for row in (until(accepted(), "returned"), until(accepted(), "for_signature"), accepted(), do(accepted(), "hand_over")):
        assert row.due_at
    late = NOW + timedelta(days=30)
    for row in Dossier.objects.order_by("code"):
        (found,) = measuring.measure([row], late)
        own = chain.chain(row, late)
        assert sum(part.late for part in found.parts) == own.late == found.late
        assert sum(part.used for part in found.parts) == own.used
        by_holder = sorted(share.late for share in own.shares if share.late)
        places = {part.place for part in found.parts}
        assert sorted(n for p in places if (n := sum(part.late for part in found.parts if part.place == p))) == by_holder


@pytest.mark.usefixtures("at_work")
def test_only_what_changed_and_what_is_open_is_measured_again() -> None:
    first, second = accepted(), until(accepted(), "returned")
    assert actions.measure(at=NOW) == 2
    assert actions.measure(at=NOW) == 0
    assert set(Measured.objects.filter(open=True).order_by("dossier").values_list("dossier", flat=True)) == {first.code}
    do(first, "hand_over", at=MONDAY + timedelta(hours=1))
    assert actions.measure(at=NOW) == 1
    assert actions.measure(at=NOW + timedelta(hours=1)) == 1
    before = list(Spent.objects.filter(dossier=second.code).order_by("id").values())
    Measured.objects.all().delete()
    actions.measure(at=NOW + timedelta(hours=1))
    assert list(Spent.objects.filter(dossier=second.code).order_by("id").values()) == before


@pytest.mark.usefixtures("at_work")
def test_the_dossiers_behind_a_place_and_a_kind_are_as_many_as_it_says() -> None:
    for row in (until(accepted(), "returned"), until(accepted(), "for_signature"), accepted()):
        assert row.code
    actions.measure(at=NOW + timedelta(days=40))
    a = asked(period=of("nam", NOW.date()))
    found = waits.places(a)
    assert found
    handled = DEFINITIONS["handled"]
    words = {"receive": "tiep-nhan", "work": "thu-ly", "sign": "ky", "move": "chuyen", "opinion": "y-kien", "applicant": "bo-sung"}
    for place in (p for p in found if p.agency):
        assert queries.rows(a.officer, handled, a.span, {"qua": place.agency}).count() == place.through
        assert queries.rows(a.officer, handled, a.span, {"lam-tre": place.agency}).count() == place.caused
        for kind, n in place.dossiers.items():
            assert queries.rows(a.officer, handled, a.span, {"qua": place.agency, "viec": words[kind]}).count() == n
    assert sum(p.late for p in found) == sum(m.late for m in Measured.objects.order_by("dossier"))
