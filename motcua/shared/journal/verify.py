"""Checking everything that the journal promises: in constant memory, in one snapshot, with the place of every break."""

import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from motcua.base import db
from motcua.shared.journal import audit, heads, keys, log, marks, merkle, registry, verify_log
from motcua.shared.journal.actions import province
from motcua.shared.journal.audit import StreamAudit
from motcua.shared.journal.canonical import CanonicalError
from motcua.shared.journal.entries import Head, prefix_of
from motcua.shared.journal.marks import Known
from motcua.shared.journal.postgres import ENTRY_COLUMNS, HEAD_COLUMNS, ask, read_entry, read_head, store
from motcua.shared.journal.report import Progress, Report, silent
from motcua.shared.journal.rules import UnknownStream, named

BATCH = 2_000
ALWAYS_WHOLE = 1_000_000
RUN = 20_000
LAST = 2**31 - 1
SELECT = f"""
select e.id, f.position, o.entry_id is not null, {ENTRY_COLUMNS}
from journal_entry e
left join journal_sealed s on s.entry_id = e.id
left join journal_feed f on f.entry_id = e.id
left join journal_outbox o on o.entry_id = e.id"""  # noqa: S608 constant columns
ALL = SELECT + " where (e.stream_id, e.epoch, e.seq) > (%s, %s, %s) order by e.stream_id, e.epoch, e.seq limit %s"
BOUNDED = SELECT + (
    " where (e.stream_id, e.epoch, e.seq) > (%s, %s, %s) and (e.stream_id, e.epoch) <= (%s, %s) order by e.stream_id, e.epoch, e.seq limit %s"
)
ONE = SELECT + " where e.stream_id = %s order by e.epoch, e.seq"
RANGE = f"select {HEAD_COLUMNS} from journal_head where stream_id > %s and stream_id <= %s order by stream_id limit %s"  # noqa: S608 constant columns
HEADS = f"select {HEAD_COLUMNS} from journal_head where stream_id = any(%s)"  # noqa: S608 constant columns
LONELY = {
    "select h.stream_id from journal_head h where not exists (select from journal_entry e where e.stream_id = h.stream_id)"
    " order by 1 limit 100": "{}: có dòng đầu mà không còn mục nào.",
    "select s.entry_id from journal_sealed s where not exists (select from journal_entry e where e.id = s.entry_id)"
    " order by 1 limit 100": "Phần niêm phong số {}: không còn mục của nó.",
    "select o.entry_id from journal_outbox o where not exists (select from journal_entry e where e.id = o.entry_id)"
    " order by 1 limit 100": "Hàng chờ số {}: không còn mục của nó.",
}


def verify(stream: str | None = None, *, full: bool = False, progress: Progress = silent) -> Report:
    """Check the whole journal, or the streams of one code (`dossier:<code>`, or `<code>` with its side streams).

    Up to a million entries everything is computed anew. Above, and unless `full`, runs of streams are passed over (`counts["untouched"]`) whose
    rows are proven to be those that were found whole before; their heads are compared with the projections all the same.
    UnknownStream when the code names none. `progress` gets (done, total) in entries, once for each batch.
    """
    began, report = time.monotonic(), Report()
    published, last = log.lines(), log.latest()  # before the snapshot: what is published meanwhile speaks of a longer log than it shows
    with db.snapshot():
        if stream is None:
            known = _everything(report, progress, published, full=full)
        else:
            known = []
            _some(stream, report, last)
    if known:
        marks.save(known)
    report.seconds = time.monotonic() - began
    return report


def _everything(report: Report, progress: Progress, published: int, *, full: bool) -> list[Known]:
    """All of it; the marks to keep when it is whole."""
    total = ask("select count(*) from journal_entry")[0][0]
    large = total > ALWAYS_WHOLE
    walk = _Walk(report, progress, total)
    for known in marks.load() if large and not full else ():
        walk.until((known.first, 0))
        if known.untouched():
            walk.skip(known)
        else:
            walk.until((known.last, LAST))
    walk.until(None)
    if walk.done != total:
        report.say([f"Soát được {walk.done} trong {total} mục; có mục mang kỳ hoặc số mục không thể có."])
    for question, sentence in LONELY.items():
        report.say(sentence.format(named(lonely, start=True) if isinstance(lonely, str) else lonely) for (lonely,) in ask(question))
    verify_log.check(report, published)
    return [*walk.proven, *(marks.look(*run) for run in walk.runs)] if large and report.whole else []


def _some(code: str, report: Report, last: heads.SignedHead | None) -> None:
    checker = _Checker(report)
    streams = streams_of(code)
    if not streams:
        raise UnknownStream(code)
    for stream_id in streams:
        rows = ask(ONE, stream_id)
        if rows:
            checker.take(rows)
        else:
            report.say(audit.differences(None, store.head(stream_id), stream_id))
    checker.finish()
    _included(streams, report, last)


def streams_of(code: str) -> list[str]:
    """The streams that a stream id, or a code with its side streams, names; also those of which only entries or only a head are left."""
    if ":" in code:
        wanted, found = [code], ask("select stream_id from journal_head where stream_id = %s", code)
    else:
        wanted = [f"{prefix}:{code}" for prefix in registry.prefixes()]
        found = ask("select stream_id from journal_head where split_part(stream_id, ':', 2) = %s", code)
    found += ask("select distinct stream_id from journal_entry where stream_id = any(%s)", wanted)
    return sorted({stream_id for (stream_id,) in found})


