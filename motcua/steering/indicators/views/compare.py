"""`/dieu-hanh/so-sanh`: agencies beside each other, with what a fair comparison needs: volumes, intervals, and no rank on a small sample."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from motcua.base.text import sort_key
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking, charts, queries, tables
from motcua.steering.indicators import waits as measured
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.queries import LEVELS, Counts
from motcua.steering.indicators.stats import ENOUGH, Share, hours, percent
from motcua.steering.indicators.views.overview import frame

KEYS = ("received", "resolved", "in_time", "open", "open_late", "supplemented", "apologised", "no_apology")
SORTS = ("ty-le", "ten", "received", "resolved", "dung", "open", "open_late", "no_apology", "bo-sung")
HEAD = (
    "Cơ quan",
    "Cấp",
    "Tiếp nhận",
    "Đã giải quyết",
    "Đúng hạn",
    "Tỷ lệ đúng hạn",
    "Cận dưới 95 %",
    "Cận trên 95 %",
    "Trung vị phần thời hạn đã dùng",
)
HEAD_MORE = ("Đang giải quyết", "Đang quá hạn", "Đã xin lỗi", "Trễ chưa xin lỗi", "Phải bổ sung", "Tỷ lệ bổ sung")


@dataclass(frozen=True, slots=True)
class Line:
    """One agency."""

    code: str
    name: str
    level: str
    href: str
    counts: Counts
    links: dict[str, str]
    kept: Share
    supplement: Share
    used: float | None

    @property
    def interval(self) -> SafeString:
        return mark_safe(charts.share(self.kept.part, self.kept.whole, self.kept.low, self.kept.high))  # noqa: S308 numbers alone

    @property
    def bounds(self) -> str:
        return f"{percent(self.kept.low, 0)} – {percent(self.kept.high, 0)}" if self.kept.known else ""

    @property
    def used_said(self) -> str:
        return percent(self.used, 0) if self.used is not None else "–"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    if request.GET.get("theo") == "giai-quyet":
        return _by_work(request, asked)
    lines = _lines(asked)
    sort = request.GET.get("xep", "ty-le") if request.GET.get("xep") in SORTS else "ty-le"
    lines.sort(key=lambda line: _order(line, sort))
    if request.GET.get("dang") == "csv":
        return tables.as_file(f"so-sanh-{asked.period.first}", (*HEAD, *HEAD_MORE), [_file_row(line) for line in lines], at)
    values = {
        **frame(asked, "indicator_compare", more={"xep": sort}),
        "chosen": asking.said(asked, "indicator_compare"),
        "ranked": [line for line in lines if line.kept.enough],
        "few": [line for line in lines if not line.kept.enough],
        "enough": ENOUGH,
        "sort": sort,
        "heads": _heads(asked, sort),
        "levels": _levels(asked, sort),
        "bases": _bases(asked, False),
        "csv": asked.page("indicator_compare", more={"dang": "csv", "xep": sort}),
        "measured_at": measured.measured_at(),
        "now": at,
    }
    return render(request, "indicators/compare.html", values)


def _lines(asked: Asked) -> list[Line]:
    parts = queries.figures(asked.officer, asked.span, KEYS, by="co-quan", filters=asked.filters)
    used = measured.used_shares(asked)
    if not queries.sees_whole(asked.officer):
        parts = {code: counts for code, counts in parts.items() if code in asked.officer.scope}
    return [_line(asked, code, counts, used.get(code)) for code, counts in parts.items()]


def _line(asked: Asked, code: str, counts: Counts, used: float | None) -> Line:
    links = {key: asked.list(key, {"co-quan": code}) for key in KEYS if counts[key]}
    kept, supplement = Share(counts["in_time"], counts["resolved"]), Share(counts["supplemented"], counts["received"])
    level = LEVELS.get(queries.level_of(code), "")
    return Line(code, queries.place(code), level, asked.page("indicators", filters={"co-quan": code}), counts, links, kept, supplement, used)


def _order(line: Line, sort: str) -> tuple[object, ...]:
    if sort in KEYS:
        return (-line.counts[sort], sort_key(line.name))
    if sort == "dung":
        return (line.used is None, -(line.used or 0), sort_key(line.name))
    if sort == "bo-sung":
        return (not line.supplement.enough, -line.supplement.value, sort_key(line.name))
    if sort == "ten":
        return (sort_key(line.name),)
    return (not line.kept.enough, line.kept.value, sort_key(line.name))


def _heads(asked: Asked, sort: str) -> list[tuple[str, str, str, bool]]:
    """Heads of columns: label, address that sorts by it, class, whether it is sorted so."""
    named = (("ten", "Cơ quan", ""), ("received", "Tiếp nhận", "num"), ("resolved", "Đã giải quyết", "num"), ("ty-le", "Đúng hạn", ""))
    more = (("dung", "Thời hạn đã dùng", "num"), ("open", "Đang giải quyết", "num"), ("open_late", "Đang quá hạn", "num"))
    last = (("no_apology", "Thư xin lỗi", "num"), ("bo-sung", "Phải bổ sung", "num"))
    return [(label, asked.page("indicator_compare", more={"xep": key}), kind, key == sort) for key, label, kind in (*named, *more, *last)]


def _levels(asked: Asked, sort: str) -> list[tuple[str, str, None, bool]]:
    rest = {w: v for w, v in asked.filters.items() if w != "cap"}
    now_at = asked.filters.get("cap", "")
    every = [("Mọi cấp", asked.page("indicator_compare", filters=rest, more={"xep": sort}), None, not now_at)]
    return every + [
        (name, asked.page("indicator_compare", filters=rest | {"cap": key}, more={"xep": sort}), None, key == now_at) for key, name in LEVELS.items()
    ]


def _bases(asked: Asked, by_work: bool) -> list[tuple[str, str, None, bool]]:
    accept = ("Nơi tiếp nhận, nơi hẹn trả", asked.page("indicator_compare"), None, not by_work)
    return [accept, ("Nơi giải quyết, theo thời gian trong tay", asked.page("indicator_compare", more={"theo": "giai-quyet"}), None, by_work)]


def _file_row(line: Line) -> Sequence[object]:
    c, kept = line.counts, line.kept
    shares = [f"{kept.value:.3f}", f"{kept.low:.3f}", f"{kept.high:.3f}"] if kept.known else ["", "", ""]
    used = f"{line.used:.3f}" if line.used is not None else ""
    rest = [c[key] for key in ("open", "open_late", "apologised", "no_apology", "supplemented")]
    return [line.name, line.level, c["received"], c["resolved"], c["in_time"], *shares, used, *rest, f"{line.supplement.value:.3f}"]


def _by_work(request: HttpRequest, asked: Asked) -> HttpResponse:
    """By who had them in hand: of the dossiers that went through an agency, how many it made no later, and how much of its own share it used."""
    used = measured.through_shares(asked)
    places = [p for p in measured.places(asked) if p.agency and (queries.sees_whole(asked.officer) or p.agency in asked.officer.scope)]
    rows = [
        {
            "name": queries.place(p.agency),
            "share": (share := Share(p.through - p.caused, p.through)),
            "interval": mark_safe(charts.share(share.part, share.whole, share.low, share.high)),  # noqa: S308 numbers alone
            "bounds": f"{percent(share.low, 0)} – {percent(share.high, 0)}",
            "through": p.through,
            "through_href": asked.list("handled", {queries.THROUGH: p.agency}),
            "caused": p.caused,
            "caused_href": asked.list("handled", {queries.CAUSED: p.agency}),
            "used": percent(used[p.agency], 0) if p.agency in used else "–",
            "late": hours(p.late) if p.late else "–",
            "order": (share.value, sort_key(queries.place(p.agency))),
        }
        for p in places
    ]
    rows.sort(key=lambda row: row["order"])  # type: ignore[arg-type, return-value]  # pairs of a share and a text
    values = {
        **frame(asked, "indicator_compare", more={"theo": "giai-quyet"}),
        "chosen": asking.said(asked, "indicator_compare"),
        "ranked": [row for row in rows if row["share"].enough],  # type: ignore[attr-defined]  # a Share
        "few": [row for row in rows if not row["share"].enough],  # type: ignore[attr-defined]
        "enough": ENOUGH,
        "bases": _bases(asked, True),
        "csv": asked.page("indicator_waits", more={"dang": "csv"}),
        "measured_at": measured.measured_at(),
        "now": asked.at,
    }
    return render(request, "indicators/compare_work.html", values)
