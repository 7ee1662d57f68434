"""`/lanh-dao`: to sign, to decide, late, about to be late; read, then sign or send back, and the next one opens by itself. Phone first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import landing
from motcua.base.db import page
from motcua.base.errors import NotFound, Refused
from motcua.base.navigation import address
from motcua.base.time import now
from motcua.base.words import number
from motcua.shared.identity import actions as identity
from motcua.shared.org.http import officer_of_request
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, fields, leader, lifecycle, queries
from motcua.work.dossiers.actions.once import Answer, once
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import Line, act_url, lines
from motcua.work.dossiers.summary import summary
from motcua.work.dossiers.views.common import digest_of, flat, logged, renewed, require, seq_of

LISTED = 20
HERE = ("sign", "send_back", "assign", "reassign")
ELSEWHERE = ("apologise", "stop")
ANSWER = "answer_opinion"
DONE = {"sign": "Đã ký", "send_back": "Đã trả lại", "assign": "Đã phân công", "reassign": "Đã phân công lại"}
FOR_WHOM = "Trang này dành cho lãnh đạo và trưởng phòng."


@dataclass(frozen=True, slots=True)
class Item:
    """One card of the list: the row, what it waits for, whether it was read as it stands."""

    line: Line
    url: str
    detail: str
    read: bool


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """`/vao-viec`: where this officer's day starts."""
    return redirect(landing.of(officer_of_request(request)) or address("desk", "/") or "/")


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The four groups; the first with something in it, unless one was chosen."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "head_of_unit", sentence=FOR_WHOM)
    counts = leader.counts(officer, at)
    group = _group(request, officer, counts)
    return render(request, "dossiers/leader/home.html", listed(request, officer, group, counts, at))


def _group(request: HttpRequest, officer: Officer, counts: dict[str, int]) -> leader.Group:
    asked, groups = request.POST.get("nhom") or request.GET.get("nhom", ""), leader.groups_of(officer)
    chosen = next((g for g in groups if g.key == asked), None)
    return chosen or next((g for g in groups if counts[g.key]), groups[0])


def listed(request: HttpRequest, officer: Officer, group: leader.Group, counts: dict[str, int], at: datetime) -> dict[str, Any]:
    """The list of one group, as it stands beside the reading pane."""
    found = page(leader.rows(officer, group.key, at), leader.ORDER, request.GET.get("cursor"), LISTED)
    shown = leader.seen(officer, [row.code for row in found.items]) if group.key == leader.SIGN else set()
    cards = [_item(line, group, leader.was_seen(shown, line.row)) for line in logged(lines(found.items, officer, at), officer, "leader", at)]
    return {
        "items": cards,
        "next": found.next,
        "tabs": [(g.name, f"{reverse('leader')}?nhom={g.key}", counts[g.key], g.key == group.key) for g in leader.groups_of(officer)],
        "group": group,
        "count": counts[group.key],
        "letters": leader.letters(officer) if group.key == leader.SIGN else [],
        "batch": group.key == leader.SIGN and len(cards) > 1,
        "title": "Việc của lãnh đạo" if officer.has("leader") else "Việc của đơn vị",
        "whose": leader.whose(officer),
        "now": at,
    }


def _item(line: Line, group: leader.Group, read: bool) -> Item:
    url = f"{reverse('leader_read', args=[line.row.code])}?nhom={group.key}"
    if group.key == leader.SIGN:
        detail = fields.CONCLUSIONS.get(line.row.conclusion or "", "")
        detail = " · ".join(filter(None, [detail, f"{line.officer} trình" if line.officer else ""]))
    elif group.key == leader.DECIDE:
        detail = leader.DECISIONS.get(vars(line.row).get("matter", ""), "")
    else:
        detail = " · ".join(filter(None, [line.officer or "chưa giao cho ai", line.state, line.to and f"tới {line.to}"]))
    return Item(line, url, detail, read)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, code: str) -> HttpResponse:
    """`/lanh-dao/<code>`: everything one needs to know before signing, and the two buttons."""
    officer, at = officer_of_request(request), now()
    require(officer, "leader", "head_of_unit", sentence=FOR_WHOM)
    row = queries.get(code, officer)
    if request.method != "POST":
        return _reading(request, row, officer, at)
    act = request.POST.get("act", "")
    try:
        if act not in HERE:
            raise NotFound("Không có việc này.")
        perform(request, row.code, act, officer, at)
    except Refused as refused:
        refused = renewed(request, refused)
        said = " ".join(filter(None, [flat(refused.fields), refused.detail if not refused.fields else ""]))
        return _reading(request, queries.get(code, officer), officer, at, problem=said, status=refused.status)
    return onward(request, officer, row, f"{DONE[act]} {row.code}.", at)


