from motcua.shared.calendars.calendar_data import shipped_data
from motcua.shared.calendars.moves import Moved, OpenTerm, moved
from motcua.shared.calendars.sets import CalendarSet
from motcua.shared.calendars.tests.make import FIVE_DAYS, MORNING, at

AGENCY = "000.01.25.H19"
DATA = shipped_data()
OFF = {"on": "2026-11-26", "kind": "swap_off", "name": "Nghỉ"}


def test_a_day_off_moves_what_runs_over_it_and_nothing_else():
    before = CalendarSet({"provincial": (1, DATA)})
    after = before.with_publication("provincial", 2, {**DATA, "days": [*DATA["days"], OFF]})
    terms = [
        OpenTerm("a", at("2026-11-25 09:00"), "2wd", AGENCY, (), at("2026-11-27 09:00")),
        OpenTerm("b", at("2026-11-20 09:00"), "1wd", AGENCY, (), at("2026-11-23 09:00")),
        OpenTerm("c", at("2026-11-25 09:00"), "1d", None, (), at("2026-11-26 17:00")),
        OpenTerm("d", at("2026-11-25 09:00"), "2wd", AGENCY, [(at("2026-11-25 10:00"), None)], at("2026-11-27 09:00")),
    ]
    assert list(moved(terms, before.of, after.of)) == [
        Moved("a", AGENCY, at("2026-11-27 09:00"), at("2026-11-30 09:00")),
        Moved("c", None, at("2026-11-26 17:00"), at("2026-11-27 17:00")),
    ]


def test_an_agencys_hours_move_only_its_own_terms():
    before = CalendarSet({"provincial": (1, DATA)})
    after = before.with_publication(AGENCY, 1, {"hours": {**FIVE_DAYS, "fri": MORNING}})
    terms = [OpenTerm(code, at("2026-11-26 14:00"), "1wd", code, (), at("2026-11-27 14:00")) for code in (AGENCY, "000.02.25.H19")]
    assert list(moved(terms, before.of, after.of)) == [Moved(AGENCY, AGENCY, at("2026-11-27 14:00"), at("2026-11-30 08:30"))]


def test_publishing_a_year_lists_what_its_swaps_move():
    before = CalendarSet({"provincial": (1, DATA)})
    swaps = [{"on": "2027-01-04", "kind": "swap_off", "name": "Hoán đổi"}, {"on": "2027-01-01", "kind": "holiday", "name": "Tết Dương lịch"}]
    after = before.with_publication("provincial", 2, {**DATA, "published": [2015, 2027], "days": [*DATA["days"], *swaps]})
    term = OpenTerm("a", at("2026-12-31 09:00"), "1wd", None, (), at("2027-01-04 09:00"))
    assert [row.after for row in moved([term], before.of, after.of)] == [at("2027-01-05 09:00")]
