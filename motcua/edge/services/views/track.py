"""`/tra-cuu` and what hangs on it: the story of one dossier, why its date is that date, its history as a file that proves itself."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.base.errors import NotFound, Refused, Throttled
from motcua.base.time import now
from motcua.edge.services import queries, story, tokens
from motcua.edge.services.forms import TrackForm
from motcua.shared.calendars import months
from motcua.shared.identity import actions as identity
from motcua.shared.identity import throttle
from motcua.shared.identity.http import client_address
from motcua.shared.journal import export
from motcua.shared.org import queries as org
from motcua.work.dossiers import papers
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.wording import days_in_words, state_name, state_tone

TRIES, SPAN = 30, 60
FILES = 10
CALENDARS = {"provincial": "Lịch chung của tỉnh"}


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu`: the secret comes by POST, so that it stands in no address and no log."""
    if request.method != "POST":
        return _asking(request, TrackForm(initial={"code": request.GET.get("code", "")[:100]}))
    form, at = TrackForm(request.POST), now()
    if not form.is_valid():
        return _asking(request, form, status=422)
    try:
        throttle.hit("track", client_address(request), TRIES, SPAN, at)
        row = queries.tracked(form.cleaned_data["code"], form.cleaned_data["secret"])
    except (NotFound, Throttled) as refused:
        return _refused(request, form, refused)
    return render(request, "services/tracked.html", _found(row, at))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/vi-sao`: the certificate of the date in plain words, with its calendar."""
    return _about(request, _why)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/vi-sao.json`: the same as a file, for whoever counts again."""
    return _about(request, _certificate)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest) -> HttpResponse:
    """`/tra-cuu/lich-su.json`: the streams with their proofs. What is sealed stays so: code and secret stand on a paper that others may hold."""
    return _about(request, _history)


def _about(request: HttpRequest, answer: Any) -> HttpResponse:
    """The answer about the dossier of the note in the form; without a good note, the form of tracking."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("track"))
    at = now()
    try:
        throttle.hit("track-files", client_address(request), FILES, SPAN, at)
        row = tokens.dossier(request.POST.get("note", ""))
    except Refused as refused:
        return _refused(request, TrackForm({}), refused)
    made: HttpResponse = answer(request, row, at)
    return made


def _asking(request: HttpRequest, form: TrackForm, status: int = 200) -> HttpResponse:
    return render(request, "services/track.html", {"form": form}, status=status)


def _refused(request: HttpRequest, form: TrackForm, refused: Refused) -> HttpResponse:
    form.errors.clear()
    form.add_error(None, refused.detail)
    response = _asking(request, form, status=refused.status)
    if isinstance(refused, Throttled):
        response["Retry-After"] = str(refused.retry_after)
    return response


def _found(row: Dossier, at: datetime) -> dict[str, Any]:
    found = papers.certificate(row)
    counted = datetime.fromisoformat(found["counted_due_at"]) if found["counted_due_at"] else None
    began = datetime.fromisoformat(found["certificate"]["effective_start"])
    return {
        "row": row,
        "story": story.tell(row, at, counted_due_at=counted, reason=found["certificate"]["effective_why"], began=began),
        "state": state_name(row.state),
        "tone": state_tone(row.state),
        "at": at,
        "note": tokens.issue(row),
    }


def _why(request: HttpRequest, row: Dossier, at: datetime) -> HttpResponse:
    found = papers.certificate(row)
    made = found["certificate"]
    name = made["calendar"]["name"]
    values = {
        "row": row,
        "certificate": days_in_words(made),
        "months": months.of(made, due_at=None if row.paused_since else row.due_at),
        "calendar": f"{CALENDARS.get(name) or org.agency_name(name)}, bản {made['calendar']['version']}",
        "counted_due_at": datetime.fromisoformat(found["counted_due_at"]) if found["counted_due_at"] else None,
        "effective_at": datetime.fromisoformat(made["effective_start"]),
        "term": row.term,
        "start": made["start"],
        "agency": row.accepting,
        "at": at,
        "note": tokens.issue(row),
    }
    return render(request, "services/why.html", values)


def _certificate(request: HttpRequest, row: Dossier, at: datetime) -> HttpResponse:
    return _as_file(papers.certificate(row), f"cach-tinh-{row.code}.json")


def _history(request: HttpRequest, row: Dossier, at: datetime) -> HttpResponse:
    identity.log_reading(by=f"applicant@{row.accepting}", what="export", about=row.code, why="người nộp tải lịch sử có chứng thực", at=at)
    return _as_file(export.export(row.code, with_sealed=False), f"lich-su-{row.code}.json")


def _as_file(content: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
