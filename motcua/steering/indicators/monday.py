"""The one page for the Monday meeting: figures of a week, three charts, five things to decide, the ten worst; by the filters of the screens."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from motcua.base.words import short, span
from motcua.shared.org import queries as org
from motcua.steering.indicators import charts, pictures, queries, shapes, waits
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.attention import FIELDS
from motcua.steering.indicators.definitions import DEFINITIONS
from motcua.steering.indicators.periods import Period
from motcua.steering.indicators.queries import Counts
from motcua.steering.indicators.stats import ENOUGH, Share, hours
from motcua.work.dossiers import checks
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import place_name

FONT = "Tinos"
SHOWN = ("received", "resolved", "in_time", "open", "open_late", "no_apology")
KEYS = (*SHOWN, "late_done", "late", "handled", "carried", "withdrawn", "stopped")
TEN, FIVE, WEEKS = 10, 5, 8
CUT = 76
SMALL = ("received", "resolved", "in_time", "open", "open_late", "no_apology")


def sheet(asked: Asked) -> dict[str, Any]:
    """What the form `monday` shows; `asked.period` is the week."""
    by_agency = queries.figures(asked.officer, asked.span, KEYS, by="co-quan", filters=asked.filters)
    whole = queries.summed(by_agency, KEYS)
    last = _asked(asked, asked.period.before())
    before = queries.figures(asked.officer, last.span, KEYS, filters=asked.filters)[""]
    places = waits.places(asked)
    return {
        "scope": "Toàn tỉnh" if queries.sees_whole(asked.officer) else asked.officer.agency_name,
        "week": asked.period.name,
        "made_at": asked.at,
        "closed": not asked.running,
        "figures": [_figure(key, whole, before) for key in SHOWN],
        "trend": pictures.trend(_asked(asked, _weeks(asked.period)), font=FONT).svg,
        "map": _districts(asked, by_agency),
        "caused": _caused(places),
        "decide": decide(asked, by_agency, places, whole),
        "worst": [_worst(asked, d) for d in _ten(asked)],
        "meanings": [(DEFINITIONS[key].name, DEFINITIONS[key].sentence) for key in SMALL],
        "few": ENOUGH,
    }


def _asked(asked: Asked, period: Period) -> Asked:
    return Asked(asked.officer, asked.at, period, asked.filters)


def _weeks(week: Period) -> Period:
    return Period("khac", week.first - timedelta(days=7 * (WEEKS - 1)), week.last)


def _figure(key: str, whole: Counts, before: Counts) -> dict[str, str]:
    """A figure with what it was a week earlier."""
    if key == "in_time":
        kept, was = Share(whole["in_time"], whole["resolved"]), Share(before["in_time"], before["resolved"])
        return {"name": "Đúng hạn", "value": str(kept), "note": f"{_n(kept.part)}/{_n(kept.whole)}; tuần trước {was}".replace(" %", "\u00a0%")}
    return {"name": DEFINITIONS[key].name, "value": _n(whole[key]), "note": f"tuần trước {_n(before[key])}"}


def _districts(asked: Asked, by_agency: Mapping[str, Counts]) -> str:
    """Shares of lateness on the sketch; as bars where some district has no shape."""
    parts = queries.regrouped("huyen", by_agency)
    size, known = shapes.sketch()
    found = []
    for code, counts in sorted(parts.items()):
        info = org.agency(code)
        shape = known.get(info.gso_code or "") if info else None
        share = Share(counts["late"], counts["handled"])
        if shape:
            lines = [shapes.bare(queries.place(code)), f"{share}" if share.enough else f"{share.part}/{share.whole}"]
            found.append(
                charts.Region(code, shape.outline, shape.at, lines, charts.shade(share.value) if share.enough else None, queries.place(code))
            )
    drawn = {region.outline for region in found}
    blank = [charts.Region("", s.outline, s.at, ["–"], None, "") for s in known.values() if s.outline not in drawn]
    return charts.regions("Tỷ lệ trễ theo địa bàn", "", [*found, *blank], size=size, font=FONT, letters=1.2)


def _caused(places: list[waits.Place]) -> str:
    worst = sorted((p for p in places if p.agency and p.late), key=lambda p: (-p.late, p.agency))[:7]
    found = [charts.Bar(queries.place(p.agency), p.late / 3600, hours(p.late), "", charts.LATE) for p in worst]
    return charts.bars("Giờ trễ theo nơi gây ra", "", found, font=FONT, label=190, row=26)


def _ten(asked: Asked) -> list[Dossier]:
    rows = queries.rows(asked.officer, DEFINITIONS["open_late"], asked.span, asked.filters)
    return list(rows.only(*FIELDS).order_by("due_at", "code")[:TEN])


def _worst(asked: Asked, d: Dossier) -> dict[str, str]:
    late = span((asked.span.upto - d.due_at).total_seconds()) if d.due_at else ""
    return {
        "code": d.code,
        "about": cut(d.procedure_name, CUT),
        "place": cut(place_name(d.agency, d.unit), 64),
        "due": short(d.due_at),
        "late": late,
    }


def cut(words: str, most: int) -> str:
    """Cut at a word's end."""
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"


