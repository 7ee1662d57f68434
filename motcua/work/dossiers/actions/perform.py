"""Every act on a dossier, by one way: lock, decide, write the entry, project, defer what follows. A refusal changes nothing."""

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.base.errors import Invalid, NotFound, Stale
from motcua.base.time import VN
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Head
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import attachments, entries, fields, lifecycle, queries, sides
from motcua.work.dossiers.actions import accept, effects
from motcua.work.dossiers.actions.accept import draw
from motcua.work.dossiers.entries import Ctx, Writes
from motcua.work.dossiers.meanings import Scene
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import State

DECIDE: dict[str, Callable[[Ctx], Writes]] = {
    "hand_over": entries.hand_over,
    "take_over": entries.take_over,
    "decline": entries.decline,
    "request_recall": entries.request_recall,
    "assign": entries.assign,
    "reassign": entries.reassign,
    "appraise": entries.appraise,
    "draft_supplement": sides.draft_supplement,
    "issue_supplement": sides.issue_supplement,
    "supply": sides.supply,
    "ask_opinion": sides.ask_opinion,
    "answer_opinion": sides.answer_opinion,
    "submit_for_signature": entries.submit_for_signature,
    "sign": entries.sign,
    "send_back": entries.send_back,
    "enter_result": entries.enter_result,
    "apologise": entries.apologise,
    "withdraw": entries.withdraw,
    "stop": entries.stop,
    "return_result": entries.return_result,
    "correct": entries.correct,
}
NUMBERED = {"apologise": "apology", "issue_supplement": "supplement"}


def perform(code: str, act: str, body: dict[str, Any], *, officer: Officer, at: datetime, expected_seq: int | None = None) -> Dossier:
    """Do `act`. Refuses in the order of the contract: NotFound, Stale, Forbidden, WrongMoment, Invalid.

    `at` never runs behind the last entry: a clock that goes back is held at the moment of what is already written.
    """
    with transaction.atomic():
        head = journal.lock(f"dossier:{code}")
        if head is None or act not in lifecycle.ACTS:
            raise NotFound(f"Không tìm thấy hồ sơ {code}.")
        row = queries.get(code, officer)
        if expected_seq is not None and expected_seq != row.seq:
            raise Stale("Hồ sơ vừa được người khác xử lý. Xem lại rồi làm tiếp.", seq=row.seq)
        at = max(at, head.at)
        s = queries.state_of(row)
        lifecycle.check(s, act, officer, at)
        clock = queries.clock_for(s.accepting, s.rule_set)
        f = fields.checked(act, scene(row, s, officer, at), body)
        _attachments(f, officer)
        c = Ctx(s, officer, at, f, clock, settings.NODE_NAME)
        _named_papers(act, c)
        _numbered(act, c)
        writes = _open_subdossier(c) if act == "open_subdossier" else DECIDE[act](c)
        write(writes, by=officer.by, at=at, head=head)
        row.refresh_from_db()
        _tell_parent(row, at)
        effects.after(act, s, row, f, at=at, by=officer.by)
        return row


def scene(row: Dossier, s: State, officer: Officer, at: datetime, *, applicant: str = "", papers: tuple[str, ...] = ()) -> Scene:
    """What examples and checks are made of."""
    return Scene(s, officer, at, queries.clock_for(s.accepting, s.rule_set), applicant, row.channel_out, papers)


def write(writes: Writes, *, by: str, at: datetime, head: Head | None = None) -> None:
    """Append to each stream in turn; neighbours of one stream go in one call. `head` is the one that the caller locked."""
    for stream, group in groupby(writes, key=lambda w: w[0]):
        known = head if head is not None and head.stream_id == stream else None
        journal.append(stream, [draft for _, draft in group], by=by, at=at, head=known)
        if known is not None:
            head = None  # it has moved


def _attachments(f: dict[str, Any], officer: Officer) -> None:
    """Files named by id become what the sealed part keeps: id, hash, name, size, type."""
    wrong = {}
    holders = {"file": f} | {f"papers.{i}.file": paper for i, paper in enumerate(f.get("papers", []))}
    for name, holder in holders.items():
        if holder.get("file"):
            stored = attachments.usable(holder["file"], officer)
            if stored is None:
                wrong[name] = "Không tìm thấy tệp này trong các tệp bạn đã tải lên hoặc được xem."
            else:
                holder["file"] = attachments.kept(stored)
    if wrong:
        raise Invalid("Tệp không dùng được; chưa có gì thay đổi.", fields=wrong)


def _named_papers(act: str, c: Ctx) -> None:
    """What is asked for carries its name, so that the counter, the citizen and the message need no catalogue."""
    if act == "draft_supplement":
        known = catalogue.procedure_version(c.s.procedure, c.s.version)
        names = {paper.key: paper.name for paper in known.papers} if known else {}
        for item in c.f["items"]:
            item["name"] = item.get("name") or names.get(item["key"], item["key"])


def _numbered(act: str, c: Ctx) -> None:
    """What leaves the house as a letter gets its number, without a gap for each agency and year."""
    if act in NUMBERED:
        year = c.at.astimezone(VN).year
        c.f.update(number=draw(f"{NUMBERED[act]}:{c.o.agency}:{year}"), year=year)


def _open_subdossier(c: Ctx) -> Writes:
    p = catalogue.procedure(c.f["procedure"])
    if p is None:
        raise NotFound("Không có thủ tục này.")
    code = f"{c.s.code}.{c.s.children + 1}"
    payload = accept.opening(
        p, child_steps(c.f["to"], c.s.agency), c.o, c.at, channel_in="counter", channel_out="counter", case=None, parent=c.s.code
    )
    sealed = queries.content_of(c.s.code)
    child = {"code": code, "payload": payload, "sealed": {"applicant": sealed.applicant, "papers": sealed.papers, "note": ""}}
    return sides.open_subdossier(c, child)


def child_steps(to: str, home: str) -> list[dict[str, Any]]:
    """A sub-dossier's way: one agency decides, then back to the one that opened it."""
    plan = [
        ("Mở hồ sơ con", "specialist", home, "accept"),
        ("Thẩm định", "specialist", to, "appraise"),
        ("Ký", "leader", to, "sign"),
        ("Vào số, nhập kết quả", "clerk", to, "enter_result"),
        ("Nhận kết quả", "specialist", home, "return_result"),
    ]
    return [
        {"no": i, "name": name, "role": role, "agency": agency, "unit": None, "act": act, "minutes": 0, "minutes_unit": "working"}
        for i, (name, role, agency, act) in enumerate(plan, 1)
    ]


def _tell_parent(row: Dossier, at: datetime) -> None:
    """When a sub-dossier ends, the parent's holder takes that in."""
    if not row.parent or row.ended_at is None:
        return
    journal.lock(f"dossier:{row.parent}")
    parent = queries.state_of(Dossier.objects.get(code=row.parent))
    if not parent.ended:
        moment = row.ended_at.isoformat()
        write([sides.child_ended(parent, queries.state_of(row), row.state, moment)], by=f"system@{parent.agency}", at=at)
