"""Periods, shares, charts, shapes: numbers in, words and pictures out."""

from datetime import date
from xml.etree import ElementTree

import pytest

from motcua.base.errors import BadRequest
from motcua.steering.indicators import charts, periods, shapes
from motcua.steering.indicators.stats import Share, hours, percent, wilson

TODAY = date(2026, 11, 20)


def test_periods_know_their_days_and_neighbours() -> None:
    month = periods.of("thang", TODAY)
    assert (month.first, month.last, month.name) == (date(2026, 11, 1), date(2026, 11, 30), "tháng 11/2026")
    assert month.before().name == "tháng 10/2026"
    assert periods.of("thang", date(2026, 12, 5)).after().name == "tháng 01/2027"
    assert periods.of("tuan", TODAY).name == "tuần 47 (16/11 – 22/11/2026)"
    assert periods.of("hom-nay", TODAY).name == "thứ Sáu 20/11/2026"
    assert periods.of("nam", TODAY).days == 365


@pytest.mark.parametrize("unit", [*periods.UNITS, "khac"])
def test_an_address_names_the_same_period_again(unit: str) -> None:
    made = periods.read(unit, "2026-11-03", "2026-11-20", TODAY)
    said = made.params()
    assert periods.read(said["ky"], said["tu"], said.get("den", ""), TODAY) == made


@pytest.mark.parametrize("unit", [*periods.UNITS, "khac"])
def test_the_pieces_of_a_period_cover_it_without_gap(unit: str) -> None:
    made = periods.read(unit, "2026-02-03", "2026-11-20", TODAY)
    pieces = made.pieces()
    assert (pieces[0].first, pieces[-1].last) == (made.first, made.last)
    assert sum(piece.days for piece in pieces) == made.days
    assert len(pieces) <= 31


@pytest.mark.parametrize(("since", "until"), [("2026-13-01", ""), ("hôm qua", ""), ("2026-11-20", "2026-11-01"), ("1026-11-20", "")])
def test_days_that_cannot_be_read_are_refused_with_a_sentence(since: str, until: str) -> None:
    with pytest.raises(BadRequest, match=r"\."):
        periods.read("khac", since, until, TODAY)


def test_wilson_is_the_known_interval() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(30, 30)[1] == pytest.approx(1.0)
    assert wilson(0, 30)[0] == pytest.approx(0.0)


def test_shares_are_said_in_vietnamese_and_never_rounded_to_all_or_nothing() -> None:
    assert str(Share(861, 1031)) == "83,5 %"
    assert str(Share(0, 0)) == "–"
    assert (percent(1.0), percent(0.0), percent(0.99999), percent(0.00001)) == ("100 %", "0 %", "99,9 %", "0,1 %")
    assert not Share(29, 29).enough
    assert Share(1, 30).enough
    assert (hours(5400), hours(3600 * 1500), hours(None), hours(1800, unit=False)) == ("1,5 giờ", "1.500 giờ", "–", "0,5")


def parsed(svg: str) -> ElementTree.Element:
    assert "style=" not in svg
    return ElementTree.fromstring(svg)  # noqa: S314 our own


def test_charts_are_well_formed_titled_and_escape_what_is_said() -> None:
    hostile = "<script>\"&'"
    found = [charts.Column(hostile, hostile, 5, 4, 1, "/a?b=1&c=2", "/d"), charts.Column("x", "x", 0, 0, 0)]
    for svg in (
        charts.columns(hostile, hostile, found),
        charts.bars(hostile, hostile, [charts.Bar(hostile, 3, "3"), charts.Bar("Sở Tài nguyên và Môi trường tỉnh Đồng Nai", 9, "9", "/x")]),
        charts.regions(hostile, hostile, [charts.Region("a", [(0, 0), (1, 0), (1, 1)], (0, 0), [hostile], 4, hostile, "/x")], size=(9, 9)),
        charts.shade_legend("l", few=30),
    ):
        root = parsed(svg)
        assert [child.tag.rpartition("}")[2] for child in list(root)[:2]] == ["title", "desc"]
        assert "<script" not in svg
    assert charts.columns("a", "b", []).startswith("<svg")
    parsed(charts.share(3, 4, 0.3, 0.9))


def test_a_column_leads_to_its_lists_by_keyboard() -> None:
    svg = charts.columns("a", "b", [charts.Column("01", "ngày 1", 5, 4, 1, "/nhan", "/xong")])
    links = [one for one in parsed(svg).iter() if one.tag.endswith("}a")]
    assert [(one.get("href"), one.get("aria-label")) for one in links] == [
        ("/nhan", "ngày 1: tiếp nhận 5"),
        ("/xong", "ngày 1: đã giải quyết 4, trễ hạn 1"),
    ]


def test_shades_grow_with_the_share() -> None:
    assert [charts.shade(value) for value in (0, 0.049, 0.05, 0.1, 0.2, 0.35, 1)] == [0, 0, 1, 2, 3, 4, 4]
    assert [charts.nice(value) for value in (0, 1, 3, 11, 42, 60, 101)] == [1, 1, 4, 20, 50, 100, 200]


def test_the_sketch_has_eleven_districts_that_share_their_borders() -> None:
    size, known = shapes.sketch()
    assert len(known) == 11
    sides = [frozenset((a, b)) for one in known.values() for a, b in zip(one.outline, (*one.outline[1:], one.outline[0]), strict=True)]
    shared = [side for side in sides if sides.count(side) == 2]
    assert max(sides.count(side) for side in sides) == 2
    assert len(shared) > len(sides) / 2
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for one in known.values() for x, y in one.outline)


def test_tiles_and_names_keep_to_their_room() -> None:
    size, made = shapes.tiles(9)
    assert len(made) == 9
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for one in made for x, y in one.outline)
    assert shapes.bare("UBND phường Trảng Dài") == "Trảng Dài"
    assert shapes.wrapped("Bình Hòa Nam Thượng Hạ Trung") == ["Bình Hòa Nam", "Thượng Hạ Trung"]
    assert all(len(line) <= shapes.LETTERS for line in shapes.wrapped("Một Cái Tên Rất Dài Không Ai Đặt Bao Giờ"))
