from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from motcua.shared.calendars.engine import Calendar, Pause, Term, add_working, between, closing, due, due_with_certificate, next_opening
from motcua.shared.calendars.tests.make import PROVINCE, SATURDAY_MORNING, agency, at

SECOND = timedelta(seconds=1)
UNEVEN = agency(hours={"mon": [["00:00", "24:00"]], "wed": [["06:00", "06:01"], ["09:00", "15:30"]], "sun": [["20:00", "23:00"]]})
calendars = st.sampled_from([PROVINCE, SATURDAY_MORNING, UNEVEN])
moments = st.integers(0, 12 * 365 * 86_400).map(lambda second: at("2015-01-01 00:00") + timedelta(seconds=second))
working = st.tuples(st.integers(1, 60), st.sampled_from(["wh", "wd"])).map(lambda pair: Term(*pair))
terms = st.tuples(st.integers(1, 60), st.sampled_from(["wh", "wd", "d", "m"]), st.sampled_from(["", ";c15"])).map(
    lambda parts: Term.parse(f"{parts[0]}{parts[1]}{parts[2]}")
)
lengths = st.lists(st.tuples(st.integers(0, 20 * 86_400), st.integers(0, 20 * 86_400)), max_size=4)


def ends(start: datetime, term: Term, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime:
    found = due(start, term, calendar, pauses)
    assert found is not None
    return found


def pauses_after(start, gaps):
    found, reached = [], start
    for gap, length in gaps:
        begin = reached + timedelta(seconds=gap)
        reached = begin + timedelta(seconds=length)
        found.append((begin, reached))
    return found


@settings(deadline=None)
@given(moments, st.integers(0, 40 * 86_400), terms, calendars)
def test_who_starts_later_is_never_due_earlier(start, later, term, calendar):
    assume(term.is_working or term.cutoff is None)  # a calendar term with a cut-off: the test below
    assert ends(start, term, calendar) <= ends(start + timedelta(seconds=later), term, calendar)


def test_a_calendar_term_with_a_cutoff_may_end_later_for_saturday_evening_than_for_sunday_morning():
    term = Term.parse("2d;c15")
    assert due(at("2025-03-08 16:00"), term, PROVINCE) == at("2025-03-12 17:00")
    assert due(at("2025-03-09 10:00"), term, PROVINCE) == at("2025-03-11 17:00")


@settings(deadline=None)
@given(moments, working, calendars, lengths)
def test_the_due_moment_is_the_earliest_instant_with_the_whole_time(start, term, calendar, gaps):
    pauses = pauses_after(start, gaps)
    end = ends(start, term, calendar, pauses)
    assert between(start, end, calendar, pauses) == term.working_seconds
    assert between(start, end - SECOND, calendar, pauses) == term.working_seconds - 1


@settings(deadline=None)
@given(moments, terms, calendars, lengths)
def test_a_pause_never_makes_it_earlier_and_its_end_may_only_push(start, term, calendar, gaps):
    pauses = pauses_after(start, gaps)
    moved = [ends(start, term, calendar, pauses[:count]) for count in range(len(pauses) + 1)]
    assert moved == sorted(moved)


@settings(deadline=None)
@given(moments, terms, calendars, lengths, st.booleans())
def test_the_certificate_adds_up_and_agrees(start, term, calendar, gaps, left_open):
    pauses = pauses_after(start, gaps)
    if left_open and pauses:
        pauses[-1] = (pauses[-1][0], None)
    end, shown = due_with_certificate(start, term, calendar, pauses)
    assert end == due(start, term, calendar, pauses)
    assert shown["days"][0]["on"] == start.date().isoformat()
    if end is None:
        return
    assert shown["days"][-1]["on"] == end.date().isoformat()
    if term.is_working:
        assert sum(line["seconds"] for line in shown["days"]) == shown["seconds_counted"] == term.working_seconds
    elif term.unit == "d":
        assert sum(line["counted"] for line in shown["days"]) == shown["days_counted"] == term.value


@settings(deadline=None)
@given(moments, st.integers(0, 10**6), calendars, lengths)
def test_add_working_undoes_between(start, seconds, calendar, gaps):
    pauses = pauses_after(start, gaps)
    assert between(start, add_working(start, seconds, calendar, pauses), calendar, pauses) == seconds


@settings(deadline=None)
@given(moments, moments, moments, calendars)
def test_time_between_adds_up_along_a_chain(a, b, c, calendar):
    a, b, c = sorted([a, b, c])
    assert between(a, b, calendar) + between(b, c, calendar) == between(a, c, calendar)


@settings(deadline=None)
@given(moments, calendars)
def test_the_next_opening_is_the_first_moment_at_which_time_runs(moment, calendar):
    opening = next_opening(moment, calendar)
    assert opening >= moment
    assert between(moment, opening, calendar) == 0
    assert between(opening, opening + SECOND, calendar) == 1


@settings(deadline=None)
@given(moments, calendars)
def test_nothing_is_counted_between_a_closing_and_the_opening_after_it(moment, calendar):
    close = closing(moment, calendar)
    assume(close.time().isoformat() != "00:00:00")
    assert between(close - SECOND, close, calendar) == 1
    assert next_opening(close, calendar) > close
