"""Forms by what they mean, as each rule set numbers and names them: Mẫu 05 is a control slip in one era and a notice of stopping in the next. Pure.

A dossier prints with the rule set under which it was accepted. `layout` is the drawing in `shared/prints/forms`; a rule set that changes a form's
fields names another layout, one that changes its number or title changes only its row in `law/*.yaml`.
"""

from dataclasses import dataclass
from functools import cache

from motcua.shared.catalogue import rules


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """One form of one rule set. `number` is empty where the law gives no form; `source` is the article, `suffix` that of letter numbers."""

    meaning: str
    number: str
    title: str
    source: str
    certainty: str
    version: int
    paper: str
    layout: str
    suffix: str = ""


@cache
def forms_of(rule_set: str) -> dict[str, OfficialForm]:
    """The forms of a rule set by meaning: receipt, supplement, refusal, apology, stopped, control, register, returned, supplied, hand-over."""
    law = rules.rule_set(rule_set)
    found: dict[str, OfficialForm] = {}
    for key in ("forms.extra", "forms"):
        if key in law.values:
            entry = law.entry(key)
            found |= {row["meaning"]: _form(row, entry) for row in law.rows(key)}
    return found


def form_of(rule_set: str, meaning: str) -> OfficialForm | None:
    """The form of that meaning, or None when this rule set has none."""
    return forms_of(rule_set).get(meaning)


def numbered(rule_set: str, number: str) -> OfficialForm | None:
    """The form that a rule set gives this official number."""
    return next((form for form in forms_of(rule_set).values() if number and form.number == number), None)


def receipt_suffix(rule_set: str, *, centre: bool) -> str:
    """What stands behind the number of a receipt: at a public service centre, and at any other counter."""
    law = rules.rule_set(rule_set)
    return str(law.table("forms.receipt_suffix")["centre" if centre else "counter"]) if "forms.receipt_suffix" in law.values else ""


def _form(row: dict[str, object], entry: rules.Value) -> OfficialForm:
    return OfficialForm(
        meaning=str(row["meaning"]),
        number=str(row.get("form") or ""),
        title=str(row["name"]),
        source=entry.article or "",
        certainty=entry.certainty,
        version=int(str(row.get("version") or 1)),
        paper=str(row["paper"]),
        layout=str(row.get("layout") or row["meaning"]),
        suffix=str(row.get("suffix") or ""),
    )
