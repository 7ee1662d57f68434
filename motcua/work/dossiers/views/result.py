"""`/ho-so/<code>/du-thao`: the result document is written here, with its pages beside; whoever signs reads it before signing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import Forbidden, Invalid, NotFound
from motcua.base.forms import Text
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import expectation, queries, result_document
from motcua.work.dossiers.actions import jottings
from motcua.work.dossiers.forms import Open
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.papers import as_pdf
from motcua.work.dossiers.rows import person_name
from motcua.work.dossiers.views.common import head

LONGEST = 20_000
BODY_HINT = "Mỗi dòng là một đoạn. Dòng “Căn cứ …” in nghiêng, “QUYẾT ĐỊNH:” đứng giữa."


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes or reads which draft."""

    row: Dossier
    officer: Officer
    at: datetime
    said: dict[str, str]
    saved: bool
    writes: bool


class ResultForm(Open):
    """The document, field by field."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=[(kind.key, kind.name) for kind in result_document.KINDS.values()])
    title = Text(label="Trích yếu nội dung", max_length=500)
    symbol = Text(label="Ký hiệu sau số", max_length=60, help_text="Số được cấp khi vào sổ văn bản đi.")
    place = Text(label="Địa danh", max_length=120)
    to = Text(label="Kính gửi", required=False, max_length=300)
    body = Text(
        label="Nội dung", lines=16, max_length=LONGEST, help_text="Mỗi dòng là một đoạn. Dòng “Căn cứ …” in nghiêng, “QUYẾT ĐỊNH:” đứng giữa."
    )
    recipients = Text(label="Nơi nhận", lines=4, max_length=1000, help_text="Mỗi dòng một nơi.")
    signer = forms.ChoiceField(label="Người ký")
    signs = Text(label="Quyền hạn, chức vụ người ký", lines=2, max_length=300, help_text="Ví dụ KT. CHỦ TỊCH, dòng dưới PHÓ CHỦ TỊCH.")

    def __init__(self, *args: Any, agency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        leaders = [(o.username, f"{o.name} – {o.title}") for o in org.colleagues(agency, "leader")]
        self.fields["signer"].choices = leaders  # type: ignore[attr-defined]


def _desk(request: HttpRequest, code: str) -> Desk:
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    if officer.agency != row.agency or row.to_agency or row.ended_at:
        raise Forbidden("Dự thảo kết quả do cơ quan đang giữ hồ sơ soạn và đọc.")
    draft = result_document.draft_of(row, officer)
    said = dict(draft.fields) if draft else result_document.proposed(row, queries.content_of(code), officer, at, request.GET.get("kind", ""))
    return Desk(row, officer, at, said, draft is not None, officer.has("specialist", "clerk", "head_of_unit"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    desk = _desk(request, code)
    if not desk.writes and not desk.saved:
        raise NotFound("Hồ sơ chưa có dự thảo kết quả.")
    identity.log_reading(by=desk.officer.by, what="result draft", about=code, why="soạn, đọc dự thảo kết quả", at=desk.at)
    if request.method != "POST":
        return _screen(request, desk, ResultForm(initial=desk.said, agency=desk.row.agency))
    form = ResultForm(request.POST, agency=desk.row.agency)
    form.full_clean()
    said = {name: str(form.said(name) or "") for name in result_document.FIELDS}
    if request.POST.get("renew"):
        fresh = result_document.proposed(desk.row, queries.content_of(code), desk.officer, desk.at, said["kind"])
        signed = {"signer": said["signer"], "signs": result_document.signs_of(said["signer"], desk.row.agency, desk.at)}
        return _screen(request, desk, ResultForm(initial=fresh | signed, agency=desk.row.agency))
    if said["signer"] != desk.said.get("signer") and said["signs"] == desk.said.get("signs"):
        said["signs"] = result_document.signs_of(said["signer"], desk.row.agency, desk.at)
    try:
        if form.errors:
            raise Invalid("Một số thông tin chưa đúng; dự thảo chưa lưu.")
        jottings.keep_result(desk.row, said, officer=desk.officer, at=desk.at)
    except Invalid as refused:
        form.refuse(refused)
        return _screen(request, desk, form, status=refused.status)
    messages.success(request, "Đã lưu dự thảo. Dự thảo đi kèm khi trình ký và khi nhập kết quả.")
    return redirect("result_draft", code)


def _screen(request: HttpRequest, desk: Desk, form: ResultForm, status: int = 200) -> HttpResponse:
    row = desk.row
    shown = result_document.pictures(row, desk.said, desk.at) if desk.saved else []
    s = queries.state_of(row)
    values = {
        **head(row, desk.at),
        "form": form,
        "writes": desk.writes,
        "saved": desk.saved,
        "pages": [(n, reverse("result_picture", args=[row.code, n])) for n in range(1, len(shown) + 1)],
        "stamp": int(desk.at.timestamp()),
        "next": expectation.of(s, desk.officer, desk.at),
        "signer_name": person_name(desk.said.get("signer", "")),
    }
    return render(request, "dossiers/result.html", values, status=status)


@never_cache
@require_safe
def picture(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A page of the draft as a picture."""
    desk = _saved(request, code)
    shown = result_document.pictures(desk.row, desk.said, desk.at)
    if not 1 <= number <= len(shown):
        raise NotFound(f"Dự thảo có {len(shown)} trang.")
    identity.log_reading(by=desk.officer.by, what="result draft", about=code, why="xem trang dự thảo kết quả", at=desk.at)
    return HttpResponse(shown[number - 1], content_type="image/png", headers={"Content-Encoding": "identity"})


@never_cache
@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The draft as PDF."""
    desk = _saved(request, code)
    identity.log_reading(by=desk.officer.by, what="result draft", about=code, why="mở dự thảo kết quả", at=desk.at)
    return as_pdf(result_document.pdf(desk.row, desk.said, desk.at), f"du-thao-{code}.pdf")


def _saved(request: HttpRequest, code: str) -> Desk:
    desk = _desk(request, code)
    if not desk.saved:
        raise NotFound("Hồ sơ chưa có dự thảo kết quả.")
    return desk
