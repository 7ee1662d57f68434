"""Charts as SVG: numbers in, text out. Pure.

Every shape carries its meaning three times: by length or place, by word or number, by colour or pattern. Looks are SVG attributes, not styles, so
that the same text stands in a page under its policy and in a printed form. A chart has a title and a description; the page sets a table behind it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

INK, DIM, LINE, PAPER = "#17211f", "#51605c", "#d5dad6", "#ffffff"
ACCENT, WEAK, LATE, WAIT = "#0b5350", "#b9d3cf", "#9b1c0c", "#35478c"
OUTLINED = f'fill="{WEAK}" stroke="{ACCENT}" stroke-width=".8"'
FONT = "system-ui, sans-serif"
WIDTH = 480
SHADES = ("#eef3f1", "#f6d9b8", "#eba96b", "#d4633a", "#9b1c0c")
LIMITS = (0.05, 0.10, 0.20, 0.35)
SHADE_NAMES = ("dưới 5 %", "5 – 10 %", "10 – 20 %", "20 – 35 %", "từ 35 %")


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the axis of time: what came, what was done, of it late; the address behind each."""

    label: str
    title: str
    came: int
    done: int
    late: int
    came_href: str = ""
    done_href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart: its share of the whole length and the words at its end."""

    label: str
    value: float
    said: str
    href: str = ""
    tone: str = ACCENT


def _svg(width: float, height: float, title: str, about: str, body: str, *, kind: str, font: str = FONT) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" class="chart {kind}" font-family="{escape(font)}"'
    return f'{head} font-size="13" fill="{INK}"><title>{escape(title)}</title><desc>{escape(about)}</desc>{body}</svg>'


def _group(width: float, height: float, title: str, about: str, body: str, *, kind: str, font: str = FONT) -> str:
    """As `_svg`, for charts whose shapes are links: a group, so that its links are reached one by one."""
    return _svg(width, height, title, about, body, kind=kind, font=font).replace('role="img"', f'role="group" aria-label="{escape(title)}"', 1)


def link(href: str, body: str, label: str) -> str:
    """A shape as a link that keyboards reach; without an address the shape alone."""
    return f'<a href="{escape(href)}" aria-label="{escape(label)}">{body}</a>' if href else body


def text(x: float, y: float, words: str, *, anchor: str = "start", size: float = 0, fill: str = "", weight: int = 0) -> str:
    """One line of text."""
    more = (f' font-size="{size:g}"' if size else "") + (f' fill="{fill}"' if fill else "") + (f' font-weight="{weight}"' if weight else "")
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{where}{more}>{escape(words)}</text>'


def nice(most: float) -> int:
    """The least round number not below: 1, 2, 4, 5, 10, 20, 40, 50, 100…"""
    if most <= 1:
        return 1
    power = 10 ** floor(log10(most))
    return int(next(step * power for step in (1, 2, 4, 5, 10) if step * power >= most - 1e-9))


def hatch(name: str, colour: str = LATE) -> str:
    """A pattern of slanted lines: late is told by it where colour is not seen."""
    lines = f'<path d="M-1 1 1-1M0 5 5 0M4 6 6 4" stroke="{PAPER}" stroke-width="1.3"/>'
    ground = f'<rect width="5" height="5" fill="{colour}"/>'
    return f'<defs><pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse">{ground}{lines}</pattern></defs>'


def columns(title: str, about: str, found: Sequence[Column], *, name: str = "c", font: str = FONT, height: int = 190) -> str:
    """What came (outlined) and what was done (full, its late part hatched) side by side, for each day or week."""
    left, top, foot = 34, 10, 38
    top_value = nice(max((max(c.came, c.done) for c in found), default=1))
    room, tall = WIDTH - left - 4, height - top - foot
    slot = room / max(1, len(found))
    wide = min(14.0, slot * 0.4)
    parts = [hatch(name), _grid(left, top, tall, top_value)]
    every = max(1, ceil(len(found) * 34 / room))
    for place, c in enumerate(found):
        x, base = left + slot * place + slot / 2, top + tall
        came, done, late = (tall * n / top_value for n in (c.came, c.done, c.late))
        outline = f'<rect x="{x - wide:.1f}" y="{base - came:.1f}" width="{wide:.1f}" height="{came:.1f}" {OUTLINED}/>'
        full = f'<rect x="{x:.1f}" y="{base - done:.1f}" width="{wide:.1f}" height="{done - late:.1f}" fill="{ACCENT}"/>'
        full += f'<rect x="{x:.1f}" y="{base - late:.1f}" width="{wide:.1f}" height="{late:.1f}" fill="url(#{name})"/>' if c.late else ""
        if c.came:
            parts.append(link(c.came_href, f"<g>{outline}<title>{escape(c.title)}: tiếp nhận {c.came}</title></g>", f"{c.title}: tiếp nhận {c.came}"))
        if c.done:
            said = f"{c.title}: đã giải quyết {c.done}, trễ hạn {c.late}"
            parts.append(link(c.done_href, f"<g>{full}<title>{escape(said)}</title></g>", said))
        if place % every == 0:
            parts.append(text(x, base + 14, c.label, anchor="middle", size=11, fill=DIM))
    parts.append(_legend(left, height - 8, name))
    return _group(WIDTH, height, title, about, "".join(parts), kind="columns", font=font)


def _grid(left: float, top: float, tall: float, most: int) -> str:
    steps = [most] if most == 1 else [most / 2, most]
    lines = [f'<path d="M{left} {top + tall:.1f}H{WIDTH}" stroke="{DIM}"/>', text(left - 5, top + tall + 4, "0", anchor="end", size=11, fill=DIM)]
    for value in steps:
        y = top + tall * (1 - value / most)
        lines.append(f'<path d="M{left} {y:.1f}H{WIDTH}" stroke="{LINE}"/>')
        lines.append(text(left - 5, y + 4, f"{value:g}", anchor="end", size=11, fill=DIM))
    return "".join(lines)


def _legend(x: float, y: float, name: str) -> str:
    marks = (("Tiếp nhận", OUTLINED, 78), ("Giải quyết đúng hạn", f'fill="{ACCENT}"', 138))
    parts = []
    for words, look, room in (*marks, ("Giải quyết trễ hạn", f'fill="url(#{name})"', 0)):
        parts.append(f'<rect x="{x}" y="{y - 9}" width="10" height="10" {look}/>{text(x + 14, y, words, size=11.5, fill=DIM)}')
        x += room + 14
    return "".join(parts)


def bars(title: str, about: str, found: Sequence[Bar], *, font: str = FONT, label: int = 150, row: int = 24) -> str:
    """Horizontal bars with their words at the end; the longest fills the room."""
    most = max((bar.value for bar in found), default=0) or 1
    room = WIDTH - label - 92
    parts = []
    for place, bar in enumerate(found):
        y = place * row + row / 2
        shape = f'<rect x="{label}" y="{y - 7:.1f}" width="{max(1.0, room * bar.value / most):.1f}" height="14" fill="{bar.tone}"/>'
        shape += text(label - 6, y + 4.5, cut(bar.label, label), anchor="end")
        shape += text(label + room * bar.value / most + 6, y + 4.5, bar.said, weight=600)
        parts.append(link(bar.href, f"<g><title>{escape(bar.label)}: {escape(bar.said)}</title>{shape}</g>", f"{bar.label}: {bar.said}"))
    return _group(WIDTH, max(1, len(found)) * row, title, about, "".join(parts), kind="bars", font=font)


def cut(words: str, room: float, each: float = 6.7) -> str:
    """Words cut at a word's end so that they keep to their room."""
    most = int((room - 8) / each)
    if len(words) <= most:
        return words
    head = words[: most - 1].rsplit(" ", 1)[0]
    return f"{head}…"


