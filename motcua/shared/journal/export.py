"""One code's streams as a file that proves itself: entries, sealed parts where allowed, paths to a signed head."""

import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from motcua.base.time import VN
from motcua.shared.journal import heads, keys, log, merkle
from motcua.shared.journal.actions import province
from motcua.shared.journal.audit import SHAPE_ERRORS, StreamAudit
from motcua.shared.journal.canonical import CanonicalError, moment, parse, parse_moment
from motcua.shared.journal.entries import Entry
from motcua.shared.journal.heads import SignedHead
from motcua.shared.journal.postgres import store
from motcua.shared.journal.report import Report
from motcua.shared.journal.rules import UnknownStream
from motcua.shared.journal.verify import streams_of

FORMAT = "motcua/streams/1"


def export_file(code: str, path: Path, *, with_sealed: bool) -> int:
    """Write the streams of a code (a stream id, or a code with its side streams) to a file; how many entries. UnknownStream when none.

    The caller logs who read the sealed parts.
    """
    content = export(code, with_sealed=with_sealed)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return sum(len(stream["entries"]) for stream in content["streams"])


def export(code: str, *, with_sealed: bool) -> dict[str, Any]:
    """The content of such a file."""
    streams = streams_of(code)
    if not streams:
        raise UnknownStream(code)
    head = log.latest()
    return {
        "format": FORMAT,
        "code": code,
        "sealed": with_sealed,
        "head": head.fields() if head else None,
        "streams": [
            {"stream": stream, "entries": [_fields(entry, head, with_sealed=with_sealed) for entry in store.entries(stream)]} for stream in streams
        ],
    }


def verify_file(path: Path, *, trusted: frozenset[bytes] | None = None) -> Report:
    """Check an exported file without the database. `trusted`: raw public keys of nodes; by default this node's.

    `counts["unpublished"]` entries came after the last published head: their chain is checked, their place in the log is not yet provable.
    """
    began, report = time.monotonic(), Report()
    try:
        content = parse(path.read_bytes())
        if content["format"] != FORMAT:
            raise CanonicalError("another format")
        report.say(_check(content, keys.trusted_keys() if trusted is None else trusted, report))
    except SHAPE_ERRORS:
        report.say([f"{path.name}: không phải tệp xuất nhật ký, hoặc đã hỏng."])
    report.seconds = time.monotonic() - began
    return report


def _check(content: Mapping[str, Any], trusted: frozenset[bytes], report: Report) -> Iterator[str]:
    head = heads.read(content["head"]) if content["head"] is not None else None
    if head is not None and not head.signed_by(trusted):
        yield f"Đầu nhật ký ({head.size} mục): chữ ký không đúng hoặc không phải của nút này."
    for stream in content["streams"]:
        report.count("streams")
        yield from _check_stream(stream, head, report, sealed=bool(content["sealed"]))


def _check_stream(stream: Mapping[str, Any], head: SignedHead | None, report: Report, *, sealed: bool) -> Iterator[str]:
    check, before = StreamAudit(stream["stream"], province(), allow_sealed_away=not sealed), -1
    for fields in stream["entries"]:
        entry = _entry(stream["stream"], fields)
        report.count("entries")
        yield from check.take(entry)
        where, proof = check.where(entry.epoch, entry.seq), fields["proof"]
        if proof is None:
            report.count("unpublished")
            continue
        if head is None or not _proven(entry, proof, head):
            yield f"{where}: không có trong nhật ký đã công bố."
        if proof["index"] <= before:
            yield f"{where}: phát không đúng thứ tự."
        before = proof["index"]
    if check.head is None:
        yield f"{check.where(None, 1)}: tệp không có mục nào."
    yield from check.end()


def _proven(entry: Entry, proof: Mapping[str, Any], head: SignedHead) -> bool:
    path = [bytes.fromhex(sibling) for sibling in proof["path"]]
    return merkle.root_from_inclusion(entry.hash, proof["index"], head.size, path) == head.root


def _fields(entry: Entry, head: SignedHead | None, *, with_sealed: bool) -> dict[str, Any]:
    proof = log.inclusion(entry.stream_id, entry.seq, head.size) if head else None
    return {
        "epoch": entry.epoch,
        "seq": entry.seq,
        "kind": entry.kind,
        "at": moment(entry.at),
        "by": entry.by,
        "node": entry.node,
        "payload": entry.payload,
        "sealed": entry.sealed_digest.hex() if entry.sealed_digest is not None else None,
        "prev": entry.prev.hex(),
        "hash": entry.hash.hex(),
        "salt": entry.salt.hex() if with_sealed and entry.salt is not None else None,
        "content": entry.sealed if with_sealed else None,
        "proof": {"index": proof[0], "path": [sibling.hex() for sibling in proof[1]]} if proof else None,
    }


def _entry(stream_id: str, fields: Mapping[str, Any]) -> Entry:
    return Entry(
        stream_id,
        fields["epoch"],
        fields["seq"],
        fields["kind"],
        parse_moment(fields["at"]).astimezone(VN),
        fields["by"],
        fields["node"],
        fields["payload"],
        bytes.fromhex(fields["sealed"]) if fields["sealed"] is not None else None,
        bytes.fromhex(fields["prev"]),
        bytes.fromhex(fields["hash"]),
        fields["content"],
        bytes.fromhex(fields["salt"]) if fields["salt"] is not None else None,
    )
