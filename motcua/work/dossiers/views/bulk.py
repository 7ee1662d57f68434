"""`/ban-lam-viec/hang-loat`: one act for many dossiers. Read first, then each in its own transaction, each with its own result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, KeyReused, NotFound, Refused
from motcua.base.time import now
from motcua.base.words import moment
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import act_form, actions, fields, lifecycle, queries
from motcua.work.dossiers.act_form import ActForm
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import Line, lines, place_name
from motcua.work.dossiers.triage import BULK
from motcua.work.dossiers.views.common import codes_of, flat, logged, renewed, reopened, seq_of

MOST = 50
OWN = frozenset({"hand_over"})  # each dossier goes where its own process sends it
LEFT_OUT = frozenset({"checks", "file"})  # what belongs to one dossier
EXPLAINED = {
    "take_over": "Từ lúc ký nhận, trách nhiệm và thời hạn của các hồ sơ này thuộc về cơ quan bạn.",
    "hand_over": "Mỗi hồ sơ được chuyển tới nơi mà quy trình của nó quy định, ghi ở từng dòng.",
    "assign": "Cùng một người được phân công các hồ sơ này.",
    "appraise": "Cùng một kết luận được ghi vào từng hồ sơ. Chỉ dùng khi đã xem giấy tờ của cả các hồ sơ này.",
    "submit_for_signature": "Các hồ sơ này được trình cùng một lãnh đạo.",
    "issue_supplement": "Mỗi người nộp nhận yêu cầu bổ sung của hồ sơ mình.",
}
SENT_BEFORE = "Trang này đã gửi hồ sơ này một lần và đã ghi; lần gửi vừa rồi khác lần ấy nên chưa ghi gì."


@dataclass(frozen=True, slots=True)
class Row:
    """A chosen dossier: whether the act is possible now, why not, and where it leads."""

    line: Line
    why: str
    to: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one dossier."""

    code: str
    url: str
    applicant: str
    done: bool
    said: str


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = request.POST if request.method == "POST" else request.GET
    act = asked.get("viec", "")
    if act not in BULK:
        raise NotFound("Không có việc nào làm được hàng loạt như thế.")
    again = reopened(request)
    codes = codes_of(_every(asked) if again else asked.getlist("ma"), MOST)
    found = {row.code: row for row in queries.visible_to(officer).filter(code__in=codes).order_by("due_at", "code")}
    rows = [_row(line, act, officer, at) for line in logged(lines(list(found.values()), officer, at), officer, "bulk", at)]
    if request.method != "POST":
        return _screen(request, act, rows, _form(act, rows, officer, at))
    form = _form(act, rows, officer, at, request.POST)
    if again or not rows or not _complete(form):
        return _screen(request, act, rows, form, status=200 if again else Invalid.status)
    body = {name: value for name, value in form.body().items() if value is not None} if form else {}
    try:
        _checked(act, rows, body, officer, at)
    except Invalid as refused:
        if form is not None:
            act_form.place(form, renewed(request, refused), [])
            return _screen(request, act, rows, form, status=refused.status)
    results = [_one(request, row, body, officer, at) for row in rows]
    return render(request, "dossiers/bulk_done.html", _summary(act, results))


def _every(asked: QueryDict) -> list[str]:
    """All dossiers that stood in a form, ticked or not: each brought its entry's number along."""
    return [name.removeprefix("seq-") for name in asked if name.startswith("seq-")]


def _complete(form: ActForm | None) -> bool:
    """Whether what all share was filled in; nothing to fill in is complete."""
    if form is not None:
        form.full_clean()
    return form is None or not form.errors


def _row(line: Line, act: str, officer: Officer, at: datetime) -> Row:
    s = queries.state_of(line.row)
    agency, unit = lifecycle.next_place(s)
    return Row(line, lifecycle.why_not(s, act, officer, at) or "", place_name(agency, unit) if act == "hand_over" else "")


def _form(act: str, rows: list[Row], officer: Officer, at: datetime, data: Any = None) -> ActForm | None:
    """The fields that all share, by the schema of the first one where the act is possible."""
    first = next((row.line.row for row in rows if not row.why), None)
    if first is None or act in OWN:
        return None
    scene = actions.scene(first, queries.state_of(first), officer, at)
    schema = fields.schema(act, scene)
    kept = {name: one for name, one in schema["properties"].items() if name not in LEFT_OUT}
    return act_form.make(act, {**schema, "properties": kept}, scene, data) if kept else None


def _checked(act: str, rows: list[Row], body: Mapping[str, Any], officer: Officer, at: datetime) -> None:
    """What was typed, checked once before anything is written."""
    first = next((row.line.row for row in rows if not row.why), None)
    if first is not None and act not in OWN:
        fields.checked(act, actions.scene(first, queries.state_of(first), officer, at), dict(body))


def _one(request: HttpRequest, row: Row, body: dict[str, Any], officer: Officer, at: datetime) -> Result:
    dossier, key, act = row.line.row, request.POST.get("key", ""), request.POST["viec"]
    seq = request.POST.get(f"seq-{dossier.code}", "")
    own = _place(dossier) if act in OWN else body

    def do() -> Answer:
        return Answer(actions.perform(dossier.code, act, own, officer=officer, at=at, expected_seq=seq_of(seq)), None, at)

    def told(done: bool, said: str) -> Result:
        return Result(dossier.code, row.line.url, row.line.applicant, done, said)

    said = {name: request.POST.get(name, "") for name in own} if act not in OWN else {}
    try:
        answer = once(
            officer, do, path=request.path, key=f"{key}:{dossier.code}"[:200] if key else None, body=json.dumps([act, dossier.code, seq, said])
        )
    except KeyReused:
        return told(False, SENT_BEFORE)
    except Refused as refused:
        return told(False, flat(refused.fields) or refused.detail)
    made = answer.row
    return told(True, f"Hẹn trả {moment(made.due_at)}." if made and made.due_at else "")


def _place(row: Dossier) -> dict[str, Any]:
    agency, unit = lifecycle.next_place(queries.state_of(row))
    return {"to": agency, "unit": unit}


def _screen(request: HttpRequest, act: str, rows: list[Row], form: ActForm | None, status: int = 200) -> HttpResponse:
    able = [row for row in rows if not row.why]
    values = {
        "act": act,
        "title": lifecycle.ACTS[act].title,
        "heading": f"{lifecycle.ACTS[act].title} {len(able)} hồ sơ",
        "explained": EXPLAINED[act],
        "able": able,
        "unable": [row for row in rows if row.why],
        "form": form,
        "left_out": {row.line.row.code for row in able} - set(request.POST.getlist("ma")) if reopened(request) else (),
        "now": now(),
    }
    return render(request, "dossiers/bulk.html", values, status=status)


def _summary(act: str, results: list[Result]) -> dict[str, Any]:
    done = sum(result.done for result in results)
    return {"title": lifecycle.ACTS[act].title, "results": results, "done": done, "failed": len(results) - done}
