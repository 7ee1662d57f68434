"""From rows of dossiers, custody, side streams and entries to the counted parts of each: many dossiers at a time, a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.shared.journal.models import EntryRow
from motcua.steering.indicators.waiting import Held, Part, Stretch, Waits, parts
from motcua.work.dossiers import chain, queries
from motcua.work.dossiers.clock import Clock, spans
from motcua.work.dossiers.models import Dossier, Holding, Side

SIGNING = ("dossier.submitted_for_signature", "dossier.signed", "dossier.sent_back")


@dataclass(frozen=True, slots=True)
class Found:
    """What one dossier was measured to be."""

    row: Dossier
    used: int
    allowed: int
    late: int
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Known:
    """What was read about one dossier: its spans of custody, and when it waited for opinions and signatures."""

    held: Sequence[Holding]
    asked: Sequence[tuple[datetime, datetime | None]]
    signed: Sequence[tuple[datetime, datetime | None]]


def measure(rows: Sequence[Dossier], at: datetime) -> list[Found]:
    """The parts of each dossier as of a moment. Three statements for all of them."""
    codes = [row.code for row in rows]
    held: dict[str, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(dossier__in=codes).order_by("dossier", "seq"):
        held[holding.dossier].append(holding)
    asked: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for side in Side.objects.filter(dossier__in=codes, kind="opinion").order_by("dossier", "number"):
        asked[side.dossier].append((side.opened_at, side.closed_at or side.due_at))
    signed = _signing(codes)
    clocks: dict[tuple[str, str], Clock] = {}
    made = []
    for row in rows:
        key = (row.accepting, row.rule_set)
        if key not in clocks:
            clocks[key] = queries.clock_for(*key)
        made.append(_one(row, Known(held[row.code], asked[row.code], signed[row.code]), clocks[key], at))
    return made


def _signing(codes: Iterable[str]) -> dict[str, list[tuple[datetime, datetime | None]]]:
    """The stretches in which each dossier waited for a signature."""
    found: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    streams = [f"dossier:{code}" for code in codes]
    entries = EntryRow.objects.filter(stream_id__in=streams, kind__in=SIGNING).order_by("stream_id", "epoch", "seq")
    for stream, kind, moment in entries.values_list("stream_id", "kind", "at"):
        into = found[stream.partition(":")[2]]
        if kind == SIGNING[0]:
            into.append((moment, None))
        elif into and into[-1][1] is None:
            into[-1] = (into[-1][0], moment)
    return found


def _one(row: Dossier, known: Known, clock: Clock, at: datetime) -> Found:
    until = _whole(row.ready_at or row.ended_at or at)
    pauses = _closed(spans(row.pauses), until)
    held = [(h, _whole(h.began_at), min(_whole(h.over_at), until) if h.over_at else until) for h in known.held]
    held = [(h, a, b) for h, a, b in held if a < b or h.seq == 1]
    limit = clock.working_seconds(_whole(row.accepted_at), _whole(row.due_at)) if row.due_at else 0
    given = chain.allotted([h for h, _, _ in held], row.steps, limit)
    spans_held = [
        Held(_place(h, row.steps), a, b, _whole(h.sent_at) if h.sent_at else None, _at_counter(h, row.steps), g)
        for (h, a, b), g in zip(held, given, strict=True)
    ]
    counts = clock.working_seconds
    late = 0 if row.due_at is None or row.state in {"withdrawn", "stopped"} else counts(_whole(row.due_at), until)
    found = parts(spans_held, Waits(pauses, _closed(known.signed, until), _closed(known.asked, until)), late, counts)
    used = sum(part.used for part in found if part.kind != "applicant")
    paused = sum(part.used for part in found if part.kind == "applicant")
    return Found(row, used, max(0, limit - paused), late, found)


def _closed(stretches: Iterable[tuple[datetime, datetime | None]], until: datetime) -> list[Stretch]:
    whole = ((_whole(a), min(_whole(b), until) if b else until) for a, b in stretches)
    return [(a, b) for a, b in whole if a < b]


def _at_counter(holding: Holding, steps: Sequence[dict[str, Any]]) -> bool:
    step = next((s for s in steps if s["no"] == holding.step), None)
    return bool(step and step["role"] == "counter" and step["agency"] == holding.agency)


def _place(holding: Holding, steps: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Agency and unit; the counter is a place of its own."""
    return holding.agency, "counter" if _at_counter(holding, steps) else holding.unit or ""


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
