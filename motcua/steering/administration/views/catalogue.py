"""The catalogue: which procedures there are and how sure we are of each, one with its versions, two versions compared, named processes."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import NotFound
from motcua.base.text import fold
from motcua.base.time import now
from motcua.shared.catalogue import diff, handbook, pages, queries, rules, shares
from motcua.shared.catalogue.importing import GENERATED
from motcua.shared.catalogue.models import ProcedureVersion
from motcua.shared.catalogue.procedure import LEVELS, Procedure
from motcua.steering.administration import history, wording
from motcua.steering.administration.views.calendars import number
from motcua.steering.administration.views.common import may_change, reader
from motcua.work.dossiers import figures as dossiers

STATES = {
    "nhan": ("Tiếp nhận", Q(accepted=True)),
    "khong": ("Không tiếp nhận", Q(accepted=False)),
    "chua-chac": ("Có chỗ chưa chắc", Q(doubts__gt=0)),
    "tu-lap": ("Quy trình do hệ thống lập", Q(accepted=True, body__assumed__contains=[GENERATED])),
    "nhieu-ban": ("Từ hai phiên bản trở lên", Q(version__gt=1)),
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    officer, today, asked = reader(request), now().date(), request.GET
    chosen = {
        "q": asked.get("q", "").strip(),
        "level": asked.get("cap", ""),
        "field": asked.get("linh-vuc", ""),
        "state": asked.get("trang-thai", ""),
    }
    rows = queries.newest_versions()
    found = page(_filtered(rows, **chosen), ("code",), asked.get("cursor"))
    running = dossiers.running_by_version([row.code for row in found.items])
    values = {
        **chosen,
        "rows": [{"row": row, "running": sum(running.get(row.code, {}).values()), "to_come": row.valid_from > today} for row in found.items],
        "next": found.next,
        "count": _filtered(rows, **chosen).count(),
        "tabs": _tabs(chosen["state"]),
        "levels": [(code, name[0].upper() + name[1:]) for code, name in LEVELS.items()],
        "names": {code: name for code, name in LEVELS.items()},
        "fields": [(name, f"{name[:50]} ({count})") for name, count in queries.fields()],
        "may_change": may_change(officer),
    }
    return render(request, "administration/catalogue/list.html", values)


def _filtered(rows: QuerySet[ProcedureVersion], *, q: str, level: str, field: str, state: str) -> QuerySet[ProcedureVersion]:
    for word in fold(q).split():
        rows = rows.filter(search__contains=word)
    if level:
        rows = rows.filter(level=level)
    if field:
        rows = rows.filter(field=field)
    return rows.filter(STATES[state][1]) if state in STATES else rows


def _tabs(state: str) -> list[tuple[str, str, int, bool]]:
    """Each state with its count: one statement for all of them."""
    counts = figures()
    tabs = [("Tất cả", "/quan-tri/thu-tuc", counts["all"], not state)]
    return tabs + [(name, f"/quan-tri/thu-tuc?trang-thai={key}", counts[key], key == state) for key, (name, _) in STATES.items()]


def figures() -> dict[str, int]:
    """How many procedures there are, and how many in each state."""
    asked: dict[str, Any] = {key.replace("-", "_"): Count("code", filter=found) for key, (_, found) in STATES.items()}
    counted = queries.newest_versions().aggregate(all=Count("code"), **asked)
    return {key.replace("_", "-"): value for key, value in counted.items()}


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    officer, today = reader(request), now().date()
    row, procedure = newest(code)
    running = dossiers.running_by_version([code]).get(code, {})
    changes = {change.version: change for change in history.of(f"procedure:{code}", limit=50)}
    values = {
        "row": row,
        "procedure": procedure,
        "level": LEVELS[procedure.level],
        "law": rules.rule_set(procedure.rule_set).basis[0],
        "term": pages.term(procedure.term),
        "offers": pages.offers(procedure),
        "bundles": pages.bundles(procedure),
        "stages": pages.stages(procedure),
        "versions": [_version(known, changes, running, today) for known in queries.versions(code)],
        "running": sum(running.values()),
        "may_change": may_change(officer),
        "to_come": row.valid_from > today,
        "process": queries.process(procedure.process) if procedure.process else None,
    }
    return render(request, "administration/catalogue/show.html", values)


def _version(row: ProcedureVersion, changes: dict[int, history.Change], running: dict[int, int], today: date) -> dict[str, Any]:
    holds = row.valid_from <= today and (row.valid_to is None or today < row.valid_to)
    state = ("đang dùng", "ok") if holds else ("sắp có hiệu lực", "wait") if row.valid_from > today else ("đã thay", "neutral")
    return {"row": row, "change": changes.get(row.version), "running": running.get(row.version, 0), "state": state}


@require_safe
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions field by field; by default the two newest."""
    reader(request)
    row, _ = newest(code)
    later = number(request.GET.get("den"), row.version)
    earlier = number(request.GET.get("tu"), max(1, later - 1))
    old, new = queries.procedure_version(code, earlier), queries.procedure_version(code, later)
    if old is None or new is None:
        raise NotFound("Thủ tục này không có phiên bản ấy.")
    values = {
        "procedure": new,
        "old": old,
        "differences": diff.changes(old, new),
        "choices": [(known.version, f"Phiên bản {known.version}, từ {known.valid_from:%d/%m/%Y}") for known in queries.versions(code)],
    }
    return render(request, "administration/catalogue/compare.html", values)


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """The named processes as they were published elsewhere or here."""
    reader(request)
    rows = sorted(queries.processes(), key=lambda row: fold(row.name))
    return render(request, "administration/catalogue/processes.html", {"rows": rows})


@require_safe
def process(request: HttpRequest, key: str) -> HttpResponse:
    reader(request)
    versions = queries.process_versions(key)
    if not versions:
        raise NotFound("Không có quy trình nào mang tên này.")
    chosen = next((row for row in versions if row.version == number(request.GET.get("ban"), versions[0].version)), versions[0])
    found = handbook.from_body(key, chosen.body)
    values = {
        "process": found,
        "chosen": chosen,
        "versions": versions,
        "steps": [(step, shares.in_words(step.share, step.share_unit)) for step in found.steps],
        "total": shares.in_words(shares.written(found.total), found.unit),
        "history": history.of(f"process:{key}"),
        "roles": wording.ROLES,
        "used": ProcedureVersion.objects.filter(valid_to=None, body__process=key).order_by("code").annotate(title=F("name")),
    }
    return render(request, "administration/catalogue/process.html", values)


def newest(code: str) -> tuple[ProcedureVersion, Procedure]:
    """The newest version of a procedure, or NotFound."""
    found = queries.newest(code)
    if found is None:
        raise NotFound(f"Không có thủ tục nào mang mã {code[:60]}.")
    return found
