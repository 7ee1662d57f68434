"""A figure and its list are one filter; parts add up to the whole; what is counted is what the sentence says."""

from datetime import timedelta

import pytest

from motcua.shared.org import queries as org
from motcua.steering.indicators import queries
from motcua.steering.indicators.definitions import BY_WORD, DEFINITIONS, MAIN
from motcua.steering.indicators.definitions import NOW as STANDING
from motcua.steering.indicators.periods import Period, of
from motcua.steering.indicators.tests.make import NOW, asked, month, scattered
from motcua.work.dossiers.models import Dossier, Side
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.tests.make import COMMUNE, officer

pytestmark = pytest.mark.usefixtures("at_work")
PERIODS = [
    month(),
    month().before(),
    of("hom-nay", NOW.date()),
    of("nam", NOW.date()),
    Period("khac", month().first - timedelta(days=20), month().first),
]


@pytest.fixture
def many() -> list[Dossier]:
    rows = scattered(340)
    Side.objects.create(
        stream=f"opinion:{rows[3].code}:1", dossier=rows[3].code, kind="opinion", number=1, state="asked", asked_by="x", agency=COMMUNE,
        opened_at=NOW - timedelta(days=9), due_at=NOW - timedelta(days=2),
    )  # fmt: skip
    return rows


@pytest.mark.parametrize("period", PERIODS, ids=lambda p: p.name)
def test_every_figure_is_as_long_as_its_list(many: list[Dossier], period: Period) -> None:
    a = asked(period=period)
    counted = queries.figures(a.officer, a.span, DEFINITIONS)[""]
    assert counted == {key: queries.rows(a.officer, one, a.span, {}).count() for key, one in DEFINITIONS.items()}
    assert queries.standing(a.officer, a.span, {}) == {key: counted[key] for key in STANDING}


@pytest.mark.parametrize("by", queries.DIMENSIONS)
def test_every_part_is_as_long_as_its_list_and_parts_add_up(many: list[Dossier], by: str) -> None:
    a = asked()
    whole = queries.figures(a.officer, a.span, DEFINITIONS)[""]
    parts = queries.figures(a.officer, a.span, DEFINITIONS, by=by)
    assert queries.summed(parts, DEFINITIONS) == whole
    for value, counts in parts.items():
        for key in (*MAIN, "children", "in_transit"):
            assert counts[key] == queries.rows(a.officer, DEFINITIONS[key], a.span, {by: value}).count()


def test_levels_and_districts_are_the_sums_of_their_agencies(many: list[Dossier]) -> None:
    a = asked()
    agencies = queries.figures(a.officer, a.span, MAIN, by="co-quan")
    for by in ("cap", "huyen"):
        assert queries.regrouped(by, agencies) == queries.figures(a.officer, a.span, MAIN, by=by)


@pytest.mark.parametrize("period", PERIODS, ids=lambda p: p.name)
def test_what_came_is_what_went_and_what_is_open(many: list[Dossier], period: Period) -> None:
    a = asked(period=period)
    for counts in (queries.figures(a.officer, a.span, DEFINITIONS)[""], *queries.figures(a.officer, a.span, DEFINITIONS, by="co-quan").values()):
        gone = sum(counts[key] for key in ("in_time", "late_done", "withdrawn", "stopped"))
        assert counts["carried"] + counts["received"] == gone + counts["open"]
        assert counts["resolved"] == counts["in_time"] + counts["late_done"]
        assert counts["open"] == counts["open_fine"] + counts["open_late"]
        assert counts["late"] == counts["late_done"] + counts["open_late"]
        assert counts["handled"] == counts["resolved"] + counts["open"]


def test_what_is_late_now_is_what_the_dossier_says_of_itself(many: list[Dossier]) -> None:
    a = asked()
    late = {d.code for d in many if not d.parent and not d.ready_at and is_late(d.state, d.due_at, d.ready_at, d.paused_since, NOW)}
    found = queries.rows(a.officer, DEFINITIONS["open_late"], a.span, {})
    assert late
    assert set(found.values_list("code", flat=True)) == late


def test_sub_dossiers_are_counted_once_and_apart(many: list[Dossier]) -> None:
    a = asked(period=of("nam", NOW.date()))
    counts = queries.figures(a.officer, a.span, ("received", "children"))[""]
    assert counts == {"received": sum(not d.parent for d in many), "children": sum(bool(d.parent) for d in many)}
    assert counts["children"] == len(many) // 17


def test_a_silence_is_found(many: list[Dossier]) -> None:
    a = asked()
    assert queries.standing(a.officer, a.span, {})["opinion_overdue"] == 1
    assert [side.dossier for side in queries.silent_opinions(a.officer, NOW, 5)] == [many[3].code]


def test_the_trend_adds_up_to_the_period(many: list[Dossier]) -> None:
    a = asked()
    days = queries.trend(a.officer, a.span, {}).values()
    whole = queries.figures(a.officer, a.span, MAIN)[""]
    sums = tuple(sum(day[n] for day in days) for n in range(3))
    assert sums == (whole["received"], whole["resolved"], whole["late_done"])


def test_a_leader_counts_the_own_subtree_alone(many: list[Dossier]) -> None:
    leader = officer("leader", many[0].accepting)
    a = asked(leader, of("nam", NOW.date()))
    assert queries.figures(leader, a.span, ("received",))[""]["received"] == 0  # none of the made ones involves anybody
    assert not queries.sees_whole(leader)
    assert queries.sees_whole(org.colleagues("000.00.00.H19", "leader")[0])


def test_every_definition_has_words_of_its_own() -> None:
    assert len(BY_WORD) == len(DEFINITIONS)
    assert len({one.name for one in DEFINITIONS.values()}) == len(DEFINITIONS)
    for one in DEFINITIONS.values():
        assert one.sentence.endswith(".")
        assert one.when in {"span", "end", "now"}
        assert bool(one.basis) == bool(one.certainty)
