"""From entries of the catalogue's streams to rows. A projector reads the entry and nothing else."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from motcua.shared.catalogue import shelf
from motcua.shared.catalogue.models import ProcedureVersion, ProcessVersion, RuleSetVersion
from motcua.shared.journal.entries import Entry, Head


def project_procedure(entry: Entry) -> None:
    """`procedure.published`: a new version; the one before ends on the day on which this one begins."""
    told = entry.payload
    code, version, valid_from = told["code"], told["version"], date.fromisoformat(told["valid_from"])
    earlier = ProcedureVersion.objects.filter(code=code, version__lt=version)
    earlier.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
    body = told["body"]
    ProcedureVersion.objects.create(
        key=f"{code}@{version}",
        code=code,
        version=version,
        valid_from=valid_from,
        valid_to=None,
        name=body["name"],
        field=body["field"],
        level=body["level"],
        popular=body["popular"],
        accepted=body["accepted"],
        search=told["search"],
        body=body,
        published_by=entry.by,
        published_at=entry.at,
    )
    shelf.touched()


def project_process(entry: Entry) -> None:
    """`process.published`: a version of a named internal process."""
    told = entry.payload
    ProcessVersion.objects.create(
        key=f"{told['process']}@{told['version']}",
        process=told["process"],
        version=told["version"],
        name=told["body"]["name"],
        procedure=told["body"]["code"] or "",
        total=told["body"]["total"],
        body=told["body"],
        published_by=entry.by,
        published_at=entry.at,
    )


def project_rule_set(entry: Entry) -> None:
    """`ruleset.published`: the text of a rule set as it was published."""
    told = entry.payload
    RuleSetVersion.objects.create(
        key=f"{told['code']}@{told['version']}",
        code=told["code"],
        version=told["version"],
        sha256=told["sha256"],
        body=told["body"],
        published_by=entry.by,
        published_at=entry.at,
    )


def check_procedures(heads: Sequence[Head]) -> list[str]:
    """Streams of procedures whose newest row is not the one that their head tells of."""
    codes = {head.stream_id.partition(":")[2]: head.seq for head in heads}
    rows: dict[str, int] = {}
    for code, version in ProcedureVersion.objects.filter(code__in=codes).order_by("version").values_list("code", "version"):
        rows[code] = version
    return [f"Thủ tục {code}: sổ gốc có {seq} phiên bản, bảng có {rows.get(code, 0)}." for code, seq in codes.items() if rows.get(code, 0) != seq]
