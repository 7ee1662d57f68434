"""`/quan-tri/co-quan`: the tree of agencies, one agency with its units and people, new ones, new names; `/quan-tri/sap-nhap`: a merger rehearsed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import NotFound, Refused, WrongMoment
from motcua.base.time import now
from motcua.shared.org import actions
from motcua.shared.org import queries as org
from motcua.shared.org.info import AgencyInfo
from motcua.steering.administration import history, organisation
from motcua.steering.administration.forms.organisation import LEVELS, AgencyForm, EndForm, MergeForm, RenameForm, UnitForm, WhyForm
from motcua.steering.administration.views.common import keeper, may_change, once, reader
from motcua.work.dossiers import figures as dossiers

OPEN_SHOWN = 30
LEFT = "Còn hồ sơ chưa xong ở các cơ quan này. Chọn ngày về sau, rồi bàn giao hoặc giải quyết hết trước ngày đó."


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    officer, asked = reader(request), request.GET
    level = asked.get("cap", "") if asked.get("cap") in organisation.LEVELS else ""
    ended = bool(asked.get("het"))
    rows = organisation.tree(level=level, q=asked.get("tu", ""), ended=ended, on=now().date())
    values = {
        "rows": rows,
        "levels": LEVELS,
        "level": level,
        "ended": ended,
        "q": asked.get("tu", ""),
        "may_change": may_change(officer),
        "left": organisation.still_open(now().date()),
    }
    return render(request, "administration/organisation/agencies.html", values)


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    officer, at = reader(request), now()
    found = known(code)
    above = org.agency(found.parent) if found.parent else None
    values = {
        "agency": found,
        "level": organisation.LEVELS[found.level],
        "above": above,
        "stands": found.valid_to is None or at.date() < found.valid_to,
        "successors": [heir for one in found.successors if (heir := org.agency(one))],
        "units": org.units(code),
        "people": [(one, organisation.role_names(one.roles - one.lent)) for one in org.colleagues(code)],
        "former": organisation.posts_ended(code),
        "share": dossiers.shares([code])[0],
        "mandates": organisation.mandates(agency=code),
        "history": history.of(f"agency:{code}"),
        "may_change": may_change(officer),
    }
    return render(request, "administration/organisation/agency.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
def opened(request: HttpRequest) -> HttpResponse:
    def act(form: WhyForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        made = actions.open_agency(
            code=given["code"],
            name=given["name"],
            short_name=given["short_name"],
            level=given["level"],
            kind="committee" if given["level"] == "xa" else "office",
            parent=given["parent"] or None,
            gso_code=given["gso_code"] or None,
            counter=given["counter"],
            valid_from=given["valid_from"],
            by=by,
            at=at,
            why=form.why(),
        )
        return made.code

    return changed(request, "Lập cơ quan", AgencyForm(request.POST or None), act, done="Đã lập cơ quan.", crumb=("Cơ quan", "admin_agencies"))


@require_http_methods(["GET", "HEAD", "POST"])
def renamed(request: HttpRequest, code: str) -> HttpResponse:
    found = known(code)
    form = RenameForm(request.POST or None, initial={"name": found.name, "short_name": found.short_name})

    def act(form: WhyForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        return actions.rename_agency(code, name=given["name"], short_name=given["short_name"], by=by, at=at, why=form.why()).code

    return changed(request, f"Đổi tên: {found.name}", form, act, done="Đã đổi tên; tên cũ vẫn còn trong hồ sơ và giấy tờ đã in.", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_opened(request: HttpRequest, code: str) -> HttpResponse:
    found = known(code)

    def act(form: WhyForm, by: str, at: datetime) -> str:
        given = form.cleaned_data
        actions.open_unit(code=given["code"], agency=code, name=given["name"], valid_from=given["valid_from"], by=by, at=at, why=form.why())
        return code

    return changed(request, f"Lập phòng ban: {found.name}", UnitForm(request.POST or None), act, done="Đã lập phòng ban.", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_closed(request: HttpRequest, code: str, unit: str) -> HttpResponse:
    part = org.unit(unit)
    if part is None or part.agency != code:
        raise NotFound("Không có phòng ban này trong cơ quan.")

    def act(form: WhyForm, by: str, at: datetime) -> str:
        actions.close_unit(unit, on=form.cleaned_data["on"], by=by, at=at, why=form.why())
        return code

    return changed(request, f"Giải thể: {part.name}", EndForm(request.POST or None), act, done="Đã ghi ngày giải thể phòng ban.", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def merger(request: HttpRequest) -> HttpResponse:
    """Rehearsed by GET, decided by POST with the same choice, its reason and document."""
    officer = reader(request)
    asked = MergeForm(request.GET) if "on" in request.GET else MergeForm(initial={"codes": request.GET.get("codes", "")})
    why = WhyForm(request.POST or None)
    rehearsed = None
    if asked.is_bound and asked.is_valid():
        rehearsed = organisation.rehearse(asked.listed("codes"), asked.listed("successors"), asked.cleaned_data["on"], now())
        for name, sentence in rehearsed.wrong.items():
            asked.add_error(name, sentence)
    if request.method == "POST" and rehearsed and not rehearsed.wrong:
        officer = keeper(request)
        if why.is_valid():
            try:
                once(request, officer, lambda at: _merge(rehearsed, why, officer.by, at))
            except Refused as refused:
                why.refuse(refused)
            else:
                messages.success(request, "Đã ghi việc sáp nhập. Phòng ban, chức danh và ủy quyền của cơ quan cũ kết thúc cùng ngày.")
                return redirect("admin_agencies")
    values = {
        "asked": asked,
        "why": why,
        "rehearsed": rehearsed if rehearsed and not rehearsed.wrong else None,
        "at_once": rehearsed is not None and rehearsed.on <= now().date(),
        "may_change": may_change(officer),
        "left": LEFT,
    }
    return render(request, "administration/organisation/merger.html", values, status=422 if asked.errors or why.errors else 200)


def _merge(rehearsed: organisation.Rehearsal, why: WhyForm, by: str, at: datetime) -> dict[str, Any]:
    if rehearsed.on <= at.date() and rehearsed.blocks:
        raise WrongMoment(LEFT)
    codes, heirs = [ending.agency.code for ending in rehearsed.endings], [found.code for found in rehearsed.successors]
    actions.merge_agencies(codes, successors=heirs, on=rehearsed.on, by=by, at=at, why=why.why())
    return {"codes": codes, "successors": heirs}


def known(code: str) -> AgencyInfo:
    """The agency of an address; NotFound otherwise."""
    found = org.agency(code)
    if found is None:
        raise NotFound("Không có cơ quan nào mang mã này.")
    return found


def changed(
    request: HttpRequest,
    title: str,
    form: WhyForm,
    act: Callable[[Any, str, datetime], str],
    *,
    done: str,
    code: str = "",
    back: str = "admin_agency",
    crumb: tuple[str, str] = ("Cơ quan", "admin_agencies"),
) -> HttpResponse:
    """One form, one act, once for its key; then on to the page of what was changed (`back`, by the code that `act` gives)."""
    officer = keeper(request)
    if request.method == "POST" and form.is_valid():
        try:
            answer = once(request, officer, lambda at: {"code": act(form, officer.by, at)})
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect(back, answer["code"])
    values = {"title": title, "form": form, "code": code, "back": back, "crumb": crumb}
    return render(request, "administration/organisation/change.html", values, status=422 if form.errors else 200)
