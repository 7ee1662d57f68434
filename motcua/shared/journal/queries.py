"""Reading the journal."""

from collections.abc import Iterable, Sequence

from motcua.shared.journal import history
from motcua.shared.journal.entries import Entry, FeedItem, Head
from motcua.shared.journal.postgres import store


def entries(stream_id: str) -> list[Entry]:
    """A stream in order, each entry with its sealed part while that exists."""
    return store.entries(stream_id)


def entries_of(stream_ids: Iterable[str], kinds: Iterable[str]) -> dict[str, list[Entry]]:
    """The entries of some kinds in many streams, by stream and in order; one statement. A stream without such an entry has an empty list."""
    wanted = list(stream_ids)
    found: dict[str, list[Entry]] = {stream: [] for stream in wanted}
    for entry in store.entries_of(wanted, list(kinds)) if wanted else []:
        found[entry.stream_id].append(entry)
    return found


def head(stream_id: str) -> Head | None:
    """The end of a stream and who holds it; None when nobody opened it."""
    return store.head(stream_id)


def feed(after: int = 0, limit: int = 500) -> list[FeedItem]:
    """Entries behind a position of the feed, in order. The last position is the next cursor."""
    return store.feed(after, limit)


def recent(
    prefixes: Sequence[str], *, kind: str = "", username: str = "", stream_id: str = "", before: int | None = None, limit: int = 50
) -> list[tuple[int, Entry]]:
    """The newest entries of all streams of these prefixes, each with the number under which it is kept; `before` is the number to go on from.

    For streams of reference data, which are few: the heads are gone through, never all entries.
    """
    return history.recent(prefixes, kind=kind, username=username, stream_id=stream_id, before=before, limit=limit)
