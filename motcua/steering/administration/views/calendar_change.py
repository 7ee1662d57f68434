"""A change of a calendar: drafted step by step in the form itself, previewed with all that it moves, then published once."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import BadRequest, Invalid, Stale
from motcua.base.time import now
from motcua.base.words import short
from motcua.shared.calendars import actions as calendars
from motcua.shared.calendars import new_year, queries
from motcua.shared.calendars.actions import Publication
from motcua.shared.calendars.calendar_data import PROVINCIAL, compile_calendar
from motcua.shared.calendars.compare import differences
from motcua.shared.calendars.compiled import FIRST_YEAR, LAST_YEAR
from motcua.shared.calendars.drafting import DraftError, drafted, said
from motcua.shared.calendars.moves import Moved
from motcua.shared.notify import actions as notify
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.steering.administration import actions, wording
from motcua.steering.administration.forms.calendars import PARTS, HoursForm, PublishForm, StepForm, YearForm, parts_of
from motcua.steering.administration.views.calendars import LETTER, known, number
from motcua.steering.administration.views.common import keeper, once
from motcua.steering.administration.year import Year, lay_out, week_of
from motcua.work.dossiers import figures as dossiers

SHOWN = 30
LONGEST_FILE = 2 * 1024 * 1024
APPLICANT = "Ông/Bà (tên người nộp)"


@dataclass(slots=True)
class Draft:
    """The draft as its form carries it: from which version, and by which steps."""

    name: str
    base: int
    data: dict[str, Any]
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def after(self) -> dict[str, Any]:
        """The data that would be published. Invalid when a step cannot be taken."""
        try:
            return drafted(self.name, self.data, self.steps, queries.calendar_for(None))
        except DraftError as wrong:
            raise Invalid(str(wrong)) from wrong

    @property
    def carried(self) -> str:
        """The steps as a hidden field keeps them."""
        return json.dumps(self.steps, ensure_ascii=False)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, name: str) -> HttpResponse:
    officer = keeper(request)
    known(name)
    if request.method != "POST":
        return _page(request, _fresh(name))
    draft, press = _carried(request, name), request.POST.get("bam", "")
    if press == "cong-bo":
        return _publish(request, draft, officer)
    if press == "tai":
        return _moved_as_csv(draft)
    if press == "nap":
        return _take_in(request, draft)
    if press.startswith("bo-"):
        drop = number(press.removeprefix("bo-"), 0)
        draft.steps = [step for place, step in enumerate(draft.steps) if place != drop]
        return _page(request, draft)
    return _add(request, draft, press)


def _fresh(name: str) -> Draft:
    version, data = queries.newest_data(name)
    return Draft(name, version, data)


def _carried(request: HttpRequest, name: str) -> Draft:
    """The draft that came along. Stale when somebody published since it was begun."""
    draft = _fresh(name)
    try:
        steps = json.loads(request.POST.get("steps") or "[]")
    except (ValueError, RecursionError) as wrong:
        raise BadRequest("Dự thảo gửi lên không đọc được. Hãy mở lại trang rồi lập lại.") from wrong
    if not isinstance(steps, list):
        raise BadRequest("Dự thảo gửi lên không đọc được. Hãy mở lại trang rồi lập lại.")
    base = number(request.POST.get("base"), 0)
    draft.steps, draft.base = steps, base
    return draft


def _add(request: HttpRequest, draft: Draft, part: str) -> HttpResponse:
    if part not in parts_of(draft.name, draft.data):
        raise BadRequest("Thao tác này không có trên trang.")
    form = _form(draft, part, request.POST)
    if not form.is_valid():
        return _page(request, draft, wrong=(part, form), status=422)
    step = form.step()
    draft.steps.append(step)
    try:
        draft.after  # noqa: B018 refuses what cannot be taken
    except Invalid as refused:
        draft.steps.pop()
        form.refuse(refused)
        return _page(request, draft, wrong=(part, form), status=422)
    return _page(request, draft)


def _take_in(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Import: the file's data takes the place of the calendar's, as one step of the draft."""
    upload = request.FILES.get("file")
    said_wrong = ""
    if upload is None or (upload.size or 0) > LONGEST_FILE:
        said_wrong = "Hãy chọn một tệp JSON không quá 2 MB."
    else:
        try:
            step = {"op": "replace", "data": json.loads(upload.read().decode("utf-8-sig"))}
            before, draft.steps = draft.steps, [*draft.steps, step]
            try:
                draft.after  # noqa: B018 refuses what cannot be taken
            except Invalid as refused:
                draft.steps, said_wrong = before, refused.detail
        except (ValueError, RecursionError):
            said_wrong = "Tệp không phải là JSON đọc được. Hãy xuất một bản lịch để xem mẫu."
    return _page(request, draft, file_wrong=said_wrong, status=422 if said_wrong else 200)


