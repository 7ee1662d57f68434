"""The internal process of a procedure: steps by rows, the sum beside the limit, who would hold a dossier when, publication as a version."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, NotFound, Stale, WrongMoment
from motcua.base.time import now
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import diff, handbook, importing, processes, queries, revising, shares
from motcua.shared.catalogue.handbook import NamedProcess
from motcua.shared.catalogue.procedure import ACTS, ROLES, Procedure, Step
from motcua.shared.catalogue.routing import route
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.steering.administration.forms.process import ProcessEdit
from motcua.steering.administration.views.catalogue import newest
from motcua.steering.administration.views.common import keeper
from motcua.steering.administration.views.procedure_edit import publish
from motcua.work.dossiers import figures as dossiers

MINUTE, DAY_MINUTES = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a dossier handed in now: where, by whom, until when."""

    no: int
    name: str
    act: str
    role: str
    agency: str
    unit: str
    until: datetime


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    officer, at = keeper(request), now()
    row, base = newest(code)
    if not base.accepted or not base.term:
        raise WrongMoment("Thủ tục này không được tiếp nhận nên không có quy trình. Hãy công bố phiên bản có tiếp nhận trước.")
    first = {"valid_from": max(at.date(), row.valid_from)}
    if request.method != "POST":
        return _page(request, ProcessEdit(base, steps=_from_named(request, base), initial=first), at=at)
    form, press = ProcessEdit(base, request.POST), request.POST.get("bam", "xem")
    if form.press(press):
        return _page(request, form, at=at)
    publishing = press == "cong-bo"
    if not form.is_valid(publishing=publishing):
        return _page(request, form, at=at, wrong=_wrong(form), status=422)
    faults = processes.problems(form.steps(), base.term)
    if faults:
        return _page(request, form, at=at, wrong=faults, status=422)
    made = _with_steps(base, form.steps())
    if not publishing:
        return _page(request, form, at=at, made=made)
    return _publish(request, officer, form, made, at)


def _with_steps(base: Procedure, steps: tuple[Step, ...]) -> Procedure:
    """The procedure with these steps; it is named after a published process when they are that one's, and no longer called made by the system."""
    changed = revising.with_steps(base, steps)
    if changed is base:
        return base
    named = next((row for row in queries.processes(base.code) if handbook.from_body(row.process, row.body).steps == steps), None)
    assumed = tuple(sentence for sentence in base.assumed if sentence != importing.GENERATED)
    return replace(changed, process=named.process if named else None, assumed=assumed)


def _publish(request: HttpRequest, officer: Officer, form: ProcessEdit, made: Procedure, at: datetime) -> HttpResponse:
    if not diff.changes(form.base, made):
        return _page(request, form, at=at, made=made, wrong=["Các bước chưa khác quy trình đang dùng, nên không có gì để công bố."], status=422)
    given = form.version.cleaned_data
    named = _named_anew(form.base, made) if given["named"] else None
    made = replace(made, process=named.key) if named else made
    try:
        version = publish(request, officer, made, valid_from=given["valid_from"], reason=given["reason"], document=given["document"], named=named)
    except (Invalid, Stale) as refused:
        return _page(request, form, at=at, made=made, wrong=list(refused.fields.values()) or [refused.detail], status=refused.status)
    messages.success(request, f"Đã công bố quy trình trong phiên bản {version}, hiệu lực từ {given['valid_from']:%d/%m/%Y}.")
    return redirect("admin_procedure", made.code)


def _named_anew(base: Procedure, made: Procedure) -> NamedProcess | None:
    """The named process that the procedure follows, with the new steps; None when it follows none."""
    row = queries.process(base.process) if base.process else None
    if row is None:
        return None
    total, unit = shares.quantity(made.term)
    return replace(handbook.from_body(row.process, row.body), steps=made.steps, total=total, unit=unit)


def _from_named(request: HttpRequest, base: Procedure) -> tuple[Step, ...]:
    """The steps of a published process, when one is chosen; divided anew when its limit is another."""
    key = request.GET.get("mau", "")
    if not key:
        return ()
    found = queries.process(key)
    if found is None:
        raise NotFound("Không có quy trình nào mang tên này.")
    steps = handbook.from_body(key, found.body).steps
    try:
        return revising.rescaled(steps, base.term)
    except ValueError as short:
        raise Invalid(f"Thời hạn của thủ tục quá ngắn cho {len(steps)} bước của quy trình “{found.name}”.") from short


def _page(
    request: HttpRequest, form: ProcessEdit, *, at: datetime, made: Procedure | None = None, wrong: list[str] | None = None, status: int = 200
) -> HttpResponse:
    base = form.base
    counter = request.POST.get("quay") or request.GET.get("quay") or ""
    counters = org.counters()
    if org.agency(counter) is None:
        counter = counters[0].code if counters else ""
    running = dossiers.running_by_version([base.code]).get(base.code, {})
    values = {
        "procedure": base,
        "edit": form,
        "made": made,
        "wrong": wrong or [],
        "total": shares.in_words(shares.written(form.total), form.unit),
        "total_plain": shares.written(form.total),
        "unit": revising.UNITS.get(form.unit, form.unit),
        "sum": shares.written(form.sum).replace(".", ",") if form.sum is not None else "?",
        "adds_up": form.sum == form.total,
        "stages": _stages(made, counter, at) if made and counter else [],
        "counter": counter,
        "counters": [(found.code, found.name) for found in counters],
        "differences": diff.changes(base, made) if made else [],
        "running": sum(running.values()),
        "named": [(row.process, f"{row.name[:70]} ({row.total})") for row in sorted(queries.processes(), key=lambda row: row.procedure != base.code)],
    }
    return render(request, "administration/catalogue/process_edit.html", values, status=status)


def _stages(made: Procedure, counter: str, at: datetime) -> list[Stage]:
    """Who would do what until when, for a dossier accepted at this counter now; times by that counter's calendar."""
    calendar, passed, stages = calendars.calendar_for(counter), 0, []
    for row in route(made, counter, None):
        passed += row["minutes"]
        if row["minutes_unit"] == "working":
            until = engine.add_working(at, passed * MINUTE, calendar)
        else:
            days = -(-passed // DAY_MINUTES)
            until = (engine.due(at, Term(days, "d"), calendar) if days else at) or at + timedelta(days=days)
        unit = org.unit(row["unit"]) if row["unit"] else None
        agency = org.agency_name(row["agency"])
        stages.append(Stage(row["no"], row["name"], ACTS[row["act"]], ROLES[row["role"]], agency, unit.name if unit else "", until))
    return stages


def _wrong(form: ProcessEdit) -> list[str]:
    named = [("", form.version), *((f"Bước {place}: ", row) for place, row in enumerate(form.rows.forms, start=1))]
    return [f"{title}{sentence}" for title, one in named if one.is_bound for sentences in one.errors.values() for sentence in sentences]
