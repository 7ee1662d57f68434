"""What a dossier gives on paper or as a file: the certificate of its date, form 01, a file that lies in it."""

from typing import Any

from django.http import FileResponse, HttpResponse

from motcua.base.errors import NotFound
from motcua.base.time import VN, iso
from motcua.shared import prints
from motcua.shared.calendars.engine import Term
from motcua.shared.files import queries as files
from motcua.shared.files.models import StoredFile
from motcua.shared.identity import queries as people
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import attachments, queries
from motcua.work.dossiers.fields import CHANNELS
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.secret import secret_of

FORMS = ("01",)


def certificate(row: Dossier) -> dict[str, Any]:
    """How the due date came about; when it was re-dated, the promise in force stands beside the counted one."""
    s = queries.state_of(row)
    counted, made = queries.clock_for(row.accepting, row.rule_set).certificate(s, queries.article_of(row))
    return {
        "code": row.code,
        "due_at": iso(row.due_at),
        "counted_due_at": iso(counted),
        "apologised": row.apologised,
        "paused_since": iso(row.paused_since),
        "term_uncertain": row.term_uncertain,
        "certificate": made,
    }


def form(row: Dossier, number: str, *, site: str, reader: Officer) -> bytes:
    """A form of Circular 01/2018/TT-VPCP as PDF. NotFound for one that does not exist for this dossier.

    The citizen's secret stands only on the paper that the accepting counter prints for them.
    """
    known_form(number)
    paper = form_01(row, queries.content_of(row.code), site)
    if reader.agency != row.accepting or not reader.has("counter"):
        paper["secret"] = ""
    return prints.render("01", paper)


def known_form(number: str) -> None:
    """NotFound for a form that does not exist here."""
    if number not in FORMS:
        raise NotFound("Biểu mẫu này chưa có cho hồ sơ.")


def form_01(row: Dossier, content: Content, site: str) -> dict[str, Any]:
    """The fields of form 01, appointment slip (Giấy tiếp nhận hồ sơ và hẹn trả kết quả)."""
    agency, applicant, secret = org.agency(row.accepting), content.applicant, secret_of(row.code)
    above = org.agency(agency.parent) if agency and agency.parent else None
    username = row.accepted_by.rsplit("@", 1)[0]
    return {
        "code": row.code,
        "secret": secret,
        "track_url": f"{site}tra-cuu?code={row.code}",
        "parent_agency": above.name if above else "",
        "agency": agency.name if agency else row.accepting,
        "procedure_code": row.procedure,
        "procedure": row.procedure_name,
        "applicant": {
            "kind": applicant.get("kind", "person"),
            "name": applicant.get("name", ""),
            "representative": applicant.get("representative", ""),
            "id_number": content.id_number,
            "address": applicant.get("address", ""),
            "phone": applicant.get("phone", ""),
            "email": applicant.get("email", ""),
        },
        "papers": [{k: p.get(k) for k in ("name", "originals", "copies")} for p in content.papers],
        "sets": 1,
        "term": Term.parse(row.term).in_words(),
        "term_uncertain": row.term_uncertain,
        "received_at": row.accepted_at.astimezone(VN).isoformat(),
        "due_at": row.due_at.astimezone(VN).isoformat() if row.due_at else "",
        "channel_out": CHANNELS.get(row.channel_out, row.channel_out),
        "fee": row.fee,
        "book": row.book,
        "book_no": row.book_no,
        "officer": people.name_of(username),
        "note": content.note,
    }


def as_pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def served(code: str, sha256: str) -> FileResponse:
    """A file that lies in this dossier, by hash. NotFound when it does not."""
    content = queries.content_of(code)
    return files.serve(stored_in(content, sha256), inline=True)


def stored_in(content: Content, sha256: str) -> StoredFile:
    """The file of this hash that lies in the dossier. NotFound when none does, or it was erased."""
    mine = next((f for f in attachments.lying_in(content) if f["sha256"] == sha256), None)
    stored = files.get(mine["id"]) if mine else None
    if stored is None:
        raise NotFound("Hồ sơ không có tệp này.")
    return stored
