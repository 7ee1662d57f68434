"""Makers for tests of figures: many dossiers in all situations, told by a seed."""

import random
from datetime import datetime, timedelta

from motcua.base.time import VN
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.periods import Period, of
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import accepted

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=VN)
OFFICE, INSPECTORATE = "000.00.01.H19", "000.00.18.H19"
FIELDS = ("Hộ tịch", "Đất đai", "Chứng thực", "")
STATES = (
    "accepted",
    "processing",
    "waiting_supplement",
    "waiting_opinion",
    "for_signature",
    "in_transit",
    "ready",
    "returned",
    "withdrawn",
    "stopped",
)


def chairman_office() -> Officer:
    return org.colleagues(OFFICE, "chairman_office")[0]


def supervisor() -> Officer:
    return org.colleagues(OFFICE, "supervisor")[0]


def month() -> Period:
    return of("thang", NOW.date())


def asked(officer: Officer | None = None, period: Period | None = None, **filters: str) -> Asked:
    """A question as the chairman's office asks it."""
    return Asked(officer or chairman_office(), NOW, period or month(), filters)


def scattered(count: int, *, agencies: int = 12, seed: int = 1) -> list[Dossier]:
    """So many dossiers of all states, kept and missed limits, sub-dossiers among them, over counters of all levels."""
    rng = random.Random(seed)
    pattern = accepted(at=NOW - timedelta(days=1))
    codes = [a.code for a in org.counters()]
    rng.shuffle(codes)
    made = [_one(pattern, n, rng, codes[n % min(agencies, len(codes))]) for n in range(count)]
    Dossier.objects.filter(code=pattern.code).delete()
    return Dossier.objects.bulk_create(made)


def _one(pattern: Dossier, n: int, rng: random.Random, agency: str) -> Dossier:
    values = {f.attname: getattr(pattern, f.attname) for f in Dossier._meta.local_concrete_fields}
    state = STATES[n % len(STATES)]
    came = NOW - timedelta(hours=rng.randint(1, 90 * 24))
    due = came + timedelta(hours=rng.randint(4, 30 * 24))
    done = came + (NOW - came) * rng.random()
    ready = done if state in {"ready", "returned"} else None
    ended = done + (NOW - done) * 0.5 if state in {"returned", "withdrawn", "stopped"} else None
    moving = state == "in_transit"
    paused = came + (NOW - came) * 0.6 if state == "waiting_supplement" else None
    return Dossier(
        **values
        | {
            "code": f"{agency}-t{n:05d}",
            "serial": n + 1,
            "accepting": agency,
            "agency": agency,
            "to_agency": OFFICE if moving else None,
            "state": state,
            "field": FIELDS[n % len(FIELDS)],
            "procedure": f"1.00{n % 7}",
            "accepted_at": came,
            "due_at": due,
            "next_at": None if ended else due,
            "ready_at": ready,
            "ended_at": ended,
            "paused_since": paused,
            "since": came,
            "supplements": n % 3 == 0,
            "apologised": n % 11 == 0,
            "parent": f"{agency}-t00000" if n % 17 == 16 else None,
        }
    )
