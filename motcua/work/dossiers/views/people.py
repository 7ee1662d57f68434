"""Who stands at the counter: recalled by number or read from a card. `/tiep-nhan/nguoi-nop` gives the piece of the page for the browser."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from motcua.base.errors import Invalid, Refused
from motcua.base.time import now
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import card, recall
from motcua.work.dossiers.recall import FIELDS, Known, Recalled

FIRST_YEAR, LAST_YEAR = 2000, 2199

LONGEST = 900
NUMBERS = {"person": "id_number", "organisation": "tax_code"}


def of_form(request: HttpRequest, decision: str, procedure: str, officer: Officer, at: datetime) -> tuple[Known, Refused | None]:
    """What the form knows of its applicant: asked now (`look`, or a card was scanned), or carried along. What a card says counts as typed."""
    text, kind = _asked(request.POST)
    carried = _carried(request.POST)
    if decision == "take":
        _say(request, {name: request.POST.get(f"to-{name}", "") for name in FIELDS})
    if not (card.looks_like_one(text) or (decision == "look" and text and text != carried.number)):
        return carried, None
    try:
        known = recall.recall(text, kind=kind, procedure=procedure, officer=officer, at=at)
    except Refused as refused:
        return carried, refused
    _say(request, {NUMBERS["person"] if known.card else NUMBERS[kind]: known.number, **known.card} | ({"kind": "person"} if known.card else {}))
    return known, None


def _carried(data: Mapping[str, str]) -> Known:
    """What the page showed before, as its hidden fields say it; nothing is asked anew."""
    number = data.get("to-number", "")
    try:
        on = datetime.fromisoformat(data.get("to-on", ""))
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            return Known(number, looked=bool(number))
    except ValueError:
        return Known(number, looked=bool(number))
    values = {name: data.get(f"to-{name}", "") for name in FIELDS}
    return Known(number, former=Recalled(data.get("to-code", ""), on, data.get("to-agency", ""), values), looked=True)


def _asked(data: Mapping[str, str]) -> tuple[str, str]:
    kind = data.get("kind", "person")
    kind = kind if kind in NUMBERS else "person"
    return data.get(NUMBERS[kind], "").strip()[:LONGEST], kind


def _say(request: HttpRequest, values: Mapping[str, str]) -> None:
    """As if it had been typed; an empty value leaves what stands there."""
    posted = request.POST.copy()
    for name, value in values.items():
        if value:
            posted[name] = value
    request.POST = posted  # type: ignore[assignment]


@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """The piece of the filing page about who this is. A refusal is a sentence in it, with its status."""
    officer, at = officer_of_request(request), now()
    text, kind = _asked(request.POST)
    values = {"grounds": recall.GROUNDS, "known": Known(""), "refused": ""}
    status = 200
    try:
        values["known"] = recall.recall(text, kind=kind, procedure=request.POST.get("procedure", "")[:40], officer=officer, at=at)
    except Refused as refused:
        values["refused"] = " ".join(refused.fields.values()) or refused.detail
        status = refused.status if not isinstance(refused, Invalid) else 422
    return render(request, "dossiers/recalled.html", values, status=status)
