"""The history of what is administered: entries of the journal's streams as rows that a person reads (what, who, when, why)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse

from motcua.base.db import Page, decode, encode
from motcua.base.words import day
from motcua.shared.journal import queries as journal
from motcua.shared.journal.entries import Entry
from motcua.shared.org import queries as org
from motcua.steering.administration import wording

ALL = tuple(wording.STREAMS)
ORDER = ("-id",)
PAGES = {
    "calendar": "admin_calendar",
    "procedure": "admin_procedure",
    "process": "admin_process",
    "ruleset": "admin_rule_set",
    "agency": "admin_agency",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry: what happened to what, who did it and when, why (reason and document, where they were given)."""

    at: datetime
    who: str
    by: str
    title: str
    area: str
    subject: str
    href: str
    detail: str
    reason: str
    document: str
    version: int
    moved: int


def changes(
    prefixes: Sequence[str] = ALL, *, stream: str = "", kind: str = "", username: str = "", cursor: str | None = "", limit: int = 50
) -> Page[Change]:
    """A page of changes, the newest first; of one stream, one kind of entry, one person when they are given."""
    before = int(decode(cursor, ORDER)[0]) if cursor else None
    rows = journal.recent(prefixes, kind=kind, username=username, stream_id=stream, before=before, limit=limit + 1)
    more = len(rows) > limit
    return Page([told(entry) for _, entry in rows[:limit]], encode([rows[limit - 1][0]], ORDER) if more else None)


def of(stream: str, limit: int = 20) -> list[Change]:
    """The newest changes of one thing, for its own page."""
    return changes(stream=stream, limit=limit).items


def told(entry: Entry) -> Change:
    """An entry as a row."""
    why = entry.sealed or {}
    prefix, _, name = entry.stream_id.partition(":")
    return Change(
        at=entry.at,
        who=wording.person(entry.by),
        by=entry.by,
        title=wording.kind(entry.kind),
        area=wording.STREAMS.get(prefix, prefix),
        subject=subject(prefix, name, entry.payload),
        href=_address(prefix, name),
        detail=_detail(prefix, entry.payload),
        reason=str(why.get("reason", "")),
        document=str(why.get("document", "")),
        version=int(entry.payload.get("version", entry.seq)),
        moved=len(entry.payload.get("moved", ())),
    )


def subject(prefix: str, name: str, payload: dict[str, Any]) -> str:
    """What the entry is about, by name where it has one."""
    if prefix == "calendar":
        return wording.calendar(name)
    if prefix == "agency":
        return org.agency_name(name)
    if prefix == "unit":
        unit = org.unit(name)
        return f"{unit.name}, {org.agency_name(unit.agency)}" if unit else name
    body = payload.get("body")
    if isinstance(body, dict) and body.get("name"):
        return f"{body['name']} ({name})" if prefix == "procedure" else str(body["name"])
    if prefix == "post" and payload.get("title"):
        return f"{payload['title']}, {org.agency_name(payload['agency'])}"
    return name


def _detail(prefix: str, payload: dict[str, Any]) -> str:
    said = [f"phiên bản {payload['version']}"] if "version" in payload else []
    if payload.get("valid_from"):
        said.append(f"từ {day(date.fromisoformat(payload['valid_from']))}")
    if payload.get("valid_to"):
        said.append(f"đến {day(date.fromisoformat(payload['valid_to']))}")
    if prefix == "calendar":
        said.append(f"{len(payload['moved'])} hồ sơ đổi hạn")
    if payload.get("successors"):
        said.append("nối tiếp: " + ", ".join(org.agency_name(code) for code in payload["successors"]))
    return "; ".join(said)


def _address(prefix: str, name: str) -> str:
    try:
        return reverse(PAGES[prefix], args=[name])
    except (KeyError, NoReverseMatch):
        return ""
