"""Choosing the post in which one works, for who holds several; absences and who stands in."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base.db import page
from motcua.base.errors import Invalid
from motcua.base.navigation import address
from motcua.base.text import name_key
from motcua.base.time import VN, now
from motcua.shared.org import actions, queries
from motcua.shared.org.forms import AbsenceForm, PostForm, SpanForm
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.middleware import POST_KEY
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ABSENCES


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """`/chuc-danh`: kept in the session until the next choice."""
    officer = officer_of_request(request)
    held = queries.posts_of(officer.username, now().date())
    form = PostForm(request.POST if request.method == "POST" else None, held=held, initial={"post": officer.post})
    if request.method == "POST" and form.is_valid():
        request.session[POST_KEY] = form.cleaned_data["post"]
        messages.success(request, "Đã chuyển chức danh.")
        return HttpResponseRedirect(address(str(settings.LOGIN_REDIRECT_URL), "/") or "/")
    return render(request, "org/choose_post.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """`/vang-mat`: who is away and who stands in; first person and days, then who can, then it is recorded."""
    officer, at = officer_of_request(request), now()
    agency = _agency(request, officer)
    people = [one for one in queries.colleagues(agency) if actions.may_record(officer, one.username, agency)]
    people = sorted({one.username: one for one in people}.values(), key=lambda one: (one.username != officer.username, name_key(one.name)))
    form, status = _form(request, people, agency), 200
    if request.method == "POST" and isinstance(form, AbsenceForm) and form.is_valid():
        try:
            found = _record(form.cleaned_data, agency, officer, at)
        except Invalid as refused:
            _place(form, refused)
        else:
            messages.success(request, f"Đã ghi: {found}")
            return redirect(request.get_full_path() if request.GET.get("co-quan") else "absences")
    if request.method == "POST":
        status = 422
    whole = officer.has("leader", "head_of_unit", "admin")
    rows = page(queries.absences_recorded(agency, "" if whole else officer.username), ("-valid_from", "id"), request.GET.get("cursor"))
    today = at.astimezone(VN).date()
    values = {
        "form": form,
        "chosen": isinstance(form, AbsenceForm),
        "may": bool(people),
        "rows": [_row(row, officer, today) for row in rows.items],
        "next": rows.next,
        "agency_name": queries.agency_name(agency),
        "co_quan": request.GET.get("co-quan", ""),
    }
    return render(request, "org/absences.html", values, status=status)


def _agency(request: HttpRequest, officer: Officer) -> str:
    """An administrator looks at any agency, everybody else at their own."""
    asked = request.GET.get("co-quan", "")
    return asked if asked and officer.has("admin") and queries.agency(asked) else officer.agency


def _form(request: HttpRequest, people: list[Officer], agency: str) -> SpanForm:
    """First person and days; once those are known also who may stand in."""
    given = request.POST if request.method == "POST" else request.GET
    span = SpanForm(given if "tu" in given else None, people=people, initial={"nguoi": given.get("nguoi", "")})
    if "tu" not in given or not span.is_valid():
        return span
    known = span.cleaned_data
    able = queries.substitutes(known["nguoi"], agency, known["tu"], known["den"] + timedelta(days=1)) if known["tu"] <= known["den"] else []
    if request.method == "POST":
        return AbsenceForm(request.POST, people=people, substitutes=able)
    return AbsenceForm(initial=known, people=people, substitutes=able)


def _record(f: dict[str, Any], agency: str, officer: Officer, at: Any) -> str:
    until = f["den"] + timedelta(days=1)
    row = actions.record_absence(
        username=f["nguoi"],
        agency=agency,
        substitute=f["substitute"],
        kind=f["kind"],
        valid_from=f["tu"],
        valid_to=until,
        officer=officer,
        at=at,
    )
    return (
        f"{queries.person_name(row.username)} vắng từ {row.valid_from:%d/%m/%Y} đến hết {f['den']:%d/%m/%Y}, "
        f"{queries.person_name(row.substitute)} làm thay."
    )


def _place(form: SpanForm, refused: Invalid) -> None:
    names = {"username": "nguoi", "valid_to": "den"}
    for name, sentence in refused.fields.items():
        form.add_error(names.get(name, name), sentence)


def _row(row: Any, officer: Officer, today: date) -> dict[str, Any]:
    running, coming = row.valid_from <= today < row.valid_to, today < row.valid_from < row.valid_to
    cancelled = row.valid_to <= row.valid_from
    state = ("đã hủy", "stop") if cancelled else ("đang vắng", "wait") if running else ("sắp tới", "calm") if coming else ("đã về", "ok")
    return {
        "row": row,
        "who": queries.person_name(row.username),
        "substitute": queries.person_name(row.substitute),
        "kind": ABSENCES.get(row.kind, row.kind),
        "last": row.valid_to - timedelta(days=1),
        "state": state[0],
        "tone": state[1],
        "cancelled": cancelled,
        "by": queries.person_name(row.recorded_by.partition("@")[0]),
        "ended_by": queries.person_name(row.ended_by.partition("@")[0]) if row.ended_by else "",
        "may_end": (running or coming) and actions.may_record(officer, row.username, row.agency),
    }


@never_cache
@require_POST
def absence_over(request: HttpRequest, id: str) -> HttpResponse:
    """`/vang-mat/<id>/ket-thuc`: they are back, or will not be away."""
    officer = officer_of_request(request)
    row = actions.end_absence(id, officer=officer, at=now())
    messages.success(request, f"Đã kết thúc: {queries.person_name(row.username)} không còn vắng mặt, người làm thay thôi làm thay.")
    return redirect("absences")
