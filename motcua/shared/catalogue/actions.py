"""What changes the catalogue: publishing versions, never editing one. Each act writes entries and their projections in one transaction.

A body equal to the newest version's publishes nothing, so that loading twice changes nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from motcua.base.errors import Invalid, Stale
from motcua.base.time import VN
from motcua.shared.catalogue import handbook, importing, intake, knowledge, processes, queries, rules, shares, shelf
from motcua.shared.catalogue.handbook import NamedProcess
from motcua.shared.catalogue.models import ProcedureVersion, ProcessVersion, RuleSetVersion
from motcua.shared.catalogue.problem import Problem
from motcua.shared.catalogue.procedure import Procedure, to_body
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft

BATCH: Final = 100
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or in a dry run would do: codes (or process keys) published, unchanged, and each bad row."""

    rows: int
    published: tuple[str, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...]
    dry_run: bool

    @property
    def good(self) -> bool:
        """Whether every row could be used."""
        return not self.problems


def publish_procedure(
    procedure: Procedure, *, valid_from: date, by: str, at: datetime, reason: str = "", document: str = "", expected: int | None = None
) -> Procedure:
    """Công bố a version in force from `valid_from` on (the earlier one holds until then); gives it back with its number.

    Refused when its process does not add up, when something is missing, or when a later version is published already. `expected` is the version from
    which the new one was written (0 for none): Stale when somebody published since. Why and by which document stand sealed in the entry.
    """
    faults = importing.checked(procedure)
    if faults:
        raise Invalid(f"Thủ tục {procedure.code} chưa công bố được. {' '.join(faults)}", fields={"steps": " ".join(faults)})
    with transaction.atomic():
        journal.lock(f"procedure:{procedure.code}")
        newest = ProcedureVersion.objects.filter(code=procedure.code).order_by("-version").first()
        if expected is not None and expected != (newest.version if newest else 0):
            raise Stale("Thủ tục này vừa có người khác công bố bản mới. Hãy xem lại trên bản mới rồi công bố.", seq=newest.version if newest else 0)
        if newest and valid_from < newest.valid_from:
            said = f"Phiên bản {newest.version} đã có hiệu lực từ {newest.valid_from:%d/%m/%Y}; phiên bản mới không thể có hiệu lực sớm hơn."
            raise Invalid(said, fields={"valid_from": said})
        if newest and newest.body == _plain(to_body(procedure)):
            return procedure.numbered(newest.version)
        version = newest.version + 1 if newest else 1
        _append_procedure(procedure, version, valid_from, _why(reason, document), by=by, at=at)
    return procedure.numbered(version)


def publish_process(process: NamedProcess, *, by: str, at: datetime, reason: str = "", document: str = "") -> int:
    """Công bố a version of a named internal process; gives its number. Refused when its steps do not add up to its total."""
    faults = _process_faults(process)
    if faults:
        raise Invalid(f"Quy trình “{process.name}” không dùng được. {' '.join(faults)}", fields={"steps": " ".join(faults)})
    body = handbook.to_body(process)
    with transaction.atomic():
        journal.lock(f"process:{process.key}")
        newest = ProcessVersion.objects.filter(process=process.key).order_by("-version").first()
        if newest and newest.body == body:
            return newest.version
        version = newest.version + 1 if newest else 1
        draft = Draft("process.published", {"process": process.key, "version": version, "body": body}, _why(reason, document))
        journal.append(f"process:{process.key}", [draft], by=by, at=at)
    return version


def publish_rule_set(code: str, *, by: str, at: datetime) -> int:
    """Put on record which text of a rule set holds; gives its version."""
    text = (rules.LAW / f"{code}.yaml").read_bytes()
    digest = hashlib.sha256(text).hexdigest()
    with transaction.atomic():
        journal.lock(f"ruleset:{code}")
        newest = RuleSetVersion.objects.filter(code=code).order_by("-version").first()
        if newest and newest.sha256 == digest:
            return newest.version
        version = newest.version + 1 if newest else 1
        body = {"text": text.decode(), "values": len(rules.rule_set(code).values)}
        draft = Draft("ruleset.published", {"code": code, "version": version, "sha256": digest, "body": body})
        journal.append(f"ruleset:{code}", [draft], by=by, at=at)
    return version


