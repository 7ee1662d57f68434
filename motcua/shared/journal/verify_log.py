"""The feed without a gap, the log's tree against the feed, and every published head against the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Heads:
    """Published heads in the order of size, with what is wrong with the lines themselves."""

    report: Report
    waiting: list[tuple[int, SignedHead]] = field(default_factory=list)
    good_until: int = 0

    def load(self) -> None:
        trusted, size, at = keys.trusted_keys(), 0, None
        for number, head in log.published():
            self.report.count("heads")
            if head is None:
                self.report.say([f"Dòng công bố {number}: không đọc được."])
                continue
            if not head.signed_by(trusted):
                self.report.say([f"Dòng công bố {number} ({head.size} mục): chữ ký không đúng hoặc không phải của nút này."])
            if head.size <= size or (at is not None and head.at < at):
                self.report.say([f"Dòng công bố {number} ({head.size} mục): không nối tiếp dòng trước."])
            size, at = head.size, head.at
            self.waiting.append((number, head))
        self.waiting.sort(key=lambda line: line[1].size, reverse=True)

    def reached(self, frontier: Frontier) -> None:
        """Compare the heads that were published at this size."""
        while self.waiting and self.waiting[-1][1].size <= frontier.size:
            number, head = self.waiting.pop()
            if head.size == frontier.size and head.root == frontier.root():
                self.good_until = head.size
            else:
                self.report.say(
                    [
                        f"Nhật ký không khớp dòng công bố {number} ({head.size} mục):"
                        f" lịch sử bị sửa trong các vị trí {self.good_until + 1}–{head.size} của dòng phát."
                    ]
                )

    def left(self, size: int) -> Iterator[str]:
        """Heads of a log longer than the one that is there."""
        for number, head in reversed(self.waiting):
            yield (
                f"Đuôi nhật ký bị cắt: dòng công bố {number} có {head.size} mục, nay chỉ còn {size};"
                f" mất các vị trí {size + 1}–{head.size} của dòng phát."
            )

    @property
    def next_size(self) -> int | None:
        return self.waiting[-1][1].size if self.waiting else None


def check(report: Report) -> None:
    """Everything behind the entries: feed, tree, published heads."""
    published = _Heads(report)
    published.load()
    frontier, position = Frontier(), 0
    made_in_all = 0
    while rows := ask(FEED, position, BATCH):
        made: dict[NodeAt, bytes] = {}
        for place, hashed in rows:
            position = _feed_row(report, position, place, hashed)
            made.update(frontier.add(bytes(hashed) if hashed is not None else UNKNOWN))
            if frontier.size == published.next_size:
                published.reached(frontier)
        made_in_all += len(made)
        report.say(_nodes(made))
    report.count("feed", frontier.size)
    stored = ask(NODE_COUNT)[0][0]
    if stored != made_in_all:
        report.say([f"Cây nhật ký có {stored} nút, dòng phát cho {made_in_all}."])
    published.reached(frontier)
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
