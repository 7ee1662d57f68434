"""`/tiep-nhan/<code>/hang-loat`: equal dossiers of many applicants (a class, an envoy with a bundle). Each accepted in its own transaction."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, KeyReused, Refused
from motcua.base.forms import WRONG_DAY, new_key
from motcua.base.time import now
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, promise, roster
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.forms import FilingForm, PaperLine, paper_lines, place
from motcua.work.dossiers.intake import check_filing
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.roster import COLUMNS, HEADS, Person
from motcua.work.dossiers.views.common import flat
from motcua.work.dossiers.views.counter import accepted_here
from motcua.work.dossiers.views.links import print_link

BLANK, MORE = 6, 10
SENT_BEFORE = "Dòng này của lần gửi trước đã được tiếp nhận; lần gửi vừa rồi khác lần ấy nên chưa ghi gì. Bấm lại nếu đây là một người khác."
NOBODY = "Chưa có người nộp nào: dán danh sách hoặc gõ vào bảng."


@dataclass(slots=True)
class Row:
    """One applicant on the screen: what was typed, what is wrong, what came of it."""

    person: Person
    wrong: dict[str, str] = field(default_factory=dict)
    dossier: Dossier | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[dict[str, str]]:
        p = self.person
        return [{"name": f"row-{p.no}-{c}", "label": HEADS[c], "value": getattr(p, c), "wrong": self.wrong.get(c, ""), "kind": c} for c in COLUMNS]

    @property
    def said(self) -> str:
        """All that is wrong in this row, in one line."""
        order = sorted(self.wrong, key=lambda name: COLUMNS.index(name) if name in COLUMNS else len(COLUMNS))
        return " ".join(dict.fromkeys(self.wrong[name] for name in order))


@dataclass(slots=True)
class Sheet:
    """The whole list with what all its dossiers share."""

    procedure: Procedure
    form: FilingForm
    papers: list[PaperLine]
    rows: list[Row]
    general: list[str] = field(default_factory=list)
    blank: int = BLANK
    status: int = 200

    @property
    def done(self) -> list[Row]:
        return [row for row in self.rows if row.dossier]

    @property
    def left(self) -> list[Row]:
        return [row for row in self.rows if not row.dossier]


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, code: str) -> HttpResponse:
    """One page for all: the list is checked row by row, the good ones are accepted, the others stay to be mended."""
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    procedure = accepted_here(code)
    if request.method != "POST":
        form = FilingForm(procedure=procedure, agency=officer.agency)
        return _screen(request, officer, Sheet(procedure, form, paper_lines(procedure.papers_for(None), None), []), at)
    sheet = _read(request, procedure, officer)
    decision = "" if request.POST.get("reopen") else request.POST.get("decision", "")
    if decision == "tick":
        for line in sheet.papers:
            line.brought = line.brought or line.paper.required
    if decision in {"check", "accept"}:
        _check(sheet, officer, at)
    if decision == "accept":
        _accept(request, sheet, officer, at)
    if decision == "more":
        sheet.blank = MORE
    return _screen(request, officer, sheet, at)


def _read(request: HttpRequest, procedure: Procedure, officer: Officer) -> Sheet:
    form = FilingForm(request.POST, procedure=procedure, agency=officer.agency)
    form.full_clean()
    people = roster.typed(request.POST)
    added, left_out = roster.pasted(request.POST.get("paste", ""), [p.no for p in people])
    sheet = Sheet(procedure, form, paper_lines(procedure.papers_for(form.said("case")), request.POST), [Row(p) for p in [*people, *added]])
    if left_out:
        sheet.general.append(f"Mỗi lần nhận nhiều nhất {roster.MOST} người; {left_out} dòng cuối chưa đưa vào.")
    return sheet


def body_of(sheet: Sheet, person: Person) -> dict[str, Any]:
    """The body of `POST dossiers` for one row."""
    shared = sheet.form.body()
    papers = [line.said() for line in sheet.papers if line.brought]
    applicant = person.applicant(shared["applicant"]["ward_code"])
    return {**shared, "decision": "accept", "procedure": sheet.procedure.code, "applicant": applicant, "papers": papers}


def _check(sheet: Sheet, officer: Officer, at: datetime) -> None:
    """A sentence beside each wrong cell; what is wrong with all of them (papers, channel) stands once at the top."""
    twice = roster.repeated([row.person for row in sheet.rows])
    for row in sheet.rows:
        if row.person.no in twice:
            row.wrong["id_number"] = f"Trùng số với dòng {twice[row.person.no]}. Nếu thật là hai hồ sơ, tiếp nhận riêng hồ sơ này."
            continue
        try:
            check_filing(body_of(sheet, row.person), officer=officer, at=at)
        except Invalid as refused:
            _place(sheet, row, refused)
    if not sheet.rows:
        sheet.general.append(NOBODY)
    if sheet.general or any(row.wrong for row in sheet.rows):
        sheet.status = 422


def _place(sheet: Sheet, row: Row, refused: Invalid) -> None:
    row.wrong |= {name.removeprefix("applicant."): said for name, said in refused.fields.items() if name.startswith("applicant.")}
    if "birth_on" in row.wrong and roster.day_of(row.person.birth_on) == row.person.birth_on:
        row.wrong["birth_on"] = WRONG_DAY
    shared = {name: said for name, said in refused.fields.items() if not name.startswith("applicant.")}
    if shared:
        row.wrong.setdefault("", "Chờ sửa phần chung (giấy tờ, cách nộp).")
        if not any(line.error for line in sheet.papers) and not sheet.form.errors:
            sent = {"papers": [line.paper.key for line in sheet.papers if line.brought]}
            place(sheet.form, Invalid(refused.detail, fields=shared), sheet.papers, sent)


def _accept(request: HttpRequest, sheet: Sheet, officer: Officer, at: datetime) -> None:
    """Each good row under a key of its own, so that pressing twice gives the same dossiers again."""
    for row in sheet.rows:
        if not row.wrong:
            _accept_one(request, sheet, row, officer, at)
    sheet.status = 200 if sheet.done else sheet.status
    posted = request.POST.copy()
    posted["key"], posted["paste"] = new_key(), ""
    request.POST = posted  # type: ignore[assignment]


def _accept_one(request: HttpRequest, sheet: Sheet, row: Row, officer: Officer, at: datetime) -> None:
    body, key = body_of(sheet, row.person), request.POST.get("key", "")

    def do() -> Answer:
        made = actions.receive(body, officer=officer, at=at)
        return Answer(made.row, made.ref, at, made.warnings)

    try:
        answer = once(officer, do, path=request.path, key=f"{key}:{row.person.no}"[:200] if key else None, body=json.dumps(body, sort_keys=True))
    except KeyReused:
        row.wrong[""] = SENT_BEFORE
    except Refused as refused:
        row.wrong[""] = flat(refused.fields) or refused.detail
    else:
        row.dossier, row.warnings = answer.row, answer.warnings


def _screen(request: HttpRequest, officer: Officer, sheet: Sheet, at: datetime) -> HttpResponse:
    taken = {row.person.no for row in sheet.left}
    free = [no for no in range(1, roster.MOST + 1) if no not in taken][: 0 if sheet.done and not sheet.left else sheet.blank]
    offers = promise.offers(sheet.procedure, officer.agency, at)
    channel = (sheet.form.said("channel_in") if sheet.form.is_bound else "") or "counter"
    values = {
        "procedure": sheet.procedure,
        "form": sheet.form,
        "papers": sheet.papers,
        "wrong_papers": [line for line in sheet.papers if line.error],
        "general": sheet.general,
        "rows": sorted([*sheet.left, *(Row(Person(no)) for no in free)], key=lambda row: row.person.no),
        "heads": list(HEADS.values()),
        "filled": len(sheet.left),
        "wrong": sum(bool(row.wrong) for row in sheet.left),
        "done": sheet.done,
        "receipts": print_link("forms_print", "01", codes=[row.dossier.code for row in sheet.done if row.dossier]) if sheet.done else "",
        "chosen": next((one for one in offers if one.channel == channel), None),
        "cases": bool(sheet.procedure.cases),
        "most": roster.MOST,
    }
    return render(request, "dossiers/group.html", values, status=sheet.status)
