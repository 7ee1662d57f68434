"""Questions to the catalogue. A day given as None is today."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Func, IntegerField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from motcua.shared.catalogue import finder, rules, shelf
from motcua.shared.catalogue.models import ProcedureVersion, ProcessVersion, RuleSetVersion
from motcua.shared.catalogue.procedure import Procedure, from_body
from motcua.shared.catalogue.shelf import Spine
from motcua.shared.org import queries as org

forget = shelf.forget


def procedure(code: str, on: date | None = None) -> Procedure | None:
    """The version of a procedure in force on a day; None when unknown or not in force."""
    day = on or shelf.today()
    found = _in_force(shelf.shelf().by_code.get(code, []), day)
    return shelf.body(found.code, found.version) if found else None


def procedure_version(code: str, version: int) -> Procedure | None:
    """One version by number: what a dossier keeps that was accepted under it."""
    return shelf.body(code, version)


def in_force(on: date | None = None) -> list[Spine]:
    """Every procedure in force on a day, by code, without bodies."""
    day = on or shelf.today()
    kept = (_in_force(spines, day) for spines in shelf.shelf().by_code.values())
    return [spine for spine in kept if spine]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of procedures in order; `next` is the cursor of the next page or None, `total` counts the whole answer."""

    items: list[Procedure]
    next: str | None
    total: int


def procedures(
    q: str = "",
    level: str | None = None,
    agency: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
    *,
    field: str | None = None,
    popular: bool = False,
    on: date | None = None,
) -> Found:
    """A page of what was looked for. `agency` leaves what that counter accepts."""
    rows = accepted_at(agency, on) if agency else in_force(on)
    rows = [row for row in rows if (not level or row.level == level) and (not field or row.field == field) and (not popular or row.popular)]
    page = finder.find(rows, q, cursor=cursor, limit=limit)
    version = {row.code: row.version for row in rows}
    whole = shelf.bodies((code, version[code]) for code in page.codes)
    return Found([whole[code, version[code]] for code in page.codes], page.next, page.total)


def find(q: str, level: str | None = None, agency: str | None = None, limit: int = 20, cursor: str | None = None) -> Found:
    """The finder: without diacritics, words in any order, the last one as a prefix, codes too."""
    return procedures(q, level, agency, cursor, limit)


def accepted_at(agency: str, on: date | None = None) -> list[Spine]:
    """What a counter accepts: everything accepted here when the data set says `any_counter`, else what its own level decides."""
    counter = org.agency(agency)
    if counter is None or not counter.counter:
        return []
    rows = [row for row in in_force(on) if row.accepted]
    return rows if any_counter() else [row for row in rows if row.level == counter.level]


def any_counter() -> bool:
    """Whether every counter accepts every procedure (reception regardless of territory)."""
    return rules.data_set(rules.DEFAULT_DATA_SET).value("reception") == "any_counter"


def counters_of(procedure: Procedure) -> str | list[str]:
    """Where a procedure is accepted: "any", or the codes of the counters."""
    if not procedure.accepted:
        return []
    return "any" if any_counter() else [agency.code for agency in org.counters() if agency.level == procedure.level]


def deciding_agencies(procedure: Procedure) -> list[str]:
    """The agencies that decide: the department, or every agency of the deciding level."""
    if not procedure.accepted:
        return []
    last = procedure.steps[-2]
    if last.place in ("commune", "district"):
        return _committees({"commune": "xa", "district": "huyen"}[last.place])
    return [last.agency or str(rules.data_set(rules.DEFAULT_DATA_SET).value("organisation.committee"))]


def accepted_codes(on: date | None = None) -> list[str]:
    """Codes of all procedures that can be accepted, in order."""
    return [row.code for row in in_force(on) if row.accepted]


def fields(on: date | None = None) -> list[tuple[str, int]]:
    """Fields (lĩnh vực) with the number of their procedures, most first."""
    return sorted(Counter(row.field for row in in_force(on)).items(), key=lambda pair: (-pair[1], pair[0]))


def versions(code: str) -> list[ProcedureVersion]:
    """All versions of a procedure, newest first."""
    return list(ProcedureVersion.objects.filter(code=code).order_by("-version").defer("body"))


def process(key: str, version: int | None = None) -> ProcessVersion | None:
    """A named internal process, its newest version when none is asked for."""
    rows = ProcessVersion.objects.filter(process=key).order_by("-version")
    return (rows.filter(version=version) if version else rows).first()


def processes(procedure_code: str | None = None) -> list[ProcessVersion]:
    """The named processes, those of one procedure when a code is given; the newest version of each."""
    rows = ProcessVersion.objects.order_by("process", "-version").distinct("process")
    return list(rows.filter(procedure=procedure_code) if procedure_code else rows)


def newest(code: str) -> tuple[ProcedureVersion, Procedure] | None:
    """The newest version of a procedure, in force or still to come: its row and itself."""
    row = ProcedureVersion.objects.filter(code=code).order_by("-version").first()
    return (row, from_body(row.body, row.version)) if row else None


def newest_versions() -> QuerySet[ProcedureVersion]:
    """The newest version of each procedure, without bodies; `doubts` counts what its source left open."""
    rows = ProcedureVersion.objects.filter(valid_to=None).defer("body")
    return rows.annotate(
        why_not=KeyTextTransform("why_not", "body"),
        doubts=Func(KeyTransform("assumed", "body"), function="jsonb_array_length", output_field=IntegerField()),
        process=KeyTextTransform("process", "body"),
    )


def process_versions(key: str) -> list[ProcessVersion]:
    """All versions of a named process, the newest first."""
    return list(ProcessVersion.objects.filter(process=key).order_by("-version"))


def rule_set_versions(code: str) -> list[RuleSetVersion]:
    """All texts of a rule set on record, the newest first."""
    return list(RuleSetVersion.objects.filter(code=code).order_by("-version"))


def counts(on: date | None = None) -> dict[str, Any]:
    """How much there is: for the demo's closing line and the tests."""
    rows = in_force(on)
    return {
        "procedures": len(rows),
        "popular": sum(row.popular for row in rows),
        "accepted": sum(row.accepted for row in rows),
        "by_level": dict(Counter(row.level for row in rows if row.accepted)),
    }


def _committees(level: str) -> list[str]:
    return [agency.code for agency in org.agencies() if agency.level == level and agency.kind == "committee"]


def _in_force(spines: list[Spine], day: date) -> Spine | None:
    return next((spine for spine in reversed(spines) if spine.holds(day)), None)
