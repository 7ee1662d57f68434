"""The form of an act, made from its schema (`fields.schema`): the same titles, choices and defaults as the API names, none of them said twice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from motcua.base.errors import Refused
from motcua.base.forms import Day, Moment, Text
from motcua.base.text import fold, sort_key
from motcua.base.time import iso
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.catalogue.procedure import Paper
from motcua.shared.org import queries as org
from motcua.work.dossiers import checklist, documents, fields, lifecycle, queries
from motcua.work.dossiers.checklist import CheckLine
from motcua.work.dossiers.forms import Open, number
from motcua.work.dossiers.meanings import Scene
from motcua.work.dossiers.models import Content, Dossier

TERMS = ("4wh", "1wd", "2wd", "3wd", "5wd", "7wd", "10wd", "15wd")
RADIOS_MOST = 4
EMPTY = "Cần điền mục này."
DECISIONS = frozenset({"conclusion"})
EXTRA = ("khac-1", "khac-2")
PREFILLED = frozenset({"to_whom"})


class AgencyField(Text):
    """An agency by name or code: typed with suggestions (`list`), read without regard to diacritics."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["list"] = "agencies"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return code_of_agency(text) or text

    def prepare_value(self, value: Any) -> Any:
        known = org.agency(value) if isinstance(value, str) else None
        return f"{known.short_name} [{known.code}]" if known else value


class ActForm(Open):
    """The plain fields of an act. Lists of papers stand beside it as `ItemLine`."""

    def __init__(self, properties: Mapping[str, dict[str, Any]], made: Mapping[str, forms.Field], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, one in properties.items():
            if name in made:
                self.fields[name] = made[name]
                self.fields[name].required = not one.get("x-optional")

    def body(self) -> dict[str, Any]:
        """What was typed, in the form that `perform` takes."""
        return {name: plain(self.said(name)) for name in self.fields}


def plain(value: Any) -> Any:
    """A cleaned value as JSON has it."""
    if isinstance(value, datetime):
        return iso(value)
    return value.isoformat() if isinstance(value, date) else value


def make(act: str, schema: Mapping[str, Any], scene: Scene, data: Any = None) -> ActForm:
    """The form of an act; `data` is what was posted, or None for a fresh one."""
    properties = schema["properties"]
    typed = code_of_agency(str(data.get("to", ""))) if data is not None else None
    made = {name: field_of(name, one, scene, typed) for name, one in properties.items() if "array" not in one["type"] and not one.get("x-file")}
    if act == "draft_supplement" and not over_limit(scene):
        made.pop("approval", None)
    return ActForm(properties, made, data) if data is not None else ActForm(properties, made)


def over_limit(scene: Scene) -> bool:
    """Whether one more request for papers needs the head's reason."""
    return scene.s.supplements >= scene.clock.rules.max_supplements


def field_of(name: str, one: Mapping[str, Any], scene: Scene, to: str | None) -> forms.Field:
    """A form field for a property: by its kind, with its example as default where it is a choice and not a text to be written."""
    label, examples = str(one["title"]), one.get("examples") or []
    first = examples[0] if examples else None
    if one.get("x-agency"):
        known = first if "x-options" in one else None
        return AgencyField(label=label, initial=known, help_text="Gõ tên hoặc mã, không dấu cũng được.", max_length=300)
    options = choices_of(name, one, scene, to)
    if options is not None:
        return _choice(label, options, None if name in DECISIONS else first, optional=bool(one.get("x-optional")))
    if one.get("format") == "date":
        return Day(label=label, initial=date.fromisoformat(first) if first else None)
    if one.get("format") == "date-time":
        return Moment(label=label, initial=datetime.fromisoformat(first) if first else None)
    kind = one["type"][0] if isinstance(one["type"], list) else one["type"]
    if kind == "integer":
        return forms.IntegerField(label=label, initial=first, min_value=0, error_messages={"invalid": "Hãy nhập số nguyên."})
    return _text(name, label, one, first)


def _text(name: str, label: str, one: Mapping[str, Any], first: Any) -> forms.Field:
    field = Text(label=label, lines=4 if one.get("x-long") else 1, initial=first if name in PREFILLED else None, max_length=5000)
    if first and name not in PREFILLED:
        field.widget.attrs["placeholder"] = f"Ví dụ: {first}"
    return field


def _choice(label: str, options: Sequence[tuple[str, str]], first: Any, *, optional: bool) -> forms.Field:
    rows = [("", "Không chọn"), *options] if optional else list(options)
    radio = len(rows) <= RADIOS_MOST and not optional
    widget = forms.RadioSelect() if radio else forms.Select()
    known = {value for value, _ in options}
    return Chosen(label=label, choices=rows, widget=widget, initial=first if first in known else None)


class Chosen(forms.ChoiceField):
    """A choice whose options may have gone since the page was opened: what was chosen is kept, and the action says what is wrong."""

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)


