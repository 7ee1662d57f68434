"""`/ho-so/<code>/xem/<sha256>`: a paper page by page, without fetching the file; two beside each other with `canh`. All of it by links."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.base.errors import NotFound, Refused
from motcua.base.time import now
from motcua.shared.files import pages
from motcua.shared.files import queries as files
from motcua.shared.identity import actions as identity
from motcua.shared.identity.models import Reading
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import papers, queries
from motcua.work.dossiers.documents import Doc, documents
from motcua.work.dossiers.models import Content
from motcua.work.dossiers.views.common import head

FITS = {"rong": "Vừa chiều ngang", "ca": "Cả trang", "150": "150 %"}
VISIT = timedelta(minutes=30)
MOST_TEXT = 200_000
PRIVATE = "private, no-store"
QUARTER, FULL = 90, 360
DIGITS = 6


@dataclass(slots=True)
class Sheet:
    """One document on the screen: which page of how many, how turned, and the addresses of everything that changes it."""

    doc: Doc
    side: str
    page: int = 1
    turn: int = 0
    total: int = 0
    problem: str = ""
    text: str = ""
    links: dict[str, str] = field(default_factory=dict)
    thumbs: list[dict[str, Any]] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def picture(self) -> str:
        return f"{self.doc.url}/{self.page}"


@require_safe
def view(request: HttpRequest, code: str, sha256: str) -> HttpResponse:
    """The viewer. The address says everything: page, turn, size, and the paper beside."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    content = queries.content_of(code)
    known = {doc.sha256: doc for doc in documents(code, content)}
    beside = request.GET.get("canh", "")
    if sha256 not in known or (beside and beside not in known):
        raise NotFound("Hồ sơ không có tệp này.")
    fit = request.GET.get("co", "")
    fit = fit if fit in FITS else "rong"
    sheets = [sheet(request, known[sha256], content, "")]
    if beside:
        sheets.append(sheet(request, known[beside], content, "2"))
    for one in sheets:
        noted(officer, code, one.doc.sha256, at)
    others = [doc for doc in known.values() if doc.sha256 not in {sha256, beside}]
    values = {
        **head(row, at),
        "content": content,
        "sheets": sheets,
        "fit": fit,
        "fits": [(name, _link(request, co=key), key == fit) for key, name in FITS.items()],
        "docs": [(doc, f"{doc.url}?{urlencode({'co': fit})}", doc.sha256 == sha256) for doc in known.values()],
        "beside": [(doc, _link(request, canh=doc.sha256, trang2="", xoay2="")) for doc in others],
        "alone": _link(request, canh="", trang2="", xoay2="") if beside else "",
        "swap": f"{known[beside].url}?{urlencode({'co': fit, 'canh': sha256})}" if beside else "",
    }
    return render(request, "dossiers/viewer.html", values)


def sheet(request: HttpRequest, doc: Doc, content: Content, side: str) -> Sheet:
    """A document as the address asks for it; what cannot be shown is a sentence in its place."""
    made = Sheet(doc, side, _number(request, f"trang{side}", 1), _turn(request, f"xoay{side}"))
    try:
        stored = papers.stored_in(content, doc.sha256)
        if doc.type == "text/plain":
            made.text, made.total = _text(doc.sha256), 1
        else:
            made.total = pages.count(stored)
    except Refused as refused:
        made.problem = refused.detail
        return made
    made.page = min(made.page, made.total)
    made.links = _links(request, made)
    made.thumbs = _thumbs(request, made) if made.total > 1 else []
    made.kept = [(name, str(value)) for name, value in request.GET.items() if name != f"trang{side}"]
    return made


def _links(request: HttpRequest, one: Sheet) -> dict[str, str]:
    page, turn = f"trang{one.side}", f"xoay{one.side}"
    made = {
        "right": _link(request, **{turn: str((one.turn + QUARTER) % FULL)}),
        "left": _link(request, **{turn: str((one.turn - QUARTER) % FULL)}),
    }
    if one.page > 1:
        made |= {"first": _link(request, **{page: ""}), "previous": _link(request, **{page: str(one.page - 1)})}
    if one.page < one.total:
        made["next"] = _link(request, **{page: str(one.page + 1)})
    if one.total > _block(one).stop - 1:
        made["last"] = _link(request, **{page: str(one.total)})
    return made


def _block(one: Sheet) -> range:
    """The pages around this one that are painted together."""
    first = (one.page - 1) // pages.BLOCK * pages.BLOCK + 1
    return range(first, min(first + pages.BLOCK, one.total + 1))


def _thumbs(request: HttpRequest, one: Sheet) -> list[dict[str, Any]]:
    """The block of pages around this one; the painter makes them together."""
    return [
        {"page": n, "now": n == one.page, "url": _link(request, **{f"trang{one.side}": str(n)}), "picture": f"{one.doc.url}/{n}?w={pages.THUMB}"}
        for n in _block(one)
    ]


def _link(request: HttpRequest, **changes: str) -> str:
    """This address with some of it changed; what is empty is left out."""
    asked = {name: value for name, value in request.GET.items() if len(value) < FULL} | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value not in {"", "0"}})


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= DIGITS else otherwise


def _turn(request: HttpRequest, name: str) -> int:
    found = _number(request, name, 0)
    return found if found in pages.TURNS else 0


def _text(sha256: str) -> str:
    with files.open_bytes(sha256) as source:
        return source.read(MOST_TEXT).decode("utf-8", "replace")


def noted(officer: Officer, code: str, sha256: str, at: datetime) -> None:
    """Log the reading of a paper, once a visit: pages that follow within half an hour belong to the same."""
    what = f"viewer {sha256[:12]}"
    if not Reading.objects.filter(about=code, by=officer.by, what=what, at__gt=at - VISIT).exists():
        identity.log_reading(by=officer.by, what=what, about=code, why="xem giấy tờ của hồ sơ", at=at)


@require_safe
def page(request: HttpRequest, code: str, sha256: str, number: int) -> HttpResponse:
    """A page as WebP, for whoever may see the dossier; checked anew each time."""
    officer, at = officer_of_request(request), now()
    queries.get(code, officer)
    stored = papers.stored_in(queries.content_of(code), sha256)
    width = _number(request, "w", pages.WIDTHS[1])
    made = pages.picture(stored, pages.Asked(number, width, _turn(request, "xoay")))
    noted(officer, code, sha256, at)
    headers = {"Cache-Control": PRIVATE, "Vary": "Cookie", "Content-Encoding": "identity", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made.read_bytes(), content_type="image/webp", headers=headers)


def address(code: str, sha256: str) -> str:
    """The viewer's address of a paper."""
    return reverse("viewer", args=[code, sha256])
