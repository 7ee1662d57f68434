"""`/dieu-hanh`: how the province stands, in figures that each lead to their list; and the tables behind, whole and as files."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.errors import NotFound
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking, pictures, queries, tables
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.attention import attention
from motcua.steering.indicators.definitions import DEFINITIONS, MAIN
from motcua.steering.indicators.periods import UNITS, of
from motcua.steering.indicators.queries import Counts
from motcua.steering.indicators.stats import Share

FLOW = (
    "carried",
    "received",
    "resolved",
    "in_time",
    "late_done",
    "returned",
    "refused",
    "withdrawn",
    "stopped",
    "supplemented",
    "no_apology",
    "children",
)
STOCK = ("in_transit", "transit_late", "supplement_waiting", "opinion_waiting", "to_sign", "ready", "soon", "stuck")
ROWS = 8
TABS = {"hom-nay": "Hôm nay", "tuan": "Tuần này", "thang": "Tháng này", "nam": "Năm nay"}
HEAD = ("Tiếp nhận", "Đã giải quyết", "Đúng hạn", "Trễ hạn", "Đang giải quyết", "Đang quá hạn")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    whole = queries.figures(officer, asked.span, [*FLOW, "open", "open_fine", "open_late", "handled", "late"], filters=asked.filters)[""]
    stock = queries.standing(officer, asked.span, asked.filters)
    values = {
        **frame(asked, "indicators"),
        "headline": headline(asked, whole),
        "main": _main(asked, whole),
        "stock": [_figure(asked, key, stock[key]) for key in STOCK],
        "flow": [_figure(asked, key, whole[key]) for key in FLOW],
        "tables": _tables(asked),
        "head": HEAD,
        "trend": pictures.trend(asked),
        "attention": attention(asked, stock),
        "names": officer.sees_all or officer.has("leader"),
        "now": at,
    }
    return render(request, "indicators/overview.html", values)


@require_safe
def whole_table(request: HttpRequest, by: str) -> HttpResponse:
    """One table with all its rows, sortable, and as CSV."""
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    if by not in queries.DIMENSIONS:
        raise NotFound("Không có bảng này.")
    sort = request.GET.get("xep", tables.WORSE_FIRST)
    found = tables.table(asked, by, queries.figures(officer, asked.span, MAIN, by=by, filters=asked.filters), sort=sort)
    if request.GET.get("dang") == "csv":
        return tables.as_file(f"{by}-{asked.period.first}", *tables.cells_of(found), at)
    columns = [("ten", found.name), *((key, tables.SHORT[key]) for key in MAIN)]
    columns[3:4] = [("ty-le", "Đúng hạn")]
    values = {
        **frame(asked, "indicator_table", by),
        "table": found,
        "sorts": tables.sorts(asked, "indicator_table", [by], sort, columns),
        "csv": asked.page("indicator_table", by, more={"dang": "csv"}),
        "others": [(one.name, asked.page("indicator_table", one.word), None, one.word == by) for one in queries.DIMENSIONS.values()],
        "now": at,
    }
    return render(request, "indicators/table.html", values)


def frame(asked: Asked, page: str, *args: str, more: Mapping[str, str] | None = None) -> dict[str, object]:
    """What every page of this room shows: the period with its neighbours, the filters, whose figures these are."""
    today = asked.at.date()
    units = [(TABS[unit], asked.page(page, *args, period=of(unit, today), more=more), None, asked.period == of(unit, today)) for unit in UNITS]
    later = asked.period.after()
    return {
        "asked": asked,
        "units": units,
        "period": asked.period,
        "before": asked.page(page, *args, period=asked.period.before(), more=more),
        "later": asked.page(page, *args, period=later, more=more) if later.start <= asked.at else "",
        "chosen": asking.said(asked, page if not args else "indicators"),
        "hidden": list(asked.filters.items()),
        "whole": queries.sees_whole(asked.officer),
        "scope": "Toàn tỉnh" if queries.sees_whole(asked.officer) else f"Hồ sơ trong phạm vi của {asked.officer.agency_name}",
        "links": _links(asked, page),
    }


def _links(asked: Asked, here: str) -> list[tuple[str, str, None, bool]]:
    pages = (("Tổng quan", "indicators"), ("Bản đồ", "indicator_map"), ("Nơi hồ sơ chờ", "indicator_waits"), ("So sánh cơ quan", "indicator_compare"))
    return [
        (label, asked.page(name), None, name == here)
        for label, name in (*pages, ("Họp thứ Hai", "indicator_monday"), ("Cách tính", "indicator_definitions"))
    ]


def headline(asked: Asked, whole: Counts) -> tuple[str, str]:
    """How it stands, in one sentence, and its tone."""
    late = Share(whole["late"], whole["handled"])
    kept = Share(whole["in_time"], whole["resolved"])
    when = "" if asked.running else " ở cuối kỳ"
    said = f"{_n(whole['open'])} hồ sơ đang giải quyết{when}"
    said += f", trong đó {_n(whole['open_late'])} quá hạn." if whole["open_late"] else ", không hồ sơ nào quá hạn." if whole["open"] else "."
    if kept.known:
        said += f" {asked.period.name[0].upper()}{asked.period.name[1:]} giải quyết đúng hạn {kept} ({_n(kept.part)}/{_n(kept.whole)})."
    return said, "late" if late.value >= 0.10 else "soon" if late.part else "ok"  # noqa: PLR2004 a tenth late is red


def _main(asked: Asked, whole: Counts) -> list[dict[str, object]]:
    """The figures that the first look needs."""
    kept = Share(whole["in_time"], whole["resolved"])
    part = Share(whole["open_late"], whole["open"])
    return [
        {**_figure(asked, "open_late", whole["open_late"]), "note": f"{part} số đang giải quyết" if part.known else ""},
        {**_figure(asked, "open", whole["open"]), "note": f"{_n(whole['open_fine'])} còn hạn"},
        {
            **_figure(asked, "in_time", whole["in_time"]),
            "label": "Đúng hạn",
            "shown": str(kept),
            "note": _kept_note(kept),
            "tone": "ok" if kept.known else "",
        },
        {**_figure(asked, "received", whole["received"]), "note": f"{_n(whole['carried'])} kỳ trước chuyển sang"},
    ]


def _kept_note(kept: Share) -> str:
    if not kept.known:
        return "chưa có hồ sơ nào xong"
    return f"{_n(kept.part)}/{_n(kept.whole)} đã giải quyết" + ("" if kept.enough else "; ít hồ sơ")


def _figure(asked: Asked, key: str, value: int) -> dict[str, object]:
    one = DEFINITIONS[key]
    tone = one.tone if value else ""
    return {
        "label": one.name,
        "value": value,
        "shown": _n(value),
        "href": asked.list(key) if value else "",
        "tone": tone,
        "note": "",
        "title": one.sentence,
    }


def _tables(asked: Asked) -> list[tables.Table]:
    """By level, agency, field and procedure: the worst of each first, the rest a link away. One statement each, levels from the agencies'."""
    by_agency = queries.figures(asked.officer, asked.span, MAIN, by="co-quan", filters=asked.filters)
    parted: list[tuple[str, Mapping[str, Counts]]] = [("cap", queries.regrouped("cap", by_agency)), ("co-quan", by_agency)]
    parted += [(by, queries.figures(asked.officer, asked.span, MAIN, by=by, filters=asked.filters)) for by in ("linh-vuc", "thu-tuc")]
    return [tables.table(asked, by, parts, limit=ROWS) for by, parts in parted if by not in asked.filters]


def _n(value: int) -> str:
    return f"{value:,}".replace(",", ".")
