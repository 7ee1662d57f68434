"""The worker process: jobs, the clock's work, and the sequencer of the feed. Survives a database that is away for a while."""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import django

logger = logging.getLogger("motcua.worker")
BEAT = "worker.json"
PAUSE = 1.0
LONGEST_PAUSE = 5.0


class Sequencer(threading.Thread):
    """Each second: move committed entries into the feed, and tell that the worker lives."""

    def __init__(self, beat: Path) -> None:
        super().__init__(name="sequencer", daemon=True)
        self.beat = beat
        self.ended = threading.Event()
        self.failures = 0

    def run(self) -> None:
        from django.db import DatabaseError, InterfaceError, close_old_connections, connection  # noqa: PLC0415 after django.setup

        from motcua.shared.journal import feed  # noqa: PLC0415

        while not self.ended.is_set():
            try:
                close_old_connections()
                moved = feed.sequence()
                self.failures = 0
                self.tell(moved)
            except (DatabaseError, InterfaceError, OSError) as error:
                moved = 0
                self.failures += 1
                if self.failures == 1:
                    logger.warning("Cơ sở dữ liệu không trả lời: %s", str(error).strip().splitlines()[0])
                with suppress(Exception):
                    connection.close()
            if not moved:
                self.ended.wait(min(LONGEST_PAUSE, PAUSE * (1 + self.failures)))
        with suppress(Exception):
            connection.close()

    def tell(self, moved: int) -> None:
        draft = self.beat.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"at": time.time(), "pid": os.getpid(), "moved": moved}))
        draft.replace(self.beat)


async def work(ended: asyncio.Event) -> None:
    """Run jobs until asked to end; after an error of the database, begin again with growing pauses."""
    import psycopg  # noqa: PLC0415 after django.setup
    from procrastinate import exceptions  # noqa: PLC0415
    from procrastinate.contrib.django import app  # noqa: PLC0415

    pause = PAUSE
    while not ended.is_set():
        began = time.monotonic()
        try:
            with app.replace_connector(connector()) as worker_app:
                async with worker_app.open_async():
                    await run_until(worker_app, ended)
        except (exceptions.ConnectorException, psycopg.Error, OSError, TimeoutError) as error:
            logger.warning("Hàng việc bị ngắt: %s; thử lại sau %.0f giây", str(error).strip() or type(error).__name__, pause)
        if time.monotonic() - began > LONGEST_PAUSE * 4:
            pause = PAUSE
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), pause)
        pause = min(LONGEST_PAUSE, pause * 2)


def connector() -> Any:
    """procrastinate's own asynchronous pool to the same database; it gives up early so that `work` can tell and begin again."""
    from procrastinate import PsycopgConnector  # noqa: PLC0415
    from procrastinate.contrib.django.utils import connector_params  # noqa: PLC0415

    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4, timeout=5, reconnect_timeout=5)


async def run_until(app: Any, ended: asyncio.Event) -> None:
    """One life of the job runner: it ends by itself on an error, or is ended."""
    jobs = asyncio.ensure_future(
        app.run_worker_async(
            name="motcua", concurrency=2, install_signal_handlers=False, shutdown_graceful_timeout=2.5, fetch_job_polling_interval=5.0
        )
    )
    asked = asyncio.ensure_future(ended.wait())
    await asyncio.wait({jobs, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not jobs.done():
        jobs.cancel()
    with suppress(asyncio.CancelledError):
        await jobs


async def serve() -> None:
    from motcua.config.instance import Instance  # noqa: PLC0415

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    instance = Instance()
    instance.run.mkdir(parents=True, exist_ok=True)
    sequencer = Sequencer(instance.run / BEAT)
    sequencer.start()
    await work(ended)
    sequencer.ended.set()
    await asyncio.to_thread(sequencer.join, 3)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    from motcua.config import periodic  # noqa: PLC0415 registers the clock's work

    logger.info("việc theo giờ: %s", ", ".join(periodic.EVERY_MINUTES))
    asyncio.run(serve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
