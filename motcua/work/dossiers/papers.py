"""What a dossier gives on paper or as a file: the certificate of its date, its forms by name, a file that lies in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpResponse

from motcua.base.errors import BadRequest, NotFound
from motcua.base.time import iso
from motcua.shared import prints
from motcua.shared.catalogue import official_forms
from motcua.shared.catalogue.official_forms import OfficialForm, numbered
from motcua.shared.files import queries as files
from motcua.shared.files.models import StoredFile
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import attachments, printing, queries, sheets
from motcua.work.dossiers.models import Content, Dossier, Submission
from motcua.work.dossiers.printing import Facts, Press

LONGEST_NUMBER = 3
PLAIN: dict[str, Callable[[Facts, Press, OfficialForm], dict[str, Any]]] = {
    "receipt": sheets.receipt,
    "refusal": sheets.refusal,
    "apology": sheets.apology,
    "stopped": sheets.stopped,
    "control": sheets.control_slip,
    "returned": sheets.returned,
}
COUNTED: dict[str, Callable[[Facts, Press, OfficialForm, int], dict[str, Any]]] = {"supplement": sheets.supplement, "supplied": sheets.supplied}
LABELS = frozenset({"label", "label-sheet"})
ALONE = frozenset({*PLAIN, *COUNTED, *LABELS})
WORDS = {
    "giay-hen": "receipt",
    "yeu-cau-bo-sung": "supplement",
    "tu-choi": "refusal",
    "xin-loi": "apology",
    "dung-giai-quyet": "stopped",
    "phieu-kiem-soat": "control",
    "tra-ket-qua": "returned",
    "bo-sung": "supplied",
    "tem": "label",
    "tem-a4": "label-sheet",
}
WORD_OF = {meaning: word for word, meaning in WORDS.items()}
BATCHES = {"01": "receipt", "giay-hen": "receipt", "05": "control", "phieu-kiem-soat": "control", "tem": "label", "tem-a4": "label-sheet"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form by its meaning; `number` counts the supplements, 0 for the latest."""

    meaning: str
    number: int


def certificate(row: Dossier) -> dict[str, Any]:
    """How the due date came about; when it was re-dated, the promise in force stands beside the counted one."""
    s = queries.state_of(row)
    counted, made = queries.clock_for(row.accepting, row.rule_set).certificate(s, queries.article_of(row))
    return {
        "code": row.code,
        "due_at": iso(row.due_at),
        "counted_due_at": iso(counted),
        "apologised": row.apologised,
        "paused_since": iso(row.paused_since),
        "term_uncertain": row.term_uncertain,
        "certificate": made,
    }


def form(row: Dossier, name: str, *, site: str, reader: Officer, at: datetime) -> bytes:
    """A form of a dossier as PDF. NotFound for one that does not exist for this dossier, or not yet.

    `name`: a number of the dossier's rule set ("01" to "05" or "06"), "02-2" for the second supplement, "tem", "tem-a4", "tra-ket-qua", "bo-sung-1",
    or a word of `WORDS`. The citizen's secret stands only on the paper that the accepting counter prints for them.
    """
    wanted = known_form(name, row.rule_set)
    (facts,) = printing.gather([row])
    return _render(wanted, [facts], Press(reader, at, site))


def forms(rows: Sequence[Dossier], name: str, *, site: str, reader: Officer, at: datetime) -> bytes:
    """One form of many dossiers in one file, in the order given. Only forms that every dossier has: the receipt, the control slip, labels."""
    if name not in BATCHES:
        raise NotFound(f"In hàng loạt được: {', '.join(BATCHES)}.")
    found = printing.gather(rows)
    return _render(Wanted(BATCHES[name], 0), found, Press(reader, at, site))


def submission_form(row: Submission, name: str, *, site: str, reader: Officer, at: datetime) -> bytes:
    """The guidance or the refusal with which a filing ended at the counter."""
    form, data = sheets.of_submission(row, Press(reader, at, site))
    if name not in {form.number, form.meaning, WORD_OF.get(form.meaning, "")}:
        raise NotFound(f"Lượt nộp này chỉ có {form.title.lower()}, mẫu số {form.number}.")
    return prints.render(form.layout, data)


def known_form(name: str, rule_set: str) -> Wanted:
    """What a name in an address means under a rule set. NotFound when it means nothing."""
    base, dash, tail = name.rpartition("-")
    counted = bool(dash) and tail.isascii() and tail.isdigit() and len(tail) <= LONGEST_NUMBER
    number, base = (int(tail), base) if counted else (0, name)
    found = numbered(rule_set, base)
    meaning = WORDS.get(base) or (found.meaning if found else "")
    if meaning not in ALONE or (counted and meaning not in COUNTED):
        raise NotFound("Không có biểu mẫu này.")
    return Wanted(meaning, number)


def available(row: Dossier) -> list[tuple[str, str]]:
    """The papers that exist for a dossier now, as (name in the address, title): for menus."""
    names = ["receipt", "control"]
    names += ["apology"] if row.apologised or sheets.drafted_apology(row) else []
    names += ["refusal"] if row.result_kind == "refusal" else []
    names += ["stopped"] if row.state == "stopped" else []
    names += ["returned"] if row.state in {"ready", "returned", "refused"} and row.result_kind else []
    found = [(_address(form), _titled(form)) for meaning in names if (form := official_forms.form_of(row.rule_set, meaning))]
    for side in queries.sides_of(row.code) if row.supplements else []:
        meanings = {"drafted": ["supplement"], "issued": ["supplement"], "supplied": ["supplement", "supplied"]}
        for meaning in meanings.get(side.state, []) if side.kind == "supplement" else []:
            form = printing.form_for(row.rule_set, meaning)
            found.append((f"{_address(form)}-{side.number}", f"{_titled(form)}, lần {side.number}"))
    return [*found, ("tem", "Nhãn hồ sơ")]


def _address(form: OfficialForm) -> str:
    return form.number or WORD_OF[form.meaning]


def _titled(form: OfficialForm) -> str:
    return f"{form.title} (mẫu {form.number})" if form.number else form.title


def _render(wanted: Wanted, found: Sequence[Facts], press: Press) -> bytes:
    if wanted.meaning in LABELS:
        return prints.render_many(wanted.meaning, [sheets.label(facts) for facts in found])
    made = []
    for facts in found:
        form = printing.form_for(facts.row.rule_set, wanted.meaning)
        data = COUNTED[wanted.meaning](facts, press, form, wanted.number or max(1, facts.row.supplements)) if wanted.meaning in COUNTED else None
        made.append((form.layout, data if data is not None else PLAIN[wanted.meaning](facts, press, form)))
    layouts = {layout for layout, _ in made}
    if len(layouts) > 1:
        raise BadRequest("Các hồ sơ thuộc những bộ quy tắc có mẫu khác nhau; hãy in riêng.")
    return prints.render_many(layouts.pop(), [data for _, data in made])


def as_pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def served(code: str, sha256: str) -> FileResponse:
    """A file that lies in this dossier, by hash. NotFound when it does not."""
    content = queries.content_of(code)
    return files.serve(stored_in(content, sha256), inline=True)


def stored_in(content: Content, sha256: str) -> StoredFile:
    """The file of this hash that lies in the dossier. NotFound when none does, or it was erased."""
    mine = next((f for f in attachments.lying_in(content) if f["sha256"] == sha256), None)
    stored = files.get(mine["id"]) if mine else None
    if stored is None:
        raise NotFound("Hồ sơ không có tệp này.")
    return stored
