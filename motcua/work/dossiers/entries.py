"""How acts become entries: pure. One function for each act, from a state, an officer, a moment, checked fields and a clock.

Each entry carries under `set` every column that its projection changes, as codes, integers and UTC moments; whatever is personal, free text
or the hash of a file is in the sealed part. Entries that take in a side stream are written by `system@<holding agency>`, so that
custody stays with the holder.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.base.time import utc_micro
from motcua.shared.journal.entries import Draft
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import corrections, lifecycle
from motcua.work.dossiers.clock import Clock
from motcua.work.dossiers.state import State, desk_of

Writes = list[tuple[str, Draft]]


@dataclass(frozen=True, slots=True)
class Ctx:
    """What an act stands on. `f` are the checked fields; codes in it exist."""

    s: State
    o: Officer
    at: datetime
    f: dict[str, Any]
    clock: Clock
    node: str

    def own(self, kind: str, payload: dict[str, Any] | None = None, sealed: dict[str, Any] | None = None, **values: Any) -> tuple[str, Draft]:
        """An entry of the dossier itself by the officer, or, when their agency does not hold it, taken in by the holder's system."""
        holds = self.o.agency == (self.s.to_agency or self.s.agency)
        by = None if holds else f"system@{self.s.agency}"
        body = dict(payload or {})
        if holds and self.s.officer in self.o.instead_of:
            body["instead_of"] = self.s.officer  # whose absence it is, the stream of the absence says
        if not holds:
            body["taken_in_from"] = self.o.by
        return self.s.stream, Draft(f"dossier.{kind}", {**body, "set": plain(values)}, sealed, by)

    def side(self, stream: str, kind: str, payload: dict[str, Any], sealed: dict[str, Any] | None = None, by: str | None = None) -> tuple[str, Draft]:
        return stream, Draft(kind, {"dossier": self.s.code, **payload}, sealed, by)


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as an entry may carry them: moments as UTC strings."""
    return {k: utc_micro(v) if isinstance(v, datetime) else v for k, v in values.items()}


def custodian(c: Ctx, agency: str) -> dict[str, Any]:
    return {"custodian": {"node": c.node, "agency": agency}}


# --- custody -------------------------------------------------------------------------------------------------------


def hand_over(c: Ctx) -> Writes:
    to = {"node": c.node, "agency": c.f["to"], "unit": c.f.get("unit"), "officer": c.f.get("officer")}
    return [
        *overdue_opinions(c),
        c.own(
            "handed_over",
            {"to": to, "step": c.s.step},
            state="in_transit",
            rest=c.s.state if c.s.state != "waiting_opinion" else "processing",
            to_agency=to["agency"],
            to_unit=to["unit"],
            to_officer=to["officer"],
            sender=c.o.by,
            since=c.at,
            next_at=c.clock.take_over_by(c.at),
            opinions=marked_opinions(c),
        ),
    ]


def take_over(c: Ctx) -> Writes:
    s, agency = c.s, c.o.agency
    step = s.step_now()
    number = s.step + 1 if step and step["act"] == "accept" else s.step
    here = next((x for x in s.steps if x["no"] == number), None)
    desk = desk_of(here["role"]) if here and here["agency"] == agency else ("counter" if "counter" in c.o.roles else "office")
    home = agency == s.accepting and s.result_kind is not None
    values: dict[str, Any] = {
        "state": "ready" if home else ("signed" if s.rest == "signed" else "processing"),
        "agency": agency,
        "unit": s.to_unit or (here.get("unit") if here and here["agency"] == agency else None) or c.o.unit,
        "officer": c.o.username,
        "assigned": False,
        "desk": desk,
        "step": number,
        "since": c.at,
        "rest": None,
        "sender": None,
        "recall": None,
        **_nowhere(),
    }
    due = s.due_at if s.apologised else c.clock.due(s)
    if due is not None and due != s.due_at and not home:
        values["due_at"] = due
    values["next_at"] = c.clock.term_from(c.at, c.clock.rules.collect_within) if home else c.clock.step_until(s, number)
    if home:
        values["ready_at"] = c.at
    writes = [c.own("taken_over", {"from": s.agency, "step": number}, **values)]
    if s.recall:
        writes.append(c.side(s.recall, "request.refused", {"kind": "recall"}))
    return writes


def decline(c: Ctx) -> Writes:
    s = c.s
    writes = [
        c.own(
            "declined",
            {"from": s.agency},
            {"reason": c.f["reason"]},
            state=s.rest or "processing",
            rest=None,
            sender=None,
            recall=None,
            since=c.at,
            next_at=c.clock.hand_over_by(c.at),
            **_nowhere(),
        )
    ]
    if s.recall:
        writes.append(c.side(s.recall, "request.granted", {"kind": "recall"}))
    return writes


def request_recall(c: Ctx) -> Writes:
    stream = f"request:{c.s.code}:{c.s.requests + 1}"
    return [c.side(stream, "request.asked", {"kind": "recall", **custodian(c, c.s.to_agency or c.s.agency)}, {"reason": c.f["reason"]})]


def assign(c: Ctx) -> Writes:
    number = lifecycle.step_after(c.s, "assign")
    return [
        c.own(
            "assigned",
            {"officer": c.f["officer"], "step": c.s.step},
            officer=c.f["officer"],
            assigned=True,
            step=number,
            next_at=c.clock.step_until(c.s, number),
        )
    ]


def reassign(c: Ctx) -> Writes:
    """Naming another officer is an assignment too: a step that waits for one is done by it."""
    now = c.s.step_now()
    number = lifecycle.step_after(c.s, "assign") if now and now["act"] == "assign" else c.s.step
    payload = {"officer": c.f["officer"], "was": c.s.officer}
    sealed = {"reason": c.f["reason"]} if c.f.get("reason") else None
    return [c.own("reassigned", payload, sealed, officer=c.f["officer"], assigned=True, step=number, next_at=_until(c, number))]


def _until(c: Ctx, number: int) -> datetime | None:
    """The next date when the pointer moved; a date that somebody else waits for stays."""
    return c.s.next_at if number == c.s.step else c.clock.step_until(c.s, number)


def _nowhere() -> dict[str, Any]:
    return {"to_agency": None, "to_unit": None, "to_officer": None}


# --- work ----------------------------------------------------------------------------------------------------------


def overdue_opinions(c: Ctx) -> Writes:
    """Silence recorded as silence: one entry for each opinion past its date, when the holder first goes on without it."""
    late = [x for x in c.s.opinions if _is_overdue(c, x) and not x.get("overdue")]
    return [c.own("opinion_overdue", {"opinion": x["stream"], "agency": x["to"], "due_at": x["due_at"]}) for x in late]


def marked_opinions(c: Ctx) -> list[dict[str, Any]]:
    """The open opinions, those past their date marked; a late answer is still taken in."""
    return [{**x, "overdue": True} if _is_overdue(c, x) else x for x in c.s.opinions]


def _is_overdue(c: Ctx, opinion: dict[str, Any]) -> bool:
    return datetime.fromisoformat(opinion["due_at"]) <= c.at


def appraise(c: Ctx) -> Writes:
    number = lifecycle.step_after(c.s, "appraise")
    return [
        *overdue_opinions(c),
        c.own(
            "appraised",
            {"conclusion": c.f["conclusion"], "step": c.s.step},
            {"note": c.f["note"]} | ({"checks": c.f["checks"]} if c.f.get("checks") else {}),
            state="processing",
            conclusion=c.f["conclusion"],
            step=number,
            next_at=c.clock.step_until(c.s, number),
            opinions=marked_opinions(c),
        ),
    ]


def submit_for_signature(c: Ctx) -> Writes:
    until = c.clock.step_until(c.s, c.s.step)
    sealed = {"file": c.f["file"]} if c.f.get("file") else None
    return [c.own("submitted_for_signature", {"signer": c.f["signer"]}, sealed, state="for_signature", signer=c.f["signer"], next_at=until)]


def sign(c: Ctx) -> Writes:
    number = lifecycle.step_after(c.s, "sign")
    final = lifecycle.decides_here(c.s)
    return [
        c.own(
            "signed",
            {"final": final, "step": c.s.step, "mandate": c.s.stand_ins.get(c.o.username) if c.o.username != c.s.signer else None},
            {"note": c.f["note"]} if c.f.get("note") else None,
            state="signed" if final else "processing",
            step=number,
            next_at=c.clock.step_until(c.s, number),
        )
    ]


def send_back(c: Ctx) -> Writes:
    number = lifecycle.step_back(c.s)
    until = c.clock.step_until(c.s, number)
    return [
        c.own(
            "sent_back", {"step": c.s.step}, {"reason": c.f["reason"]}, state="processing", signer=None, conclusion=None, step=number, next_at=until
        )
    ]


def enter_result(c: Ctx) -> Writes:
    number = lifecycle.step_after(c.s, "enter_result")
    sealed = {"number": c.f["number"], "file": c.f.get("file"), "note": c.f.get("note")}
    return [
        c.own(
            "result_entered",
            {"kind": c.f["kind"], "on": c.f["on"], "step": c.s.step},
            sealed,
            state="signed",
            result_kind=c.f["kind"],
            step=number,
            next_at=c.clock.hand_over_by(c.at),
        )
    ]


def apologise(c: Ctx) -> Writes:
    new = datetime.fromisoformat(c.f["new_due_at"])
    values = {"apologised": True, "due_at": new}
    return [c.own("apologised", plain({"was": c.s.due_at}) | number_of(c), {"reason": c.f["reason"]}, **values)]


def number_of(c: Ctx) -> dict[str, Any]:
    """The number of a letter, drawn by whoever called; nothing where none was."""
    return {name: c.f[name] for name in ("number", "year") if name in c.f}


def withdraw(c: Ctx) -> Writes:
    return _ending_at_request(c, "withdrawn", "withdrawal")


def _ending_at_request(c: Ctx, state: str, kind: str) -> Writes:
    s, reason = c.s, {"reason": c.f["reason"]}
    writes: Writes = []
    payload: dict[str, Any] = {}
    if c.o.agency != s.agency:
        request = f"request:{s.code}:{s.requests + 1}"
        writes.append(c.side(request, "request.asked", {"kind": kind, **custodian(c, s.agency)}, reason))
        writes.append(c.side(request, "request.granted", {"kind": kind}, by=f"system@{s.agency}"))
        payload["request"] = request
    writes.append(c.own(state, payload, reason, state=state, ended_at=c.at, next_at=None, paused_since=None, **_closed_pause(c)))
    return writes + closing_of_sides(c)


def stop(c: Ctx) -> Writes:
    sealed = {"reason": c.f["reason"], "basis": c.f["basis"]}
    ended = c.own("stopped", {}, sealed, state="stopped", ended_at=c.at, next_at=None, paused_since=None, **_closed_pause(c))
    return [ended, *closing_of_sides(c)]


def _closed_pause(c: Ctx) -> dict[str, Any]:
    closed: dict[str, Any] = {"supplement": None, "opinions": []}
    if c.s.paused_since:
        closed["pauses"] = [p if p[1] else [p[0], utc_micro(c.at), *p[2:]] for p in c.s.pauses]
    return closed


def closing_of_sides(c: Ctx) -> Writes:
    """An ended dossier leaves no open question behind: neither for papers nor for an opinion."""
    writes = [c.side(x["stream"], "opinion.cancelled", {}, by=f"system@{x['to']}") for x in c.s.opinions]
    if c.s.supplement:
        stream = f"supplement:{c.s.code}:{c.s.supplements}"
        writes.append(c.side(stream, "supplement.cancelled", {}, by=f"system@{c.s.accepting}"))
    return writes


def return_result(c: Ctx) -> Writes:
    s = c.s
    late = s.due_at is not None and s.ready_at is not None and s.ready_at > s.due_at
    payload = {
        "channel": c.f["channel"],
        "fee_collected": c.f.get("fee_collected", 0),
        "missing_apology": late and not s.apologised,
    }
    state = "refused" if s.result_kind == "refusal" else "returned"
    sealed = {name: c.f[name] for name in ("to_whom", "id_number", "authority") if c.f.get(name)}
    returned = c.own("returned", payload, sealed, state=state, ended_at=c.at, next_at=None, opinions=[], step=len(s.steps) + 1)
    return [returned, *closing_of_sides(c)]


def correct(c: Ctx) -> Writes:
    s, writes, payload = c.s, [], {"field": c.f["field"]}
    sealed = {"field": c.f["field"], "value": corrections.clean(c.f["field"], c.f["value"]), "reason": c.f["reason"]}
    if c.o.agency != s.agency:
        request = f"request:{s.code}:{s.requests + 1}"
        writes.append(c.side(request, "request.asked", {"kind": "correction", **custodian(c, s.agency)}, sealed))
        writes.append(c.side(request, "request.granted", {"kind": "correction"}, by=f"system@{s.agency}"))
        payload["request"] = request
    return [*writes, c.own("corrected", payload, sealed)]
