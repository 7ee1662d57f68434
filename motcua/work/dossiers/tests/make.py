"""Makers for tests of dossiers: officers by role, filings, dossiers brought to a state by the real actions."""

from datetime import datetime, timedelta
from typing import Any

from motcua.base.time import VN
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import actions, fields, lifecycle, queries
from motcua.work.dossiers.models import Dossier

COMMUNE, DISTRICT, JUSTICE = "000.01.25.H19", "000.00.25.H19", "000.00.03.H19"
MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=VN)
APPLICANT = {
    "kind": "person",
    "name": "Nguyễn Thị Bé",
    "id_number": "075190001234",
    "birth_on": "1990-02-03",
    "phone": "0901234567",
    "email": "",
    "address": "12 Nguyễn Ái Quốc",
    "ward_code": "25993",
}


def officer(role: str, agency: str = COMMUNE, nth: int = 0) -> Officer:
    return org.colleagues(agency, role)[nth]


def filing(procedure: str = "1.001193", **changes: Any) -> dict[str, Any]:
    """What `POST dossiers` takes, complete for the default case."""
    known = catalogue.procedure(procedure)
    assert known is not None
    papers = [{"key": p.key, "originals": max(1, p.originals), "copies": p.copies, "file": None} for p in known.required_for(None)]
    body = {"decision": "accept", "procedure": procedure, "case": None, "channel_in": "counter", "channel_out": "counter", "note": ""}
    return {**body, "applicant": dict(APPLICANT), "papers": papers, **changes}


def accepted(procedure: str = "1.001193", *, at: datetime = MONDAY, agency: str = COMMUNE, **changes: Any) -> Dossier:
    row = actions.receive(filing(procedure, **changes), officer=officer("counter", agency), at=at).row
    assert row is not None
    return row


def body_for(row: Dossier, act: str, who: Officer, at: datetime, **given: Any) -> dict[str, Any]:
    """The required fields of an act from their own examples, with what the test gives instead."""
    schema = fields.schema(act, actions.scene(row, queries.state_of(row), who, at, applicant="Nguyễn Thị Bé"))
    return {name: schema["properties"][name]["examples"][0] for name in schema["required"]} | given


def able(row: Dossier, act: str, at: datetime) -> Officer:
    """The first officer who may do the act now."""
    s = queries.state_of(row)
    asked = [x["to"] for x in s.opinions]
    for agency in [*filter(None, [s.to_agency, s.agency, s.accepting]), *asked]:
        for one in org.colleagues(agency):
            if lifecycle.why_not(s, act, one, at) is None:
                return one
    raise AssertionError(f"nobody may {act} on {row.code} in state {row.state}")


def do(row: Dossier, act: str, who: Officer | None = None, *, at: datetime | None = None, **given: Any) -> Dossier:
    """One act by whoever may, one working minute after the last."""
    moment = at or max(row.since, MONDAY) + timedelta(minutes=row.seq)
    actor = who or able(row, act, moment)
    return actions.perform(row.code, act, body_for(row, act, actor, moment, **given), officer=actor, at=moment)


def until(row: Dossier, *states: str, at: datetime | None = None) -> Dossier:
    """Follow the process until the dossier is in one of the states."""
    for _ in range(60):
        if row.state in states:
            return row
        act = lifecycle.expected(queries.state_of(row), at or row.since)
        assert act is not None, f"{row.code} ended as {row.state}"
        row = do(row, act, at=at)
    raise AssertionError(f"{row.code} never came to {states}: {row.state}")
