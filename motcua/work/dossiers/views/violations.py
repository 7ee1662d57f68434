"""`/vi-pham`: what must never be, and where it is. The worker makes each a task; this page counts anew."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import balance, checks, queries
from motcua.work.dossiers.rows import lines, place_name
from motcua.work.dossiers.views.common import log_list, require

WHO = "Trang này dành cho lãnh đạo, Văn phòng và thanh tra."
RULES = {
    "holder": "Hồ sơ phải có nơi giữ",
    "date": "Hồ sơ phải có mốc tiếp theo",
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
    found = [v for v in _broken(officer) if officer.sees_all or v.agency in officer.scope]
    stuck = queries.stuck(at) if officer.sees_all else queries.stuck(at).filter(agency__in=officer.scope)
    log_list(officer, "violations", at)
    values = {
        "rows": [(RULES.get(v.rule, v.rule), v, place_name(v.agency) if v.agency else "Toàn tỉnh") for v in found[:SHOWN]],
        "count": len(found),
        "stuck": lines(list(stuck[:SHOWN]), officer, at),
        "stuck_count": stuck.count(),
        "rules": list(RULES.values()),
        "now": at,
    }
    return render(request, "dossiers/violations.html", values)


def _broken(officer: Officer) -> Iterator[checks.Violation]:
    """All rules; the balance of the province and of the officer's own agency (`motcua check` counts every agency)."""
    yield from checks.holders()
    yield from checks.numbers()
    yield from checks.custody()
    for agency in (None, officer.agency):
        found = balance.balance(agency)
        if not found.balanced:
            name = place_name(agency) if agency else "toàn tỉnh"
            yield checks.Violation("balance", None, agency or "", f"Cân đối của {name} không khớp: sự kiện {found.entries}, danh sách {found.rows}.")
