"""Acts that stand on side streams: supplements, opinions, sub-dossiers. Pure; as `entries`, of which they are the second half."""

from typing import Any

from motcua.base.time import utc_micro
from motcua.shared.journal.entries import Draft
from motcua.work.dossiers.entries import Ctx, Writes, custodian, number_of, plain
from motcua.work.dossiers.state import State


def waited_for(s: State) -> list[dict[str, Any]]:
    """The opinions that work still waits for: not those past their date, about which silence was recorded."""
    return [x for x in s.opinions if not x.get("overdue")]


def draft_supplement(c: Ctx) -> Writes:
    number = c.s.supplements + 1
    stream = f"supplement:{c.s.code}:{number}"
    sealed = {"items": c.f["items"]}
    return [
        c.side(stream, "supplement.drafted", {"number": number, **custodian(c, c.s.accepting)}, sealed),
        c.own("supplement_drafted", {"supplement": stream}, supplement="drafted", supplements=number, next_at=c.clock.take_over_by(c.at)),
    ]


def issue_supplement(c: Ctx) -> Writes:
    """The accepting counter speaks with the citizen; the clock does what the rule set says (PAUSE, CONTINUE, RESTART)."""
    stream = f"supplement:{c.s.code}:{c.s.supplements}"
    until = c.clock.term_from(c.at, c.clock.rules.supplement_wait)
    values: dict[str, Any] = {"state": "waiting_supplement", "supplement": "issued", "next_at": until}
    if c.clock.rules.supplement_policy != "CONTINUE":
        values |= {"paused_since": c.at, "pauses": [*c.s.pauses, [utc_micro(c.at), None, stream]]}
    taken_in = {"supplement": stream, "event": "issued", "moment": utc_micro(c.at)}
    return [c.side(stream, "supplement.issued", {"until": utc_micro(until), **number_of(c)}), c.own("supplement_taken_in", taken_in, **values)]


def supply(c: Ctx) -> Writes:
    s, stream = c.s, f"supplement:{c.s.code}:{c.s.supplements}"
    values: dict[str, Any] = {"state": "waiting_opinion" if waited_for(s) else "processing", "supplement": None, "paused_since": None}
    after = s
    if s.paused_since:
        pauses = [p if p[1] else [p[0], utc_micro(c.at), *p[2:]] for p in s.pauses]
        if c.clock.rules.supplement_policy == "RESTART":
            after = s.with_(pauses=[], clock_start=c.at)
            values["clock_start"] = c.at
        else:
            after = s.with_(pauses=pauses)
        values["pauses"] = after.pauses
        values["due_at"] = c.clock.after_pause(s, s.paused_since, c.at) if s.apologised else c.clock.due(after)
    values["next_at"] = c.clock.step_until(after.with_(due_at=values.get("due_at", s.due_at)), s.step)
    taken_in = {"supplement": stream, "event": "supplied", "moment": utc_micro(c.at)}
    sealed = {"papers": c.f["papers"]}
    return [c.side(stream, "supplement.supplied", {}, sealed), c.own("supplement_taken_in", taken_in, sealed, **values)]


def ask_opinion(c: Ctx) -> Writes:
    number = c.s.opinions_asked + 1
    stream, due = f"opinion:{c.s.code}:{number}", c.clock.term_from(c.at, c.f["term"])
    asked = {"stream": stream, "to": c.f["to"], "due_at": utc_micro(due)}
    sealed = {"question": c.f["question"]}
    return [
        c.side(stream, "opinion.asked", {"due_at": utc_micro(due), "term": c.f["term"], **custodian(c, c.f["to"])}, sealed),
        c.own(
            "opinion_asked",
            {"opinion": stream, "to": c.f["to"]},
            state="waiting_opinion",
            opinions=[*c.s.opinions, asked],
            opinions_asked=number,
            next_at=min([due, c.s.due_at] if c.s.due_at else [due]),
        ),
    ]


def answer_opinion(c: Ctx) -> Writes:
    """The answer goes into its own stream, and the holder takes it in; a late one too."""
    mine = [x for x in c.s.opinions if x["to"] == c.o.agency]
    one = next((x for x in mine if x["stream"] == c.f.get("which")), mine[0])
    writes = [c.side(one["stream"], "opinion.answered", {}, {"opinion": c.f["opinion"]})]
    rest = [x for x in c.s.opinions if x["stream"] != one["stream"]]
    values: dict[str, Any] = {"opinions": rest}
    if c.s.state == "waiting_opinion" and not [x for x in rest if not x.get("overdue")]:
        values |= {"state": "processing", "next_at": c.clock.step_until(c.s, c.s.step)}
    taken_in = Draft(
        "dossier.opinion_taken_in",
        {"opinion": one["stream"], "agency": c.o.agency, "moment": utc_micro(c.at), "set": plain(values)},
        None,
        f"system@{c.s.agency}",
    )
    return [*writes, (c.s.stream, taken_in)]


def open_subdossier(c: Ctx, child: dict[str, Any]) -> Writes:
    """`child` carries what acceptance of the sub-dossier writes (made by the caller from catalogue and calendar)."""
    code = child["code"]
    to = {"node": c.node, "agency": c.f["to"], "unit": None, "officer": None}
    moved = {
        "state": "in_transit",
        "rest": "accepted",
        "to_agency": c.f["to"],
        "sender": c.o.by,
        "since": c.at,
        "next_at": c.clock.take_over_by(c.at),
    }
    return [
        (f"dossier:{code}", Draft("dossier.accepted", child["payload"], child["sealed"])),
        (f"dossier:{code}", Draft("dossier.handed_over", {"to": to, "step": 1, "set": plain(moved)})),
        c.own("child_opened", {"child": code, "to": c.f["to"]}, children=c.s.children + 1, children_open=c.s.children_open + 1),
    ]


def child_ended(parent: State, child: State, state: str, moment: str) -> tuple[str, Draft]:
    """What the parent's holder takes in when a sub-dossier ends."""
    payload = {"child": child.code, "state": state, "moment": moment, "set": {"children_open": max(0, parent.children_open - 1)}}
    return parent.stream, Draft("dossier.child_ended", payload, None, f"system@{parent.agency}")
