"""`/khoi-luong`: who has how much in hand, by unit and person, each number with its list; and giving dossiers to a colleague."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.db import page
from motcua.base.errors import KeyReused, NotFound, Refused
from motcua.base.text import name_key, sort_key
from motcua.base.time import now
from motcua.base.words import duration
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, fields, leader, queries, workload
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.rows import lines, person_name
from motcua.work.dossiers.views.common import as_csv, codes_of, flat, logged, reopened, require, seq_of, table_csv

FOR_WHOM = "Khối lượng công việc dành cho trưởng phòng, lãnh đạo và Văn phòng Chủ tịch."
MOST = 50
LONGEST = 80
TONES = {workload.LATE: "late", workload.SOON: "soon"}


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of one dossier given to a colleague."""

    code: str
    done: bool
    said: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The board of one agency; a leader goes down into the agencies below."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "head_of_unit", "chairman_office", "auditor", sentence=FOR_WHOM)
    agency = _agency(request, officer)
    units = workload.board(officer, agency, at)
    if request.GET.get("dang") == "csv":
        return _csv(units, at)
    below = [found for code in org.subtree(agency)[1:] if (found := org.agency(code)) and found.parent == agency and workload.may_look(officer, code)]
    values = {
        "units": [{"unit": unit, "sums": _cells(agency, "", unit.code or workload.NOBODY, unit), "people": _people(agency, unit)} for unit in units],
        "columns": list(workload.COLUMNS.values()),
        "former": [p for unit in units for p in unit.people if not p.known],
        "people_count": sum(p.username != workload.NOBODY for unit in units for p in unit.people),
        "agency": org.agency_name(agency),
        "own": agency == officer.agency,
        "below": sorted([(found.code, found.short_name) for found in below if not found.valid_to], key=lambda row: sort_key(row[1])),
        "csv": f"?{urlencode({'co-quan': agency, 'dang': 'csv'})}",
        "now": at,
    }
    return render(request, "dossiers/leader/workload.html", values)


def _agency(request: HttpRequest, officer: Officer) -> str:
    asked = request.GET.get("co-quan", "")[:LONGEST].replace("\x00", "") or officer.agency
    if org.agency(asked) is None or not workload.may_look(officer, asked):
        raise NotFound("Không có cơ quan này trong phạm vi của bạn.")
    return asked


def _people(agency: str, unit: workload.Unit) -> list[dict[str, Any]]:
    return [{"load": p, "cells": _cells(agency, p.username, _rows_of(p), p), "median": _days(p.median)} for p in unit.people]


def _rows_of(p: workload.Load) -> str:
    """Nobody's and a former colleague's rows are told by the unit of the dossier; a person's are all that they hold."""
    return (p.unit or workload.NOBODY) if p.username == workload.NOBODY or not p.known else ""


def _cells(agency: str, person: str, unit: str, counted: Any) -> list[dict[str, Any]]:
    made = []
    for key in workload.COLUMNS:
        asked = {"co-quan": agency, "so": key} | ({"nguoi": person} if person else {}) | ({"don-vi": unit} if unit else {})
        url = f"{reverse('workload_list')}?{urlencode(asked)}" if counted.numbers[key] else ""
        made.append({"value": counted.numbers[key], "url": url, "tone": TONES.get(key, ""), "label": workload.COLUMNS[key]})
    return made


def _days(seconds: int | None) -> str:
    return duration(seconds).removesuffix(" làm việc") if seconds is not None else "–"


