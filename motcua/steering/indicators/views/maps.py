"""`/dieu-hanh/ban-do`: the districts by their share of lateness, and the communes of one; each shape leads on, a table stands behind."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking, charts, queries, shapes
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.definitions import MAIN
from motcua.steering.indicators.queries import Counts
from motcua.steering.indicators.shapes import Shape
from motcua.steering.indicators.stats import ENOUGH, Share
from motcua.steering.indicators.views.overview import frame

CAPTION = "Sơ đồ, không theo tỷ lệ, không phải bản đồ địa giới."
TILES = "Mỗi ô là một nơi tiếp nhận; ô bằng nhau, xếp theo mã đơn vị hành chính, không theo vị trí."


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a map."""

    code: str
    name: str
    href: str
    counts: Counts
    cells: tuple[tuple[str, int, str], ...]

    @property
    def share(self) -> Share:
        return Share(self.counts["late"], self.counts["handled"])


@require_safe
def province(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    keys = [*MAIN, "late", "handled"]
    district = asked.filters.get("huyen", "")
    by_agency = queries.figures(officer, asked.span, keys, by="co-quan", filters=asked.filters)
    spots = _agencies(asked, by_agency, district) if district else _districts(asked, queries.regrouped("huyen", by_agency))
    svg, drawn = _drawn(asked, spots, district)
    by = "co-quan" if district else "huyen"
    values = {
        **frame(asked, "indicator_map"),
        "chosen": asking.said(asked, "indicator_map"),
        "svg": mark_safe(svg),  # noqa: S308 made of numbers and escaped words
        "legend": mark_safe(charts.shade_legend("lg", few=ENOUGH)),  # noqa: S308
        "caption": CAPTION if drawn else TILES,
        "district": queries.district_name(district) if district else "",
        "apart": [s for s in spots if s.code == queries.PROVINCIAL],
        "ranked": sorted(spots, key=lambda s: (not s.share.enough, -s.share.value, s.name)),
        "table_name": "Nơi tiếp nhận" if district else "Địa bàn",
        "table_href": asked.page("indicator_table", by),
        "csv": asked.page("indicator_table", by, more={"dang": "csv"}),
        "up": asked.page("indicator_map", filters={w: v for w, v in asked.filters.items() if w != "huyen"}),
        "enough": ENOUGH,
        "now": at,
    }
    return render(request, "indicators/map.html", values)


def _districts(asked: Asked, parts: Mapping[str, Counts]) -> list[Spot]:
    """Every district, also one without a dossier; where there is none, every commune."""
    level = "huyen" if any(a.level == "huyen" for a in org.agencies()) else "xa"
    codes = [a.code for a in org.agencies() if a.level == level]
    if not queries.sees_whole(asked.officer):
        codes = [code for code in codes if code in parts]
    codes += [queries.PROVINCIAL] if queries.PROVINCIAL in parts else []
    names = queries.names_of("huyen", codes)
    return [_spot(asked, "huyen", code, names[code], parts.get(code)) for code in codes]


def _agencies(asked: Asked, parts: Mapping[str, Counts], district: str) -> list[Spot]:
    """Where dossiers are accepted inside a district: its own counter and its communes."""
    inside = [a for a in org.agencies() if queries.district_of(a.code) == district and (a.counter or a.code in parts)]
    if not queries.sees_whole(asked.officer):
        inside = [a for a in inside if a.code in parts]
    inside.sort(key=lambda a: (a.level == "xa", a.gso_code or "", a.code))
    return [_spot(asked, "co-quan", a.code, a.short_name, parts.get(a.code)) for a in inside]


def _spot(asked: Asked, by: str, code: str, name: str, counts: Counts | None) -> Spot:
    counts = counts or dict.fromkeys([*MAIN, "late", "handled"], 0)
    page = "indicator_map" if by == "huyen" else "indicators"
    said = (("Trễ", "late"), ("Trên tổng số", "handled"), ("Đang quá hạn", "open_late"))
    cells = tuple((label, counts[key], asked.list(key, {by: code})) for label, key in said)
    return Spot(code, name, asked.page(page, filters=asked.filters | {by: code}), counts, cells)


def _drawn(asked: Asked, spots: list[Spot], district: str) -> tuple[str, bool]:
    """The sketch where all places have a shape, else tiles; and which it was."""
    size, known = shapes.sketch()
    mapped = [s for s in spots if s.code != queries.PROVINCIAL]
    found = [(s, known.get(_gso(s.code))) for s in mapped]
    drawn = not district and bool(found) and all(shape for _, shape in found)
    if drawn:
        regions = [_region(s, shape, [shapes.bare(queries.place(s.code))]) for s, shape in found if shape]
    else:
        size, tiles = shapes.tiles(len(mapped))
        regions = [_region(s, shape, shapes.wrapped(_tile_name(s))) for s, shape in zip(mapped, tiles, strict=True)]
    where = queries.place(district) if district else "Đồng Nai"
    about = f"Tỷ lệ trễ của từng nơi ở {where}, {asked.period.name}. Số liệu nằm trong bảng bên dưới."
    return charts.regions(f"{where}: tỷ lệ trễ", about, regions, size=size, letters=1.12 if drawn else 1.2), drawn


def _gso(code: str) -> str:
    found = org.agency(code)
    return found.gso_code or "" if found else ""


def _tile_name(spot: Spot) -> str:
    return shapes.bare(spot.name) if org.agency(spot.code) and queries.level_of(spot.code) == "xa" else "Cấp huyện"


def _region(spot: Spot, shape: Shape, lines: list[str]) -> charts.Region:
    share = spot.share
    volume = f"{share.whole} hồ sơ" if share.known else "không có"
    title = f"{spot.name}: trễ {share.part}/{share.whole} hồ sơ đã và đang giải quyết" + (f" ({share})" if share.known else "")
    shown = [str(share), volume] if share.enough else [volume if not share.known else f"{share.part}/{share.whole}"]
    fill = charts.shade(share.value) if share.enough else None
    return charts.Region(spot.name, shape.outline, shape.at, [*lines, *shown], fill, title, spot.href)
