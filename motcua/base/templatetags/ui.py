"""The components of all screens, as built-in template tags. `/thiet-ke` shows each with its spelling."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import typed, words
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


@register.simple_tag
def tag(label: str, tone: str = "neutral", title: str = "") -> SafeString:
    """`{% tag "Đang xử lý" "work" %}`: a state, by word, shape and colour."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"unknown tone {tone!r}")
    hint = format_html(' title="{}"', title) if title else ""
    return format_html('<span class="tag t-{}"{}>{}</span>', tone, hint, label)


@register.simple_tag
def deadline(due_at: datetime | None, now: datetime, late: bool = False, paused: object = False, done_at: datetime | None = None) -> SafeString:
    """`{% deadline d.due_at now d.late d.paused_since %}`: "còn 2 ngày", "quá hạn 3 giờ", "tạm dừng", "đúng hạn"."""
    badge = words.deadline(due_at, now, late=bool(late), paused=bool(paused), done_at=done_at)
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


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    """`{% buttons %}…{% endbuttons %}`: a row of buttons, the main one first."""
    return format_html('<div class="buttons">{}</div>', content)


@register.simple_tag
def button(label: str, kind: str = "primary", name: str = "", value: str = "", key: str = "") -> SafeString:
    """`{% button "Tiếp nhận" %}`, `{% button "Từ chối" "danger" name="decision" value="refuse" %}`; kinds: primary, plain, danger."""
    extra = format_html(' name="{}" value="{}"', name, value) if name else ""
    hot = format_html(' accesskey="{}"', key) if key else ""
    return format_html('<button type="submit" class="button b-{}"{}{}>{}</button>', kind, extra, hot, label)


@register.simple_tag
def go(label: str, href: str, kind: str = "plain", new: bool = False) -> SafeString:
    """`{% go "In giấy hẹn" url new=True %}`: a link that looks like a button; `new` opens a new tab."""
    tab = mark_safe(' target="_blank" rel="noopener"') if new else ""
    return format_html('<a class="button b-{}" href="{}"{}>{}</a>', kind, href, tab, label)


@register.simple_tag
def key(value: str = "") -> SafeString:
    """`{% key %}`: the hidden idempotency key of a form written by hand."""
    return format_html('<input type="hidden" name="key" value="{}">', value or uuid4())


@register.simple_block_tag(takes_context=True)
def post_form(
    context: template.Context, content: str, action: str = "", *, seq: int | None = None, files: bool = False, kind: str = ""
) -> SafeString:
    """`{% post_form url seq=d.seq %}…{% endpost_form %}`: <form method=post> with CSRF token, idempotency key, `expected_seq`, and for whom."""
    request = context.get("request")
    before = request.POST.get("key", "") if request is not None and request.method == "POST" else ""
    hidden = [format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", "")), key(before)]
    carried = {"typed_by": typed.mark(request), "labels": typed.labels_of(context.get("form"))}
    hidden += [format_html('<input type="hidden" name="{}" value="{}">', *pair) for pair in carried.items() if carried["typed_by"] and pair[1]]
    if seq is not None:
        hidden.append(format_html('<input type="hidden" name="expected_seq" value="{}">', seq))
    return format_html(
        '<form method="post"{}{}{}>{}{}</form>',
        format_html(' action="{}"', action) if action else "",
        mark_safe(' enctype="multipart/form-data"') if files else "",
        format_html(' class="{}"', kind) if kind else "",
        format_html_join("", "{}", ((part,) for part in hidden)),
        content,
    )


@register.simple_tag
def field(bound: BoundField, width: str = "", hint: str = "", label: str = "") -> SafeString:
    """`{% field form.name %}`, `{% field form.phone width="short" %}`: label, hint, error beside the control."""
    described = [f"{bound.auto_id}_hint"] if (hint or bound.help_text) else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    kind = getattr(bound.field.widget, "input_type", "")
    values = {
        "bound": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "id": bound.id_for_label or bound.auto_id,
        "box": bound.as_widget(attrs=attrs),
        "errors": list(bound.errors),
        "required": bound.field.required,
        "kind": "group" if kind in {"radio"} or bound.field.widget.use_fieldset else "check" if kind == "checkbox" else "line",
        "width": width,
        "auto_id": bound.auto_id,
    }
    return mark_safe(render_to_string("base/components/field.html", values))  # noqa: S308


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """`{% form_errors form %}`: the summary at the top, each error a link to its field. Nothing when there is none."""
    if not form.errors:
        return mark_safe("")
    named = [(form[name], form.errors[name]) for name in form.fields if name in form.errors]
    rows = [(f"#{bound.id_for_label or bound.auto_id + '_0'}", error) for bound, errors in named for error in errors]
    values = {"rows": rows, "general": list(form.non_field_errors())}
    return mark_safe(render_to_string("base/components/form_errors.html", values))  # noqa: S308


@register.inclusion_tag("base/components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline items %}`: items with title, at, who, detail, state (done, now, next, late), all but title optional."""
    return {"items": [_event(item) for item in items]}


def _event(item: Any) -> dict[str, Any]:
    def read(name: str) -> Any:
        return item.get(name) if isinstance(item, dict) else getattr(item, name, None)

    return {name: read(name) for name in ("title", "at", "who", "detail", "href")} | {"state": read("state") or "done"}


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
    return format_html('<form method="get" class="filters" role="search" aria-label="Lọc danh sách">{}{}{}</form>', content, press, wipe)


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
def tabs(*items: Sequence[Any]) -> SafeString:
    """`{% tabs tab1 tab2 %}` or `{% tabs list %}`: views of one list as (label, href, count or None, current)."""
    rows = items[0] if len(items) == 1 and items[0] and not isinstance(items[0][0], str) else items
    said = ((href, mark_safe(' aria-current="page"') if now else "", label, _count(count)) for label, href, count, now in rows)
    links = format_html_join("", '<li><a href="{}"{}>{}{}</a></li>', said)
    return format_html('<nav class="tabs" aria-label="Các danh sách"><ul>{}</ul></nav>', links)


def _count(count: int | None) -> SafeString:
    return format_html(" <b>{}</b>", words.number(count)) if count is not None else mark_safe("")


@register.simple_tag
def act(label: str, href: str, allowed: bool = True, why: str | None = "", kind: str = "plain") -> SafeString:
    """Inside <ul class="acts">: `{% act "Trình ký" url allowed=a.allowed why=a.why %}`: a link when allowed now, else the word with its reason."""
    if allowed:
        return format_html('<li><a class="button b-{}" href="{}">{}</a></li>', kind, href, label)
    return format_html('<li class="not-now"><span>{}</span> <small>{}</small></li>', label, why or "")
