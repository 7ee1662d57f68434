"""Hashes of entries and of sealed parts. These choices are frozen: see `docs/journal-format.md` and `vectors.json`."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from motcua.shared.journal.canonical import canonical, moment
from motcua.shared.journal.entries import Entry

ENTRY_TAG = b"motcua/entry/1\n"
SEALED_TAG = b"motcua/sealed/1\n"
ORIGIN = bytes(32)
SALT_BYTES = 16


def entry_hash(
    *,
    stream_id: str,
    epoch: int,
    seq: int,
    kind: str,
    at: datetime,
    by: str,
    node: str,
    payload: Mapping[str, Any],
    sealed_digest: bytes | None,
    prev: bytes,
) -> bytes:
    """SHA-256 over the version tag and the canonical object of every field."""
    return sha256(
        ENTRY_TAG
        + canonical(
            {
                "stream": stream_id,
                "epoch": epoch,
                "seq": seq,
                "kind": kind,
                "at": moment(at),
                "by": by,
                "node": node,
                "payload": payload,
                "sealed": sealed_digest.hex() if sealed_digest is not None else None,
                "prev": prev.hex(),
            }
        )
    ).digest()


def hash_of(entry: Entry) -> bytes:
    """The hash that an entry must carry."""
    return entry_hash(
        stream_id=entry.stream_id,
        epoch=entry.epoch,
        seq=entry.seq,
        kind=entry.kind,
        at=entry.at,
        by=entry.by,
        node=entry.node,
        payload=entry.payload,
        sealed_digest=entry.sealed_digest,
        prev=entry.prev,
    )


def draw_salt() -> bytes:
    """128 random bits: without them a digest of a short personal value could be guessed."""
    return secrets.token_bytes(SALT_BYTES)


def seal(content: Mapping[str, Any], salt: bytes) -> bytes:
    """The digest that stands in the entry for its sealed part: SHA-256 over tag, salt (16 bytes) and canonical content."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 128 bits")
    return sha256(SEALED_TAG + salt + canonical(content)).digest()
