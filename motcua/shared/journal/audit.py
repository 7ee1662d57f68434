"""Checking one stream, entry by entry: pure, for the database, for an exported file and for copies on other nodes alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.shared.journal import chain, core, custody
from motcua.shared.journal.canonical import CanonicalError
from motcua.shared.journal.entries import FIRST_EPOCH, FIRST_SEQ, Entry, Head, erased_seqs
from motcua.shared.journal.rules import CustodyError, named

SHAPE_ERRORS = (KeyError, TypeError, AttributeError, ValueError)


@dataclass(slots=True)
class StreamAudit:
    """Give `take` every entry of a stream in order, then ask `end`. Both give sentences that name the place."""

    stream_id: str
    province: str | None = None
    allow_sealed_away: bool = False
    head: Head | None = None
    _missing: set[int] = field(default_factory=set)
    _present: set[int] = field(default_factory=set)
    _erased: set[int] = field(default_factory=set)

    def take(self, entry: Entry) -> list[str]:
        """What is wrong with the next entry."""
        found = [*self._entry(entry), *self._place(entry), *self._sealed(entry), *self._custody(entry)]
        return [f"{self.where(entry.epoch, entry.seq)}: {what}" for what in found]

    def end(self) -> Iterator[str]:
        """What is wrong with the sealed parts as a whole."""
        for seq in sorted(self._missing - self._erased):
            if not self.allow_sealed_away:
                yield f"{self.where(None, seq)}: mất phần niêm phong mà không có bút toán xóa."
        for seq in sorted(self._erased & self._present):
            yield f"{self.where(None, seq)}: phần niêm phong vẫn còn dù đã có bút toán xóa."

    def where(self, epoch: int | None, seq: int) -> str:
        """The place, for the start of a sentence."""
        of_epoch = f" kỳ {epoch}" if epoch not in {None, FIRST_EPOCH} else ""
        return f"{named(self.stream_id, start=True)}, mục {seq}{of_epoch}"

    def _entry(self, entry: Entry) -> Iterator[str]:
        try:
            right = chain.hash_of(entry) == entry.hash
        except (CanonicalError, OverflowError):
            yield "nội dung không có dạng chuẩn, không phải do chương trình ghi."
            return
        if not right:
            yield "nội dung không khớp mã băm; mục này đã bị sửa."

    def _place(self, entry: Entry) -> Iterator[str]:
        before = self.head
        if entry.stream_id != self.stream_id:
            yield f"thuộc {named(entry.stream_id)}."
        expected = before.seq + 1 if before else FIRST_SEQ
        if entry.seq != expected:
            yield f"lẽ ra là mục {expected}; có mục bị mất hoặc đổi chỗ."
        if entry.prev != (before.hash if before else chain.ORIGIN):
            yield "không nối vào mục trước; chuỗi đứt tại đây."
        if before and entry.at < before.at:
            yield "có thời điểm trước mục liền trước."
        step = entry.word == custody.EPOCH_OPENED
        if entry.epoch != (before.epoch if before else FIRST_EPOCH) + step:
            yield "không thuộc kỳ đang mở."

    def _sealed(self, entry: Entry) -> Iterator[str]:
        if entry.word == custody.ERASED:
            yield from self._erasure(entry.payload)
        if entry.sealed_digest is None:
            if entry.salt is not None or entry.sealed is not None:
                yield "có phần niêm phong lạ."
            return
        if entry.salt is None or entry.sealed is None:
            self._missing.add(entry.seq)
            return
        self._present.add(entry.seq)
        try:
            right = chain.seal(entry.sealed, entry.salt) == entry.sealed_digest
        except ValueError:
            right = False
        if not right:
            yield "phần niêm phong không khớp mã băm; đã bị sửa."

    def _erasure(self, payload: Mapping[str, Any]) -> Iterator[str]:
        try:
            self._erased |= erased_seqs(payload)
        except SHAPE_ERRORS:
            yield "bút toán xóa không đọc được."

    def _custody(self, entry: Entry) -> Iterator[str]:
        before = self.head
        try:
            self.head = core.advance(before, entry, province=self.province)
        except CustodyError as refusal:
            yield f"người ghi không có quyền ghi lúc đó. {refusal.detail}"
        except SHAPE_ERRORS:
            yield "không đọc được nơi giữ."
        else:
            return
        kept = before or Head(self.stream_id, entry.epoch, entry.seq, entry.hash, entry.at, entry.node, entry.agency)
        self.head = replace(kept, epoch=entry.epoch, seq=entry.seq, hash=entry.hash, at=entry.at)


def differences(now: Head | None, row: Head | None, stream_id: str) -> Iterator[str]:
    """What the stored head says otherwise than the stream."""
    where = named(stream_id, start=True)
    if now is None or row is None:
        missing = "các mục" if now is None else "dòng đầu"
        yield f"{where}: mất {missing}."
        return
    if (now.epoch, now.seq, now.hash) != (row.epoch, row.seq, row.hash):
        yield f"{where}: dòng đầu ghi mục {row.seq}, nhật ký kết thúc ở mục {now.seq}; đuôi bị cắt hoặc bị thay."
    if now.at != row.at:
        yield f"{where}: dòng đầu ghi thời điểm khác mục cuối."
    if custody.of_head(now) != custody.of_head(row):
        yield f"{where}: dòng đầu ghi nơi giữ {row.agency}, nhật ký nói {now.agency}."
