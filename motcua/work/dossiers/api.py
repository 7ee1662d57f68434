"""The calls on dossiers, version 1. Raw JSON, checked late: refusals come in the contract's order. The same actions as the screens."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from motcua.base import db
from motcua.base.errors import BadRequest, Invalid, KeyMissing, NotFound
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.identity import idempotency
from motcua.shared.journal import queries as journal
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, lifecycle, papers, present, queries
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.api_schemas import (
    ANY_FILE,
    BODY_OF_ACT,
    BODY_OF_FILING,
    PDF,
    AcceptedOut,
    DossierOut,
    EndedAtCounterOut,
    EntriesOut,
    Filters,
    ListOut,
)
from motcua.work.dossiers.chars import NUL
from motcua.work.dossiers.secret import secret_of

router = Router(tags=["dossiers"])
CHUNK, DRAINED = 64 * 1024, 2048  # up to 128 MB
SEQ_NEEDED = "Cần số nguyên seq của hồ sơ như bạn đã thấy."


def officer_of(request: HttpRequest) -> Officer:
    officer: Officer = request.auth  # type: ignore[attr-defined]
    return officer


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of a request; BadRequest when it is none, KeyMissing without a key."""
    try:
        body = json.loads(raw_of(request).decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as exc:
        raise BadRequest("Nội dung gửi lên không phải JSON.") from exc
    if not isinstance(body, dict):
        raise BadRequest("Nội dung gửi lên phải là một đối tượng JSON.")
    return body


def raw_of(request: HttpRequest) -> bytes:
    """The bytes of a request. Of one that is too large the rest is read and let go, so that the sender hears the refusal."""
    try:
        return request.body
    except RequestDataTooBig:
        for _ in range(DRAINED):
            if not request.read(CHUNK):
                break
        raise


def _no_constant(name: str) -> None:
    raise ValueError(name)


def key_of(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key.strip():
        raise KeyMissing("Thiếu Idempotency-Key: mỗi lời gọi POST cần một khóa riêng.")
    if len(key) > idempotency.LONGEST_KEY:
        raise BadRequest(f"Idempotency-Key dài tối đa {idempotency.LONGEST_KEY} ký tự.")
    return key


@router.post(
    "/dossiers",
    response={201: AcceptedOut | EndedAtCounterOut},
    operation_id="receive_dossier",
    summary="Tiếp nhận, hướng dẫn hoặc từ chối",
    openapi_extra=BODY_OF_FILING,
)
def receive(request: HttpRequest) -> HttpResponse:
    officer, at, body, key = officer_of(request), now(), body_of(request), key_of(request)

    def do() -> Answer:
        made = actions.receive(body, officer=officer, at=at)
        return Answer(made.row, made.ref, at, made.warnings)

    answer = once(officer, do, path=request.path, key=key, body=request.body, status=201)
    if answer.row is None:
        return JsonResponse({"code": None, "ref": answer.ref, "warnings": answer.warnings}, status=201)
    identity.log_reading(by=officer.by, what="dossier", about=answer.row.code, why="tiếp nhận qua API", at=at)
    made = present.dossier(answer.row, officer, answer.at, again=answer.repeated) | {
        "secret": secret_of(answer.row.code),
        "warnings": answer.warnings,
    }
    return JsonResponse(made, status=201)


@router.get("/dossiers", response=ListOut, operation_id="list_dossiers", summary="Danh sách hồ sơ được xem")
def listed(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
    officer, at = officer_of(request), now()
    wanted = filters.dict(exclude={"cursor", "limit"})
    rows = queries.listed(officer, at, **{name: value.replace(NUL, "") for name, value in wanted.items()})
    page = db.page(rows, ["accepted_at", "code"], filters.cursor, db.limit_of(filters.limit))
    if filters.q:
        identity.log_reading(by=officer.by, what="search", about="", why="tìm hồ sơ qua API", at=at)
    return JsonResponse({"items": [present.brief(row, at) for row in page.items], "next": page.next})


@router.get("/dossiers/{code}", response=DossierOut, operation_id="get_dossier", summary="Một hồ sơ")
def show(request: HttpRequest, code: str) -> HttpResponse:
    officer, at = officer_of(request), now()
    row = queries.get(code, officer)
    identity.log_reading(by=officer.by, what="dossier", about=row.code, why="xem hồ sơ qua API", at=at)
    return JsonResponse(present.dossier(row, officer, at))


@router.post("/dossiers/{code}/acts/{act}", response=DossierOut, operation_id="act_on_dossier", summary="Làm một việc", openapi_extra=BODY_OF_ACT)
def act_on(request: HttpRequest, code: str, act: str) -> HttpResponse:
    officer, at, body, key = officer_of(request), now(), body_of(request), key_of(request)
    if act not in lifecycle.ACTS:
        raise NotFound("Không có việc này.")
    if not queries.exists(code):
        raise NotFound(f"Không tìm thấy hồ sơ {code}.")
    expected = body.get("expected_seq")
    seen = expected if isinstance(expected, int) and not isinstance(expected, bool) else None

    def do() -> Answer:
        try:
            row = actions.perform(code, act, body, officer=officer, at=at, expected_seq=seen)
        except Invalid as refused:
            refused.fields |= {} if seen is not None else {"expected_seq": SEQ_NEEDED}
            raise
        if seen is None:  # told last, as every wrong field: who may not act at all hears that
            raise Invalid("Thiếu expected_seq.", fields={"expected_seq": SEQ_NEEDED})
        return Answer(row, None, at)

    answer = once(officer, do, path=request.path, key=key, body=request.body)
    if answer.row is None:
        raise NotFound(f"Không tìm thấy hồ sơ {code}.")
    identity.log_reading(by=officer.by, what="dossier", about=code, why=f"làm việc {act} qua API", at=at)
    return JsonResponse(present.dossier(answer.row, officer, answer.at, again=answer.repeated))


@router.get("/dossiers/{code}/entries", response=EntriesOut, operation_id="dossier_entries", summary="Lịch sử có mã băm")
def entries(request: HttpRequest, code: str) -> HttpResponse:
    row = queries.get(code, officer_of(request))
    return JsonResponse({"items": present.entries(journal.entries(f"dossier:{row.code}")), "next": None})


@router.get("/dossiers/{code}/certificate", response=dict[str, Any], operation_id="dossier_certificate", summary="Hạn trả được tính thế nào")
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    row = queries.get(code, officer_of(request))
    return JsonResponse(papers.certificate(row))


@router.get("/dossiers/{code}/prints/{form}", response={200: None}, operation_id="dossier_print", summary="Biểu mẫu dạng PDF", openapi_extra=PDF)
def printed(request: HttpRequest, code: str, form: str) -> HttpResponse:
    officer, at = officer_of(request), now()
    row = queries.get(code, officer)
    papers.known_form(form, row.rule_set)
    identity.log_reading(by=officer.by, what=f"form {form}", about=row.code, why="in biểu mẫu", at=at)
    return papers.as_pdf(papers.form(row, form, site=request.build_absolute_uri("/"), reader=officer, at=at), f"{row.code}-mau-{form}.pdf")


@router.get("/dossiers/{code}/files/{sha256}", response={200: None}, operation_id="dossier_file", summary="Một tệp của hồ sơ", openapi_extra=ANY_FILE)
def file(request: HttpRequest, code: str, sha256: str) -> FileResponse:
    officer, at = officer_of(request), now()
    row = queries.get(code, officer)
    identity.log_reading(by=officer.by, what="file", about=row.code, why="mở tệp của hồ sơ", at=at)
    return papers.served(row.code, sha256)
