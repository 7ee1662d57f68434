"""`/vi-pham`: what must never be, and where it is, as the worker found it last; each is a task of a named person by then."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import checks, queries
from motcua.work.dossiers.rows import lines, place_name
from motcua.work.dossiers.views.common import logged, require

WHO = "Trang này dành cho lãnh đạo, Văn phòng và thanh tra."
RULES = {
    "holder": ("Có nơi giữ", "Mỗi hồ sơ đang mở ở trong tay một cơ quan còn hoạt động và có cán bộ."),
    "date": ("Có mốc tiếp theo", "Mỗi hồ sơ đang mở có một mốc thời gian tiếp theo và một hạn, trừ khi đang tạm dừng."),
    "actor": ("Có người làm được", "Việc mà quy trình chờ tiếp theo luôn có người trong cơ quan giữ làm được."),
    "serial": ("Số hồ sơ liên tục", "Số trong ngày của mỗi nơi tiếp nhận chạy từ 1, không đứt, không trùng."),
    "book": ("Số vào sổ liên tục", "Số vào sổ trong năm của mỗi nơi tiếp nhận không đứt, không trùng."),
    "custody": ("Một nơi giữ", "Hồ sơ đang mở có đúng một lượt giữ chưa khép, hồ sơ đã xong không còn lượt nào."),
    "balance": ("Cân đối", "Tiếp nhận bằng đang giữ cộng đang chuyển cộng đã kết thúc, đếm theo hai cách độc lập."),
}
SHOWN, STUCK_SHOWN = 200, 20


@require_safe
def violations(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "chairman_office", "auditor", "supervisor", sentence=WHO)
    whole = officer.sees_all or officer.has("supervisor")
    checked = checks.last_checked()
    found = [v for v in checked.found if whole or v.agency in officer.scope]
    per_rule = Counter(v.rule for v in found)
    stuck = queries.stuck(at).filter(pk__in=queries.visible_to(officer).values("pk"))
    if not officer.sees_all:
        stuck = stuck.filter(agency__in=officer.scope)
    values = {
        "checked_at": checked.at,
        "rules": [(name, meaning, per_rule[rule]) for rule, (name, meaning) in RULES.items()],
        "rows": [(RULES[v.rule][0] if v.rule in RULES else v.rule, v, _place(v.agency), _may_open(officer, v)) for v in found[:SHOWN]],
        "count": len(found),
        "stuck": logged(lines(list(stuck[:STUCK_SHOWN]), officer, at), officer, "violations", at),
        "stuck_count": stuck.count(),
        "scope": "" if whole else officer.agency_name,
        "now": at,
    }
    return render(request, "dossiers/violations.html", values)


def _place(agency: str) -> str:
    return place_name(agency) if agency else "Toàn tỉnh"


def _may_open(officer: Officer, violation: checks.Violation) -> bool:
    return bool(violation.dossier) and (officer.sees_all or violation.agency in officer.scope)
