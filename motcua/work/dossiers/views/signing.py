"""`/lanh-dao/ky-loat`: several dossiers shown whole, signed together; `/lanh-dao/xin-loi/<code>`: a letter of apology."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Invalid, KeyReused, NotFound, Refused
from motcua.base.forms import WRONG_MOMENT, moment_of
from motcua.base.time import VN, now
from motcua.shared.calendars.engine import closing, next_opening
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, leader, queries
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.models import ApologyDraft, Dossier
from motcua.work.dossiers.summary import summary
from motcua.work.dossiers.views.common import codes_of, flat, head, renewed, reopened, require, seq_of
from motcua.work.dossiers.views.leader import perform

MOST = 10
LEADERS = "Ký duyệt dành cho lãnh đạo."
NOT_SHOWN = "Hồ sơ này chưa được mở xem như hiện nay; đọc rồi hãy ký."
SENT_BEFORE = "Trang này đã gửi hồ sơ này một lần và đã ghi."
CAUSES = (
    "Cần thêm thời gian xác minh thực tế.",
    "Đang chờ ý kiến của cơ quan phối hợp.",
    "Hồ sơ có nội dung phức tạp, cần kiểm tra thêm.",
    "Cơ quan đang có số lượng hồ sơ tăng đột biến.",
)


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of one row of a batch."""

    code: str
    done: bool
    said: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """The next ones to sign, each whole; what is shown here is noted as shown, and only what was shown is signed."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", sentence=LEADERS)
    sent = request.method == "POST" and not reopened(request)
    results = [_one(request, officer, code, at) for code in codes_of(request.POST.getlist("code"), MOST)] if sent else []
    waiting = leader.rows(officer, leader.SIGN, at)
    found = [] if sent else list(waiting[:MOST])
    codes = [row.code for row in found]
    contents, sides = queries.contents_of(codes), leader.sides(codes)
    identity.log_each(by=officer.by, what=leader.READ_AS, why={row.code: leader.shown_as(row.seq) for row in found}, at=at)
    values = {
        "summaries": [summary(row, contents[row.code], sides[row.code], at) for row in found],
        "results": results,
        "done": sum(r.done for r in results),
        "failed": sum(not r.done for r in results),
        "nothing": sent and not results,
        "chosen": frozenset(request.POST.getlist("code")),
        "left": waiting.order_by().count(),
        "now": at,
    }
    return render(request, "dossiers/leader/batch.html", values, status=422 if values["nothing"] else 200)


def _one(request: HttpRequest, officer: Officer, code: str, at: datetime) -> Signed:
    key, seq = request.POST.get("key", ""), request.POST.get(f"seq-{code}", "")

    def do() -> Answer:
        expected = seq_of(seq)
        if (code, leader.shown_as(expected or 0)) not in leader.seen(officer, [code]):
            raise Invalid(NOT_SHOWN)
        return Answer(actions.perform(code, "sign", {}, officer=officer, at=at, expected_seq=expected), None, at)

    try:
        answer = once(officer, do, path=request.path, key=f"{key}:{code}"[:200] if key else None, body=f"sign {code} {seq}")
    except KeyReused:
        return Signed(code, False, SENT_BEFORE)
    except Refused as refused:
        return Signed(code, False, flat(refused.fields) or refused.detail)
    return Signed(code, True, "Đã ký từ lần gửi trước." if answer.repeated else "Đã ký.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """A letter that the worker drafted before the limit (Decree 61/2018, Article 19): reason and new date may be changed, then it is signed."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", sentence=LEADERS)
    row = queries.get(code, officer)
    draft = leader.letter(officer, code)
    if request.method != "POST":
        if draft is None:
            raise NotFound("Không có thư xin lỗi nào chờ ký cho hồ sơ này.")
        return _letter(request, row, draft, officer, at)
    try:
        _moment(request)
        perform(request, code, "apologise", officer, at)
    except Refused as refused:
        if draft is None:
            raise
        refused = renewed(request, refused)
        return _letter(request, row, draft, officer, at, problem=refused)
    messages.success(request, f"Đã ký thư xin lỗi và hẹn lại cho hồ sơ {code}.")
    rest = leader.letters(officer)
    return redirect(reverse("leader_letter", args=[rest[0].dossier]) if rest else reverse("leader"))


def _moment(request: HttpRequest) -> None:
    """What was typed, as the act takes it: in Vietnam's time."""
    posted = request.POST.copy()
    moment = moment_of(posted.get("new_due_at"))
    if moment is None:
        raise Invalid("Ngày giờ không đọc được.", fields={"new_due_at": WRONG_MOMENT})
    posted["new_due_at"] = moment.isoformat()
    request.POST = posted  # type: ignore[assignment]


def _letter(
    request: HttpRequest, row: Dossier, draft: ApologyDraft, officer: Officer, at: datetime, *, problem: Refused | None = None
) -> HttpResponse:
    identity.log_reading(by=officer.by, what="letter", about=row.code, why="xem thư xin lỗi trước khi ký", at=at)
    content = queries.content_of(row.code)
    values: dict[str, Any] = {
        **head(row, at),
        "draft": draft,
        "applicant": content.name,
        "address": content.applicant.get("address") or "",
        "causes": CAUSES,
        "reason": request.POST.get("reason", "") if problem else "",
        "choice": request.POST.get("choice", "") if problem else "",
        "new_due": f"{proposal(draft, row, at).astimezone(VN):%H:%M %d/%m/%Y}",
        "problem": problem,
        "others": len(leader.letters(officer)) - 1,
    }
    return render(request, "dossiers/leader/letter.html", values, status=problem.status if problem else 200)


def proposal(draft: ApologyDraft, row: Dossier, at: datetime) -> datetime:
    """The drafted date; when it has passed meanwhile, the end of the next working day."""
    if draft.new_due_at > at:
        return draft.new_due_at
    calendar = queries.clock_for(row.accepting, row.rule_set).calendar
    return closing(next_opening(at + timedelta(days=1), calendar), calendar)
