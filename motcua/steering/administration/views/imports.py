"""Procedures and processes from a file: first what each row would do, then, pressed once more, the good rows are published."""

import base64
import binascii
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.db import snapshot
from motcua.base.errors import BadRequest
from motcua.base.time import now
from motcua.shared.catalogue import actions, queries
from motcua.shared.catalogue.actions import Report
from motcua.steering.administration.forms.imports import ImportForm
from motcua.steering.administration.views.common import keeper, once

FORMS = ("csv", "json")
LONGEST = 2 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    officer, at = keeper(request), now()
    if request.method != "POST":
        return _page(request, ImportForm(initial={"valid_from": at.date()}))
    content, form_of_file, wrong = _content(request)
    form = ImportForm(request.POST)
    if not form.is_valid() or wrong:
        if wrong:
            form.add_error(None, wrong)
        return _page(request, form, content=content, kind=form_of_file, status=422)
    given = form.cleaned_data
    if request.POST.get("bam") != "cong-bo":
        with snapshot():
            report = actions.import_file(content, form_of_file, dry_run=True, by=officer.by, at=at, valid_from=given["valid_from"])
        return _page(request, form, content=content, kind=form_of_file, report=report)

    def act(moment: datetime) -> dict[str, Any]:
        why = {"reason": given["reason"], "document": given["document"], "valid_from": given["valid_from"]}
        done = actions.import_file(content, form_of_file, dry_run=False, by=officer.by, at=moment, **why)
        return {"published": len(done.published)}

    dry = actions.import_file(content, form_of_file, dry_run=True, by=officer.by, at=at, valid_from=given["valid_from"])
    answer = once(request, officer, act)
    messages.success(request, f"Đã công bố {answer['published']} mục từ tệp.")
    return _page(request, ImportForm(initial={"valid_from": at.date()}), report=dry, done=True)


def _content(request: HttpRequest) -> tuple[bytes, str, str]:
    """The file as it came, or as the page carried it from the rehearsal; with its form, and why it cannot be used."""
    upload = request.FILES.get("file")
    if upload is not None:
        kind = (upload.name or "").rpartition(".")[2].lower()
        if kind not in FORMS:
            return b"", "", "Chỉ nhận tệp .csv hoặc .json."
        if (upload.size or 0) > LONGEST:
            return b"", "", "Tệp không được quá 2 MB; hãy chia làm nhiều tệp, hoặc nhập bằng dòng lệnh."
        return upload.read(), kind, ""
    kind = request.POST.get("kind", "")
    if kind not in FORMS:
        return b"", "", "Hãy chọn tệp CSV hoặc JSON."
    try:
        return base64.b64decode(request.POST.get("content", ""), validate=True), kind, ""
    except (binascii.Error, ValueError) as wrong:
        raise BadRequest("Tệp gửi lại không đọc được. Hãy chọn lại tệp.") from wrong


def _page(
    request: HttpRequest,
    form: ImportForm,
    *,
    content: bytes = b"",
    kind: str = "",
    report: Report | None = None,
    done: bool = False,
    status: int = 200,
) -> HttpResponse:
    values = {
        "form": form,
        "report": report,
        "published": _named(report.published) if report else [],
        "content": base64.b64encode(content).decode(),
        "kind": kind,
        "done": done,
    }
    return render(request, "administration/catalogue/import.html", values, status=status)


def _named(codes: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """Each code that is published with the name it has so far and the version that it becomes."""
    known = {row.code: row for row in queries.newest_versions().filter(code__in=codes).order_by("code")}
    return [(code, known[code].name if code in known else "", known[code].version if code in known else 0) for code in codes]
