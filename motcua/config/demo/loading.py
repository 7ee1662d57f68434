"""Load the demo: calendar, agencies and people, catalogue, then work. Deterministic for a seed and a last day."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from motcua.base.time import VN, now
from motcua.config.progress import Advance, Report
from motcua.shared.calendars import actions as calendars
from motcua.shared.catalogue import actions as catalogue
from motcua.shared.journal import feed, log
from motcua.shared.org import actions as org
from motcua.steering.indicators import actions as indicators
from motcua.work.dossiers.actions import clockwork as dossiers

SIZES = {"small": (2_000, 31), "full": (20_000, 366), "tiny": (60, 31)}  # dossiers, calendar days
PARTS = 2
BY = "system@000.00.00.H19"
SETTLED = datetime(2024, 1, 1, 8, 0, tzinfo=VN)  # when the reference data of the demo was written, before any simulated day


def load(*, size: str = "small", seed: int = 1, progress: Report) -> None:
    """Fill an empty, migrated database. `size` is small, full or tiny (for tests)."""
    reference(progress)
    count, days = SIZES[size]
    last = now().astimezone(VN).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    work(count=count, first=last - timedelta(days=days - 1), last=last, seed=seed, progress=progress)
    seal(progress)


def reference(progress: Report) -> None:
    """Calendar, agencies, people, procedures of the data set."""
    with progress("Nạp lịch làm việc") as advance:
        calendars.load_shipped(by=BY, at=SETTLED)
        advance(1)
    with progress("Nạp cơ quan và cán bộ") as advance:
        org.load_demo(settings.DATA_SET, by=BY, at=SETTLED)
        advance(1)
    with progress("Nạp thủ tục và quy trình") as advance:
        catalogue.load_shipped(settings.DATA_SET, by=BY, at=SETTLED)
        advance(1)


def work(*, count: int, first: datetime, last: datetime, seed: int, progress: Report) -> None:
    """Simulate in processes of their own, each with its agencies, so that numbers never wait for one another."""
    with progress(f"Mô phỏng {count} hồ sơ", count) as advance:
        connection.close()
        parts = [_start(part, count, first, last, seed) for part in range(PARTS)]
        threads = [threading.Thread(target=_listen, args=(part, advance), daemon=True) for part in parts]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            failed = [part.wait() for part in parts]
        finally:
            for part in parts:
                if part.poll() is None:
                    part.terminate()
    if any(failed):
        raise RuntimeError("Mô phỏng không hoàn thành; xem thông báo lỗi ở trên.")


def _start(part: int, count: int, first: datetime, last: datetime, seed: int) -> subprocess.Popen[str]:
    words = ["--part", part, "--of", PARTS, "--count", count, "--first", first.date(), "--last", last.date(), "--seed", seed]
    command = [sys.executable, "-m", "motcua.config.demo.part", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=settings.ROOT)


def _listen(part: subprocess.Popen[str], advance: Advance) -> None:
    if part.stdout is None:
        return
    for line in part.stdout:
        if line.strip().isdigit():
            advance(int(line))


def seal(progress: Report) -> None:
    """Put every entry into the feed, publish the first signed head, and do once what the worker does every five minutes."""
    with progress("Lập nhật ký công khai") as advance:
        advance(feed.drain())
        log.publish(now())
    with progress("Đo và soát lần đầu") as advance:
        dossiers.check_invariants(now())
        indicators.measure(at=now())
        advance(1)
