"""Writing to the journal, always inside the caller's transaction: the entry, then its projection, at once or not at all."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from motcua.shared.journal import core, registry
from motcua.shared.journal.custody import Place
from motcua.shared.journal.entries import Draft, Entry, Head, prefix_of
from motcua.shared.journal.postgres import store


def lock(stream_id: str) -> Head | None:
    """The stream's head, locked until the transaction ends; None when nobody opened it."""
    _inside_transaction()
    return store.head(stream_id, lock=True)


def append(stream_id: str, drafts: Sequence[Draft], *, by: str, at: datetime, head: Head | None = None) -> list[Entry]:
    """Write drafts to the end of a stream (opening it when new) and project them.

    `head`, when `lock` gave it in this transaction and nothing was appended since, saves the second locking read.
    Raises `rules.CustodyError` when the writer's agency does not hold the stream, `rules.Overtaken` when somebody was faster.
    """
    _inside_transaction()
    projection = registry.projection(prefix_of(stream_id))
    entries = core.append(store, stream_id, drafts, by=by, at=at, node=settings.NODE_NAME, head=head)
    _project(projection, entries)
    return entries


def erase(stream_id: str, seqs: Sequence[int] | None, *, by: str, at: datetime, basis: str) -> Entry:
    """Erase sealed parts (all of the stream's when `seqs` is None) for good. `basis` is the code of the decision, not free text.

    The entry `<prefix>.erased` with `{"seqs", "basis"}` goes to the projector, which clears what it took from those parts.
    """
    _inside_transaction()
    projection = registry.projection(prefix_of(stream_id))
    entry = core.erase(store, stream_id, seqs, by=by, at=at, node=settings.NODE_NAME, basis=basis)
    _project(projection, [entry])
    return entry


def open_epoch(stream_id: str, to: Place, *, by: str, at: datetime, basis: str) -> Entry:
    """Give a stream whose node died for good to another holder. Only the province's node may."""
    _inside_transaction()
    projection = registry.projection(prefix_of(stream_id))
    node = settings.NODE_NAME
    entry = core.open_epoch(store, stream_id, to, by=by, at=at, node=node, province=province(), basis=basis)
    _project(projection, [entry])
    return entry


def province() -> str:
    """The node that may open epochs: `settings.PROVINCE_NODE`, else this one."""
    return str(getattr(settings, "PROVINCE_NODE", settings.NODE_NAME))


def _project(projection: registry.Projection, entries: Iterable[Entry]) -> None:
    for entry in entries:
        projection.project(entry)


def _inside_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written inside transaction.atomic() only")
