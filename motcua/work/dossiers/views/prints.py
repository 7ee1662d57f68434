"""Paper: one form of a dossier or of a filing, a batch of one form, the hand-over list, the register. Each print is logged with what it was for."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import BadRequest, NotFound
from motcua.base.time import VN, now
from motcua.shared import prints
from motcua.shared.catalogue import rules as law
from motcua.shared.identity import actions as identity
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import papers, printing, queries, registers
from motcua.work.dossiers.chars import unusable
from motcua.work.dossiers.fields import CHANNELS
from motcua.work.dossiers.models import Dossier, Submission
from motcua.work.dossiers.papers import as_pdf
from motcua.work.dossiers.places import desk_name, next_desk
from motcua.work.dossiers.printing import Press
from motcua.work.dossiers.registers import Part
from motcua.work.dossiers.rows import person_name, place_name
from motcua.work.dossiers.state import STATE_NAMES
from motcua.work.dossiers.views.common import codes_of, log_list, table_csv

MOST = 100
FIRST_BOOK, BOOKS_SHOWN, YEAR_DIGITS = 2015, 8, 4
FILINGS = {"filed", "guided", "declined_at_counter"}


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")


@never_cache
@require_safe
def dossier(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """`/ho-so/<code>/in/<form>`: a form of the dossier as PDF."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    wanted = papers.known_form(form, row.rule_set)
    identity.log_reading(by=officer.by, what=f"form {wanted.meaning}", about=row.code, why="in biểu mẫu", at=at)
    return as_pdf(papers.form(row, form, site=_site(request), reader=officer, at=at), f"{row.code}-{form}.pdf")


