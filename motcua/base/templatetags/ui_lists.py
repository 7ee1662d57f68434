"""Components of lists, as built-in template tags."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import words

register = template.Library()
MANY = 3


@register.simple_block_tag
def listing(content: str, caption: str, count: int | None = None, *, noun: str = "", sorted: str = "", id: str = "") -> SafeString:
    """`{% listing "Hồ sơ tôi giữ" count=total noun="hồ sơ" sorted="theo hạn" %}<thead>…<tbody>…{% endlisting %}`.

    On a phone each row becomes a card: a cell with class="lead-cell" (or <th scope="row">) is its heading, the others carry data-label.
    `j` and `k` walk the rows, Enter opens a row's first link.
    """
    counted = format_html(' <span class="dim">{} {}</span>', words.number(count), noun) if count is not None else ""
    order = format_html(' <span class="dim">· {}</span>', sorted) if sorted else ""
    anchor = format_html(' id="{}"', id) if id else ""
    return format_html('<div class="listing"{}><table><caption>{}{}{}</caption>{}</table></div>', anchor, caption, counted, order, content)


@register.simple_block_tag(takes_context=True)
def filters(context: template.Context, content: str, button: str = "Lọc", clear: bool = True) -> SafeString:
    """`{% filters %}{% choose "state" "Trạng thái" options state %}{% endfilters %}`: a GET form, so that it survives reload."""
    request = context.get("request")
    wipe = format_html('<a href="{}">Bỏ lọc</a>', request.path) if clear and request is not None and request.GET else ""
    press = format_html('<button type="submit" class="button b-plain">{}</button>', button)
    form = '<form method="get" class="filters" role="search" aria-label="Lọc danh sách">{}{}{}{}</form>'
    return format_html(form, _fold(context, content), content, press, wipe)


def _fold(context: template.Context, content: str) -> SafeString:
    """On a phone the first box is enough to begin with; the others open by this one, and stand open when one of them is in use."""
    if content.count('class="pick') < MANY:
        return mark_safe("")
    request, name = context.get("request"), f"fold-{uuid4().hex[:6]}"
    first = content.find('class="pick', content.find('class="pick') + 1)
    used = request is not None and any(value and f'name="{key}"' in content[first:] for key, value in request.GET.items())
    on = mark_safe(" checked") if used else ""
    return format_html('<input type="checkbox" class="fold" id="{}"{}><label for="{}">Lọc thêm</label>', name, on, name)


@register.simple_tag
def choose(name: str, label: str, options: Iterable[Sequence[Any]], chosen: Any = "", blank: str = "Tất cả") -> SafeString:
    """Inside filters: a select from (value, label) pairs."""
    pairs = [("", blank), *options] if blank else list(options)
    said = ((value, mark_safe(" selected") if str(value) == str(chosen or "") else "", text) for value, text in pairs)
    rows = format_html_join("", '<option value="{}"{}>{}</option>', said)
    return format_html('<label class="pick"><span>{}</span><select name="{}">{}</select></label>', label, name, rows)


@register.simple_tag
def seek(name: str, label: str, value: str = "", placeholder: str = "") -> SafeString:
    """Inside filters: a text to look for."""
    box = '<label class="pick"><span>{}</span><input type="search" name="{}" value="{}" placeholder="{}"></label>'
    return format_html(box, label, name, value or "", placeholder)


@register.simple_tag
def tick(name: str, label: str, on: bool = False, value: str = "1") -> SafeString:
    """Inside filters: a yes-or-no."""
    mark = mark_safe(" checked") if on else ""
    return format_html('<label class="pick tick"><input type="checkbox" name="{}" value="{}"{}> <span>{}</span></label>', name, value, mark, label)


@register.simple_tag(takes_context=True)
def pager(context: template.Context, next: str | None, shown: int | None = None, noun: str = "dòng") -> SafeString:
    """`{% pager page.next shown=page.items|length noun="hồ sơ" %}`: the next page by cursor, all filters kept."""
    request = context["request"]
    later = bool(request.GET.get("cursor"))
    if not next and not later:
        return mark_safe("")
    query = request.GET.copy()
    query.pop("cursor", None)
    first = format_html('<a class="button b-plain" href="?{}">Về đầu danh sách</a>', query.urlencode()) if later else ""
    query["cursor"] = next or ""
    more = format_html('<a class="button b-plain" rel="next" href="?{}">Trang sau</a>', query.urlencode()) if next else ""
    said = format_html('<span class="dim">Trang này có {} {}</span>', words.number(shown), noun) if shown is not None else ""
    return format_html('<nav class="pager" aria-label="Các trang">{}{}{}</nav>', first, more, said)


@register.simple_tag
def tabs(*items: Sequence[Any], label: str = "Các danh sách") -> SafeString:
    """`{% tabs tab1 tab2 %}` or `{% tabs list %}`: views of one list as (label, href, count or None, current).

    Two bars on one page need a `label=` each.
    """
    rows = items[0] if len(items) == 1 and items[0] and not isinstance(items[0][0], str) else items
    said = ((href, mark_safe(' aria-current="page"') if now else "", name, _count(count)) for name, href, count, now in rows)
    links = format_html_join("", '<li><a href="{}"{}>{}{}</a></li>', said)
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul></nav>', label, links)


def _count(count: int | None) -> SafeString:
    return format_html(" <b>{}</b>", words.number(count)) if count is not None else mark_safe("")


@register.simple_tag
def stat(label: str, value: Any, note: str = "", tone: str = "", href: str = "") -> SafeString:
    """Inside <div class="stats">: `{% stat "Đang giữ" 128 "hồ sơ" tone="late" href="?late=1" %}`."""
    said = words.number(value) if isinstance(value, int) else value
    body = format_html("<b>{}</b><span>{}</span>{}", said, label, format_html("<small>{}</small>", note) if note else "")
    if href:
        return format_html('<a class="stat s-{}" href="{}">{}</a>', tone or "neutral", href, body)
    return format_html('<div class="stat s-{}">{}</div>', tone or "neutral", body)


@register.simple_tag
def progress(value: int, most: int, label: str, unit: str = "") -> SafeString:
    """`{% progress 42 100 "Nạp hồ sơ" "hồ sơ" %}`: a bar with its figures in words."""
    said = f"{words.number(value)}/{words.number(most)} {unit}".strip()
    bar = '<label class="progress"><span>{} <b>{}</b></span><progress value="{}" max="{}"></progress></label>'
    return format_html(bar, label, said, value, most or 1)
