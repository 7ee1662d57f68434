"""Marks of `verify`: runs of streams that were found whole, and how to prove that not one of their rows changed since.

The fingerprint is computed inside PostgreSQL over every column of entries, sealed parts, heads and places; all rows are read, only the hashing in
Python is saved. The mark is authenticated by a key drawn from the node's secret, which the database does not have.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connection, transaction

from motcua.shared.journal import keys
from motcua.shared.journal.canonical import canonical
from motcua.shared.journal.postgres import ask

TAG = b"motcua/mark/1\n"
FINGERPRINT = """
select count(*), sha256(coalesce(string_agg(
    sha256(convert_to(row(e, h, s.salt, s.content, f.position, o.entry_id)::text, 'UTF8')), ''::bytea order by e.stream_id, e.epoch, e.seq, e.id
), ''::bytea))
from journal_entry e
left join journal_head h on h.stream_id = e.stream_id
left join journal_sealed s on s.entry_id = e.id
left join journal_feed f on f.entry_id = e.id
left join journal_outbox o on o.entry_id = e.id
where e.stream_id >= %s and e.stream_id <= %s"""


@dataclass(frozen=True, slots=True)
class Known:
    """A run of streams, both ends included, as it was when it was whole."""

    first: str
    last: str
    entries: int
    fingerprint: bytes

    def seal(self) -> bytes:
        fields = {"first": self.first, "last": self.last, "entries": self.entries, "fingerprint": self.fingerprint.hex()}
        return hmac.digest(_secret(), TAG + canonical(fields), sha256)

    def untouched(self) -> bool:
        """Whether the run has the same rows now."""
        return look(self.first, self.last) == self


def look(first: str, last: str) -> Known:
    """A run of streams as it is now."""
    entries, fingerprint = ask(FINGERPRINT, first, last)[0]
    return Known(first, last, entries, bytes(fingerprint))


def load() -> Iterator[Known]:
    """The marks that this node made, in the order of streams; what somebody else put there is passed over."""
    for first, last, entries, fingerprint, seal in ask("select first, last, entries, fingerprint, seal from journal_mark order by first"):
        known = Known(first, last, entries, bytes(fingerprint))
        if hmac.compare_digest(known.seal(), bytes(seal)):
            yield known


def save(known: Sequence[Known]) -> None:
    """These marks and no others."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from journal_mark")
        cursor.executemany(
            "insert into journal_mark (first, last, entries, fingerprint, seal, at) values (%s, %s, %s, %s, %s, now())",
            [(mark.first, mark.last, mark.entries, mark.fingerprint, mark.seal()) for mark in known],
        )


def _secret() -> bytes:
    raw = keys.private_key().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return sha256(TAG + raw).digest()
