"""`/dieu-hanh/ho-so`: the list behind any figure, by the same filter; and what every figure means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.db import page
from motcua.base.errors import NotFound
from motcua.base.time import now
from motcua.base.words import short
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.steering.indicators import asking, queries, tables
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.definitions import BY_WORD, DEFINITIONS, Definition
from motcua.steering.indicators.stats import ENOUGH
from motcua.steering.indicators.views.overview import frame
from motcua.steering.indicators.waiting import KINDS
from motcua.work.dossiers import queries as dossiers
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import place_name
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.wording import state_name, state_tone

ORDERS = {"han": ("due_at", "code"), "nhan": ("accepted_at", "code"), "moi": ("-accepted_at", "code"), "lau": ("next_at", "code")}
EXPORTED = 20_000
HEAD = ("Mã hồ sơ", "Người nộp", "Thủ tục", "Lĩnh vực", "Trạng thái", "Nơi tiếp nhận", "Nơi giữ", "Tiếp nhận", "Hẹn trả", "Có kết quả", "Trễ")
CERTAINTIES = {
    "V": "đã thấy văn bản",
    "K-hi": "khá chắc, theo hiểu biết",
    "K-mid": "tương đối, theo hiểu biết",
    "K-lo": "chưa chắc",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of a list. The applicant is named only to whoever may open the dossier."""

    row: Dossier
    url: str
    applicant: str
    state: str
    tone: str
    place: str
    to: str
    accepting: str
    late: bool
    soon: bool


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    definition = BY_WORD.get(request.GET.get("so", ""))
    if definition is None:
        raise NotFound("Không có số liệu này. Xem các số liệu và cách tính ở trang Cách tính.")
    rows = queries.rows(officer, definition, asked.span, asked.filters)
    order = request.GET.get("xep", "han")
    keys = ORDERS.get(order, ORDERS["han"])
    if request.GET.get("dang") == "csv":
        return _file(asked, definition, list(rows.order_by(*keys)[:EXPORTED]))
    found = page(rows, keys, request.GET.get("cursor"))
    more = {"so": definition.word, "xep": order if order in ORDERS else ""}
    values = {
        **frame(asked, "indicator_list", more=more),
        "chosen": asking.said(asked, "indicator_list", more),
        "definition": definition,
        "lines": _lines(asked, found.items),
        "names": names_shown(asked),
        "next": found.next,
        "count": rows.count(),
        "csv": asked.page("indicator_list", more={**more, "dang": "csv"}),
        "orders": [
            (k, n) for k, n in (("han", "Theo hạn"), ("moi", "Mới nhận trước"), ("nhan", "Nhận lâu nhất trước"), ("lau", "Theo mốc tiếp theo"))
        ],
        "order": order,
        "now": at,
    }
    return render(request, "indicators/list.html", values)


@require_safe
def meanings(request: HttpRequest) -> HttpResponse:
    """Every figure with its sentence, its basis, and its list in this period."""
    officer, at = officer_of_request(request), now()
    asked = asking.read(request, officer, at)
    whens = {"span": "trong kỳ", "end": "cuối kỳ", "now": "lúc này"}
    rows = [(one, whens[one.when], CERTAINTIES.get(one.certainty, ""), asked.list(one.key)) for one in DEFINITIONS.values()]
    kinds = [(name, sentence) for _, name, sentence in KINDS.values()]
    values = {**frame(asked, "indicator_definitions"), "rows": rows, "kinds": kinds, "enough": ENOUGH, "now": at}
    return render(request, "indicators/definitions.html", values)


def names_shown(asked: Asked) -> bool:
    """Whether this officer may open the dossiers of the list, and so read whose they are."""
    return asked.officer.sees_all or asked.officer.has("leader")


def _lines(asked: Asked, rows: Sequence[Dossier], why: str = "danh sách trên màn hình") -> list[Line]:
    """The rows for a screen or a file; when names are shown, each is noted as read."""
    named = names_shown(asked)
    contents = dossiers.contents_of(row.code for row in rows) if named else {}
    if named:
        identity.log_readings(by=asked.officer.by, what="indicators", abouts=[row.code for row in rows], why=why, at=asked.at)
    return [_line(asked, row, contents[row.code].name if row.code in contents else "", named) for row in rows]


def _line(asked: Asked, row: Dossier, applicant: str, named: bool) -> Line:
    return Line(
        row=row,
        url=reverse("dossier", args=[row.code]) if named else "",
        applicant=applicant,
        state=state_name(row.state),
        tone=state_tone(row.state),
        place=place_name(row.agency, row.unit),
        to=place_name(row.to_agency, row.to_unit) if row.to_agency else "",
        accepting=place_name(row.accepting),
        late=is_late(row.state, row.due_at, row.ready_at, row.paused_since, asked.at),
        soon=dossiers.is_soon(row, asked.at),
    )


def _file(asked: Asked, definition: Definition, rows: Sequence[Dossier]) -> HttpResponse:
    lines = _lines(asked, rows, why="tải danh sách (CSV)")
    said = ([_cell(value) for value in _cells(line)] for line in lines)
    return tables.as_file(f"{definition.word}-{asked.period.first}", HEAD, said, asked.at)


def _cells(line: Line) -> list[str]:
    d = line.row
    names = [d.code, line.applicant, d.procedure_name, d.field, line.state, line.accepting, line.place]
    return [*names, short(d.accepted_at), short(d.due_at), short(d.ready_at), "trễ" if line.late else ""]


def _cell(value: str) -> str:
    return "" if value == "–" else value
