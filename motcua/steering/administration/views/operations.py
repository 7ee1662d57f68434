"""`/quan-tri/tinh-trang`, `/quan-tri/viec-nen`, `/quan-tri/nhat-ky`: how the machinery stands, and setting it going again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from motcua.base import probes
from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.notify import queries as notify
from motcua.steering.administration import actions, operations
from motcua.steering.administration.views.common import keeper, may_change, once, reader

MESSAGES = 50


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Signs of life, sizes, the queue."""
    reader(request)
    signs = probes.signs()
    values = {"signs": signs, "well": all(sign.well for _, sign in signs), "sizes": operations.sizes(), "queue": operations.queue()}
    return render(request, "administration/operations/health.html", values)


@require_safe
def failures(request: HttpRequest) -> HttpResponse:
    """Failed jobs and messages; to whom messages went is logged as read."""
    officer, at = reader(request), now()
    rows = list(operations.stuck_messages()[:MESSAGES])
    identity.log_readings(by=officer.by, what="message", abouts=[row.about for row in rows], why="tin chưa gửi được", at=at)
    values = {
        "jobs": operations.failed_jobs(),
        "queue": operations.queue(),
        "stuck": rows,
        "by_email": notify.leaves_by("email"),
        "may_change": may_change(officer),
    }
    return render(request, "administration/operations/failures.html", values)


@require_POST
def retry_job(request: HttpRequest, id: int) -> HttpResponse:
    officer = keeper(request)

    def act(at: object) -> dict[str, int]:
        actions.retry_job(id, at=now())
        return {"job": id}

    once(request, officer, act)
    messages.success(request, "Việc nền được cho chạy lại.")
    return redirect("admin_failures")


@require_POST
def retry_message(request: HttpRequest, id: int) -> HttpResponse:
    officer = keeper(request)

    def act(at: object) -> dict[str, int]:
        actions.retry_message(id)
        return {"message": id}

    once(request, officer, act)
    messages.success(request, "Tin được gửi lại ngay; kết quả hiện ở đây sau ít giây.")
    return redirect("admin_failures")


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Published roots, the node's key, checks that were asked for."""
    officer = reader(request)
    values = {
        "roots": operations.roots(),
        "public_key": operations.public_key(),
        "checks": operations.verifications(),
        "may_change": may_change(officer),
    }
    return render(request, "administration/operations/journal.html", values)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    officer = keeper(request)
    full = request.POST.get("full") == "1"

    def act(at: object) -> dict[str, int]:
        return {"verification": actions.ask_verification(by=officer.by, full=full, at=now()).pk}

    once(request, officer, act)
    messages.success(request, "Đã giao cho tiến trình nền kiểm tra nhật ký; tải lại trang để xem kết quả.")
    return redirect("admin_journal")