@never_cache
@require_safe
def submission(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """`/tiep-nhan/luot/<ref>/in/<form>`: the guidance (02) or the refusal (03) of a filing that ended at the counter."""
    officer, at = officer_of_request(request), now()
    row = None if unusable(ref) else Submission.objects.filter(ref=ref).first()
    if row is None or not (officer.sees_all or row.agency in officer.scope):
        raise NotFound(f"Không tìm thấy lượt nộp {ref}.")
    identity.log_reading(by=officer.by, what="form of a submission", about=row.ref, why="in biểu mẫu", at=at)
    return as_pdf(papers.submission_form(row, form, site=_site(request), reader=officer, at=at), f"{row.ref}-{form}.pdf")


@never_cache
@require_safe
def many(request: HttpRequest, form: str) -> HttpResponse:
    """`/in/<form>?ma=…&ma=…`: one form of up to a hundred dossiers in one file, in the order named."""
    officer, at = officer_of_request(request), now()
    rows = _chosen(request, officer)
    log_list(officer, f"form {form}"[:60], [row.code for row in rows], at, why="in biểu mẫu hàng loạt")
    return as_pdf(papers.forms(rows, form, site=_site(request), reader=officer, at=at), f"mau-{form}-{at:%Y%m%d-%H%M}.pdf")


@never_cache
@require_safe
def hand_over_list(request: HttpRequest) -> HttpResponse:
    """`/ban-giao/in?ma=…&ma=…`: the hand-over list (danh sách bàn giao) as PDF, of dossiers that this officer may see."""
    officer, at = officer_of_request(request), now()
    rows = sorted(_chosen(request, officer), key=lambda row: row.code)
    log_list(officer, "hand-over list", [row.code for row in rows], at, why="in danh sách bàn giao")
    return as_pdf(prints.render("hand-over", _list_data(rows, officer, at)), f"ban-giao-{at:%Y%m%d-%H%M}.pdf")


def _chosen(request: HttpRequest, officer: Officer) -> list[Dossier]:
    codes = codes_of(request.GET.getlist("ma"), MOST)
    found = {row.code: row for row in queries.visible_to(officer).filter(code__in=codes).order_by("code")}
    if not found:
        raise BadRequest("Chọn ít nhất một hồ sơ để in.")
    return [found[code] for code in codes if code in found]


def _receiver(row: Dossier) -> str:
    to, name = next_desk(row)
    return name if to[0] == row.to_agency or not row.to_agency else place_name(row.to_agency, row.to_unit)


def _list_data(rows: list[Dossier], officer: Officer, at: datetime) -> dict[str, Any]:
    first, contents = rows[0], queries.contents_of(row.code for row in rows)
    form = printing.form_for(first.rule_set, "hand-over")
    leads = {printing.lead_of(row.steps) for row in rows}
    return printing.head(first.agency, form) | {
        "sender": desk_name(first.agency, first.unit, first.desk),
        "receiver": _receiver(first),
        "lead": org.agency_name(leads.pop()) if len(leads) == 1 else f"{len(leads)} cơ quan",
        "handed_at": first.since if first.to_agency else at,
        "sender_officer": person_name(first.sender) if first.sender else officer.name,
        "receiver_officer": "",
        "rows": [
            {
                "code": row.code,
                "procedure": row.procedure_name,
                "applicant": contents[row.code].name,
                "address": printing.applicant(contents[row.code].applicant)["address"],
                "phone": contents[row.code].phone,
                "received_at": row.accepted_at,
                "due_at": row.due_at,
                "result_on": row.ready_at,
            }
            for row in rows
        ],
    }


@never_cache
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """`/so-theo-doi`: the register of a counter, by book and month; the same part as PDF (form 06) and CSV."""
    officer, at = officer_of_request(request), now()
    registers.may_read(officer)
    agencies = registers.counters_of(officer)
    part = _part(request, officer, agencies, at)
    shape = request.GET.get("dang", "")
    if shape == "pdf":
        pdf, codes = registers.printed(part, officer, Press(officer, at, _site(request)))
        log_list(officer, "register", codes, at, why="in sổ theo dõi")
        return as_pdf(pdf, f"so-theo-doi-{part.book}{f'-{part.month:02d}' if part.month else ''}.pdf")
    rows = registers.rows_of(part, officer)
    if shape == "csv":
        return _as_csv(part, officer, at)
    found = page(rows, registers.ORDER, request.GET.get("cursor"))
    log_list(officer, "register", [row.code for row in found.items], at)
    form = printing.form_for(found.items[0].rule_set if found.items else law.rule_set_on(at.astimezone(VN).date()).code, "register")
    values = _choices(part, agencies, at) | {
        "lines": registers.lines(found.items, at),
        "next": found.next,
        "count": rows.order_by().count(),
        "part": part,
        "form_name": f"Mẫu số {form.number}, {form.source}" if form.number else form.title,
        "pdf": f"{_address(part)}&dang=pdf",
        "csv": f"{_address(part)}&dang=csv",
        "now": at,
    }
    return render(request, "dossiers/register.html", values)


def _part(request: HttpRequest, officer: Officer, agencies: list[tuple[str, str]], at: datetime) -> Part:
    """The part that the address names; without one, this month of the own book. What it does not know is left aside."""
    here, today = dict(agencies), at.astimezone(VN).date()
    asked = {name: request.GET.get(name, "") for name in ("co-quan", "quyen", "thang", "kenh", "trang-thai")}
    agency = asked["co-quan"] if asked["co-quan"] in here else next(iter(here), officer.agency)
    book = int(asked["quyen"]) if asked["quyen"].isascii() and asked["quyen"].isdigit() and len(asked["quyen"]) == YEAR_DIGITS else today.year
    month = today.month if "thang" not in request.GET and book == today.year else _month(asked["thang"])
    channel = asked["kenh"] if asked["kenh"] in CHANNELS else ""
    state = asked["trang-thai"] if asked["trang-thai"] in STATE_NAMES else ""
    return Part(agency, max(book, FIRST_BOOK), month, channel, state)


def _month(text: str) -> int:
    return int(text) if text in {str(number) for number in range(1, registers.MONTHS + 1)} else 0


def _address(part: Part) -> str:
    asked = {"co-quan": part.agency, "quyen": part.book, "thang": part.month or "", "kenh": part.channel, "trang-thai": part.state}
    return "?" + urlencode(asked)


def _choices(part: Part, agencies: list[tuple[str, str]], at: datetime) -> dict[str, Any]:
    year = at.astimezone(VN).year
    return {
        "agencies": agencies,
        "book": str(part.book),
        "month": str(part.month or ""),
        "agency_name": org.agency_name(part.agency),
        "books": [(str(book), f"Quyển {book}") for book in range(year, max(year - BOOKS_SHOWN, FIRST_BOOK - 1), -1)],
        "months": [(str(number), f"Tháng {number}") for number in range(1, registers.MONTHS + 1)],
        "channels": list(CHANNELS.items()),
        "states": [(key, name) for key, name in STATE_NAMES.items() if key not in FILINGS],
    }


def _as_csv(part: Part, officer: Officer, at: datetime) -> HttpResponse:
    rows = list(registers.rows_of(part, officer)[: registers.MOST_PRINTED])
    log_list(officer, "register", [row.code for row in rows], at, why="tải sổ theo dõi (CSV)")
    found = registers.lines(rows, at)
    return table_csv(f"so-theo-doi-{part.book}-{part.month:02d}", registers.HEAD, registers.as_rows(found), at)
