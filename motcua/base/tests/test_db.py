import base64
import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, F, IntegerField, When
from django.db.models.functions import Cast, Mod
from hypothesis import given
from hypothesis import strategies as st

from motcua.base import db
from motcua.base.errors import BadRequest
from motcua.base.time import VN

ORDER = ("group", "-id")
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
    st.dates(),
    st.uuids(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False),
)


def rows():
    """Content types of our own making, some without a group: what a list with an optional field looks like."""
    group = Case(When(rest=0, then=None), default=F("rest"))
    return ContentType.objects.filter(app_label="paging").annotate(rest=Cast(Mod("id", 4), IntegerField())).annotate(group=group)


def fill(start, count):
    ContentType.objects.bulk_create(ContentType(app_label="paging", model=f"m{place}") for place in range(start, start + count))


def walk(size, order=ORDER):
    cursor: str | None = ""
    seen: list[int] = []
    while cursor is not None:
        part = db.page(rows(), order, cursor, size)
        assert len(part.items) <= size
        seen += [row.pk for row in part.items]
        cursor = part.next
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("id",), ("-id",), ("group", "id"), ("-group", "id"), ("group", "-id")])
@pytest.mark.parametrize("size", [1, 7, 23, 200])
def test_walking_the_pages_meets_every_row_once_and_in_order(order, size):
    fill(0, 23)
    seen = walk(size, order)
    assert len(seen) == 23
    assert set(seen) == {row.pk for row in rows()}
    assert seen == walk(200, order)


@pytest.mark.django_db
def test_rows_without_a_value_come_last():
    fill(0, 12)
    groups = [row.group for row in db.page(rows(), ("-group", "id"), "", 50).items]
    assert groups == [3, 3, 3, 2, 2, 2, 1, 1, 1, None, None, None]


@pytest.mark.django_db
def test_rows_that_arrive_meanwhile_shift_nothing():
    fill(0, 10)
    before = walk(200, ("id",))
    first = db.page(rows(), ("id",), "", 4)
    fill(10, 5)
    second = db.page(rows(), ("id",), first.next, 4)
    assert [row.pk for row in first.items + second.items] == before[:8]


@pytest.mark.django_db
def test_a_page_may_be_of_values():
    fill(0, 3)
    part = db.page(rows().values("id", "model"), ("id",), None, 2)
    assert set(part.items[0]) == {"id", "model"}
    assert db.page(rows().values("id", "model"), ("id",), part.next, 2).next is None


@given(st.lists(values, min_size=1, max_size=3))
def test_a_cursor_reads_back_and_is_safe_in_an_address(told):
    order = [f"f{place}" for place in range(len(told))]
    cursor = db.encode(told, order)
    assert db.decode(cursor, order) == told
    assert cursor.replace("-", "").replace("_", "").isalnum()


def raw(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    ["x", "đ", "!!!", raw([]), raw({}), raw(["id"]), raw(["id", 1, 2]), raw(["other", 1]), raw(["id", {"z": "1"}]), raw(["id", {"t": "soon"}]),
     raw(["id", {}]), raw(["id", [1]]), raw(["id", "a\x00"]), raw(["id", 1.5]), raw(["id", {"n": "x"}])],
)  # fmt: skip
def test_a_spoilt_cursor_is_refused(cursor):
    with pytest.raises(BadRequest) as refused:
        db.decode(cursor, ("id",))
    assert refused.value.fields == {"cursor": "Không đọc được vị trí trang."}


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["abc", {"t": "2026-11-20T14:05:00+07:00"}, 10**30])
def test_a_cursor_of_the_wrong_type_never_breaks_the_list(value):
    fill(0, 3)
    with suppress(BadRequest):
        assert db.page(rows(), ("id",), raw(["id", value])).items == []


@given(st.binary(max_size=60))
def test_any_bytes_as_cursor_are_read_or_refused(noise):
    with suppress(BadRequest):
        db.decode(base64.urlsafe_b64encode(noise).decode(), ("id",))


def test_the_limit_of_a_list():
    assert (db.limit_of(None), db.limit_of(""), db.limit_of("200")) == (50, 50, 200)
    for wrong in ("0", "201", "-1", "x", "９", "1" * 30):
        with pytest.raises(BadRequest):
            db.limit_of(wrong)


def test_what_a_cursor_may_hold():
    told = [datetime(2026, 11, 20, 14, 5, tzinfo=VN), date(2026, 1, 2), Decimal("1.50"), UUID(int=7), "đ", None, True]
    assert db.decode(db.encode(told, "abcdefg"), "abcdefg") == told
    with pytest.raises(TypeError):
        db.encode([1.5], ["a"])
