"""A dossier's papers, result and side streams as they stood after one of its entries: for the first answer given again, word by word."""

from typing import Any

from motcua.shared.journal import queries as journal
from motcua.shared.journal.entries import Entry
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Content, Dossier, Side


def content_at(row: Dossier) -> Content:
    """What `Content` held when the dossier was at `row.seq`; not to be saved. What was erased since stays erased."""
    content = Content(dossier=row.code, name="", papers=[], result=None)
    for entry in journal.entries(f"dossier:{row.code}"):
        if entry.seq <= row.seq:
            _follow(content, entry)
    return content


def _follow(content: Content, entry: Entry) -> None:
    sealed: dict[str, Any] = entry.sealed or {}
    if entry.kind == "dossier.accepted":
        content.papers = sealed.get("papers", [])
        content.name = sealed.get("applicant", {}).get("name", "")
    elif entry.kind == "dossier.supplement_taken_in" and sealed:
        content.papers = [*content.papers, *[{**p, "supplied": entry.payload["supplement"]} for p in sealed["papers"]]]
    elif entry.kind == "dossier.result_entered" and sealed:
        content.result = {**sealed, "kind": entry.payload["kind"], "on": entry.payload["on"]}
    elif entry.kind == "dossier.corrected" and sealed.get("field") == "name":
        content.name = sealed["value"]


def sides_at(row: Dossier) -> list[Side]:
    """The opinions and supplements as they stood when the dossier was at `row.seq`; not to be saved."""
    seen: dict[str, set[str]] = {}
    for entry in journal.entries(f"dossier:{row.code}"):
        stream = entry.payload.get("opinion") or entry.payload.get("supplement")
        if entry.seq <= row.seq and stream:
            seen.setdefault(stream, set()).add(entry.payload.get("event") or entry.kind)
    return [_back(side, seen[side.stream], ended=row.ended_at is not None) for side in queries.sides_of(row.code) if side.stream in seen]


def _back(side: Side, events: set[str], *, ended: bool) -> Side:
    """Undo what came later than the events seen."""
    if side.state == "cancelled" and ended:
        return side
    if side.kind == "opinion" and "dossier.opinion_taken_in" not in events:
        side.state, side.closed_at = "asked", None
        side.content = {key: value for key, value in side.content.items() if key != "opinion"}
    elif side.kind == "supplement" and "supplied" not in events:
        side.state, side.closed_at = "issued", None
        if "issued" not in events:
            side.state, side.issued_at = "drafted", None
    return side
