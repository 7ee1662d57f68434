import pytest
from django.db import transaction

from motcua.base.errors import Invalid
from motcua.shared.calendars import actions, cache, projections, queries
from motcua.shared.calendars.calendar_data import shipped_data
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.calendars.moves import Moved, OpenTerm
from motcua.shared.calendars.tests.make import AT, BY, FIVE_DAYS, MORNING, at
from motcua.shared.journal import queries as journal

pytestmark = pytest.mark.django_db
AGENCY = "000.01.25.H19"


@pytest.fixture(autouse=True)
def no_memory():
    cache.forget()
    yield
    cache.forget()


@pytest.fixture
def running(monkeypatch):
    """One running term, as the room of dossiers would register it."""
    term = OpenTerm("dossier:x", at("2026-11-25 09:00"), "2wd", AGENCY, (), at("2026-11-27 09:00"))
    monkeypatch.setattr(actions, "_open_terms", [])
    actions.register_open_terms(lambda: [(term.key, term.start, term.term, term.agency, [], term.due_at)])
    return term


def test_before_any_publication_the_shipped_calendar_counts():
    assert queries.calendar_for(AGENCY).version == "shipped"


def test_loading_the_shipped_calendar_publishes_it_once():
    first = actions.load_shipped(by=BY, at=AT)
    assert first is not None
    assert (first.name, first.version) == ("provincial", 1)
    assert actions.load_shipped(by=BY, at=AT) is None
    (entry,) = journal.entries("calendar:provincial")
    assert (entry.kind, entry.by, entry.payload["version"]) == ("calendar.published", BY, 1)
    assert queries.calendar_for(None).version == "1"


def test_a_newer_shipped_calendar_is_published_but_never_over_the_provinces_own():
    older = shipped_data() | {"source": "shipped"}
    actions.publish_calendar("provincial", {**older, "days": older["days"][:-1]}, by=BY, at=AT)
    newer = actions.load_shipped(by=BY, at=AT)
    assert newer is not None
    assert newer.version == 2
    actions.publish_calendar("provincial", shipped_data(), by=BY, at=AT)
    assert actions.load_shipped(by=BY, at=AT) is None
    assert [row.version for row in queries.versions("provincial")] == [3, 2, 1]


def test_an_agency_gets_its_own_hours_over_the_provinces():
    actions.load_shipped(by=BY, at=AT)
    done = actions.publish_calendar(AGENCY, {"hours": {**FIVE_DAYS, "sat": MORNING}}, by=BY, at=AT)
    assert (done.version, done.moved) == (1, [])
    assert queries.calendar_for(AGENCY).version == "1.1"
    assert queries.calendar_for("000.02.25.H19") is queries.calendar_for(None)


def test_a_change_lists_the_running_terms_that_it_moves_and_keeps_both_dates(running):
    actions.load_shipped(by=BY, at=AT)
    data = shipped_data()
    days = [*data["days"], {"on": "2026-11-26", "kind": "swap_off", "name": "Nghỉ"}]
    done = actions.publish_calendar("provincial", {**data, "days": days}, by=BY, at=AT)
    expected = [Moved("dossier:x", AGENCY, running.due_at, at("2026-11-30 09:00"))]
    assert done.moved == expected
    assert queries.moved_terms("provincial", 2) == expected
    row = journal.entries("calendar:provincial")[-1].payload["moved"][0]
    assert row == {"key": "dossier:x", "agency": AGENCY, "before": "2026-11-27T09:00:00+07:00", "after": "2026-11-30T09:00:00+07:00"}


def test_a_publication_builds_on_the_newest_one_and_not_on_an_old_copy():
    assert queries.calendar_for(None).version == "shipped"
    CalendarVersion.objects.create(name="provincial", version=1, data=shipped_data(), published_at=AT, published_by=BY)
    assert queries.calendar_for(None).version == "shipped"
    assert actions.publish_calendar("provincial", shipped_data(), by=BY, at=AT).version == 2


def test_who_registers_twice_is_asked_once(running):
    def none():
        return []

    actions.register_open_terms(none)
    actions.register_open_terms(none)
    assert actions._open_terms.count(none) == 1


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        (AGENCY, {"days": [{"on": "2026-11-26", "kind": "holiday", "name": 5.5}]}, "data"),
        (AGENCY, {"source": 5.5}, "data"),
        ("provincial", {"published": [2015, 2026], "hours": {}}, "data"),
        (AGENCY, {"hours": {"mon": [["17:00", "07:30"]]}}, "data"),
        ("a b", {}, "name"),
    ],
)
def test_it_refuses_what_cannot_be_used_and_changes_nothing(name, data, field):
    with pytest.raises(Invalid) as refused:
        actions.publish_calendar(name, data, by=BY, at=AT)
    assert list(refused.value.fields) == [field]
    assert not CalendarVersion.objects.exists()
    assert not MovedTerm.objects.exists()
    assert journal.head("calendar:provincial") is None


def test_what_is_rolled_back_is_forgotten():
    with transaction.atomic():
        actions.load_shipped(by=BY, at=AT)
        assert queries.calendar_for(None).version == "1"
        transaction.set_rollback(True)
    assert queries.calendar_for(None).version == "shipped"


def test_a_calendar_is_answered_from_memory(django_assert_num_queries):
    queries.calendar_for(AGENCY)
    with django_assert_num_queries(0):
        queries.calendar_for(AGENCY)


def test_another_process_publication_is_seen_when_the_copy_is_old(settings):
    settings.CALENDARS_FRESH_SECONDS = 0
    assert queries.calendar_for(None).version == "shipped"
    CalendarVersion.objects.create(name="provincial", version=7, data=shipped_data(), published_at=AT, published_by=BY)
    assert queries.calendar_for(None).version == "7"


def test_a_missing_publication_is_found_against_the_stream():
    actions.load_shipped(by=BY, at=AT)
    head = journal.head("calendar:provincial")
    assert head is not None
    assert list(projections.differences([head])) == []
    CalendarVersion.objects.all().delete()
    assert list(projections.differences([head])) == ["Lịch provincial có 1 lần công bố trong sổ nhưng bảng ghi 0."]


def test_names_say_what_rows_are():
    actions.load_shipped(by=BY, at=AT)
    assert str(CalendarVersion.objects.get()) == "provincial 1"
    assert str(MovedTerm(key="dossier:x")) == "dossier:x"
