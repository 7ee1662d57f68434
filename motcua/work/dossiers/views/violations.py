"""`/vi-pham`: what must never be, and where it is. The worker makes each a task; this page counts anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.work.dossiers import checks, queries
from motcua.work.dossiers.rows import lines, place_name
from motcua.work.dossiers.views.common import logged, require

WHO = "Trang này dành cho lãnh đạo, Văn phòng và thanh tra."
RULES = {
    "holder": "Hồ sơ phải có nơi giữ",
    "date": "Hồ sơ phải có mốc tiếp theo",
    "actor": "Việc tiếp theo phải có người làm được",
    "serial": "Số hồ sơ liên tục",
    "book": "Số vào sổ liên tục",
    "custody": "Một lúc chỉ một nơi giữ",
    "balance": "Cân đối hồ sơ",
}
SHOWN = 200


@require_safe
def violations(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "chairman_office", "auditor", sentence=WHO)
    found = [v for v in checks.violations(at) if officer.sees_all or v.agency in officer.scope]
    stuck = queries.stuck(at) if officer.sees_all else queries.stuck(at).filter(agency__in=officer.scope)
    values = {
        "rows": [(RULES.get(v.rule, v.rule), v, place_name(v.agency) if v.agency else "Toàn tỉnh") for v in found[:SHOWN]],
        "count": len(found),
        "stuck": logged(lines(list(stuck[:SHOWN]), officer, at), officer, "violations", at),
        "stuck_count": stuck.count(),
        "rules": list(RULES.values()),
        "now": at,
    }
    return render(request, "dossiers/violations.html", values)
