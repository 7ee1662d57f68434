"""The register (Sổ theo dõi hồ sơ): one book for each counter and year, its dossiers in the order of their running numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from motcua.base.errors import BadRequest, Forbidden
from motcua.base.text import sort_key
from motcua.base.time import VN
from motcua.base.words import day
from motcua.shared import prints
from motcua.shared.catalogue import rules as law
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import printing, queries
from motcua.work.dossiers.fields import CHANNELS
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.printing import Press, form_for, lead_of
from motcua.work.dossiers.rows import place_name
from motcua.work.dossiers.state import STATE_NAMES, is_late

ORDER = ("accepted_on", "serial", "code")
READERS = ("counter", "clerk", "head_of_unit", "leader", "chairman_office", "auditor")
MOST_PRINTED = 2000
MONTHS = 12
HEAD = (
    "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ", "Số điện thoại",
    "Cơ quan chủ trì giải quyết", "Ngày nhận hồ sơ", "Ngày hẹn trả", "Ngày trả kết quả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip
COLLECTED = frozenset({"returned", "refused"})


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of which book: `month` 0 is the whole year; `channel` and `state` empty take all."""

    agency: str
    book: int
    month: int = 0
    channel: str = ""
    state: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing between its first and last number is left out."""
        return not self.channel and not self.state

    @property
    def days(self) -> tuple[date, date]:
        """The days of the part, half-open."""
        if not self.month:
            return date(self.book, 1, 1), date(self.book + 1, 1, 1)
        after = (self.book, self.month + 1) if self.month < MONTHS else (self.book + 1, 1)
        return date(self.book, self.month, 1), date(*after, 1)

    def said(self) -> str:
        """In words, for the head of the printed register."""
        parts = [f"tháng {self.month:02d} năm {self.book}" if self.month else f"năm {self.book}"]
        parts += [f"nộp {CHANNELS[self.channel].lower()}"] if self.channel else []
        parts += [STATE_NAMES[self.state].lower()] if self.state else []
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register. `no` is the running number in the book."""

    no: int
    row: Dossier
    name: str
    address: str
    phone: str
    lead: str
    lead_short: str
    returned_at: datetime | None
    channel: str
    signed: str
    note: str
    late: bool


def may_read(officer: Officer) -> None:
    """Forbidden unless a register is this officer's business."""
    if not officer.has(*READERS):
        raise Forbidden("Sổ theo dõi hồ sơ dành cho Bộ phận Một cửa, văn thư và người phụ trách.")


def counters_of(officer: Officer) -> list[tuple[str, str]]:
    """Whose books this officer may read: the own counter first, for leaders and the chairman's office those below."""
    rows = [(a.code, a.short_name) for a in org.counters() if officer.sees_all or a.code in officer.scope]
    return sorted(rows, key=lambda row: (row[0] != officer.agency, sort_key(row[1])))


def rows_of(part: Part, officer: Officer) -> QuerySet[Dossier]:
    """The dossiers of a part of a book, in the order of the book; sub-dossiers have no number and are not in it."""
    first, after = part.days
    rows = queries.visible_to(officer).filter(accepting=part.agency, parent__isnull=True, accepted_on__gte=first, accepted_on__lt=after)
    if part.channel:
        rows = rows.filter(channel_in=part.channel)
    if part.state:
        rows = rows.filter(state=part.state)
    return rows.order_by(*ORDER)


def lines(rows: Sequence[Dossier], at: datetime) -> list[Line]:
    """Rows as lines; one statement for what is personal. The caller logs the reading."""
    contents = queries.contents_of(row.code for row in rows)
    return [_line(row, contents[row.code], at) for row in rows]


def _line(row: Dossier, content: Content, at: datetime) -> Line:
    who = printing.applicant(content.applicant)
    collected, lead = row.state in COLLECTED, lead_of(row.steps)
    late = is_late(row.state, row.due_at, row.ready_at, row.paused_since, at)
    return Line(
        no=row.book_no or 0,
        row=row,
        name=who["name"],
        address=who["address"],
        phone=who["phone"],
        lead=org.agency_name(lead),
        lead_short=place_name(lead),
        returned_at=row.ended_at if collected else None,
        channel=CHANNELS.get(row.channel_out, row.channel_out),
        signed=content.collected_by if collected else "",
        note=_note(row),
        late=late,
    )


def _note(row: Dossier) -> str:
    notes = [] if row.state == "returned" else [STATE_NAMES[row.state]]
    notes += ["đã xin lỗi, hẹn lại"] if row.apologised else []
    notes += [f"bổ sung {row.supplements} lần"] if row.supplements else []
    return _sentence(notes)


def _sentence(notes: Sequence[str]) -> str:
    said = "; ".join(note for note in notes if note)
    return said[:1].upper() + said[1:]


def _noted(line: Line) -> str:
    """The note as the book has it, lateness first."""
    return _sentence(["trễ hạn" if line.late else "", line.note[:1].lower() + line.note[1:]])


def as_rows(found: Sequence[Line]) -> list[list[str]]:
    """The columns of form 06, address and telephone apart, for a file."""
    return [_cells(line) for line in found]


def _cells(line: Line) -> list[str]:
    row = line.row
    who = [str(line.no), row.code, row.procedure_name, "1", line.name, line.address, line.phone, line.lead]
    days = [day(row.accepted_at), day(row.due_at), day(line.returned_at) if line.returned_at else ""]
    return [*who, *days, line.channel, line.signed, _noted(line)]


def printed(part: Part, officer: Officer, press: Press) -> tuple[bytes, list[str]]:
    """The part as PDF, with the codes it shows. BadRequest for more than one print can hold."""
    rows = list(rows_of(part, officer)[: MOST_PRINTED + 1])
    if len(rows) > MOST_PRINTED:
        raise BadRequest(f"Mỗi lần in tối đa {MOST_PRINTED} hồ sơ; hãy chọn một tháng.")
    if not rows:
        raise BadRequest("Phần sổ này chưa có hồ sơ nào.")
    found = lines(rows, press.at)
    on = press.at.astimezone(VN)
    form = form_for(rows[-1].rule_set if rows else law.rule_set_on(on.date()).code, "register")
    data = printing.head(part.agency, form) | {
        "track_url": f"{press.site}so-theo-doi?co-quan={part.agency}&quyen={part.book}&thang={part.month or ''}",
        "book": part.book,
        "span": part.said(),
        "on": on if part.whole else on.date(),
        "carried": _before(part, officer) if part.whole else 0,
        "ended": sum(1 for row in rows if row.ended_at),
        "late": sum(1 for line in found if line.late),
        "officer": officer.name if officer.agency == part.agency else "",
        "signs": ["Phụ trách Bộ phận Một cửa"],
        "rows": [_printed_row(line) for line in found],
    }
    return prints.render(form.layout, data), [row.code for row in rows]


def _before(part: Part, officer: Officer) -> int:
    start = date(part.book, 1, 1)
    return rows_of(Part(part.agency, part.book), officer).filter(accepted_on__gte=start, accepted_on__lt=part.days[0]).count() if part.month else 0


def _printed_row(line: Line) -> dict[str, Any]:
    return {
        "no": line.no,
        "code": line.row.code,
        "procedure": line.row.procedure_name,
        "sets": 1,
        "applicant": line.name,
        "address": line.address,
        "phone": line.phone,
        "lead": line.lead,
        "received_at": line.row.accepted_at,
        "due_at": line.row.due_at,
        "returned_at": line.returned_at,
        "channel": line.channel,
        "signed": line.signed,
        "note": _noted(line),
    }
