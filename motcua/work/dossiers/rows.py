"""Dossiers as lists show them: who handed in, who holds, until when, what the process wants next and whether this officer may do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from motcua.base.text import slug
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.state import is_late
from motcua.work.dossiers.wording import SYSTEM, state_name, state_tone

ACT_SLUGS = {act: slug(rule.title) for act, rule in lifecycle.ACTS.items()}
ACTS_BY_SLUG = {word: act for act, word in ACT_SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. `act` is the expected act when this officer may do it now; `waits_for` says who else is expected."""

    row: Dossier
    url: str
    applicant: str
    state: str
    tone: str
    late: bool
    holder: str
    officer: str
    to: str
    act: str
    act_url: str
    wants: str
    instead_of: str
    soon: bool


def lines(rows: Sequence[Dossier], officer: Officer, at: datetime) -> list[Line]:
    """Rows for a screen; one statement for all names. Shows names of applicants: the caller logs the reading."""
    contents = queries.contents_of(row.code for row in rows)
    return [line(row, contents[row.code].name if row.code in contents else "", officer, at) for row in rows]


def line(row: Dossier, applicant: str, officer: Officer, at: datetime) -> Line:
    """One row for a screen."""
    s = queries.state_of(row)
    expected = lifecycle.expected(s, at)
    mine = expected is not None and lifecycle.why_not(s, expected, officer, at) is None
    return Line(
        row=row,
        url=reverse("dossier", args=[row.code]),
        applicant=applicant,
        state=state_name(row.state),
        tone=state_tone(row.state),
        late=is_late(row.state, row.due_at, row.ready_at, row.paused_since, at),
        holder=place_name(row.agency, row.unit),
        officer=person_name(row.officer) if row.officer and not row.ended_at else "",
        to=place_name(row.to_agency, row.to_unit) if row.to_agency else "",
        act=lifecycle.ACTS[expected].title if expected and mine else "",
        act_url=act_url(row.code, expected) if expected and mine else "",
        wants=lifecycle.ACTS[expected].title if expected else "",
        instead_of=person_name(absent) if (absent := away(row, officer)) else "",
        soon=queries.is_soon(row, at),
    )


def away(row: Dossier, officer: Officer) -> str:
    """The colleague who is away and instead of whom this officer has the dossier before them; empty when it is their own matter."""
    person = row.signer if row.state == "for_signature" else row.officer
    return person if person in officer.instead_of and person is not None else ""


def act_url(code: str, act: str) -> str:
    """The page of an act on a dossier."""
    return reverse("dossier_act", args=[code, ACT_SLUGS[act]])


def place_name(agency: str, unit: str | None = None) -> str:
    """An agency in short, with its unit."""
    known = org.agency(agency)
    name = known.short_name if known else agency
    part = org.unit(unit) if unit else None
    return f"{part.name}, {name}" if part else name


def person_name(username: str | None, at: datetime | None = None) -> str:
    """A person's name for a user name, also of `username@agency`; of one who has left when `at` lies in their time."""
    name = (username or "").rsplit("@", 1)[0]
    if name == SYSTEM:
        return "Hệ thống"
    known = org.officer(name, on=at.date() if at else None) if name else None
    return known.name if known else name
