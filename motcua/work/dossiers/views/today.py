"""`/tiep-nhan/hom-nay`: the counter's day, what is still on the table, and what ended here with guidance or a refusal."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import NotFound
from motcua.base.forms import day_of
from motcua.base.time import VN, now
from motcua.base.words import short
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, queries, tallies
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.models import Dossier, Submission
from motcua.work.dossiers.rows import lines, person_name
from motcua.work.dossiers.tallies import Day
from motcua.work.dossiers.views.common import EXPORTED, as_csv, log_list, logged, table_csv
from motcua.work.dossiers.views.links import print_link
from motcua.work.dossiers.wording import state_name, state_tone

LISTS = {
    "da-nhan": ("Đã tiếp nhận", "accepted"),
    "huong-dan": ("Hướng dẫn", "guided"),
    "tu-choi": ("Từ chối", "refused"),
    "da-tra": ("Đã trả kết quả", "returned"),
    "cho-ban-giao": ("Chờ bàn giao", "waiting"),
    "qua-gio": ("Quá giờ bàn giao", "overdue"),
}
SUBMISSION_STATES = {"huong-dan": "guided", "tu-choi": "declined_at_counter", "khong-nhan": ""}
SUBMISSION_HEAD = ("Lượt nộp", "Người nộp", "Thủ tục", "Kết quả", "Lúc", "Cán bộ")
FARTHEST = timedelta(days=36500)


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """One list at a time of the day; the figures of all stand above it."""
    officer, at = officer_of_request(request), now()
    actions.may_accept(officer)
    start, end = queries.day_of(_day(request.GET.get("ngay", ""), at))
    whole = Day(officer.agency, start, end)
    people = [*dict.fromkeys([officer.by, *whole.officers()])]
    by = request.GET.get("ai", "")
    day = Day(officer.agency, start, end, by if by in people else "")
    shown = request.GET.get("xem", "da-nhan")
    shown = shown if shown in LISTS or shown in SUBMISSION_STATES else "da-nhan"
    if request.GET.get("dang") == "csv":
        return _csv(shown, day, officer, at)
    kept = {"ngay": f"{start:%Y-%m-%d}"} | ({"ai": day.by} if day.by else {})
    values = {
        **_listed(request, shown, day, officer, at),
        "shown": shown,
        "title": LISTS.get(shown, ("Hướng dẫn, từ chối", ""))[0],
        "tabs": _tabs(shown, tallies.totals(day, at), kept),
        "day": start,
        "is_today": start <= at < end,
        "by": day.by,
        "people": [(who, person_name(who, at)) for who in people],
        "csv": "?" + urlencode({**kept, "xem": shown, "dang": "csv"}),
        "now": at,
    }
    return render(request, "dossiers/today.html", values)


def _tabs(shown: str, totals: dict[str, int], kept: dict[str, str]) -> list[tuple[str, str, int, bool]]:
    return [(name, "?" + urlencode({**kept, "xem": word}), totals[key], word == shown) for word, (name, key) in LISTS.items()]


def _dossiers(shown: str, day: Day, at: datetime) -> QuerySet[Dossier]:
    if shown == "da-tra":
        return day.returned()
    if shown in {"cho-ban-giao", "qua-gio"}:
        rows = tallies.waiting(day.agency, day.by)
        return tallies.overdue(rows, at) if shown == "qua-gio" else rows
    return day.accepted()


def _submissions(shown: str, day: Day) -> QuerySet[Submission]:
    state = SUBMISSION_STATES[shown]
    return day.ended_at_counter().filter(state=state) if state else day.ended_at_counter()


def _listed(request: HttpRequest, shown: str, day: Day, officer: Officer, at: datetime) -> dict[str, Any]:
    cursor = request.GET.get("cursor")
    if shown in SUBMISSION_STATES:
        found = page(_submissions(shown, day), ("-at", "ref"), cursor)
        log_list(officer, "submissions", [row.ref for row in found.items], at)
        return {"filings": [_filed(row) for row in found.items], "lines": [], "next": found.next, "codes": []}
    rows = page(_dossiers(shown, day, at), ("next_at" if shown == "qua-gio" else "due_at", "code"), cursor)
    codes = [row.code for row in rows.items]
    printed = print_link("forms_print", "01", codes=codes) if shown == "da-nhan" and codes else ""
    return {"lines": logged(lines(rows.items, officer, at), officer, "accepted", at), "filings": [], "next": rows.next, "receipts": printed}


def _csv(shown: str, day: Day, officer: Officer, at: datetime) -> HttpResponse:
    if shown not in SUBMISSION_STATES:
        return as_csv(shown, _dossiers(shown, day, at).order_by("due_at", "code"), officer, "accepted", at)
    rows = list(_submissions(shown, day).order_by("-at", "ref")[:EXPORTED])
    log_list(officer, "submissions", [row.ref for row in rows], at, why="tải danh sách (CSV)")
    return table_csv(shown, SUBMISSION_HEAD, [_cells(row) for row in rows], at)


def _cells(row: Submission) -> Sequence[str]:
    said = _filed(row)
    return (row.ref, said["name"], row.procedure_name, said["state"], short(row.at), said["by"])


def _day(text: str, at: datetime) -> datetime:
    day = day_of(text)
    asked = datetime.combine(day, time(), VN) if day else at
    return asked if abs(asked - at) < FARTHEST else at


def _filed(row: Submission) -> dict[str, Any]:
    name = row.content.get("applicant", {}).get("name", "")
    return {"row": row, "name": name, "state": state_name(row.state), "tone": state_tone(row.state), "by": person_name(row.by, row.at)}


@require_safe
def submission(request: HttpRequest, ref: str) -> HttpResponse:
    """What ended at the counter: the guidance or the refusal, to be read out, printed and handed over."""
    officer, at = officer_of_request(request), now()
    row = None if unusable(ref) else Submission.objects.filter(ref=ref).first()
    if row is None or not (officer.sees_all or row.agency in officer.scope):
        raise NotFound(f"Không tìm thấy lượt nộp {ref}.")
    identity.log_reading(by=officer.by, what="submission", about=row.ref, why="xem lượt nộp", at=at)
    form = "02" if row.state == "guided" else "03"
    values = {**_filed(row), "content": row.content, "form": form, "paper": print_link("submission_print", row.ref, form)}
    return render(request, "dossiers/submission.html", values)
