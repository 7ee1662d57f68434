"""Reading the journal."""

from motcua.shared.journal.entries import Entry, FeedItem, Head
from motcua.shared.journal.postgres import store


def entries(stream_id: str) -> list[Entry]:
    """A stream in order, each entry with its sealed part while that exists."""
    return store.entries(stream_id)


def head(stream_id: str) -> Head | None:
    """The end of a stream and who holds it; None when nobody opened it."""
    return store.head(stream_id)


def feed(after: int = 0, limit: int = 500) -> list[FeedItem]:
    """Entries behind a position of the feed, in order. The last position is the next cursor."""
    return store.feed(after, limit)