def _csv(units: list[workload.Unit], at: datetime) -> HttpResponse:
    head = ["Đơn vị", "Họ tên", "Chức danh", *workload.COLUMNS.values(), "Giữ bao lâu (trung vị)"]
    rows = ([unit.name, p.name, p.title, *[str(p.numbers[key]) for key in workload.COLUMNS], _days(p.median)] for unit in units for p in unit.people)
    return table_csv("khoi-luong", head, rows, at)


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """`/khoi-luong/danh-sach`: exactly the dossiers that a number counts; those of one's own agency may be given to somebody else."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "head_of_unit", "chairman_office", "auditor", sentence=FOR_WHOM)
    agency = _agency(request, officer)
    person, unit, key = (request.GET.get(name, "")[:LONGEST].replace("\x00", "") for name in ("nguoi", "don-vi", "so"))
    if key not in workload.COLUMNS:
        raise NotFound("Không có danh sách này.")
    sent = request.method == "POST" and not reopened(request)
    results = [_one(request, officer, code, at) for code in codes_of(request.POST.getlist("code"), MOST)] if sent else []
    rows = workload.rows(officer, workload.Cell(agency, key, person, unit), at)
    if request.GET.get("dang") == "csv":
        return as_csv("khoi-luong", rows, officer, "workload", at)
    found = page(rows, leader.ORDER, request.GET.get("cursor"))
    may_move = agency == officer.agency and officer.has("leader", "head_of_unit") and key not in workload.DAYS
    values = {
        "lines": logged(lines(found.items, officer, at), officer, "workload", at),
        "next": found.next,
        "count": rows.order_by().count(),
        "title": f"{workload.COLUMNS[key]}: {_who(person, unit)}",
        "agency": org.agency_name(agency),
        "agency_code": agency,
        "people": _takers(officer, person) if may_move else [],
        "ticked": request.GET.get("chon") == "tat-ca",
        "all_url": f"?{urlencode({**{n: v for n, v in request.GET.items() if n != 'chon'}, 'chon': 'tat-ca'})}",
        "results": results,
        "done": sum(r.done for r in results),
        "failed": sum(not r.done for r in results),
        "nothing": sent and not results,
        "typed": request.POST if reopened(request) else {},
        "chosen": frozenset(request.POST.getlist("code")) if reopened(request) else (),
        "csv": f"?{urlencode({**{n: v for n, v in request.GET.items() if n != 'cursor'}, 'dang': 'csv'})}",
        "now": at,
    }
    return render(request, "dossiers/leader/workload_list.html", values, status=422 if values["nothing"] else 200)


def _who(person: str, unit: str) -> str:
    if not person and unit:
        known_unit = org.unit(unit)
        return known_unit.name if known_unit else "không thuộc phòng nào"
    if person == workload.NOBODY:
        return "chưa giao cho ai"
    known = person_name(person) if person else ""
    return (known if known != person else org.person_name(person)) or "cả cơ quan"


def _takers(officer: Officer, person: str) -> list[tuple[str, str]]:
    """Specialists of the agency, of the own unit first; who is away stands last and who stands in for the person first."""
    people = [p for p in org.colleagues(officer.agency, "specialist") if p.username != person]
    people.sort(key=lambda p: (person not in p.instead_of, p.away is not None, p.unit != officer.unit, name_key(p.name)))
    return [(p.username, fields.named(p)) for p in people]


def _one(request: HttpRequest, officer: Officer, code: str, at: datetime) -> Moved:
    """One dossier to a colleague: assigned when nobody had it, re-assigned otherwise."""
    key, seq, to, reason = (request.POST.get(name, "") for name in ("key", f"seq-{code}", "to", "reason"))

    def do() -> Answer:
        row = queries.get(code, officer)
        act = "reassign" if row.officer or row.assigned else "assign"
        body = {"officer": to} | ({"reason": reason} if reason and act == "reassign" else {})
        return Answer(actions.perform(code, act, body, officer=officer, at=at, expected_seq=seq_of(seq)), None, at)

    try:
        answer = once(officer, do, path=request.path, key=f"{key}:{code}"[:200] if key else None, body=f"{code} {seq} {to} {reason}")
    except KeyReused:
        return Moved(code, False, "Trang này đã gửi hồ sơ này một lần và đã ghi.")
    except Refused as refused:
        return Moved(code, False, flat(refused.fields) or refused.detail)
    return Moved(code, True, f"Giao cho {person_name(answer.row.officer) if answer.row else ''}.")