def import_file(
    source: Path | bytes,
    form: str | None = None,
    *,
    dry_run: bool,
    by: str,
    at: datetime,
    valid_from: date | None = None,
    rule_set: str | None = None,
    reason: str = "",
    document: str = "",
) -> Report:
    """Import procedures or processes from CSV or JSON; bad rows are named and left out, the good ones published unless it is a dry run."""
    content = source if isinstance(source, bytes) else source.read_bytes()
    known = form or (source.suffix.lstrip(".").lower() if isinstance(source, Path) else "json")
    taken = intake.read(content, known)
    day = valid_from or at.astimezone(VN).date()
    named, refused = handbook.read(taken.processes)
    reader = _reader(rule_set or rules.rule_set_on(day).code, [*named, *_known_processes()], taken.sources)
    found, problems = reader.read_all(taken.procedures, taken.first_row)
    faults = [*taken.problems, *problems, *refused]
    why = {"reason": reason, "document": document}
    published, unchanged = _publish_all(found, named, valid_from=day, by=by, at=at, dry_run=dry_run, why=why)
    return Report(len(taken.procedures) + len(taken.processes), published, unchanged, tuple(faults), dry_run)


def load_shipped(data_set: str = rules.DEFAULT_DATA_SET, *, by: str, at: datetime, progress: Progress | None = None) -> Report:
    """Load the shipped rule sets, processes and procedures of a data set. Does nothing for what is there already."""
    home = rules.data_set(data_set)
    for code in rules.codes():
        publish_rule_set(code, by=by, at=at)
    shipped = intake.read((knowledge.DATA / "procedures.json").read_bytes(), "json")
    handed = intake.read((knowledge.DATA / "internal_processes.json").read_bytes(), "json")
    named, refused = handbook.read(handed.processes)
    law = rules.rule_set_on(at.astimezone(VN).date(), data_set).code
    found, problems = _reader(law, named, shipped.sources).read_all(shipped.procedures)
    published, unchanged = _publish_all(found, named, valid_from=home.procedures_valid_from, by=by, at=at, progress=progress)
    return Report(len(shipped.procedures) + len(handed.processes), published, unchanged, (*problems, *refused), dry_run=False)


def _known_processes() -> list[NamedProcess]:
    return [handbook.from_body(row.process, row.body) for row in queries.processes() if row.procedure]


def _reader(rule_set: str, named: Sequence[NamedProcess], sources: tuple[str, ...]) -> importing.Reader:
    return importing.Reader(replace(knowledge.shipped(), sources=sources), named, rule_set)


def _publish_all(
    procedures: Sequence[Procedure],
    named: Sequence[NamedProcess],
    *,
    valid_from: date,
    by: str,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    why: Mapping[str, str] | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Publish what is new, several to a transaction; what was published and what was as before."""
    known = dict(ProcessVersion.objects.order_by("process", "version").values_list("process", "body"))
    versions = dict(ProcedureVersion.objects.order_by("code", "version").values_list("code", "body"))
    new_processes = [process for process in named if known.get(process.key) != handbook.to_body(process)]
    new_procedures = [procedure for procedure in procedures if versions.get(procedure.code) != _plain(to_body(procedure))]
    new = [process.key for process in new_processes] + [procedure.code for procedure in new_procedures]
    old = [key for key in [*(process.key for process in named), *(procedure.code for procedure in procedures)] if key not in set(new)]
    if not dry_run:
        given = {"by": by, "at": at, **(why or {})}
        acts = [_publisher(publish_process, process, **given) for process in new_processes]
        acts += [_publisher(publish_procedure, procedure, valid_from=valid_from, **given) for procedure in new_procedures]
        _in_batches(acts, progress)
    return tuple(new), tuple(old)


def _publisher(act: Callable[..., object], thing: object, **given: object) -> Callable[[], object]:
    return lambda: act(thing, **given)


def _in_batches(acts: Iterable[Callable[[], object]], progress: Progress | None) -> None:
    todo = list(acts)
    done = 0
    rest = iter(todo)
    while batch := list(islice(rest, BATCH)):
        with transaction.atomic():
            for act in batch:
                act()
        done += len(batch)
        if progress:
            progress(done, len(todo))


def _why(reason: str, document: str = "") -> dict[str, Any] | None:
    """The sealed part of a publication: why, and by which document."""
    return {"reason": reason, "document": document} if reason or document else None


def _append_procedure(procedure: Procedure, version: int, valid_from: date, why: dict[str, Any] | None, *, by: str, at: datetime) -> None:
    payload = {
        "code": procedure.code,
        "version": version,
        "valid_from": valid_from.isoformat(),
        "search": shelf.searchable(procedure.code, procedure.name, procedure.field),
        "body": _plain(to_body(procedure)),
    }
    journal.append(f"procedure:{procedure.code}", [Draft("procedure.published", payload, why)], by=by, at=at)


def _process_faults(process: NamedProcess) -> list[str]:
    found = processes.grammar(process.steps)
    if shares.total(process.steps) != process.total:
        found.append(f"Các bước cộng lại {shares.total(process.steps)}, tổng là {process.total}.")
    return found


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """As it comes back from the database: lists for tuples."""
    plain: dict[str, Any] = json.loads(json.dumps(body))
    return plain