def share(part: int, whole: int, low: float, high: float) -> str:
    """A share on a line from 0 to 100 % with its interval, for a table's cell; the number stands beside it as text."""
    x = 100 * part / whole if whole else 0
    line = '<path d="M0 7H100" stroke="#d5dad6" stroke-width="2"/>'
    reach = f'<path d="M{100 * low:.1f} 7H{100 * high:.1f}" stroke="#77857f" stroke-width="4"/>'
    mark = f'<path d="M{x:.1f} 1V13" stroke="{ACCENT}" stroke-width="3"/>' if whole else ""
    return f'<svg viewBox="-2 0 104 14" width="104" height="14" class="interval" aria-hidden="true">{line}{reach if whole else ""}{mark}</svg>'


def shade(value: float) -> int:
    """The class of a share of lateness, 0 to 4."""
    return sum(value >= limit for limit in LIMITS)


def shade_patterns(name: str) -> str:
    """The five fills of a map: the darker, the denser their lines, so that they differ without colour."""
    made = []
    for place, colour in enumerate(SHADES):
        gap = (0, 12, 8, 5, 0)[place]
        ink = (INK, "#a8662a", "#8f4514", "#6d1d05", "")[place]
        lines = f'<path d="M0 {gap}L{gap} 0" stroke="{ink}" stroke-width=".7" stroke-opacity=".55"/>' if gap else ""
        size = gap or 10
        made.append(f'<pattern id="{name}{place}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">')
        made.append(f'<rect width="{size}" height="{size}" fill="{colour}"/>{lines}</pattern>')
    few = f'<rect width="7" height="7" fill="{PAPER}"/><circle cx="3.5" cy="3.5" r=".8" fill="#77857f"/>'
    made.append(f'<pattern id="{name}few" width="7" height="7" patternUnits="userSpaceOnUse">{few}</pattern>')
    return f"<defs>{''.join(made)}</defs>"


