"""The feed without a gap, the log's tree against the feed, and every published head against the tree."""

from collections.abc import Iterator
from itertools import islice

from motcua.shared.journal import keys, log
from motcua.shared.journal.heads import SignedHead
from motcua.shared.journal.merkle import Frontier, NodeAt
from motcua.shared.journal.postgres import ask, store
from motcua.shared.journal.report import Report

BATCH = 5_000
FEED = """
select f.position, e.hash from journal_feed f left join journal_entry e on e.id = f.entry_id
where f.position > %s order by f.position limit %s"""
NODE_COUNT = "select count(*) from journal_log_node"
UNKNOWN = bytes(32)


class _Heads:
    """Published heads, one after the other, with what is wrong with the lines themselves. Sizes rise, so one head at a time is enough."""

    def __init__(self, report: Report, published: int) -> None:
        self.report = report
        self.next: tuple[int, SignedHead] | None = None
        self.good_until = 0
        self._lines = islice(log.published(), published)
        self._trusted = keys.trusted_keys()
        self._last: SignedHead | None = None
        self.advance()

    def advance(self) -> None:
        """Go to the next head that can be compared with the log."""
        for number, head in self._lines:
            self.report.count("heads")
            if head is None:
                self.report.say([f"Dòng công bố {number}: không đọc được."])
                continue
            where, last = f"Dòng công bố {number} ({head.size} mục)", self._last
            if not head.signed_by(self._trusted):
                self.report.say([f"{where}: chữ ký không đúng hoặc không phải của nút này."])
            if head.size <= (last.size if last else 0) or (last is not None and head.at < last.at):
                self.report.say([f"{where}: không nối tiếp dòng trước."])
                continue
            self._last, self.next = head, (number, head)
            return
        self.next = None

    def reached(self, frontier: Frontier) -> None:
        """Compare the head that was published at this size, if there is one."""
        if self.next is None or self.next[1].size != frontier.size:
            return
        number, head = self.next
        if head.root == frontier.root():
            self.good_until = head.size
        else:
            self.report.say(
                [
                    f"Nhật ký không khớp dòng công bố {number} ({head.size} mục):"
                    f" lịch sử bị sửa trong các vị trí {self.good_until + 1}–{head.size} của dòng phát."
                ]
            )
        self.advance()

    def left(self, size: int) -> Iterator[str]:
        """Heads of a log longer than the one that is there."""
        while self.next is not None:
            number, head = self.next
            yield (
                f"Đuôi nhật ký bị cắt: dòng công bố {number} có {head.size} mục, nay chỉ còn {size};"
                f" mất các vị trí {size + 1}–{head.size} của dòng phát."
            )
            self.advance()


def check(report: Report, lines: int) -> None:
    """Everything behind the entries: feed, tree, and the first `lines` published heads."""
    published = _Heads(report, lines)
    frontier, position = Frontier(), 0
    made_in_all = 0
    while rows := ask(FEED, position, BATCH):
        made: dict[NodeAt, bytes] = {}
        for place, hashed in rows:
            position = _feed_row(report, position, place, hashed)
            made.update(frontier.add(bytes(hashed) if hashed is not None else UNKNOWN))
            published.reached(frontier)
        made_in_all += len(made)
        report.say(_nodes(made))
    report.count("feed", frontier.size)
    stored = ask(NODE_COUNT)[0][0]
    if stored != made_in_all:
        report.say([f"Cây nhật ký có {stored} nút, dòng phát cho {made_in_all}."])
    report.say(published.left(frontier.size))


def _feed_row(report: Report, before: int, place: int, hashed: bytes | None) -> int:
    if place != before + 1:
        report.say([f"Dòng phát thiếu vị trí {before + 1}–{place - 1}."])
    if hashed is None:
        report.say([f"Dòng phát, vị trí {place}: mục của nó không còn."])
    return place


def _nodes(made: dict[NodeAt, bytes]) -> Iterator[str]:
    """Stored subtrees that are not what the feed gives."""
    stored = store.nodes(list(made)) if made else {}
    for (level, index), digest in made.items():
        if stored.get((level, index)) != digest:
            first, last = (index << level) + 1, (index + 1) << level
            state = "mất" if (level, index) not in stored else "sai"
            yield f"Cây nhật ký: nút của các vị trí {first}–{last} {state}."
