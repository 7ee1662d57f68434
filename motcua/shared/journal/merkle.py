"""The log's tree after RFC 6962, section 2.1: pure functions over hashes of complete subtrees.

A node is (level, index): the subtree of 2^level leaves that begins at leaf index·2^level. The leaf of an entry is its hash.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

NodeAt = tuple[int, int]
Lookup = Callable[[Sequence[NodeAt]], dict[NodeAt, bytes]]
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256 over 0x00 and the data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 over 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


def frontier_places(size: int) -> list[NodeAt]:
    """The complete subtrees that make up a tree of `size` leaves, the largest first."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]


class Frontier:
    """The right edge of a growing tree: as many hashes as the size has bits set, enough to add leaves and to give the root."""

    def __init__(self, size: int = 0, edge: Iterable[tuple[int, bytes]] = ()) -> None:
        self.size = size
        self._edge = list(edge)

    @classmethod
    def load(cls, size: int, lookup: Lookup) -> "Frontier":
        """The edge of a stored tree. LookupError when a subtree is missing."""
        places = frontier_places(size)
        found = lookup(places)
        missing = [place for place in places if place not in found]
        if missing:
            raise LookupError(f"log node {missing[0]} is missing")
        return cls(size, [(place[0], found[place]) for place in places])

    def add(self, data: bytes) -> list[tuple[NodeAt, bytes]]:
        """Append one leaf; the subtrees of level 1 and above that it completes."""
        level, digest, index, made = 0, leaf_hash(data), self.size, []
        while self._edge and self._edge[-1][0] == level:
            digest, level, index = node_hash(self._edge.pop()[1], digest), level + 1, index >> 1
            made.append(((level, index), digest))
        self._edge.append((level, digest))
        self.size += 1
        return made

    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self._edge:
            return EMPTY_ROOT
        digest = self._edge[-1][1]
        for _, left in reversed(self._edge[:-1]):
            digest = node_hash(left, digest)
        return digest


def root(size: int, lookup: Lookup) -> bytes:
    """The root of the first `size` leaves of a stored tree."""
    return Frontier.load(size, lookup).root()


def inclusion(index: int, size: int, lookup: Lookup) -> list[bytes]:
    """The audit path of leaf `index` (from 0) in the tree of `size` leaves, from the leaf upwards."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in this tree")
    return _resolve(_inclusion_ranges(index, 0, size), lookup)


def consistency(first: int, second: int, lookup: Lookup) -> list[bytes]:
    """The proof that the tree of `first` leaves is the beginning of the tree of `second`."""
    if not 0 < first <= second:
        raise ValueError("sizes must rise from one")
    return _resolve(_consistency_ranges(first, 0, second, whole=True), lookup)


def root_from_inclusion(data: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a leaf and its path lead to; None when the path does not have the right length."""
    if not 0 <= index < size:
        return None
    here, last, digest = index, size - 1, leaf_hash(data)
    for sibling in proof:
        if last == 0:
            return None
        if here & 1 or here == last:
            digest = node_hash(sibling, digest)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        here, last = here >> 1, last >> 1
    return digest if last == 0 else None


def is_consistent(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a consistency proof connects two roots (RFC 9162, section 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return first_root == second_root and not proof
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _both_roots(first, second, path) == (first_root, second_root)


def _both_roots(first: int, second: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    here, last = first - 1, second - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def _inclusion_ranges(index: int, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def _consistency_ranges(first: int, start: int, end: int, *, whole: bool) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while first != end - start:
        half = _split(end - start)
        if first <= half:
            found.append((start + half, end))
            end = start + half
        else:
            found.append((start, start + half))
            first, start, whole = first - half, start + half, False
    return ([] if whole else [(start, end)]) + found[::-1]


def _resolve(ranges: Sequence[tuple[int, int]], lookup: Lookup) -> list[bytes]:
    """Hashes of leaf ranges [start, end), each from its complete subtrees, with one look-up for all."""
    parts = [_complete(start, end) for start, end in ranges]
    found = lookup([place for places in parts for place in places])
    return [_fold([found[place] for place in places]) for places in parts]


def _complete(start: int, end: int) -> list[NodeAt]:
    """The complete subtrees of a range that begins where a subtree of at least its size begins."""
    places = []
    while start < end:
        level = (end - start).bit_length() - 1
        places.append((level, start >> level))
        start += 1 << level
    return places


def _fold(hashes: Sequence[bytes]) -> bytes:
    digest = hashes[-1]
    for left in reversed(hashes[:-1]):
        digest = node_hash(left, digest)
    return digest