def _publish(request: HttpRequest, draft: Draft, officer: Officer) -> HttpResponse:
    form = PublishForm(request.POST)
    if not draft.steps:
        form.add_error(None, "Dự thảo chưa có thay đổi nào, nên không có gì để công bố.")
    if not form.is_valid():
        return _page(request, draft, publish=form, status=422)

    def act(at: datetime) -> dict[str, Any]:
        given = {"reason": form.cleaned_data["reason"], "document": form.cleaned_data["document"], "expected": draft.base}
        made = actions.publish_calendar(draft.name, draft.after, **given, by=officer.by, at=at)
        return {"version": made.version, "moved": len(made.moved)}

    try:
        answer = once(request, officer, act)
    except (Invalid, Stale) as refused:
        form.refuse(refused)
        draft.base = queries.newest_data(draft.name)[0]
        return _page(request, draft, publish=form, status=refused.status)
    messages.success(request, f"Đã công bố bản {answer['version']}; {answer['moved']} hồ sơ đổi ngày hẹn.")
    return redirect("admin_calendar_version", draft.name, answer["version"])


def _form(draft: Draft, part: str, data: Any = None) -> StepForm:
    _, made = PARTS[part]
    given: dict[str, Any] = {"prefix": part, "data": data}
    if made is HoursForm:
        own = draft.data.get("hours") or week_of(queries.calendar_for(None))
        return HoursForm(week=own, **given)
    if made is YearForm and data is None:
        year = draft.data["published"][1] + 1
        return YearForm(prefix=part, initial={"year": year, "days": new_year.written(new_year.suggested(year))})
    return made(**given)


def _page(
    request: HttpRequest,
    draft: Draft,
    *,
    wrong: tuple[str, StepForm] | None = None,
    publish: PublishForm | None = None,
    file_wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    after = draft.after
    forms = [(part, PARTS[part][0], wrong[1] if wrong and wrong[0] == part else _form(draft, part)) for part in parts_of(draft.name, draft.data)]
    values = {
        "name": draft.name,
        "title": wording.calendar(draft.name),
        "provincial": draft.name == PROVINCIAL,
        "draft": draft,
        "steps": [said(step) for step in draft.steps],
        "differences": differences(draft.data, after) if draft.steps else [],
        "preview": _preview(calendars.rehearse_calendar(draft.name, after)) if draft.steps else None,
        "forms": forms,
        "wrong": wrong[0] if wrong else "",
        "form": wrong[1] if wrong else publish,
        "publish": publish or PublishForm(),
        "file_wrong": file_wrong,
        "year": _year(request, draft, after),
    }
    return render(request, "administration/calendars/change.html", values, status=status)


def _year(request: HttpRequest, draft: Draft, after: dict[str, Any]) -> Year:
    """The year as it would be: of the last step that names a day, else the one asked for, else this one."""
    province = queries.calendar_for(None)
    calendar = compile_calendar(draft.name, "draft", after, None if draft.name == PROVINCIAL else province)
    named = [int(str(step.get(key))[:4]) for step in draft.steps for key in ("on", "off", "year") if step.get(key)]
    asked = named[-1] if named else number(request.GET.get("nam"), now().year)
    return lay_out(calendar, min(max(asked, FIRST_YEAR), LAST_YEAR))


def _preview(made: Publication) -> dict[str, Any]:
    """What would move, by agency, and what the applicants would read."""
    codes = [row.key for row in made.moved]
    by_agency: dict[str, list[Moved]] = {}
    for row in made.moved:
        by_agency.setdefault(row.agency or "", []).append(row)
    groups = sorted(by_agency.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    later = sum(row.after is not None and row.before is not None and row.after > row.before for row in made.moved)
    return {
        "count": len(codes),
        "later": later,
        "earlier": len(codes) - later,
        "groups": [(org.agency_name(code), rows[:SHOWN], len(rows), len(rows) - SHOWN) for code, rows in groups],
        "reach": dossiers.reach(codes),
        "letter": _letter(made.moved),
    }


def _letter(moved: Sequence[Moved]) -> tuple[str, str] | None:
    """The letter as the first applicant would get it, without the name."""
    if not moved:
        return None
    first = moved[0]
    given = {"code": first.key, "old_due": first.before, "new_due": first.after, "name": APPLICANT, "reason": "(lý do ghi khi công bố)"}
    return notify.render(LETTER, given | dossiers.about(first.key) | {"document": "(văn bản ghi khi công bố)"})


def _moved_as_csv(draft: Draft) -> HttpResponse:
    """All that would move, for a spreadsheet."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="doi-han.csv"'})
    table = csv.writer(answer)
    table.writerow(["Mã hồ sơ", "Cơ quan tiếp nhận", "Hẹn cũ", "Hẹn mới"])
    for row in calendars.rehearse_calendar(draft.name, draft.after).moved:
        table.writerow([row.key, org.agency_name(row.agency or ""), short(row.before), short(row.after)])
    return answer
