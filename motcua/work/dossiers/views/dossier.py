"""`/ho-so/<code>`: one dossier whole: who holds it, until when and why, what may be done now and why not the rest."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.time import now
from motcua.base.words import duration
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.identity import actions as identity
from motcua.shared.journal import queries as journal
from motcua.shared.notify import queries as notify
from motcua.shared.org import queries as org
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import checklist, documents, expectation, history, lifecycle, notes, papers, queries
from motcua.work.dossiers.chain import chain
from motcua.work.dossiers.fields import CHANNELS, CONCLUSIONS, RESULTS
from motcua.work.dossiers.models import Content, Dossier, ResultDraft, Side
from motcua.work.dossiers.rows import act_url, person_name, place_name
from motcua.work.dossiers.secret import secret_of
from motcua.work.dossiers.state import State
from motcua.work.dossiers.views.common import head
from motcua.work.dossiers.wording import MESSAGE_CHANNELS, REQUEST_KINDS, SIDE_STATES, days_in_words
from motcua.work.tasks import queries as tasks

DRAFTED_IN = frozenset({"processing", "waiting_opinion", "for_signature", "signed"})
CALENDARS = {"provincial": "Lịch chung của tỉnh"}


@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    identity.log_reading(by=officer.by, what="dossier", about=row.code, why="xem hồ sơ trên màn hình", at=at)
    return render(request, "dossiers/dossier.html", _values(row, officer, at) | {"fresh": bool(request.GET.get("moi"))})


@never_cache
@require_safe
def pane(request: HttpRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/khung`: what one needs of a dossier beside the list, as a part of a page."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    identity.log_reading(by=officer.by, what="dossier", about=row.code, why="xem hồ sơ bên danh sách", at=at)
    return render(request, "dossiers/pane.html", _short(row, officer, at))


def _short(row: Dossier, officer: Officer, at: datetime) -> dict[str, Any]:
    """What pane and page have in common."""
    s, content = queries.state_of(row), queries.content_of(row.code)
    cards = documents.cards(row.code, content)
    return {
        **head(row, at),
        "next": expectation.of(s, officer, at),
        "holder_name": place_name(row.agency, row.unit),
        "holder_officer": person_name(row.officer) if row.officer and not row.ended_at else "",
        "to_name": place_name(row.to_agency, row.to_unit) if row.to_agency else "",
        "term": Term.parse(row.term).in_words(),
        "content": content,
        "cards": cards,
        "on_paper": [card for card in cards if not card.docs],
        "first_paper": documents.first_url(row.code, content),
        "applicant": _applicant(content),
        "conclusion": CONCLUSIONS.get(row.conclusion or "", ""),
        "checks": _checks(content),
        "result_kind": RESULTS.get((content.result or {}).get("kind", ""), ""),
        "notes": notes.threads(row.code, officer),
        "drafting": _drafting(row, officer),
        **_acts(s, officer, at),
        **_sides(row, officer, at),
    }


def _values(row: Dossier, officer: Officer, at: datetime) -> dict[str, Any]:
    s = queries.state_of(row)
    counter = officer.has("counter") and officer.agency == row.accepting
    return {
        **_short(row, officer, at),
        "accepting": org.agency_name(row.accepting),
        "accepted_by": person_name(row.accepted_by, row.accepted_at),
        "channel_in": CHANNELS.get(row.channel_in, row.channel_in),
        "channel_out": CHANNELS.get(row.channel_out, row.channel_out),
        "steps": _steps(s),
        "secret": secret_of(row.code) if counter and not row.parent else "",
        "children": queries.children_of(row.code) if row.children else [],
        "prints": [(title, reverse("dossier_print", args=[row.code, name])) for name, title in papers.available(row)],
        "history": history.story(journal.entries(f"dossier:{row.code}")),
        "messages_sent": [{"row": m, "by_way": MESSAGE_CHANNELS.get(m.channel, m.channel)} for m in notify.of(row.code)],
        "tasks": [{"row": t, "who": person_name(t.to)} for t in tasks.of(row.code)],
        "chain": _chain(row, at),
    }


def _checks(content: Content) -> list[dict[str, str]]:
    """The check list of the last appraisal; what was not in order first."""
    order = [checklist.NOT_OK, checklist.OK, checklist.NONE]
    rows = sorted(content.checks, key=lambda one: order.index(one["ok"]))
    said = [(x, checklist.ANSWERS[x["ok"]], checklist.TONES[x["ok"]]) for x in rows]
    return [{"name": x.get("name", x["key"]), "note": x.get("note", ""), "said": word, "tone": tone} for x, word, tone in said]


def _drafting(row: Dossier, officer: Officer) -> dict[str, Any] | None:
    """The draft of the result, as far as this officer may see or write it."""
    if officer.agency != row.agency or row.ended_at or row.to_agency:
        return None
    draft = ResultDraft.objects.filter(dossier=row.code, agency=officer.agency).first()
    writes = officer.has("specialist", "clerk") and row.state in DRAFTED_IN and not row.result_kind
    if draft is None and not (writes and row.desk == "office"):
        return None
    return {"row": draft, "who": person_name(draft.by, draft.at) if draft else "", "writes": writes, "url": reverse("result_draft", args=[row.code])}


def _applicant(content: Content) -> list[tuple[str, str]]:
    a = content.applicant
    ward = org.agency(org.agency_of_ward(a.get("ward_code") or "") or "")
    person = a.get("kind") == "person"
    return [
        ("Họ và tên" if person else "Tên tổ chức", content.name),
        ("Số định danh" if person else "Mã số thuế", content.id_number),
        *([("Ngày sinh", _birth(a.get("birth_on") or ""))] if person else [("Người đại diện", a.get("representative") or "")]),
        ("Điện thoại", content.phone),
        ("Thư điện tử", a.get("email") or ""),
        ("Địa chỉ", ", ".join(part for part in (a.get("address") or "", ward.short_name.removeprefix("UBND ") if ward else "") if part)),
    ]


def _birth(text: str) -> str:
    return "/".join(reversed(text.split("-")))


def _steps(s: State) -> list[dict[str, Any]]:
    made = []
    for step in s.steps:
        state = "done" if step["no"] < s.step or s.ended else "now" if step["no"] == s.step else "next"
        made.append({"title": step["name"], "who": place_name(step["agency"], step.get("unit")), "state": state, "detail": _share(step)})
    return made


def _share(step: dict[str, Any]) -> str:
    if not step["minutes"]:
        return ""
    if step.get("minutes_unit") == "calendar":
        return f"Phần thời gian: {float(step['minutes']) / 1440:g} ngày".replace(".", ",")
    return f"Phần thời gian: {duration(int(float(step['minutes']) * 60))}"


def _acts(s: State, officer: Officer, at: datetime) -> dict[str, Any]:
    """Acts possible now, the expected one first; for the others why not. What never concerns this officer stands last."""
    expected = lifecycle.expected(s, at)
    possible: list[dict[str, str]] = []
    others: list[dict[str, str]] = []
    for act, rule in lifecycle.ACTS.items():
        why = lifecycle.why_not(s, act, officer, at)
        row = {"title": rule.title, "why": why or "", "url": act_url(s.code, act), "kind": "primary" if act == expected else "plain"}
        (others if why else possible).append(row)
    possible.sort(key=lambda row: row["kind"] != "primary")
    wants = lifecycle.ACTS[expected].title if expected else ""
    return {"possible": possible, "others": others, "wants": wants, "mine": any(row["kind"] == "primary" for row in possible)}


def _chain(row: Dossier, at: datetime) -> dict[str, Any]:
    found = chain(row, at)
    shares = [
        {"holder": x.holder, "used_words": _span(x.used), "allotted_words": _span(x.allotted), "late": x.late, "late_words": _span(x.late)}
        for x in found.shares
    ]
    return {"shares": shares, "used_words": _span(found.used), "late": found.late, "late_words": _span(found.late), "until": found.until}


def _span(seconds: int) -> str:
    """Office time in a column whose heading says so."""
    return duration(seconds).removesuffix(" làm việc")


def _sides(row: Dossier, officer: Officer, at: datetime) -> dict[str, Any]:
    rows = queries.sides_of(row.code)
    return {
        "supplements": [_side(x) | {"items": _named(x.content.get("items", []))} for x in rows if x.kind == "supplement"],
        "opinions": [_opinion(x, row, officer, at) for x in rows if x.kind == "opinion"],
        "requests": [_side(x) | {"name": REQUEST_KINDS[x.kind], "reason": x.content.get("reason", "")} for x in rows if x.kind in REQUEST_KINDS],
    }


def _opinion(x: Side, row: Dossier, officer: Officer, at: datetime) -> dict[str, Any]:
    """An opinion with its clock; while it is awaited the holder may urge."""
    waited = x.closed_at is None and row.ended_at is None
    return _side(x) | {
        "question": x.content.get("question", ""),
        "opinion": x.content.get("opinion", ""),
        "late": waited and x.due_at is not None and x.due_at < at,
        "waited": waited,
        "urge": waited and officer.agency == row.agency and officer.has("specialist", "head_of_unit", "leader"),
    }


def _side(x: Side) -> dict[str, Any]:
    return {"row": x, "state": SIDE_STATES.get(x.state, x.state), "agency": org.agency_name(x.agency), "by": person_name(x.asked_by, x.opened_at)}


def _named(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"name": item.get("name") or item.get("key", ""), "note": item.get("note", "")} for item in items]


@require_safe
def due(request: HttpRequest, code: str) -> HttpResponse:
    """`/ho-so/<code>/han`: each day counted or skipped, and why."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    found = papers.certificate(row)
    calendar = found["certificate"]["calendar"]
    name = f"{CALENDARS.get(calendar['name']) or place_name(calendar['name'])}, bản {calendar['version']}"
    procedure = catalogue.procedure_version(row.procedure, row.version)
    basis = found["certificate"]["article"] or (procedure.decision if procedure else None) or "Quyết định công bố thủ tục"
    values = {**head(row, at), "certificate": days_in_words(found["certificate"]), "calendar": name, "basis": basis}
    return render(request, "dossiers/due.html", values)


@require_safe
def file(request: HttpRequest, code: str, sha256: str) -> HttpResponseBase:
    """A file that lies in the dossier."""
    officer, at = officer_of_request(request), now()
    row = queries.get(code, officer)
    identity.log_reading(by=officer.by, what="file", about=row.code, why="mở tệp của hồ sơ", at=at)
    return papers.served(row.code, sha256)
