"""How an entry of a stream `calendar:<name>` becomes rows; it reads the entry and nothing else."""

from motcua.base.time import parse_iso
from motcua.shared.calendars import cache
from motcua.shared.calendars.models import CalendarVersion, MovedTerm
from motcua.shared.journal.entries import Entry

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
