"""Entries of some kinds in many streams, by one statement."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.shared.journal import queries
from motcua.shared.journal.tests import library

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def test_they_are_those_of_each_stream_in_order_and_one_statement_for_all():
    library.shelf(3)
    streams = [f"book:S{number}" for number in range(3)]
    kinds = sorted({entry.kind for entry in queries.entries(streams[0])})[:2]
    with CaptureQueriesContext(connection) as seen:
        found = queries.entries_of([*streams, "book:none"], kinds)
    assert len(seen) == 1
    assert found.pop("book:none") == []
    assert found == {stream: [entry for entry in queries.entries(stream) if entry.kind in kinds] for stream in streams}
    assert queries.entries_of([], kinds) == {}