def choices_of(name: str, one: Mapping[str, Any], scene: Scene, to: str | None) -> list[tuple[str, str]] | None:
    """The options of a property, or None when it is not a choice."""
    if name in {"unit", "officer"} and "x-options" not in one:
        return _inside(name, to or next_agency(scene))
    if "x-options" in one:
        return list(one["x-options"].items())
    if name == "term":
        return [(term, Term.parse(term).in_words()) for term in TERMS]
    if name == "which":
        asked = {x.stream: x for x in queries.sides_of(scene.s.code) if x.kind == "opinion" and x.agency == scene.o.agency and not x.closed_at}
        return [(stream, str(x.content.get("question", stream))[:120]) for stream, x in asked.items()]
    if name == "procedure":
        rows = [row for row in catalogue.in_force() if row.accepted]
        return [(row.code, f"{row.name} ({row.code})") for row in sorted(rows, key=lambda row: sort_key(row.name))]
    return None


def next_agency(scene: Scene) -> str:
    """Where a hand-over goes unless somebody chooses otherwise."""
    return lifecycle.next_place(scene.s)[0]


def _inside(name: str, agency: str) -> list[tuple[str, str]]:
    if name == "unit":
        return [(unit.code, unit.name) for unit in org.units(agency)]
    people = [p for p in org.colleagues(agency) if p.has("counter", "specialist", "clerk")]
    return [(p.username, fields.named(p)) for p in sorted(people, key=lambda p: p.away is not None)]


def code_of_agency(text: str) -> str | None:
    """The code that a person meant: in brackets, the code itself, a whole name, or the only name that holds all words."""
    text = text.strip()
    inside = re.search(r"\[([^\[\]]+)\]\s*$", text)
    code = inside.group(1).strip() if inside else text.upper()
    if org.agency(code):
        return code
    wanted = fold(text)
    names = [(a.code, fold(a.name), fold(a.short_name)) for a in org.agencies()] if wanted else []
    exact = [c for c, name, short in names if wanted in (name, short)]
    found = exact or [c for c, name, short in names if all(word in f"{name} {short}".split() for word in wanted.split())]
    return found[0] if len(found) == 1 else None


def agency_options() -> list[str]:
    """Every agency as the suggestions spell it."""
    return [f"{a.short_name} [{a.code}]" for a in sorted(org.agencies(), key=lambda a: sort_key(a.short_name))]


# --- lists of papers ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ItemLine:
    """A paper asked for or brought."""

    key: str
    name: str
    free: bool = False
    on: bool = False
    note: str = ""
    originals: str = "1"
    copies: str = "0"
    file_id: str = ""
    file_name: str = ""
    error: str = ""

    @property
    def prefix(self) -> str:
        return f"item-{self.key}"


def items_for(act: str, row: Dossier, content: Content, data: Any = None, failed: Mapping[str, str] | None = None) -> list[ItemLine]:
    """The lines of `items` (papers to ask for) or `papers` (papers brought); empty for acts without a list.

    `failed` are the papers that the check list found wanting: chosen from the start, with the note made there.
    """
    if act == "draft_supplement":
        found, bad = catalogue.procedure_version(row.procedure, row.version), failed or {}
        lines = [ItemLine(p.key, p.name, on=p.key in bad, note=bad.get(p.key, "")) for p in (found.papers_for(row.case) if found else ())]
        lines += [ItemLine(key, "", free=True) for key in EXTRA]
    elif act == "supply":
        lines = [ItemLine(item["key"], item.get("name") or _name(content, item["key"]), on=True, note=item.get("note", "")) for item in _asked(row)]
    else:
        return []
    return [_typed(line, data) for line in lines] if data is not None else lines