def perform(request: HttpRequest, code: str, act: str, officer: Officer, at: datetime) -> None:
    """The act that the form says, once."""
    body = {name: request.POST.get(name, "") for name in ("note", "officer", "new_due_at")}
    chosen, typed = request.POST.get("choice", ""), request.POST.get("reason", "")
    body["reason"] = " ".join(text for text in (chosen.strip(), typed.strip()) if text)
    expected = seq_of(request.POST.get("expected_seq", ""))

    def do() -> Answer:
        return Answer(actions.perform(code, act, body, officer=officer, at=at, expected_seq=expected), None, at)

    once(officer, do, path=request.path, key=request.POST.get("key"), body=digest_of(request))


def onward(request: HttpRequest, officer: Officer, row: Dossier, done: str, at: datetime) -> HttpResponse:
    """The next of the same group opens by itself; after the last one, what else there is."""
    group = _group(request, officer, leader.counts(officer, at))
    found = leader.rows(officer, group.key, at)
    coming, left = leader.following(found, row), found.exclude(code=row.code).order_by().count()
    messages.success(request, f"{done} {f'Còn {number(left)}.' if left else f'Hết hồ sơ ở mục “{group.name}”.'}")
    return redirect(f"{reverse('leader_read', args=[coming.code])}?nhom={group.key}" if coming else reverse("leader"))


def _reading(request: HttpRequest, row: Dossier, officer: Officer, at: datetime, *, problem: str = "", status: int = 200) -> HttpResponse:
    counts = leader.counts(officer, at)
    group = _group(request, officer, counts)
    signing = row.state == "for_signature"
    why = leader.shown_as(row.seq) if signing else "xem trên trang lãnh đạo"
    identity.log_reading(by=officer.by, what=leader.READ_AS if signing else "leader", about=row.code, why=why, at=at)
    found = summary(row, queries.content_of(row.code), leader.sides([row.code])[row.code], at)
    coming = leader.following(leader.rows(officer, group.key, at), row)
    values = {
        **listed(request, officer, group, counts, at),
        **_bar(row, officer, at),
        "s": found,
        "row": row,
        "problem": problem,
        "reasons": leader.REASONS,
        "skip": f"{reverse('leader_read', args=[coming.code])}?nhom={group.key}" if coming and coming.code != row.code else "",
        "typed": request.POST if request.method == "POST" else {},
    }
    return render(request, "dossiers/leader/read.html", values, status=status)


def _bar(row: Dossier, officer: Officer, at: datetime) -> dict[str, Any]:
    """What this officer may do here with one touch, and what has a form of its own."""
    s = queries.state_of(row)
    why = {act: lifecycle.why_not(s, act, officer, at) for act in (*HERE, *ELSEWHERE, ANSWER)}
    passing = next((act for act in ("assign", "reassign") if why[act] is None), "")
    people: dict[str, str] = {}
    if passing:
        people = fields.schema(passing, actions.scene(row, s, officer, at))["properties"]["officer"]["x-options"]
    return {
        "may_sign": why["sign"] is None,
        "not_signing": why["sign"] if row.state == "for_signature" else "",
        "passing": passing,
        "people": people,
        "answer_url": act_url(row.code, ANSWER) if why[ANSWER] is None else "",
        "elsewhere": [(lifecycle.ACTS[act].title, act_url(row.code, act)) for act in ELSEWHERE if why[act] is None],
    }
