"""The PostgreSQL store. A whole append is one lock and one statement; everything here runs in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection
from psycopg.errors import UniqueViolation

from motcua.base.time import VN
from motcua.shared.journal.canonical import canonical, parse_stored
from motcua.shared.journal.entries import Entry, FeedItem, Head
from motcua.shared.journal.merkle import leaf_hash
from motcua.shared.journal.rules import Overtaken
from motcua.shared.journal.store import NodeAt

FEED_LOCK = 0x6D6F_7463_7561
HEAD_COLUMNS = "stream_id, epoch, seq, hash, at, node, agency, to_node, to_agency"
HEAD = f"select {HEAD_COLUMNS} from journal_head where stream_id = %s"  # noqa: S608 constant columns
ENTRY_COLUMNS = """e.stream_id, e.epoch, e.seq, e.kind, e.at, e."by", e.node, e.payload, e.sealed_digest, e.prev, e.hash, s.content, s.salt"""
OF_STREAM = f"""
select {ENTRY_COLUMNS} from journal_entry e left join journal_sealed s on s.entry_id = e.id
where e.stream_id = %s order by e.epoch, e.seq"""  # noqa: S608 constant columns
OF_STREAMS = f"""
select {ENTRY_COLUMNS} from journal_entry e left join journal_sealed s on s.entry_id = e.id
where e.stream_id = any(%s) and e.kind = any(%s) order by e.stream_id, e.epoch, e.seq"""  # noqa: S608 constant columns
OF_FEED = f"""
select f.position, {ENTRY_COLUMNS} from journal_feed f join journal_entry e on e.id = f.entry_id
left join journal_sealed s on s.entry_id = e.id where f.position > %s order by f.position limit %s"""  # noqa: S608 constant columns
WRITE = """
with entry as (
    insert into journal_entry (stream_id, epoch, seq, kind, at, "by", node, payload, sealed_digest, prev, hash)
    select %(stream)s, t.epoch, t.seq, t.kind, t.at, t.author, t.node, t.payload::jsonb, t.digest, t.prev, t.hash
    from unnest(%(epoch)s::int[], %(seq)s::int[], %(kind)s::text[], %(at)s::timestamptz[], %(author)s::text[], %(node)s::text[],
                %(payload)s::text[], %(digest)s::bytea[], %(prev)s::bytea[], %(hash)s::bytea[])
         as t(epoch, seq, kind, at, author, node, payload, digest, prev, hash)
    order by t.seq
    returning id, seq
), sealed as (
    insert into journal_sealed (entry_id, salt, content)
    select entry.id, t.salt, t.content::jsonb
    from unnest(%(sealed_seq)s::int[], %(salt)s::bytea[], %(content)s::text[]) as t(seq, salt, content) join entry using (seq)
), queued as (
    insert into journal_outbox (entry_id) select id from entry
), head as ("""
OPEN = """
    insert into journal_head (stream_id, epoch, seq, hash, at, node, agency, to_node, to_agency)
    values (%(stream)s, %(h_epoch)s, %(h_seq)s, %(h_hash)s, %(h_at)s, %(h_node)s, %(h_agency)s, %(h_to_node)s, %(h_to_agency)s)
    returning 1"""
ADVANCE = """
    update journal_head set epoch = %(h_epoch)s, seq = %(h_seq)s, hash = %(h_hash)s, at = %(h_at)s, node = %(h_node)s,
        agency = %(h_agency)s, to_node = %(h_to_node)s, to_agency = %(h_to_agency)s
    where stream_id = %(stream)s and epoch = %(was_epoch)s and seq = %(was_seq)s and hash = %(was_hash)s
    returning 1"""
COUNT = ") select count(*) from head"
MOVE = """
with moved as (
    delete from journal_outbox where entry_id in (select entry_id from journal_outbox order by entry_id limit %s) returning entry_id
), placed as (
    insert into journal_feed (position, entry_id)
    select (select coalesce(max(position), 0) from journal_feed) + row_number() over (order by entry_id), entry_id from moved
    returning position, entry_id
)
select e.hash from placed p join journal_entry e on e.id = p.entry_id order by p.position"""


class PostgresStore:
    """See `store.Store`."""

    def head(self, stream_id: str, *, lock: bool = False) -> Head | None:
        rows = ask(HEAD + " for update" if lock else HEAD, stream_id)
        return read_head(rows[0]) if rows else None

    def write(self, was: Head | None, now: Head, entries: Sequence[Entry]) -> None:
        sql, values = WRITE + (ADVANCE if was else OPEN) + COUNT, _columns(now.stream_id, entries) | _ends(was, now)
        try:
            written = ask(sql, values)[0][0]
        except IntegrityError as error:
            if isinstance(error.__cause__, UniqueViolation):
                raise Overtaken(now.stream_id, seq=now.seq) from error
            raise
        if written != 1:
            raise Overtaken(now.stream_id, seq=now.seq)

    def entries(self, stream_id: str) -> list[Entry]:
        return [read_entry(row) for row in ask(OF_STREAM, stream_id)]

    def entries_of(self, stream_ids: Sequence[str], kinds: Sequence[str]) -> list[Entry]:
        return [read_entry(row) for row in ask(OF_STREAMS, list(stream_ids), list(kinds))]

    def sealed_seqs(self, stream_id: str) -> list[int]:
        question = "select e.seq from journal_entry e join journal_sealed s on s.entry_id = e.id where e.stream_id = %s order by e.seq"
        return [seq for (seq,) in ask(question, stream_id)]

    def drop_sealed(self, stream_id: str, seqs: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "delete from journal_sealed s using journal_entry e where e.id = s.entry_id and e.stream_id = %s and e.seq = any(%s)",
                [stream_id, list(seqs)],
            )

    def lock_feed(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [FEED_LOCK])

    def move(self, limit: int) -> list[bytes]:
        return [bytes(digest) for (digest,) in ask(MOVE, limit)]

    def size(self) -> int:
        return int(ask("select coalesce(max(position), 0) from journal_feed")[0][0])

    def feed(self, after: int, limit: int) -> list[FeedItem]:
        return [FeedItem(row[0], read_entry(row[1:])) for row in ask(OF_FEED, after, limit)]

    def position(self, stream_id: str, seq: int) -> int | None:
        rows = ask(
            "select f.position from journal_feed f join journal_entry e on e.id = f.entry_id where e.stream_id = %s and e.seq = %s", stream_id, seq
        )
        return rows[0][0] if rows else None

    def nodes(self, wanted: Sequence[NodeAt]) -> dict[NodeAt, bytes]:
        leaves = [index for level, index in wanted if level == 0]
        inner = [(level, index) for level, index in wanted if level > 0]
        found: dict[NodeAt, bytes] = {}
        if leaves:
            rows = ask(
                "select f.position - 1, e.hash from journal_feed f join journal_entry e on e.id = f.entry_id where f.position = any(%s)",
                [index + 1 for index in leaves],
            )
            found |= {(0, index): leaf_hash(bytes(digest)) for index, digest in rows}
        if inner:
            rows = ask(
                "select n.level, n.index, n.hash from journal_log_node n"
                " join unnest(%s::int[], %s::bigint[]) as t(level, index) on n.level = t.level and n.index = t.index",
                [level for level, _ in inner],
                [index for _, index in inner],
            )
            found |= {(level, index): bytes(digest) for level, index, digest in rows}
        return found

    def put_nodes(self, nodes: Mapping[NodeAt, bytes]) -> None:
        if not nodes:
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into journal_log_node (level, index, hash) select * from unnest(%s::int[], %s::bigint[], %s::bytea[])",
                [[level for level, _ in nodes], [index for _, index in nodes], list(nodes.values())],
            )


store = PostgresStore()


def read_head(row: Sequence[Any]) -> Head:
    """A head from its columns in the order of the table."""
    return Head(row[0], row[1], row[2], bytes(row[3]), *row[4:9])


def read_entry(row: Sequence[Any]) -> Entry:
    """An entry from `ENTRY_COLUMNS`. CanonicalError when a JSON column holds what the canonical form refuses."""
    stream_id, epoch, seq, kind, at, by, node, payload, digest, prev, hashed, content, salt = row
    return Entry(
        stream_id,
        epoch,
        seq,
        kind,
        at.astimezone(VN),
        by,
        node,
        parse_stored(payload),
        bytes(digest) if digest is not None else None,
        bytes(prev),
        bytes(hashed),
        parse_stored(content) if content is not None else None,
        bytes(salt) if salt is not None else None,
    )


def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows of a question; its values in order, or one mapping of names."""
    with connection.cursor() as cursor:
        cursor.execute(question, values[0] if values and isinstance(values[0], dict) else values)
        return list(cursor.fetchall())


def _columns(stream_id: str, entries: Sequence[Entry]) -> dict[str, Any]:
    secret = [entry for entry in entries if entry.salt is not None]
    return {
        "stream": stream_id,
        "epoch": [entry.epoch for entry in entries],
        "seq": [entry.seq for entry in entries],
        "kind": [entry.kind for entry in entries],
        "at": [_text(entry.at) for entry in entries],
        "author": [entry.by for entry in entries],
        "node": [entry.node for entry in entries],
        "payload": [canonical(entry.payload).decode() for entry in entries],
        "digest": [entry.sealed_digest for entry in entries],
        "prev": [entry.prev for entry in entries],
        "hash": [entry.hash for entry in entries],
        "sealed_seq": [entry.seq for entry in secret],
        "salt": [entry.salt for entry in secret],
        "content": [canonical(entry.sealed).decode() for entry in secret],
    }


def _ends(was: Head | None, now: Head) -> dict[str, Any]:
    return {
        "h_epoch": now.epoch,
        "h_seq": now.seq,
        "h_hash": now.hash,
        "h_at": now.at,
        "h_node": now.node,
        "h_agency": now.agency,
        "h_to_node": now.to_node,
        "h_to_agency": now.to_agency,
        "was_epoch": was.epoch if was else 0,
        "was_seq": was.seq if was else 0,
        "was_hash": was.hash if was else b"",
    }


def _text(at: datetime) -> str:
    return at.isoformat()
