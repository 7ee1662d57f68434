"""What a stream is made of. Plain values: no Django, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FIRST_EPOCH = 1
FIRST_SEQ = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that somebody wants to write. `payload`: codes, moments, numbers; `sealed`: everything personal and all free text."""

    kind: str
    payload: dict[str, Any]
    sealed: dict[str, Any] | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a stream. `sealed` and `salt` are there when the sealed part is at hand, None after erasure."""

    stream_id: str
    epoch: int
    seq: int
    kind: str
    at: datetime
    by: str
    node: str
    payload: dict[str, Any]
    sealed_digest: bytes | None
    prev: bytes
    hash: bytes
    sealed: dict[str, Any] | None = None
    salt: bytes | None = field(default=None, repr=False)

    @property
    def prefix(self) -> str:
        """`dossier` of `dossier:000.01.25.H19-250124-0001`."""
        return prefix_of(self.stream_id)

    @property
    def word(self) -> str:
        """`accepted` of `dossier.accepted`."""
        return word_of(self.kind)

    @property
    def agency(self) -> str:
        """The agency that wrote it."""
        return agency_of(self.by)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream and who holds it; `to_*` is the addressee while it is in transit."""

    stream_id: str
    epoch: int
    seq: int
    hash: bytes
    at: datetime
    node: str
    agency: str
    to_node: str | None = None
    to_agency: str | None = None

    @property
    def in_transit(self) -> bool:
        return self.to_agency is not None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry at its place in the feed; positions start at 1 and have no gap."""

    position: int
    entry: Entry


def prefix_of(stream_id: str) -> str:
    """The part before the first colon."""
    return stream_id.partition(":")[0]


def word_of(kind: str) -> str:
    """The part of a kind after the dot."""
    return kind.partition(".")[2]


def agency_of(by: str) -> str:
    """The agency's code in `username@agency`."""
    return by.rpartition("@")[2]


def erased_seqs(payload: Mapping[str, Any]) -> frozenset[int]:
    """The places whose sealed parts an erasure entry took away."""
    return frozenset(payload["seqs"])
