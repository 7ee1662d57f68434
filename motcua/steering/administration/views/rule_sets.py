"""Rule sets, to read: each value with its article and how sure we are, who works under it, two sets compared."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.errors import NotFound
from motcua.base.time import now
from motcua.shared.catalogue import queries, rules
from motcua.shared.catalogue.rules import RuleSet, Value
from motcua.shared.org import queries as org
from motcua.steering.administration import history, law_words
from motcua.steering.administration.views.common import reader
from motcua.work.dossiers import figures as dossiers

SURE = ("V", "K-hi")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    reader(request)
    counted, today = dossiers.by_rule_set(), now().date()
    home = rules.data_set(rules.DEFAULT_DATA_SET)
    here = {span.code: span for span in home.spans}
    rows = [_line(rules.rule_set(code), counted.get(code, (0, 0)), here.get(code), today) for code in rules.codes()]
    values = {
        "rows": sorted(rows, key=lambda row: row["law"].valid_from, reverse=True),
        "home": home,
        "values": [_told(value) for value in home.values.values()],
        "codes": [(row["law"].code, row["law"].name) for row in rows],
    }
    return render(request, "administration/rules/list.html", values)


def _line(law: RuleSet, counted: tuple[int, int], span: rules.Span | None, today: date) -> dict[str, Any]:
    sure = Counter(value.certainty in SURE for value in law.values.values())
    state = ("chưa dùng ở đây", "neutral")
    if span is not None:
        holds = span.valid_from <= today and (span.valid_to is None or today < span.valid_to)
        state = ("đang dùng", "ok") if holds else ("đã hết dùng", "neutral")
    return {"law": law, "span": span, "state": state, "sure": sure[True], "guessed": sure[False], "open": counted[0], "all": counted[1]}


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    reader(request)
    law = _found(code)
    counted = dossiers.by_rule_set().get(code, (0, 0))
    span = next((span for span in rules.data_set(rules.DEFAULT_DATA_SET).spans if span.code == code), None)
    values = {
        "law": law,
        "span": span,
        "values": [_told(value) for value in law.values.values()],
        "certainties": [(words, tone, text, _count(law, mark)) for mark, (words, tone, text) in law_words.CERTAINTY.items()],
        "open": counted[0],
        "all": counted[1],
        "versions": queries.rule_set_versions(code),
        "history": history.of(f"ruleset:{code}"),
        "others": [(other, rules.rule_set(other).name) for other in rules.codes() if other != code],
    }
    return render(request, "administration/rules/show.html", values)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two rule sets side by side: only what differs, with both articles."""
    reader(request)
    known = rules.codes()
    earlier, later = (_found(request.GET.get(name) or default) for name, default in (("tu", known[-1]), ("den", known[0])))
    keys = dict.fromkeys((*earlier.values, *later.values))
    pairs = [(key, earlier.values.get(key), later.values.get(key)) for key in keys]
    rows = [(law_words.label(key), *(_told(value) if value else None for value in (old, new))) for key, old, new in pairs if _differ(old, new)]
    values = {
        "old": earlier,
        "new": later,
        "rows": rows,
        "same": len(pairs) - len(rows),
        "codes": [(code, rules.rule_set(code).name) for code in known],
    }
    return render(request, "administration/rules/compare.html", values)


def _differ(old: Value | None, new: Value | None) -> bool:
    return old is None or new is None or (old.value, old.article, old.certainty) != (new.value, new.article, new.certainty)


def _told(value: Value) -> dict[str, Any]:
    words, tone, why = law_words.CERTAINTY[value.certainty]
    choices = "; ".join(law_words.said(choice) for choice in value.choices if choice != value.value)
    return {
        "label": law_words.label(value.key),
        "said": org.agency_name(value.value) if isinstance(value.value, str) and org.agency(value.value) else law_words.said(value.value),
        "article": value.article,
        "certainty": words,
        "tone": tone,
        "why": why,
        "note": value.note,
        "choices": choices,
    }


def _count(law: RuleSet, mark: str) -> int:
    return sum(value.certainty == mark for value in law.values.values())


def _found(code: str) -> RuleSet:
    if code not in rules.codes():
        raise NotFound(f"Không có bộ quy tắc nào mang mã {code[:60]}.")
    return rules.rule_set(code)
