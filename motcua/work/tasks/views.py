"""Screens: tasks by deadline, one task with its history, "done", "give to a colleague"."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.db import page
from motcua.base.errors import Forbidden, Invalid, WrongMoment
from motcua.base.forms import Form
from motcua.base.time import iso, now
from motcua.shared.identity.idempotency import begin
from motcua.shared.journal.entries import Entry
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.tasks import actions, entries, queries
from motcua.work.tasks.forms import FinishForm, ReassignForm
from motcua.work.tasks.models import Task
from motcua.work.tasks.rules import BY_HAND, KINDS, SYSTEM

MOST_EXPORTED = 5000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
UNSAID = frozenset({"csrfmiddlewaretoken", "key", "typed_by", "labels", "reopens"})
MINE, UNIT, DONE = "", "don-vi", "da-xong"
EMPTY = {
    MINE: ("Không có việc nào được giao cho bạn", "Việc mới sẽ hiện ở đây theo thứ tự hạn; hồ sơ bạn đang giữ nằm ở bàn làm việc."),
    UNIT: ("Đơn vị không có việc nào đang chờ", "Khi có việc giao cho người trong đơn vị, việc đó hiện ở đây."),
    DONE: ("Chưa có việc nào đã xong", "Việc bạn báo xong sẽ được giữ ở đây."),
}
HAPPENED = {entries.OPENED: "Giao việc", entries.REASSIGNED: "Giao lại", entries.DONE: "Đã xong", entries.ERASED: "Xóa nội dung"}


@dataclass(frozen=True, slots=True)
class Row:
    """A task as the list shows it."""

    task: Task
    kind: str
    who: str
    asked_by: str


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    officer = officer_of_request(request)
    view = request.GET.get("xem", MINE)
    if view not in EMPTY or (view == UNIT and not queries.leads(officer)):
        view = MINE
    kind = request.GET.get("loai", "")
    rows = {MINE: queries.mine, UNIT: queries.of_unit, DONE: queries.finished_by}[view](officer)
    chosen = rows.filter(kind=kind) if kind in KINDS else rows
    if request.GET.get("dang") == "csv":
        return _export(chosen)
    order = ("-done_at", "-id") if view == DONE else queries.ORDER
    found = page(chosen, order, request.GET.get("cursor"))
    values = {
        "rows": [Row(task, KINDS[task.kind], person(task.to), person(task.by)) for task in found.items],
        "next": found.next,
        "count": None if view == DONE else chosen.count(),
        "tabs": _tabs(officer, view),
        "view": view,
        "kind": kind,
        "kinds": list(KINDS.items()),
        "empty": EMPTY[view],
        "csv": "?" + urlencode({"xem": view, "loai": kind, "dang": "csv"}),
        "now": now(),
    }
    return render(request, "tasks/list.html", values)


def _export(rows: QuerySet[Task]) -> HttpResponse:
    """The list as a table for a spreadsheet: UTF-8 with its mark, nothing that it would take for a formula."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="viec.csv"'
    table = csv.writer(answer)
    table.writerow(["Việc", "Loại", "Hạn", "Hồ sơ", "Người làm", "Giao bởi", "Giao lúc", "Xong lúc"])
    for task in rows[:MOST_EXPORTED]:
        told = [task.title, KINDS[task.kind], iso(task.due_at), task.about, person(task.to), person(task.by), iso(task.opened_at), iso(task.done_at)]
        table.writerow([f"'{cell}" if str(cell or "").startswith(FORMULA) else cell for cell in told])
    return answer


@require_safe
def show(request: HttpRequest, id: str) -> HttpResponse:
    officer = officer_of_request(request)
    return _show(request, queries.get(id, officer), officer)


@require_POST
def finish(request: HttpRequest, id: str) -> HttpResponse:
    officer = officer_of_request(request)
    task = queries.get(id, officer)
    form = FinishForm(request.POST)

    def act(at: datetime) -> None:
        actions.finish(id, officer=officer, note=form.cleaned_data["note"], at=at)

    return _once(request, officer, task, form=form, act=act, said="Đã ghi nhận việc đã xong.")


@require_POST
def reassign(request: HttpRequest, id: str) -> HttpResponse:
    officer = officer_of_request(request)
    task = queries.get(id, officer)
    form = ReassignForm(request.POST, task=task)

    def act(at: datetime) -> None:
        actions.reassign_task(id, to=form.cleaned_data["to"], note=form.cleaned_data["note"], officer=officer, at=at)

    return _once(request, officer, task, form=form, act=act, said="Đã giao lại việc.")


def _once(request: HttpRequest, officer: Officer, task: Task, *, form: Form, act: Callable[[datetime], None], said: str) -> HttpResponse:
    """Do it once for each key. What is refused for its fields or its moment is shown beside the form, with what was typed."""
    if request.POST.get("reopen"):
        return _show(request, task, officer, form)
    body = urlencode(sorted((name, value) for name, value in request.POST.items() if name not in UNSAID))
    try:
        with transaction.atomic():
            once = begin(who=officer.who, path=request.path, key=form.key, body=body)
            if once.answer is None:
                if not form.is_valid():
                    return _show(request, task, officer, form, status=422)
                act(now())
                once.keep(200, {"task": task.pk})
    except (Forbidden, Invalid, WrongMoment) as refused:
        form.refuse(refused)
        return _show(request, queries.get(task.pk, officer), officer, form, status=refused.status)
    messages.success(request, said)
    return redirect("tasks")


def _show(request: HttpRequest, task: Task, officer: Officer, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    heads = task.agency == officer.agency and queries.leads(officer)
    may_finish = task.is_open and task.kind in BY_HAND and (heads or task in queries.mine(officer))
    values = {
        "task": task,
        "kind": KINDS[task.kind],
        "who": person(task.to),
        "asked_by": person(task.by),
        "agency": org.agency_name(task.agency),
        "finish_form": (form if isinstance(form, FinishForm) else FinishForm()) if may_finish else None,
        "reassign_form": (form if isinstance(form, ReassignForm) else ReassignForm(task=task)) if task.is_open and heads else None,
        "form": form,
        "by_itself": task.is_open and task.kind not in BY_HAND,
        "events": [_event(entry) for entry in queries.history(task)],
        "now": now(),
    }
    return render(request, "tasks/task.html", values, status=status)


def _event(entry: Entry) -> dict[str, object]:
    to = entry.payload.get("to")
    detail = (entry.sealed or {}).get("note", "")
    title = HAPPENED.get(entry.kind, entry.kind) + (f" cho {person(to)}" if to else "")
    return {"title": title, "at": entry.at, "who": person(entry.payload.get("by") or entry.by), "detail": detail}


def person(by: str) -> str:
    """The name behind `username` or `username@agency`."""
    username, _, agency = by.partition("@")
    if username == SYSTEM:
        return "Hệ thống"
    held = org.posts_of(username)
    found = next((officer for officer in held if officer.agency == agency), held[0] if held else None)
    return found.name if found else username or "Quản trị hệ thống"


def _tabs(officer: Officer, view: str) -> list[tuple[str, str, int | None, bool]]:
    here = reverse("tasks")
    tabs: list[tuple[str, str, int | None, bool]] = [("Việc của tôi", here, queries.mine(officer).count(), view == MINE)]
    if queries.leads(officer):
        tabs.append(("Việc của đơn vị", f"{here}?xem={UNIT}", queries.of_unit(officer).count(), view == UNIT))
    return [*tabs, ("Đã xong", f"{here}?xem={DONE}", None, view == DONE)]
