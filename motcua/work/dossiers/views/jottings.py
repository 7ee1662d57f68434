"""Notes on a dossier, and urging an opinion that is awaited: small forms of the dossier's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.base.errors import Invalid
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.work.dossiers.actions import jottings, urge


@require_POST
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/ghi-chu`: add, rewrite or take off a note."""
    officer, at, sent = officer_of_request(request), now(), request.POST
    thread, text, urgent = sent.get("thread", ""), sent.get("text", ""), "urgent" in sent
    try:
        if thread and "drop" in sent:
            jottings.drop_note(thread, officer=officer, at=at)
        elif thread:
            jottings.change_note(thread, text, urgent=urgent, officer=officer, at=at)
        else:
            jottings.add_note(code, text, urgent=urgent, officer=officer, at=at)
    except Invalid as refused:
        messages.warning(request, refused.detail)
    return redirect("dossier", code)


@require_POST
def opinion(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """`/ho-so/<code>/don-doc/<n>`: remind the agency that was asked."""
    officer, at = officer_of_request(request), now()
    task = urge.opinion(code, number, officer=officer, at=at)
    messages.success(request, f"Đã đôn đốc: {task.title}.")
    return redirect("dossier", code)
