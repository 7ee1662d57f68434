"""How many acts a second one process does: whole journeys of dossiers by the real actions, in a transaction that is rolled back."""

import time
from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.shared.catalogue import queries as catalogue
from motcua.shared.notify import actions as notify
from motcua.shared.org import queries as org
from motcua.work.dossiers import actions, fields, lifecycle, queries
from motcua.work.dossiers.models import Dossier

APPLICANT = {"kind": "person", "name": "Nguyễn Thị Bé", "id_number": "075190001234", "birth_on": "1990-02-03", "address": "12 Nguyễn Ái Quốc"}


def journey(procedure: str, counter: str, at: datetime) -> Counter[str]:
    """One dossier from the counter to its return; how often each act was done."""
    known = catalogue.procedure(procedure)
    officer = org.colleagues(counter, "counter")[0]
    papers = [{"key": p.key, "originals": max(1, p.originals), "copies": p.copies} for p in known.required_for(None)] if known else []
    row = actions.receive({"procedure": procedure, "applicant": APPLICANT, "papers": papers}, officer=officer, at=at).row
    done = Counter({"accept": 1})
    while row is not None and row.ended_at is None:
        act = lifecycle.expected(queries.state_of(row), at) or ""
        row = _step(row, act, at)
        done[act] += 1
    return done


def _step(row: Dossier, act: str, at: datetime) -> Dossier:
    s = queries.state_of(row)
    who = next(o for o in org.colleagues(s.to_agency or s.agency) if lifecycle.why_not(s, act, o, at) is None)
    schema: dict[str, Any] = fields.schema(act, actions.scene(row, s, who, at, applicant="Nguyễn Thị Bé"))
    body = {name: schema["properties"][name]["examples"][0] for name in schema["required"]}
    return actions.perform(row.code, act, body, officer=who, at=at)


def main(at: datetime, journeys: int = 60) -> None:
    """Print acts a second, and statements an act."""
    counter = org.counters()[0].code
    codes = [code for code in catalogue.accepted_codes()][:journeys]
    with transaction.atomic(), notify.muted():
        began = time.perf_counter()
        done = sum((journey(code, counter, at) for code in codes), Counter[str]())
        seconds = time.perf_counter() - began
        with CaptureQueriesContext(connection) as asked:
            one = journey(codes[0], counter, at)
        transaction.set_rollback(True)
    print(f"acts, one process      {round(done.total() / seconds):>9,} /s  ({len(codes)} dossiers, {done.total()} acts)")
    print(f"statements an act      {len(asked) / one.total():>9.1f}")
