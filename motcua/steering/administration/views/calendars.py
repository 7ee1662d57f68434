"""Calendars: which there are, a year of one, its publications, what one of them moved, two compared, the data as a file."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import BadRequest, NotFound
from motcua.base.time import now
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.calendar_data import PROVINCIAL
from motcua.shared.calendars.compare import differences
from motcua.shared.calendars.compiled import FIRST_YEAR, LAST_YEAR
from motcua.shared.calendars.kinds import week_in_words
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.notify import queries as messages
from motcua.shared.org import queries as org
from motcua.steering.administration import history, wording
from motcua.steering.administration.views.common import may_change, reader
from motcua.steering.administration.year import lay_out
from motcua.work.dossiers import figures as dossiers

LETTER = "due_moved"
DIGITS = 6


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    officer = reader(request)
    chosen = request.GET.get("co-quan", "")
    if chosen:
        return redirect("admin_calendar", chosen)
    rows = [
        {"row": row, "count": count, "title": wording.calendar(row.name), "who": wording.person(row.published_by)}
        for row, count in calendars.published()
    ]
    values = {
        "rows": rows,
        "agencies": [(agency.code, agency.name) for agency in org.agencies()],
        "may_change": may_change(officer),
        "published": calendars.calendar_for(None).published,
    }
    return render(request, "administration/calendars/list.html", values)


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    officer, at = reader(request), now()
    known(name)
    own = calendars.publication(name)
    calendar = calendars.calendar_for(None if name == PROVINCIAL else name)
    year = number(request.GET.get("nam"), at.year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadRequest(f"Chỉ xem được các năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    versions = calendars.versions(name)
    values = {
        "name": name,
        "title": wording.calendar(name),
        "own": own,
        "provincial": name == PROVINCIAL,
        "year": lay_out(calendar, year),
        "week": week_in_words(_week(own, name)),
        "versions": versions,
        "changes": {change.version: change for change in history.of(f"calendar:{name}")} if own else {},
        "history": history.of(f"calendar:{name}") if own else [],
        "may_change": may_change(officer),
    }
    return render(request, "administration/calendars/show.html", values)


@require_safe
def version(request: HttpRequest, name: str, no: int) -> HttpResponse:
    """One publication: who, when, why, and what became of each promise that it moved."""
    reader(request)
    row = _publication(name, no)
    found = page(calendars.moved(name, no), ("key", "id"), request.GET.get("cursor"))
    reason, document = calendars.why(name, no)
    earlier = calendars.publication(name, no - 1) if no > 1 else None
    keys = calendars.moved(name, no).values("key")
    values = {
        "name": name,
        "title": wording.calendar(name),
        "heading": f"Bản {no}",
        "row": row,
        "who": wording.person(row.published_by),
        "reason": reason,
        "document": document,
        "differences": differences(earlier.data if earlier else None, row.data) if earlier or name != PROVINCIAL else [],
        "by_agency": [(org.agency_name(code or ""), count) for code, count in calendars.moved_by_agency(name, no)],
        "rows": _followed(found.items, row.published_at),
        "next": found.next,
        "count": calendars.moved(name, no).count(),
        "letters": messages.counts(keys, LETTER, row.published_at),
    }
    return render(request, "administration/calendars/version.html", values)


def _followed(terms: list[MovedTerm], since: datetime) -> list[dict[str, Any]]:
    """Each moved term with the date that its dossier has now and what became of its letter."""
    codes = [term.key for term in terms]
    dates, letters = dossiers.dates(codes), messages.states(codes, LETTER, since)
    return [
        {
            "term": term,
            "agency": found.short_name if (found := org.agency(term.agency or "")) else term.agency,
            "state": _state(term, dates.get(term.key)),
            "letter": letters.get(term.key, "hồ sơ con" if (dated := dates.get(term.key)) and dated.child else "chưa có"),
        }
        for term in terms
    ]


def _state(term: MovedTerm, dated: dossiers.Dated | None) -> tuple[str, str]:
    if dated is None:
        return ("không còn", "neutral")
    if dated.due_at == term.due_after:
        return ("đã ghi hạn mới", "ok")
    if dated.ended:
        return ("đã kết thúc", "neutral")
    if dated.in_transit:
        return ("đang bàn giao", "move")
    return ("chờ ghi", "wait") if dated.due_at == term.due_before else ("đã đổi lần nữa", "neutral")


@require_safe
def compare(request: HttpRequest, name: str) -> HttpResponse:
    """Two publications side by side; by default the two newest."""
    reader(request)
    known(name)
    versions = calendars.versions(name)
    if not versions:
        raise NotFound("Lịch này chưa có bản nào được công bố.")
    later = number(request.GET.get("den"), versions[0].version)
    earlier = number(request.GET.get("tu"), max(1, later - 1))
    old, new = _publication(name, earlier), _publication(name, later)
    values = {
        "name": name,
        "title": wording.calendar(name),
        "old": old,
        "new": new,
        "differences": differences(old.data, new.data),
        "choices": [(row.version, f"Bản {row.version}, {row.published_at:%d/%m/%Y}") for row in versions],
    }
    return render(request, "administration/calendars/compare.html", values)


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The data of a publication as JSON, in the form that the import takes."""
    reader(request)
    known(name)
    row = _publication(name, number(request.GET.get("ban"), 0) or None)
    headers = {"Content-Disposition": f'attachment; filename="lich-{name}-{row.version}.json"'}
    text = json.dumps(row.data, ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def known(name: str) -> None:
    """NotFound unless it is the province's calendar or an agency's code."""
    if name != PROVINCIAL and org.agency(name) is None:
        raise NotFound(f"Không có lịch hay cơ quan nào mang mã {name[:60]}.")


def number(given: str | None, default: int) -> int:
    """A number of an address; BadRequest when it is none."""
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) <= DIGITS):
        raise BadRequest("Con số trong địa chỉ trang không đọc được.")
    return int(given)


def _publication(name: str, no: int | None) -> CalendarVersion:
    row = calendars.publication(name, no)
    if row is None:
        raise NotFound("Không có bản lịch này.")
    return row


def _week(own: CalendarVersion | None, name: str) -> dict[str, Any]:
    if own and own.data.get("hours"):
        return dict(own.data["hours"])
    return dict(calendars.newest_data(PROVINCIAL)[1].get("hours", {}))
