"""The components of all screens, as built-in template tags: heads, states, facts. `/thiet-ke` shows each with its spelling."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import words
from motcua.base.icons import ICONS
from motcua.base.time import iso

register = template.Library()
TONES = frozenset({"neutral", "calm", "work", "move", "wait", "soon", "late", "ok", "stop"})

register.filter("moment", words.moment)
register.filter("short", words.short)
register.filter("day", words.day)
register.filter("dong", words.dong)
register.filter("number", words.number)
register.filter("duration", words.duration)


@register.simple_tag
def at(value: datetime | None, style: str = "moment") -> SafeString:
    """`{% at dossier.due_at %}`: a moment as <time>; style "short" for cells, "day" for the day alone."""
    if value is None:
        return mark_safe(words.NOTHING)  # noqa: S308
    say = {"moment": words.moment, "short": words.short, "day": words.day}[style]
    return format_html('<time datetime="{}">{}</time>', iso(value), say(value))


@register.filter
def cut(text: str, most: int) -> str:
    """`{{ row.procedure_name|cut:110 }}`: as many whole words as fit; what is left out is marked."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:(/-") + " …"


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a small picture beside a word; whoever does not see it misses nothing."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name])


@register.simple_tag
def tag(label: str, tone: str = "neutral", title: str = "") -> SafeString:
    """`{% tag "Đang xử lý" "work" %}`: a state, by word, shape and colour."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone {tone!r}")
    hint = format_html(' title="{}"', title) if title else ""
    return format_html('<span class="tag t-{}"{}>{}</span>', tone, hint, label)


@register.simple_tag
def deadline(
    due_at: datetime | None, now: datetime, late: bool = False, paused: object = False, done_at: datetime | None = None, *, soon: bool | None = None
) -> SafeString:
    """`{% deadline d.due_at now d.late d.paused_since %}`: "còn 2 ngày", "quá hạn 3 giờ", "tạm dừng", "đúng hạn"."""
    badge = words.deadline(due_at, now, late=bool(late), paused=bool(paused), done_at=done_at, soon=soon)
    return tag(badge.text, badge.tone, badge.title)


@register.simple_tag
def holder(agency: str, unit: str | None = None, officer: str | None = None, since: datetime | None = None, to: str | None = None) -> SafeString:
    """`{% holder "UBND phường An Bình" "" "Nguyễn Thị Bé" since=d.since to=d.in_transit_name %}`: who has it, since when, on its way to whom."""
    parts = [format_html("<strong>{}</strong>", agency)]
    parts += [conditional_escape(part) for part in (unit, officer) if part]
    line = format_html_join(" · ", "{}", ((part,) for part in parts))
    way = format_html(' <span class="way">đang chuyển tới</span> <strong>{}</strong>', to) if to else ""
    start = format_html(' <span class="dim">từ {}</span>', at(since)) if since else ""
    return format_html('<p class="holder">{}{}{}</p>', line, way, start)


@register.simple_tag
def code(value: str, href: str = "") -> SafeString:
    """`{% code d.code url %}`: a dossier's code, on one line, as a link when there is an address."""
    if href:
        return format_html('<a class="code" href="{}">{}</a>', href, value)
    return format_html('<span class="code">{}</span>', value)


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", kicker: str = "") -> SafeString:
    """`{% page_head "Hồ sơ 000…" lead="…" kicker="Đăng ký khai sinh" %}buttons{% endpage_head %}`: the one h1 of a page and its actions."""
    over = format_html('<p class="kicker">{}</p>', kicker) if kicker else ""
    under = format_html('<p class="lead">{}</p>', lead) if lead else ""
    side = format_html('<div class="buttons">{}</div>', content) if content.strip() else ""
    return format_html('<header class="page-head"><div>{}<h1>{}</h1>{}</div>{}</header>', over, title, under, side)


@register.simple_block_tag
def panel(content: str, title: str, id: str = "", tone: str = "", note: str = "") -> SafeString:
    """`{% panel "Giấy tờ" id="giay-to" note="4 loại" %}…{% endpanel %}`: a section with its own heading."""
    anchor = id or f"p{uuid4().hex[:8]}"
    aside = format_html(' <span class="dim">{}</span>', note) if note else ""
    kind = f"panel p-{tone}" if tone else "panel"
    return format_html('<section class="{}" aria-labelledby="{}"><h2 id="{}">{}{}</h2>{}</section>', kind, anchor, anchor, title, aside, content)


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "neutral") -> SafeString:
    """`{% notice "Sắp đến hạn" "soon" %}…{% endnotice %}`: something to know before going on."""
    head = format_html("<strong>{}</strong> ", title) if title else ""
    return format_html('<div class="notice n-{}">{}{}</div>', tone, head, content)


@register.simple_tag
def problem(title: str, detail: str, *, kept: str = "", next: str = "", href: str = "", link: str = "") -> SafeString:
    """`{% problem "Chưa tiếp nhận" "…" kept="…" next="…" href="/x" link="Thử lại" %}`: what happened, what was kept, what to do next."""
    values = {"title": title, "detail": detail, "kept": kept, "next": next, "href": href, "link": link}
    return mark_safe(render_to_string("base/components/problem.html", values))  # noqa: S308


@register.simple_tag
def empty(title: str, hint: str = "", href: str = "", link: str = "") -> SafeString:
    """`{% empty "Không còn việc nào" "…" href="/x" link="Tiếp nhận hồ sơ" %}`: a list with nothing in it says what to do."""
    more = format_html("<p>{}</p>", hint) if hint else ""
    way = format_html('<p><a class="button" href="{}">{}</a></p>', href, link) if href else ""
    return format_html('<div class="empty"><p><strong>{}</strong></p>{}{}</div>', title, more, way)


@register.simple_tag
def breadcrumb(*parts: str) -> SafeString:
    """`{% breadcrumb "Trang chủ" "/" "Thủ tục" "/thu-tuc" "Đăng ký khai sinh" %}`: pairs of name and address; the last is this page."""
    links = format_html_join("", '<li><a href="{}">{}</a></li>', ((parts[i + 1], parts[i]) for i in range(0, len(parts) - 1, 2)))
    here = format_html('<li aria-current="page">{}</li>', parts[-1]) if len(parts) % 2 else ""
    return format_html('<nav class="crumbs" aria-label="Đường dẫn"><ol>{}{}</ol></nav>', links, here)


@register.simple_tag
def fact(term: str, value: Any = None, note: str = "") -> SafeString:
    """Inside <dl class="facts">: `{% fact "Người nộp" d.applicant %}`; an empty value is a dash."""
    if isinstance(value, datetime):
        said: Any = at(value)
    elif isinstance(value, date):
        said = words.day(value)
    else:
        said = words.NOTHING if value is None or value == "" else value
    more = format_html('<small class="dim">{}</small>', note) if note else ""
    return format_html("<div><dt>{}</dt><dd>{}{}</dd></div>", term, said, more)


@register.simple_tag
def facts(rows: Iterable[Sequence[Any]]) -> SafeString:
    """`{% facts rows %}`: a definition list from (term, value) or (term, value, note)."""
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "{}", ((fact(*row),) for row in rows)))
