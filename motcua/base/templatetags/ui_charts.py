"""Pictures of figures, drawn on the server, as built-in template tags. Each says in words what it shows; none by colour alone."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import words
from motcua.base.templatetags.ui import tag

register = template.Library()
WIDTH, HEIGHT = 120, 28
SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@register.inclusion_tag("base/components/share_bar.html")
def share_bar(label: str, shares: Iterable[Sequence[Any]], noun: str = "hồ sơ") -> dict[str, Any]:
    """`{% share_bar "Đang giữ" shares %}`: a bar of shares (label, value, tone, href or nothing); the legend says each with its figure."""
    told = [(*share, "")[:4] for share in shares]
    total = sum(share[1] for share in told)
    rows, at = [], 0.0
    for name, value, tone, href in told:
        width = 100 * value / total if total else 0
        said = f"{name} {words.number(value)}" + (f" ({_percent(value, total)})" if total else "")
        rows.append({"tone": tone or "neutral", "x": f"{at:.2f}", "width": f"{width:.2f}", "href": href, "mark": tag(said, tone or "neutral")})
        at += width
    return {"label": label, "rows": rows, "total": total, "noun": noun, "said": "; ".join(f"{share[0]} {words.number(share[1])}" for share in told)}


@register.inclusion_tag("base/components/bars.html")
def bars(label: str, rows: Iterable[Mapping[str, Any]], unit: str = "", name: str = "Tên", values: str = "Số lượng") -> dict[str, Any]:
    """`{% bars "Quá hạn theo cơ quan" rows unit="hồ sơ" %}`: horizontal bars, with the table behind; rows with label, value, note, tone, href."""
    told = list(rows)
    most = max((row["value"] for row in told), default=0) or 1
    drawn = [{**row, "tone": row.get("tone") or "work", "width": f"{100 * row['value'] / most:.2f}", "said": _figure(row["value"])} for row in told]
    return {"label": label, "rows": drawn, "unit": unit, "name": name, "values": values}


@register.simple_tag
def spark(values: Sequence[float], label: str = "") -> SafeString:
    """`{% spark weeks "Trễ theo tuần" %}`: a small line; in words its lowest, highest and last."""
    if not values:
        return format_html('<span class="dim">{}</span>', words.NOTHING)
    low, high = min(values), max(values)
    step, span = WIDTH / max(len(values) - 1, 1), (high - low) or 1
    points = [(place * step, HEIGHT - 4 - (value - low) / span * (HEIGHT - 8)) for place, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    said = f"{label}: thấp nhất {_figure(low)}, cao nhất {_figure(high)}, mới nhất {_figure(values[-1])}".removeprefix(": ")
    shape = '<svg class="spark" viewBox="-3 0 {} {}" role="img" aria-label="{}"><polyline points="{}"/><circle cx="{}" cy="{}" r="2.6"/></svg>'
    return format_html(shape, WIDTH + 6, HEIGHT, said, line, f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}")


@register.simple_tag
def steps(items: Iterable[Sequence[Any]]) -> SafeString:
    """`{% steps items %}`: the way of a process on one line, from (label, state, note or nothing); state is done, now, next or late."""
    said = {"done": "đã xong", "now": "đang ở đây", "next": "chưa tới", "late": "quá hạn"}
    rows = ((*item, "")[:3] for item in items)
    here = mark_safe(' aria-current="step"')
    told = ((state, here if state in {"now", "late"} else "", label, said[state], note) for label, state, note in rows)
    shape = '<li class="p-{}"{}><span>{}</span><span class="unseen">: {}</span><small>{}</small></li>'
    return format_html('<ol class="step-line">{}</ol>', format_html_join("", shape, told))


@register.inclusion_tag("base/components/calendar_month.html")
def calendar_month(year: int, month: int, days: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% calendar_month 2026 11 days %}`: a month as a grid; days with `on`, `mark` (a short word), `tone`, `why` (a sentence), `href`.

    The grid shows the word or, where it is narrow, its shape; every marked day is told in words below.
    """
    marked = {day["on"]: day for day in days if day["on"].year == year and day["on"].month == month}
    weeks = [[_cell(on, month, marked.get(on)) for on in week] for week in Calendar().monthdatescalendar(year, month)]
    told = [_cell(on, month, marked[on]) for on in sorted(marked) if marked[on].get("why")]
    return {"weeks": weeks, "told": told, "title": f"Tháng {month}/{year}", "names": SHORT_WEEKDAYS}


def _cell(on: date, month: int, day: Mapping[str, Any] | None) -> dict[str, Any]:
    told = day or {}
    return {
        "on": on,
        "own": on.month == month,
        "mark": told.get("mark", ""),
        "tone": told.get("tone") or "neutral",
        "why": told.get("why", ""),
        "href": told.get("href", ""),
        "weekday": words.WEEKDAYS[on.weekday()],
    }


def _percent(value: float, total: float) -> str:
    return f"{100 * value / total:.1f}".replace(".", ",").removesuffix(",0") + " %"


def _figure(value: float) -> str:
    return words.number(value) if isinstance(value, int) else f"{value:.1f}".replace(".", ",")
