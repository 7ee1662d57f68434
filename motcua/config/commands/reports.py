"""How the journal's reports are told on the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from motcua.config.progress import report as bars
from motcua.shared.journal.report import Report

NAMES = {
    "streams": "chuỗi",
    "entries": "mục",
    "skipped": "mục đã soát lần trước",
    "tables": "bảng",
    "rows": "dòng",
    "feed": "vị trí trong luồng",
    "heads": "đầu công bố",
    "unpublished": "mục chưa công bố",
}


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """The journal tells (done, total); a bar wants steps, and its total only when the first step comes."""
    with bars()(title) as advance:
        seen = 0

        def told(done: int, total: int) -> None:
            nonlocal seen
            advance(done - seen)
            seen = done

        yield told


def tell(report: Report, whole: str) -> int:
    """Print every broken place, or one sentence that all is well; the exit code."""
    for sentence in report.broken:
        print(sentence)
    if report.more:
        print(f"… và {report.more} chỗ nữa.")
    counts = ", ".join(f"{number} {NAMES.get(name, name)}" for name, number in report.counts.items())
    if report.whole:
        print(f"{whole}: {counts} ({report.seconds:.1f} giây).")
        return 0
    print(f"HỎNG {len(report.broken) + report.more} chỗ; đã xem {counts}.")
    return 1