def _included(streams: Sequence[str], report: Report, head: heads.SignedHead | None) -> None:
    """Each entry of some streams against the last published head."""
    if head is None:
        return
    if not head.signed_by(keys.trusted_keys()):
        report.say([f"Đầu nhật ký công bố ({head.size} mục): chữ ký không phải của nút này."])
    for stream_id in streams:
        for position, hashed, seq in ask(
            "select f.position, e.hash, e.seq from journal_entry e join journal_feed f on f.entry_id = e.id where e.stream_id = %s", stream_id
        ):
            if position <= head.size and not _proven(position, bytes(hashed), head):
                report.say([f"{named(stream_id, start=True)}, mục {seq}: không có trong nhật ký đã công bố ({head.size} mục)."])


def _proven(position: int, hashed: bytes, head: heads.SignedHead) -> bool:
    try:
        path = merkle.inclusion(position - 1, head.size, store.nodes)
    except LookupError:
        return False
    return merkle.root_from_inclusion(hashed, position - 1, head.size, path) == head.root


class _Walk:
    """Goes through all streams in order, from bound to bound, and notes runs of whole streams for the marks."""

    def __init__(self, report: Report, progress: Progress, total: int) -> None:
        self.done = 0
        self.runs: list[tuple[str, str]] = []
        self.proven: list[Known] = []
        self._report, self._progress, self._total = report, progress, total
        self._checker = _Checker(report)
        self._at: tuple[str, int, int] = ("", 0, 0)
        self._first: str | None = None
        self._length = 0

    def until(self, bound: tuple[str, int] | None) -> None:
        """Check everything up to a stream and epoch, or to the end."""
        question, limits = (ALL, ()) if bound is None else (BOUNDED, bound)
        while rows := ask(question, *self._at, *limits, BATCH):
            self._checker.take(rows)
            self._note([row[3] for row in rows])
            self._at = rows[-1][3], rows[-1][4], rows[-1][5]
            self._tell(len(rows))
        self._checker.finish()
        if self._first is not None:
            self.runs.append((self._first, self._at[0]))
            self._first, self._length = None, 0

    def skip(self, known: Known) -> None:
        """Pass over a run whose rows are proven; its projections are compared."""
        last = None
        while rows := ask(RANGE, known.first if last is None else last, known.last, BATCH):
            _compare_projections([read_head(row) for row in rows], self._report)
            last = rows[-1][0]
        first = store.head(known.first)
        _compare_projections([first] if first else [], self._report)
        self.proven.append(known)
        self._at = known.last, LAST, LAST
        self._report.count("untouched", known.entries)
        self._tell(known.entries)

    def _note(self, streams: list[str]) -> None:
        """A run ends with the last stream that is certainly over."""
        if self._first is None:
            self._first = streams[0]
        self._length += len(streams)
        open_now = streams[-1]
        over = next((stream for stream in reversed(streams) if stream != open_now), None)
        if self._length >= RUN and over is not None and self._first != open_now:
            self.runs.append((self._first, over))
            self._first, self._length = open_now, streams.count(open_now)

    def _tell(self, rows: int) -> None:
        self.done += rows
        self._progress(self.done, self._total)


def _compare_projections(heads_of_run: Sequence[Head], report: Report) -> None:
    by_prefix = sorted(heads_of_run, key=lambda head: prefix_of(head.stream_id))
    for prefix, group in groupby(by_prefix, key=lambda head: prefix_of(head.stream_id)):
        known = registry.find(prefix)
        if known is not None:
            report.say(known.differences(list(group)))


class _Checker:
    """Walks rows in the order of streams; keeps one stream open across batches."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.ended: dict[str, Head | None] = {}
        self._audit: StreamAudit | None = None
        self._id = self._position = 0
        self._waits = False

    def take(self, rows: Sequence[Sequence[Any]]) -> None:
        for stream_id, group in groupby(rows, key=lambda row: row[3]):
            if self._audit is None or self._audit.stream_id != stream_id:
                self._close()
                self._audit = StreamAudit(stream_id, province())
            for row in group:
                self._row(self._audit, row)
        self._compare_heads()

    def finish(self) -> None:
        """After the last row."""
        self._close()
        self._compare_heads()

    def _row(self, stream: StreamAudit, row: Sequence[Any]) -> None:
        number, position, waits = row[:3]
        self.report.count("entries")
        try:
            self.report.say(stream.take(read_entry(row[3:])))
        except CanonicalError:
            self.report.say([f"{stream.where(row[4], row[5])}: nội dung không có dạng chuẩn, không phải do chương trình ghi."])
        self.report.say(f"{stream.where(row[4], row[5])}: {what}" for what in self._order(number, position, waits=waits))

    def _order(self, number: int, position: int | None, *, waits: bool) -> Iterator[str]:
        if number <= self._id:
            yield "số thứ tự lưu trữ không tăng."
        if position is None and not waits:
            yield "không có trong dòng phát và cũng không chờ phát."
        if position is not None and waits:
            yield "đã phát mà vẫn nằm trong hàng chờ."
        if position is not None and (position <= self._position or self._waits):
            yield "phát không đúng thứ tự."
        self._id, self._position, self._waits = number, position or self._position, self._waits or (waits and position is None)

    def _close(self) -> None:
        if self._audit is not None:
            self.report.count("streams")
            self.report.say(self._audit.end())
            self.ended[self._audit.stream_id] = self._audit.head
        self._audit, self._id, self._position, self._waits = None, 0, 0, False

    def _compare_heads(self) -> None:
        """Streams that ended in this batch against head rows and projections."""
        if not self.ended:
            return
        rows = {row[0]: read_head(row) for row in ask(HEADS, list(self.ended))}
        for stream_id, now in self.ended.items():
            self.report.say(audit.differences(now, rows.get(stream_id), stream_id))
        _compare_projections(list(rows.values()), self.report)
        self.ended = {}
