"""Components of papers, people, checks, results and changes, as built-in template tags."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import words
from motcua.base.templatetags.ui import fact, tag

register = template.Library()
register.filter("size", words.size)
CERTAINTY = {"verified": ("đã đối chiếu nguồn", "ok"), "known": ("theo hiểu biết", "neutral"), "assumed": ("tạm hiểu, chờ xác nhận", "wait")}
CHECKED = {"ok": ("Đạt", "ok"), "no": ("Không đạt", "stop"), "none": ("Không áp dụng", "neutral"), "": ("Chưa xem", "calm")}


@register.inclusion_tag("base/components/document_card.html")
def document_card(
    name: str, href: str = "", *, originals: int = 0, copies: int = 0, media: str = "", size: int | None = None, note: str = "", state: str = ""
) -> dict[str, Any]:
    """`{% document_card p.name url originals=1 copies=2 media="application/pdf" size=f.size note="…" %}`: a paper, its copies, its file.

    Without `href` there is no file: only the paper itself lies in the folder.
    """
    counts = [f"{count} {what}" for count, what in ((originals, "bản chính"), (copies, "bản sao")) if count]
    file = [part for part in (words.media(media), words.size(size) if size is not None else "") if part]
    parts = [", ".join(counts), ", ".join(file) if href else "chưa có bản quét"]
    return {"name": name or words.NOTHING, "href": href, "line": " · ".join(part for part in parts if part), "note": note, "state": state}


@register.simple_tag
def person_line(name: str, title: str = "", agency: str = "", href: str = "", note: str = "") -> SafeString:
    """`{% person_line o.name o.title o.agency_name href=url note="vắng mặt đến 25/11" %}`: a person and their post on one line."""
    said = format_html('<a href="{}">{}</a>', href, name) if href else format_html("<strong>{}</strong>", name or "(chưa có người)")
    post = " · ".join(part for part in (title, agency) if part)
    more = format_html(' <span class="dim">{}</span>', post) if post else ""
    mark = format_html(" {}", tag(note, "wait")) if note else ""
    return format_html('<span class="person-line"><span class="person">{}</span>{}{}</span>', said, more, mark)


@register.inclusion_tag("base/components/checklist.html")
def checklist(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """`{% checklist items %}`: what was looked at; items with label, state (ok, no, none, empty), note, law."""
    rows = [{**item, "state": tag(*CHECKED[item.get("state") or ""])} for item in items]
    return {"rows": rows}


@register.inclusion_tag("base/components/check_row.html")
def check_row(name: str, label: str, chosen: str = "", *, note: str = "", law: str = "") -> dict[str, Any]:
    """Inside a form and <div class="checklist">: `{% check_row "dk-1" "Người nộp có quyền nộp" "ok" note=… law=… %}`: one question, three answers."""
    answers = [(key, CHECKED[key][0], key == chosen) for key in ("ok", "no", "none")]
    return {"name": name, "label": label, "answers": answers, "note": note, "law": law}


@register.inclusion_tag("base/components/results.html")
def results(rows: Iterable[Mapping[str, Any]], done: str = "đã xong", noun: str = "hồ sơ") -> dict[str, Any]:
    """`{% results rows "đã bàn giao" %}`: what came of a bulk act, row by row; rows with label, href, ok, sentence. The refused stand first."""
    told = sorted(rows, key=lambda row: bool(row["ok"]))
    good = sum(1 for row in told if row["ok"])
    return {"rows": told, "good": good, "bad": len(told) - good, "done": done, "noun": noun}


@register.inclusion_tag("base/components/diff.html")
def diff(rows: Iterable[Sequence[Any]], caption: str = "Thay đổi") -> dict[str, Any]:
    """`{% diff rows "Thay đổi" %}`: (field, before, after) side by side; what did not change is left out."""
    return {"rows": [row for row in rows if row[1] != row[2]], "caption": caption}


@register.inclusion_tag("base/components/history.html")
def history(items: Iterable[Mapping[str, Any]], empty: str = "Chưa có thay đổi nào.") -> dict[str, Any]:
    """`{% history items %}`: who changed what, when and why; items with at, who, what, why, href, all but `what` optional."""
    return {"items": list(items), "empty": empty}


@register.simple_tag
def sourced(term: str, value: Any = None, article: str = "", certainty: str = "") -> SafeString:
    """Inside <dl class="facts">: `{% sourced "Thời hạn" term "Điều 17 khoản 1 NĐ 61/2018/NĐ-CP" "verified" %}`: a fact with its article of law.

    certainty: verified (seen in the source), known (own knowledge), assumed (a parameter until somebody confirms).
    """
    mark = tag(*CERTAINTY[certainty]) if certainty else ""
    source = format_html('<span class="sourced">{} {}</span>', article, mark) if article or mark else ""
    return fact(term, value, source)


@register.simple_block_tag
def toolbar(content: str, name: str = "code", noun: str = "hồ sơ") -> SafeString:
    """Inside a form, after its list: `{% toolbar "code" "hồ sơ" %}{% button "Bàn giao" %}{% endtoolbar %}`: acts on the ticked rows."""
    whole = '<label class="tick" hidden><input type="checkbox" data-all> Chọn tất cả</label>'
    said = format_html("<output>Đánh dấu các {} rồi bấm một lần.</output>", noun)
    bar = '<div class="toolbar" data-toolbar="{}" data-noun="{}">{}{}<div class="buttons">{}</div></div>'
    return format_html(bar, name, noun, mark_safe(whole), said, content)  # noqa: S308


@register.simple_block_tag
def sign_bar(content: str) -> SafeString:
    """`{% sign_bar %}{% button "Ký" %}{% go "Trả lại" url %}{% endsign_bar %}`: the one or two last acts; under the thumb on a phone."""
    return format_html('<div class="sign-bar">{}</div>', content)


@register.simple_tag
def pick_day(name: str, label: str, value: Any = None) -> SafeString:
    """Inside filters: a day, typed as 20/11/2026 (also 20112026, 2026-11-20); read it with `forms.day_of`."""
    said = value if isinstance(value, str) else words.day(value) if value else ""
    attrs = format_html_join("", ' {}="{}"', words.DAY_INPUT.items())
    return format_html('<label class="pick"><span>{}</span><input type="text" name="{}" value="{}" size="11"{}></label>', label, name, said, attrs)
