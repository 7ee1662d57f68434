"""Where the time of one dossier went, holder by holder, and on whom its lateness is laid; in office seconds of the accepting agency's calendar.

A span of custody lasts until the next one signs for the dossier, so transit is the sender's time. Pauses are the applicant's and make nobody late.
What each holder was given are the shares of its steps; shares of a calendar limit are turned into office seconds in proportion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from motcua.shared.org import queries as org
from motcua.work.dossiers import queries
from motcua.work.dossiers.attribution import Share, Span, attribute, split
from motcua.work.dossiers.clock import Clock, spans
from motcua.work.dossiers.models import Dossier, Holding
from motcua.work.dossiers.state import desk_of

APPLICANT = "Người nộp (thời gian tạm dừng)"
Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Chain:
    """`shares` in the order in which the holders came; their `used` add up to `used`, their `late` to `late`, exactly."""

    shares: list[Share]
    used: int
    late: int
    until: datetime


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A span of custody with its office seconds: used by the holder, allotted to it, waited for the applicant."""

    holding: Holding
    used: int
    allotted: int
    waited: int


def chain(row: Dossier, at: datetime) -> Chain:
    """The way of a dossier so far; to readiness or its end when it has come to that."""
    clock = queries.clock_for(row.accepting, row.rule_set)
    until = _until(row, at)
    held = [h for h in queries.holdings_of(row.code) if h.seq == 1 or _whole(h.began_at) < _end(h, until)]
    found = held_spans(row, held, at)
    late = _late(row, clock, until)
    shares = attribute([Span(holder_name(x.holding, row.steps), x.used, x.allotted) for x in found], late)
    waited = sum(x.waited for x in found)
    if waited:
        shares.append(Share(APPLICANT, waited, waited, 0))
    return Chain(shares, clock.working_seconds(_whole(row.accepted_at), until), late, until)


def held_spans(row: Dossier, held: Sequence[Holding], at: datetime) -> list[HeldSpan]:
    """Spans of custody with their times, up to readiness or the end when the dossier has come to that; one begun after it has used nothing."""
    clock, until = queries.clock_for(row.accepting, row.rule_set), _until(row, at)
    pauses = [(_whole(a), _whole(b) if b else until) for a, b in spans(row.pauses)]
    found = []
    for holding, given in zip(held, allotted(held, row.steps, _limit(row, clock)), strict=True):
        a, b = _whole(holding.began_at), _end(holding, until)
        waited = _inside(clock, pauses, a, b)
        found.append(HeldSpan(holding, clock.working_seconds(a, b) - waited, given, waited))
    return found


def _until(row: Dossier, at: datetime) -> datetime:
    return _whole(row.ready_at or row.ended_at or at)


def _end(holding: Holding, until: datetime) -> datetime:
    return min(_whole(holding.over_at), until) if holding.over_at else until


def allotted(held: Sequence[Holding], steps: Sequence[dict[str, Any]], limit: int) -> list[int]:
    """The office seconds that each span was given: the steps from its first one to the next span's; the last has the rest of its desk's block."""
    minutes = [int(sum(_minutes(s) for s in steps if a.step <= s["no"] < b.step)) for a, b in pairwise(held)]
    if held:
        minutes.append(int(sum(_minutes(s) for s in _block(held[-1], steps))))
    if any(s.get("minutes_unit") == "calendar" for s in steps):
        whole = sum(_minutes(s) for s in steps)
        return split(round(limit * sum(minutes) / whole), minutes) if whole else [0 for _ in minutes]
    return [m * 60 for m in minutes]


def holder_name(holding: Holding, steps: Sequence[dict[str, Any]]) -> str:
    """Who held it: the counter of an agency, or a unit behind it."""
    step = next((s for s in steps if s["no"] == holding.step), None)
    name = org.agency_name(holding.agency)
    if step and step["role"] == "counter" and step["agency"] == holding.agency:
        return f"Bộ phận Một cửa, {name}"
    unit = org.unit(holding.unit) if holding.unit else None
    return f"{unit.name}, {name}" if unit else name


def _block(holding: Holding, steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps from a span's first one on that stay at the same desk of the same agency."""
    found: list[dict[str, Any]] = []
    for step in steps:
        if step["no"] >= holding.step:
            if found and (step["agency"], desk_of(step["role"])) != (found[0]["agency"], desk_of(found[0]["role"])):
                break
            if step["agency"] == holding.agency:
                found.append(step)
    return found


def _minutes(step: dict[str, Any]) -> float:
    return float(step["minutes"])


def _inside(clock: Clock, pauses: Sequence[Pause], a: datetime, b: datetime) -> int:
    return sum(clock.working_seconds(max(a, p), min(b, q)) for p, q in pauses if max(a, p) < min(b, q))


def _late(row: Dossier, clock: Clock, until: datetime) -> int:
    if row.due_at is None or row.state in {"withdrawn", "stopped"}:
        return 0
    return clock.working_seconds(_whole(row.due_at), until)


def _limit(row: Dossier, clock: Clock) -> int:
    return clock.working_seconds(_whole(row.accepted_at), _whole(row.due_at)) if row.due_at else 0


def _whole(moment: datetime) -> datetime:
    """To the second, so that the parts of a time add up to it."""
    return moment.replace(microsecond=0)
