"""The stream of a dossier as a story for people: what happened, when, by whom, with the beginning of each entry's hash."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from motcua.base.words import moment
from motcua.shared.journal.entries import Entry
from motcua.shared.org.queries import agency_name
from motcua.work.dossiers.fields import CHANNELS, CONCLUSIONS, CORRECTABLE, RESULTS
from motcua.work.dossiers.rows import person_name, place_name
from motcua.work.dossiers.state import STATE_NAMES
from motcua.work.dossiers.wording import SUPPLEMENT_EVENTS, SYSTEM, entry_name

HASH_SHOWN = 12


def story(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Items for `timeline`, newest first. Shows free text of the sealed parts: the caller logs the reading."""
    return [_item(entry) for entry in reversed(entries)]


def _item(entry: Entry) -> dict[str, Any]:
    payload = entry.payload
    title = SUPPLEMENT_EVENTS.get(payload.get("event", ""), entry_name(entry.kind)) if entry.word == "supplement_taken_in" else entry_name(entry.kind)
    by = payload.get("taken_in_from") or entry.by
    agency = agency_name(by.rpartition("@")[2])
    who = f"Hệ thống, {agency}" if by.startswith(f"{SYSTEM}@") else f"{person_name(by, entry.at)}, {agency}"
    return {
        "title": title,
        "at": entry.at,
        "who": who,
        "detail": _detail(entry),
        "hash": entry.hash.hex()[:HASH_SHOWN],
        "seq": entry.seq,
        "erased": entry.sealed_digest is not None and entry.sealed is None,
    }


def _detail(entry: Entry) -> str:
    said = [*_plain(entry.word, entry.payload), *_sealed(entry.sealed or {})]
    return " ".join(part for part in said if part)


def _plain(word: str, p: dict[str, Any]) -> list[str]:
    say = SENTENCES.get(word)
    instead = f"Làm thay {person_name(p['instead_of'])} đang vắng mặt." if p.get("instead_of") else ""
    return [say(p) if say else _named(p), instead]


def _asked(p: dict[str, Any]) -> str:
    return f"{agency_name(p.get('to') or p.get('agency') or '')}."


def _child(p: dict[str, Any]) -> str:
    return f"Hồ sơ {p['child']}: {STATE_NAMES[p['state']].lower()}." if "state" in p else f"Hồ sơ {p['child']}, {agency_name(p['to'])}."


SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "handed_over": lambda p: f"Cho {place_name(p['to']['agency'], p['to'].get('unit'))}.",
    "taken_over": lambda p: f"Từ {agency_name(p['from'])}.",
    "assigned": lambda p: f"Cho {person_name(p['officer'])}.",
    "reassigned": lambda p: f"Cho {person_name(p['officer'])}.",
    "submitted_for_signature": lambda p: f"Trình {person_name(p['signer'])}.",
    "opinion_asked": _asked,
    "opinion_taken_in": _asked,
    "opinion_overdue": _asked,
    "child_opened": _child,
    "child_ended": _child,
    "apologised": lambda p: f"Hẹn lại {_when(p['set'].get('due_at'))}.",
}


def _named(p: dict[str, Any]) -> str:
    for key, names in (("conclusion", CONCLUSIONS), ("kind", RESULTS), ("channel", CHANNELS), ("field", CORRECTABLE)):
        if p.get(key) in names:
            return f"{names[p[key]]}."
    return ""


def _sealed(sealed: dict[str, Any]) -> list[str]:
    names = (("note", ""), ("number", "Số "), ("reason", "Lý do: "), ("basis", "Căn cứ: "), ("to_whom", "Người nhận: "), ("value", "Giá trị đúng: "))
    return [f"{label}{sealed[name]}" for name, label in names if isinstance(sealed.get(name), str) and sealed[name]]


def _when(text: str | None) -> str:
    return moment(datetime.fromisoformat(text)) if text else "–"