def decide(asked: Asked, by_agency: Mapping[str, Counts], places: list[waits.Place], whole: Counts) -> list[str]:
    """Five sentences, each with its number and who has to answer; the gravest first."""
    stock = queries.standing(asked.officer, asked.span, asked.filters)
    found = [*_violations(asked), *_by_agency(by_agency), *_by_field(asked), *_by_time(places)]
    if stock["transit_late"]:
        found.append(
            f"Lúc này {_n(stock['transit_late'])} hồ sơ đã bàn giao quá giờ mà bên nhận chưa ký nhận: nhận, hoặc từ chối có lý do, trong ngày."
        )
    if stock["opinion_overdue"]:
        found.append(f"Lúc này {_n(stock['opinion_overdue'])} hồ sơ chờ ý kiến đã quá hạn: cơ quan được hỏi trả lời, hoặc người đứng đầu giải trình.")
    if whole["no_apology"]:
        found.append(f"{_n(whole['no_apology'])} hồ sơ trễ chưa có thư xin lỗi: lãnh đạo cơ quan ký thư và hẹn ngày mới trong tuần.")
    if stock["stuck"]:
        found.append(f"Lúc này {_n(stock['stuck'])} hồ sơ nằm quá mốc tiếp theo hơn một ngày: thủ trưởng cơ quan giữ phân công lại.")
    if stock["soon"]:
        found.append(f"{_n(stock['soon'])} hồ sơ sắp quá hạn: ưu tiên trước khi nhận việc mới.")
    return found[:FIVE] or ["Không có việc nào phải quyết trong tuần này."]


def _violations(asked: Asked) -> list[str]:
    found = checks.last_checked().found if queries.sees_whole(asked.officer) else []
    return [f"{_n(len(found))} vi phạm bất biến của hệ thống: {cut(found[0].text, 90)} Xử lý ngay."] if found else []


def _by_agency(by_agency: Mapping[str, Counts]) -> list[str]:
    worst = max(by_agency.items(), key=lambda one: (one[1]["open_late"], one[0]), default=None)
    if not worst or not worst[1]["open_late"]:
        return []
    code, counts = worst
    part = f"{_n(counts['open_late'])}/{_n(counts['open'])}"
    return [f"{queries.place(code)} có nhiều hồ sơ quá hạn nhất trong các nơi tiếp nhận ({part} đang giải quyết): báo cáo cách xử lý từng hồ sơ."]


def _by_field(asked: Asked) -> list[str]:
    fields = queries.figures(asked.officer, asked.span, ("late", "handled"), by="linh-vuc", filters=asked.filters)
    enough = [(Share(c["late"], c["handled"]), name) for name, c in fields.items() if c["handled"] >= ENOUGH and c["late"]]
    if not enough:
        return []
    share, name = max(enough, key=lambda one: (one[0].value, one[1]))
    return [
        f"Lĩnh vực {name} trễ nhiều nhất: {share} ({_n(share.part)}/{_n(share.whole)} hồ sơ). Sở quản lý ngành rà lại quy trình và thời hạn nội bộ."
    ]


def _by_time(places: list[waits.Place]) -> list[str]:
    worst = max((p for p in places if p.agency), key=lambda p: (p.late, p.agency), default=None)
    if not worst or not worst.late:
        return []
    return [
        f"{queries.place(worst.agency)} gây {hours(worst.late)} làm việc trễ trên {_n(worst.caused)} hồ sơ, nhiều nhất: giải trình và bố trí người."
    ]


def _n(value: int) -> str:
    return f"{value:,}".replace(",", ".")