def shade_legend(name: str, *, few: int) -> str:
    """What the fills mean, as a small picture of its own."""
    parts = [shade_patterns(name)]
    for place, words in enumerate((*SHADE_NAMES, f"dưới {few} hồ sơ")):
        fill = f"{name}{place}" if place < len(SHADE_NAMES) else f"{name}few"
        x, y = 160 * (place % 3), 22 * (place // 3)
        parts.append(
            f'<rect x="{x + 1}" y="{y + 1}" width="22" height="14" fill="url(#{fill})" stroke="{DIM}"/>{text(x + 30, y + 13, words, size=12.5)}'
        )
    return _svg(WIDTH, 40, "Chú giải", "Tỷ lệ trễ, từ nhạt và thưa đến đậm và dày", "".join(parts), kind="legend")


@dataclass(frozen=True, slots=True)
class Region:
    """A shape of a map: its outline, where its words stand, and what they are. `fill` is a class of `shade`, or None for too few."""

    name: str
    outline: Sequence[tuple[float, float]]
    at: tuple[float, float]
    lines: Sequence[str]
    fill: int | None
    title: str
    href: str = ""


def regions(
    title: str, about: str, found: Iterable[Region], *, size: tuple[float, float], name: str = "m", font: str = FONT, letters: float = 1
) -> str:
    """A map: shapes that are links, each with its name and its numbers in it."""
    parts, above = [shade_patterns(name)], []
    for one in found:
        fill = f"{name}few" if one.fill is None else f"{name}{one.fill}"
        points = " ".join(f"{x:g},{y:g}" for x, y in one.outline)
        shape = f'<polygon points="{points}" fill="url(#{fill})" stroke="{INK}" stroke-width="1" stroke-linejoin="round"/>'
        dark = one.fill == len(SHADES) - 1
        above += [_on_map(one.at, place, words, dark=dark, letters=letters) for place, words in enumerate(one.lines)]
        parts.append(link(one.href, f"<g><title>{escape(one.title)}</title>{shape}</g>", one.title))
    words = f'<g pointer-events="none">{"".join(above)}</g>'
    return _group(*size, title, about, "".join(parts) + words, kind="map", font=font)


def _on_map(at: tuple[float, float], place: int, words: str, *, dark: bool, letters: float) -> str:
    x, y = at[0], at[1] + place * 15 * letters
    ink, halo = (PAPER, SHADES[-1]) if dark else (INK, PAPER)
    look = f'fill="{ink}" stroke="{halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    size, weight = (12.5 * letters, 700) if place == 0 else (11.5 * letters, 500)
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" font-size="{size:g}" font-weight="{weight}" {look}>{escape(words)}</text>'
