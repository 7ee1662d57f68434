"""How an entry of a stream `calendar:<name>` becomes rows; it reads the entry and nothing else."""

from collections.abc import Iterator, Sequence

from django.db.models import Count

from motcua.base.time import parse_iso
from motcua.shared.calendars import cache
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.journal.entries import Entry, Head

PUBLISHED = "calendar.published"


def project(entry: Entry) -> None:
    """A publication: the version with its data, and the terms that it moved."""
    if entry.kind != PUBLISHED:
        raise LookupError(f"no projection for {entry.kind}")
    name, version = entry.stream_id.partition(":")[2], entry.payload["version"]
    CalendarVersion.objects.create(name=name, version=version, data=entry.payload["data"], published_at=entry.at, published_by=entry.by)
    MovedTerm.objects.bulk_create(
        MovedTerm(
            name=name,
            version=version,
            key=row["key"],
            agency=row["agency"],
            due_before=parse_iso(row["before"]) if row["before"] else None,
            due_after=parse_iso(row["after"]) if row["after"] else None,
        )
        for row in entry.payload["moved"]
    )
    cache.touched()


def differences(heads: Sequence[Head]) -> Iterator[str]:
    """Calendars whose tables hold more or fewer publications than their streams: each entry is one."""
    names = {head.stream_id.partition(":")[2]: head.seq for head in heads}
    rows = CalendarVersion.objects.filter(name__in=names).order_by("name").values_list("name").annotate(count=Count("id"))
    counted = dict(rows)
    for name, seq in names.items():
        if counted.get(name, 0) != seq:
            yield f"Lịch {name} có {seq} lần công bố trong sổ nhưng bảng ghi {counted.get(name, 0)}."
