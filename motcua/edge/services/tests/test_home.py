"""One field for procedures and dossiers; what most people come for by real counts."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.base.time import now
from motcua.edge.services import events, queries
from motcua.shared.catalogue import queries as catalogue
from motcua.work.dossiers.tests.make import MONDAY, accepted

pytestmark = pytest.mark.usefixtures("at_work")


@pytest.mark.parametrize(
    ("q", "goes_to"),
    [
        ("000.01.25.H19-261109-0001", "/tra-cuu?code=000.01.25.H19-261109-0001"),
        (" 000.01.25.h19-261109-0001 ", "/tra-cuu?code=000.01.25.H19-261109-0001"),
        ("1.001193", "/thu-tuc/1.001193"),
        ("khai sinh", "/thu-tuc?q=khai+sinh"),
        ("9.999999", "/thu-tuc?q=9.999999"),
        ("", "/thu-tuc?q="),
    ],
)
def test_one_field_understands_both(client: Client, q: str, goes_to: str) -> None:
    assert client.get("/hoi", {"q": q})["Location"] == goes_to


def test_what_was_asked_for_most_in_ninety_days_stands_first_and_the_rest_is_filled_up() -> None:
    accepted("1.000894")
    accepted("1.000894")
    accepted("1.001193")
    found = queries.popular(MONDAY + timedelta(days=1)).value
    assert [(row.code, count) for row, count in found[:2]] == [("1.000894", 2), ("1.001193", 1)]
    assert len(found) == queries.POPULAR
    assert all(row.popular and count == 0 for row, count in found[2:])
    assert len({row.field for row, _ in found[2:]}) == len(found) - 2


def test_older_than_ninety_days_counts_no_more() -> None:
    accepted("1.000894")
    assert all(count == 0 for _, count in queries.popular(MONDAY + timedelta(days=91)).value)


@pytest.mark.parametrize("event", events.EVENTS, ids=lambda event: event.name)
def test_every_life_event_finds_something(event: events.Event) -> None:
    assert catalogue.find(event.seek).total >= 1


def test_home_tells_it(client: Client) -> None:
    accepted(at=now())
    page = client.get("/").content.decode()
    assert "Bạn cần làm việc gì?" in page
    assert "1 hồ sơ" in page
    assert all(event.name in page for event in events.EVENTS)
