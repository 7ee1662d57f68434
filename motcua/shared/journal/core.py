"""The journal decides here, over any store: who may write, what the next entry is, how the feed and its log grow. No Django, no clock."""

import re
from collections.abc import Sequence
from datetime import datetime

from motcua.base.time import VN
from motcua.shared.journal import chain, custody
from motcua.shared.journal.canonical import CanonicalError, plain
from motcua.shared.journal.entries import FIRST_EPOCH, FIRST_SEQ, Draft, Entry, Head, prefix_of, word_of
from motcua.shared.journal.merkle import Frontier
from motcua.shared.journal.rules import NothingSealed, UnknownStream
from motcua.shared.journal.store import Store

STREAM_ID = re.compile(r"[a-z][a-z_]*:[^\s\x00-\x1f]{1,180}")
KIND = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
BY = re.compile(r"[^\s@]{1,150}@[^\s@]{1,60}")


def append(store: Store, stream_id: str, drafts: Sequence[Draft], *, by: str, at: datetime, node: str, head: Head | None = None) -> list[Entry]:
    """Write drafts to the end of a stream, opening it when new. `head`: as `Store.head(lock=True)` gave it in this same transaction.

    CustodyError when the writer does not hold the stream; ValueError for what a programmer got wrong.
    """
    for draft in drafts:
        if word_of(draft.kind) in custody.RESERVED:
            raise ValueError(f"{draft.kind} has an act of its own")
    if not drafts:
        return []
    was = head if head is not None else store.head(stream_id, lock=True)
    return _write(store, stream_id, was, drafts, by=by, at=at, node=node)


def erase(store: Store, stream_id: str, seqs: Sequence[int] | None, *, by: str, at: datetime, node: str, basis: str) -> Entry:
    """Take away sealed parts (all of the stream when `seqs` is None) and say so in an entry. NothingSealed when one is not there."""
    was = store.head(stream_id, lock=True)
    if was is None:
        raise UnknownStream(stream_id)
    present = store.sealed_seqs(stream_id)
    wanted = sorted(set(present if seqs is None else seqs))
    missing = sorted(set(wanted) - set(present))
    if missing or not wanted:
        raise NothingSealed(stream_id, missing)
    draft = Draft(f"{prefix_of(stream_id)}.{custody.ERASED}", {"seqs": wanted, "basis": basis})
    (entry,) = _write(store, stream_id, was, [draft], by=by, at=at, node=node)
    store.drop_sealed(stream_id, wanted)
    return entry


def open_epoch(store: Store, stream_id: str, to: custody.Place, *, by: str, at: datetime, node: str, province: str, basis: str) -> Entry:
    """After a node died for good: the province gives the stream to a new holder. The sequence goes on, in the next epoch."""
    was = store.head(stream_id, lock=True)
    if was is None:
        raise UnknownStream(stream_id)
    payload = {"custodian": {"node": to.node, "agency": to.agency}, "basis": basis}
    draft = Draft(f"{prefix_of(stream_id)}.{custody.EPOCH_OPENED}", payload)
    (entry,) = _write(store, stream_id, was, [draft], by=by, at=at, node=node, province=province)
    return entry


def sequence(store: Store, limit: int) -> int:
    """Move waiting entries to the feed and their hashes to the log; how many. The log has as many leaves as the feed has places."""
    store.lock_feed()
    size = store.size()
    hashes = store.move(limit)
    if hashes:
        frontier = Frontier.load(size, store.nodes)
        store.put_nodes(dict(node for digest in hashes for node in frontier.add(digest)))
    return len(hashes)


def _write(
    store: Store, stream_id: str, was: Head | None, drafts: Sequence[Draft], *, by: str, at: datetime, node: str, province: str | None = None
) -> list[Entry]:
    _check_call(stream_id, drafts, by, at)
    now, entries = was, []
    for draft in drafts:
        entry = follow(now, stream_id, draft, by=by, at=at, node=node)
        now = advance(now, entry, province=province)
        entries.append(entry)
    if now is None:
        raise ValueError("nothing to write")
    store.write(was, now, entries)
    return entries


def follow(head: Head | None, stream_id: str, draft: Draft, *, by: str, at: datetime, node: str) -> Entry:
    """The entry that a draft becomes at the end of a stream. Time does not run backwards in a stream: `at = max(at, head.at)`."""
    salt = chain.draw_salt() if draft.sealed is not None else None
    sealed = plain(draft.sealed)
    epoch, seq, prev = (head.epoch, head.seq + 1, head.hash) if head else (FIRST_EPOCH, FIRST_SEQ, chain.ORIGIN)
    epoch += word_of(draft.kind) == custody.EPOCH_OPENED
    moment = (max(at, head.at) if head else at).astimezone(VN)
    payload, digest, author = plain(draft.payload), chain.seal(sealed, salt) if salt else None, draft.by or by
    digested = chain.entry_hash(
        stream_id=stream_id,
        epoch=epoch,
        seq=seq,
        kind=draft.kind,
        at=moment,
        by=author,
        node=node,
        payload=payload,
        sealed_digest=digest,
        prev=prev,
    )
    return Entry(stream_id, epoch, seq, draft.kind, moment, author, node, payload, digest, prev, digested, sealed, salt)


def advance(head: Head | None, entry: Entry, *, province: str | None = None) -> Head:
    """The head after an entry. CustodyError when its writer might not write it."""
    if head is None:
        held = custody.opening(entry.stream_id, kind=entry.kind, payload=entry.payload, by=entry.by, node=entry.node)
    else:
        held = custody.after(
            custody.of_head(head), entry.stream_id, kind=entry.kind, payload=entry.payload, by=entry.by, node=entry.node, province=province
        )
    to = held.to
    return Head(
        entry.stream_id,
        entry.epoch,
        entry.seq,
        entry.hash,
        entry.at,
        held.holder.node,
        held.holder.agency,
        to.node if to else None,
        to.agency if to else None,
    )


def _check_call(stream_id: str, drafts: Sequence[Draft], by: str, at: datetime) -> None:
    if not STREAM_ID.fullmatch(stream_id):
        raise ValueError(f"not a stream id: {stream_id!r}")
    if at.tzinfo is None:
        raise CanonicalError("moment without offset")
    for draft in drafts:
        if not KIND.fullmatch(draft.kind) or prefix_of(stream_id) != draft.kind.partition(".")[0]:
            raise ValueError(f"{draft.kind!r} is not a kind of {prefix_of(stream_id)}")
        if not BY.fullmatch(draft.by or by):
            raise ValueError(f"not username@agency: {draft.by or by!r}")
