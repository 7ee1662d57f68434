"""The canonical form: one value, one sequence of bytes, and nothing that two programs could read differently."""

from datetime import UTC, datetime, timedelta
from datetime import timezone as zone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.journal.canonical import LARGEST, CanonicalError, canonical, moment, parse, parse_moment, plain
from motcua.shared.journal.tests import stranger

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_read_back_has_the_same_bytes(value):
    assert canonical(parse(canonical(value))) == canonical(value)
    assert parse(canonical(value)) == value


@given(VALUES)
def test_a_stranger_who_knows_only_the_document_writes_the_same_bytes(value):
    assert canonical(value) == stranger.canonical(value).encode()


@given(st.dictionaries(TEXT, st.integers(0, 9), min_size=2))
def test_the_order_of_insertion_does_not_matter(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(VALUES, VALUES)
def test_two_values_have_the_same_bytes_only_when_they_are_equal(first, second):
    strictly = repr(plain(first)) == repr(plain(second))
    assert (canonical(first) == canonical(second)) == strictly


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.timezones(), allow_imaginary=False))
def test_a_moment_keeps_its_microsecond_whatever_its_zone(at):
    assert parse_moment(moment(at)) == at.astimezone(UTC)
    assert canonical(at) == canonical(at.astimezone(zone(timedelta(hours=7))))


def test_keys_are_sorted_by_utf_16_units_and_not_by_code_points():
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_a_tuple_is_an_array_and_a_moment_a_string():
    assert plain({"b": (1, 2), "a": datetime(2025, 1, 24, 7, tzinfo=UTC)}) == {"a": "2025-01-24T07:00:00.000000Z", "b": [1, 2]}


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        "\ud800",
        {"\udfff": 1},
        "a\x00b",
        {"a\x00": 1},
        {1: 2},
        b"bytes",
        {1, 2},
        datetime(2025, 1, 24),
        {"at": [datetime(2025, 1, 24)]},
        object(),
    ],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(CanonicalError):
        canonical(value)


def test_depth_is_limited():
    value: list[object] = []
    for _ in range(70):
        value = [value]
    with pytest.raises(CanonicalError):
        canonical(value)


@pytest.mark.parametrize("text", ["2025-01-24T07:00:00Z", "2025-01-24T07:00:00.000Z", "2025-01-24 07:00:00.000000Z", "", "mai"])
def test_any_other_spelling_of_a_moment_is_refused(text):
    with pytest.raises(CanonicalError):
        parse_moment(text)