def _asked(row: Dossier) -> list[dict[str, Any]]:
    issued = [x for x in queries.sides_of(row.code) if x.kind == "supplement" and x.state == "issued"]
    return list(issued[-1].content.get("items", [])) if issued else []


def _name(content: Content, key: str) -> str:
    return next((p.get("name", key) for p in content.papers if p["key"] == key), key)


def _typed(line: ItemLine, data: Any) -> ItemLine:
    if f"{line.prefix}-seen" not in data:
        return line
    line.on = f"{line.prefix}-on" in data
    line.note = data.get(f"{line.prefix}-note", line.note).strip()
    line.originals, line.copies = data.get(f"{line.prefix}-originals", ""), data.get(f"{line.prefix}-copies", "")
    if line.free:
        line.name = " ".join(data.get(f"{line.prefix}-name", "").split())
    return line


def checks_for(row: Dossier, content: Content, data: Any = None) -> list[CheckLine]:
    """The check list of an appraisal: each required paper with what was handed in of it, then the conditions."""
    found = catalogue.procedure_version(row.procedure, row.version)
    given = {card.key: card for card in reversed(documents.cards(row.code, content))}
    asked = found.required_for(row.case) if found else ()
    lines = [_paper_check(paper, given.get(paper.key)) for paper in asked]
    lines += [CheckLine(card.key, card.name, given=card.counts, url=_seen(card)) for key, card in given.items() if _extra(key, asked)]
    lines += [CheckLine(key, name) for key, name in checklist.CONDITIONS]
    for line in lines if data is not None else ():
        line.ok, line.note = data.get(f"{line.prefix}-ok", ""), " ".join(data.get(f"{line.prefix}-note", "").split())
    return lines


def _extra(key: str, asked: Sequence[Paper]) -> bool:
    return key not in {paper.key for paper in asked} and key not in {documents.RESULT, documents.DRAFT}


def _paper_check(paper: Paper, card: documents.Card | None) -> CheckLine:
    counts = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    asked = ", ".join(f"{count} {word}" for count, word in counts if count)
    return CheckLine(paper.key, paper.name, asked, card.counts if card else "không có", _seen(card) if card else "")


def _seen(card: documents.Card) -> str:
    """The hash of the paper's first file that can be looked at."""
    return next((doc.sha256 for doc in card.docs if doc.viewable), "")


def sent(lines: Sequence[ItemLine]) -> list[ItemLine]:
    """The lines that were chosen, in order."""
    return [line for line in lines if line.on or (line.free and line.name)]


def said_items(act: str, lines: Sequence[ItemLine]) -> dict[str, Any]:
    """The list as the act takes it."""
    chosen = sent(lines)
    if act == "draft_supplement":
        return {"items": [{"key": line.key, "name": line.name or "Giấy tờ khác", "note": line.note} for line in chosen]}
    if act == "supply":
        return {"papers": [_brought(line) for line in chosen]}
    return {}


def _brought(line: ItemLine) -> dict[str, Any]:
    counts = {"originals": number(line.originals), "copies": number(line.copies)}
    return {"key": line.key, "name": line.name, "note": "", **counts, "file": line.file_id or None}


def place(form: ActForm, refused: Refused, lines: Sequence[ItemLine]) -> None:
    """A refusal beside the fields and papers it names (`papers.<i>.file` is the i-th chosen one), the rest at the top."""
    chosen = sent(lines)
    for name, sentence in refused.fields.items():
        index = name.split(".")[1] if name.count(".") > 1 else ""
        if index.isascii() and index.isdigit() and int(index) < len(chosen):
            chosen[int(index)].error = chosen[int(index)].error or sentence
        elif name in form.fields:
            form.add_error(name, f"Hãy điền mục “{form.fields[name].label}”." if sentence == EMPTY else sentence)
        else:
            form.add_error(None, sentence)
    if not any(name in form.fields for name in refused.fields):
        form.add_error(None, refused.detail)
