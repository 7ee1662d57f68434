from dataclasses import dataclass
from functools import cached_property

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.base.errors import BadRequest
from motcua.base.text import fold
from motcua.shared.catalogue import finder
from motcua.shared.catalogue.tests.make import shipped


@dataclass
class Row:
    code: str
    name: str
    popular: bool = False
    field: str = ""
    accepted: bool = True

    @cached_property
    def name_words(self) -> frozenset[str]:
        return finder.words_of(fold(self.name))

    @cached_property
    def words(self) -> frozenset[str]:
        return finder.words_of(fold(f"{self.code} {self.name} {self.field}"))


ROWS = [Row(row.code, row.name, row.popular, row.field, row.accepted) for row in shipped()[0]]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("sinh khai dang ky", "1.001193"),
        ("đăng ký kết hôn", "1.000894"),
        ("ket hon dang k", "1.000894"),
        ("1.001193", "1.001193"),
        ("tách hộ", "1.010038"),
        ("trich luc", "2.000635"),
    ],
)
def test_it_finds_without_diacritics_in_any_order_with_an_unfinished_last_word(q: str, first: str) -> None:
    assert finder.find(ROWS, q).codes[0] == first


def test_a_field_is_found_after_names() -> None:
    rows = [Row("1", "Xóa nợ", field="Đất đai"), Row("2", "Giao đất đai công"), Row("3", "Hộ tịch")]
    assert finder.find(rows, "dat dai").codes == ["2", "1"]


def test_popular_ones_come_first_then_the_shorter_name() -> None:
    rows = [Row("1", "Cấp thẻ"), Row("2", "Cấp thẻ dài hơn", popular=True), Row("3", "Cấp thẻ nữa")]
    assert finder.find(rows, "cap the").codes == ["2", "1", "3"]


def test_what_is_not_accepted_here_comes_last() -> None:
    rows = [Row("1", "Cấp thẻ", popular=True, accepted=False), Row("2", "Cấp thẻ lâu")]
    assert finder.find(rows, "cap the").codes == ["2", "1"]
    assert set(finder.find(ROWS, "", limit=200).codes).isdisjoint({"2.002481", "3.000346", "3.000347"})


def test_nothing_found_is_an_empty_page() -> None:
    assert finder.find(ROWS, "khong co gi nhu the") == finder.Page([], None, 0)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(["", "đất", "cấp giấy", "dang ky"]), st.integers(20, 200))
def test_pages_give_every_row_once_in_order(q: str, limit: int) -> None:
    whole = finder.find(ROWS, q, limit=200)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = finder.find(ROWS, q, cursor=cursor, limit=limit)
        seen += page.codes
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == whole.total
    assert seen[:200] == whole.codes


def test_a_row_that_comes_or_goes_shifts_no_page() -> None:
    rows = [Row(str(place), f"Thủ tục {place:03}") for place in range(20)]
    first = finder.find(rows, "", limit=5)
    later = finder.find([Row("x", "A"), *rows[2:]], "", cursor=first.next, limit=5)
    assert later.codes == finder.find(rows, "", cursor=first.next, limit=5).codes


@pytest.mark.parametrize("cursor", ["x", "W10", "////", "bnVsbA"])
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(BadRequest, match="Con trỏ trang"):
        finder.find(ROWS, "", cursor=cursor)
