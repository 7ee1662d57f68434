"""Components of forms and acts, as built-in template tags."""

from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from motcua.base import typed

register = template.Library()


def letter(key: str) -> SafeString:
    """The letter of an act, for `officer.js` and for the eye."""
    return format_html(' data-key="{}"', key) if key else mark_safe("")


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
def go(label: str, href: str, kind: str = "plain", new: bool = False, key: str = "") -> SafeString:
    """`{% go "In giấy hẹn" url new=True key="i" %}`: a link that looks like a button; `new` opens a new tab, `key` is its letter."""
    tab = mark_safe(' target="_blank" rel="noopener"') if new else ""
    return format_html('<a class="button b-{}" href="{}"{}{}>{}</a>', kind, href, tab, letter(key), label)


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


@register.simple_tag
def act(label: str, href: str, allowed: bool = True, why: str | None = "", kind: str = "plain", *, key: str = "") -> SafeString:
    """Inside <ul class="acts">: `{% act "Trình ký" url allowed=a.allowed why=a.why key="k" %}`: a link when allowed now, else its reason."""
    if allowed:
        return format_html('<li><a class="button b-{}" href="{}"{}>{}</a></li>', kind, href, letter(key), label)
    return format_html('<li class="not-now"><span>{}</span> <small>{}</small></li>', label, why or "")
