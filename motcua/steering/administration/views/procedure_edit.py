"""A new version of a procedure: the form, what it changes, its publication; and the withdrawal. Never an edit in place."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, Stale, WrongMoment
from motcua.base.forms import Form
from motcua.base.time import now
from motcua.shared.catalogue import actions, diff, importing, revising
from motcua.shared.catalogue.handbook import NamedProcess
from motcua.shared.catalogue.procedure import Procedure
from motcua.shared.org.officer import Officer
from motcua.steering.administration.forms.catalogue import ProcedureEdit, WithdrawForm
from motcua.steering.administration.views.calendars import number
from motcua.steering.administration.views.catalogue import newest
from motcua.steering.administration.views.common import keeper, once
from motcua.work.dossiers import figures as dossiers


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    officer, today = keeper(request), now().date()
    row, base = newest(code)
    if request.method != "POST":
        return _page(request, ProcedureEdit(base, today=max(today, row.valid_from)), base)
    form, press = ProcedureEdit(base, request.POST), request.POST.get("bam", "xem")
    if form.press(press):
        return _page(request, form, base)
    return _taken(request, officer, form, max(today, row.valid_from), publishing=press == "cong-bo")


def _taken(request: HttpRequest, officer: Officer, form: ProcedureEdit, day: date, *, publishing: bool) -> HttpResponse:
    """What was sent, previewed or published; whatever is wrong is told above the form, and nothing typed is lost."""
    base, made = form.base, None
    wrong = [] if form.is_valid(publishing=publishing) else _wrong(form)
    if not wrong:
        try:
            made = form.procedure(form.version.cleaned_data["valid_from"] if publishing else day)
            known = revising.faults(base)
            wrong = [*importing.checked(made), *(sentence for sentence in revising.faults(made) if sentence not in known)]
        except ValueError as short:
            wrong = [str(short)]
    if wrong or made is None or not publishing:
        return _page(request, form, base, made=made, wrong=wrong, status=422 if wrong else 200)
    return _publish(request, officer, form, replace(made, decision=form.version.cleaned_data["decision"]))


def _publish(request: HttpRequest, officer: Officer, form: ProcedureEdit, made: Procedure) -> HttpResponse:
    if not diff.changes(form.base, replace(made, decision=form.base.decision)):
        return _page(request, form, form.base, made=made, wrong=["Chưa có gì khác phiên bản đang dùng, nên không có gì để công bố."], status=422)
    given = form.version.cleaned_data
    try:
        version = publish(request, officer, made, valid_from=given["valid_from"], reason=given["reason"], document=given["decision"])
    except (Invalid, Stale) as refused:
        return _page(request, form, form.base, made=made, wrong=list(refused.fields.values()) or [refused.detail], status=refused.status)
    messages.success(request, f"Đã công bố phiên bản {version}, hiệu lực từ {given['valid_from']:%d/%m/%Y}.")
    return redirect("admin_procedure", made.code)


def publish(
    request: HttpRequest, officer: Officer, made: Procedure, *, valid_from: date, reason: str, document: str, named: NamedProcess | None = None
) -> int:
    """Publish once for the key of the form, its named process with it when one is given; the number of the version."""
    expected = number(request.POST.get("base"), made.version)

    def act(at: datetime) -> dict[str, Any]:
        if named is not None:
            actions.publish_process(named, by=officer.by, at=at, reason=reason, document=document)
        done = actions.publish_procedure(made, valid_from=valid_from, by=officer.by, at=at, reason=reason, document=document, expected=expected)
        return {"version": done.version}

    return int(once(request, officer, act)["version"])


def _page(
    request: HttpRequest, form: ProcedureEdit, base: Procedure, *, made: Procedure | None = None, wrong: list[str] | None = None, status: int = 200
) -> HttpResponse:
    values = {
        "procedure": base,
        "edit": form,
        "made": made,
        "differences": diff.changes(base, made) if made else [],
        "wrong": wrong or [],
        "running": sum(dossiers.running_by_version([base.code]).get(base.code, {}).values()),
    }
    return render(request, "administration/catalogue/edit.html", values, status=status)


def _wrong(form: ProcedureEdit) -> list[str]:
    """All that could not be read, each with its row."""
    named: list[tuple[str, Form]] = [("", form.main), ("", form.version)]
    for rows, title in ((form.channels, "Kênh"), (form.cases, "Trường hợp"), (form.papers, "Giấy tờ")):
        named += [(f"{title} {place}: ", row) for place, row in enumerate(rows.forms, start=1)]
    return [f"{title}{sentence}" for title, one in named if one.is_bound for sentences in one.errors.values() for sentence in sentences]


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """A version by which the procedure is no longer accepted; the dossiers that run keep theirs."""
    officer, today = keeper(request), now().date()
    row, base = newest(code)
    if not base.accepted:
        raise WrongMoment("Thủ tục này vốn không được tiếp nhận, nên không có gì để dừng.")
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm(initial={"valid_from": max(today, row.valid_from)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        ended = replace(base, accepted=False, why_not=given["why_not"], decision=given["decision"])
        try:
            publish(request, officer, ended, valid_from=given["valid_from"], reason=given["reason"], document=given["decision"])
        except (Invalid, Stale) as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Thủ tục không còn được tiếp nhận từ {given['valid_from']:%d/%m/%Y}.")
            return redirect("admin_procedure", code)
    running = sum(dossiers.running_by_version([code]).get(code, {}).values())
    values = {"procedure": base, "form": form, "running": running}
    return render(request, "administration/catalogue/withdraw.html", values, status=422 if form.errors else 200)
