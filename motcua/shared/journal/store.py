"""What the core asks of a store. A memory store and the PostgreSQL store pass one contract test (`tests/test_store_contract.py`)."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from motcua.shared.journal.entries import Entry, FeedItem, Head

NodeAt = tuple[int, int]


class Store(Protocol):
    """Streams, their sealed parts, the feed and the log's tree. Every method belongs to the caller's transaction."""

    def head(self, stream_id: str, *, lock: bool = False) -> Head | None:
        """The end of a stream; with `lock` nobody else writes to it until the transaction ends."""

    def write(self, was: Head | None, now: Head, entries: Sequence[Entry]) -> None:
        """Entries, sealed parts, outbox and head in one go. `rules.Overtaken` when the head is no longer `was`."""

    def entries(self, stream_id: str) -> list[Entry]:
        """The stream in order, with the sealed parts that are still there."""

    def sealed_seqs(self, stream_id: str) -> list[int]:
        """The places whose sealed parts are still there, in order."""

    def drop_sealed(self, stream_id: str, seqs: Sequence[int]) -> None:
        """Remove sealed parts with their salts, for good."""

    def lock_feed(self) -> None:
        """Be the only sequencer until the transaction ends."""

    def move(self, limit: int) -> list[bytes]:
        """Move at most `limit` waiting entries, in the order of ids, to the end of the feed; their hashes in that order."""

    def size(self) -> int:
        """How many entries the feed has; the log has as many leaves."""

    def feed(self, after: int, limit: int) -> list[FeedItem]:
        """Entries behind a position, in order, with sealed parts."""

    def position(self, stream_id: str, seq: int) -> int | None:
        """Where an entry stands in the feed."""

    def nodes(self, wanted: Sequence[NodeAt]) -> dict[NodeAt, bytes]:
        """Hashes of complete subtrees (level, index); level 0 are the leaves."""

    def put_nodes(self, nodes: Mapping[NodeAt, bytes]) -> None:
        """Keep complete subtrees of level 1 and above."""
