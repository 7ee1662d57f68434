"""The store in memory: the journal without a database, for properties, for simulations and as the measure of the other store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from motcua.shared.journal.entries import Entry, FeedItem, Head
from motcua.shared.journal.merkle import leaf_hash
from motcua.shared.journal.rules import Overtaken
from motcua.shared.journal.store import NodeAt


class MemoryStore:
    """See `store.Store`. One thread, one transaction."""

    def __init__(self) -> None:
        self._heads: dict[str, Head] = {}
        self._streams: dict[str, list[Entry]] = {}
        self._outbox: list[tuple[str, int]] = []
        self._feed: list[tuple[str, int]] = []
        self._nodes: dict[NodeAt, bytes] = {}

    def head(self, stream_id: str, *, lock: bool = False) -> Head | None:
        return self._heads.get(stream_id)

    def write(self, was: Head | None, now: Head, entries: Sequence[Entry]) -> None:
        if self._heads.get(now.stream_id) != was:
            raise Overtaken(now.stream_id, seq=now.seq)
        stream = self._streams.setdefault(now.stream_id, [])
        for entry in entries:
            self._outbox.append((entry.stream_id, len(stream)))
            stream.append(entry)
        self._heads[now.stream_id] = now

    def entries(self, stream_id: str) -> list[Entry]:
        return list(self._streams.get(stream_id, []))

    def sealed_seqs(self, stream_id: str) -> list[int]:
        return [entry.seq for entry in self._streams.get(stream_id, []) if entry.salt is not None]

    def drop_sealed(self, stream_id: str, seqs: Sequence[int]) -> None:
        stream = self._streams.get(stream_id, [])
        stream[:] = [replace(entry, sealed=None, salt=None) if entry.seq in seqs else entry for entry in stream]

    def lock_feed(self) -> None:
        return None

    def move(self, limit: int) -> list[bytes]:
        moved, self._outbox = self._outbox[:limit], self._outbox[limit:]
        self._feed += moved
        return [self._at(place).hash for place in moved]

    def size(self) -> int:
        return len(self._feed)

    def feed(self, after: int, limit: int) -> list[FeedItem]:
        places = self._feed[after : after + limit]
        return [FeedItem(after + number, self._at(place)) for number, place in enumerate(places, 1)]

    def position(self, stream_id: str, seq: int) -> int | None:
        found = (number for number, place in enumerate(self._feed, 1) if place[0] == stream_id and self._at(place).seq == seq)
        return next(found, None)

    def nodes(self, wanted: Sequence[NodeAt]) -> dict[NodeAt, bytes]:
        found = {place: self._nodes[place] for place in wanted if place in self._nodes}
        leaves = [index for level, index in wanted if level == 0 and 0 <= index < len(self._feed)]
        return found | {(0, index): leaf_hash(self._at(self._feed[index]).hash) for index in leaves}

    def put_nodes(self, nodes: Mapping[NodeAt, bytes]) -> None:
        self._nodes |= nodes

    def _at(self, place: tuple[str, int]) -> Entry:
        return self._streams[place[0]][place[1]]
