"""Progress of long work: bars in a terminal, a line now and then elsewhere.

`with progress("Nạp cơ quan", 194) as advance: … advance(1)`; without a total the bar only shows that something moves.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Advance = Callable[[int], None]
EVERY = 5.0


class Report(Protocol):
    """What long work is given to tell how far it is."""

    def __call__(self, title: str, total: int | None = None) -> AbstractContextManager[Advance]: ...


@contextmanager
def _bars(console: Console, title: str, total: int | None) -> Iterator[Advance]:
    columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn()]
    shown = columns if total else [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()]
    with Progress(*shown, console=console) as bars:
        task = bars.add_task(title, total=total)
        yield lambda count: bars.advance(task, count)
        bars.update(task, total=total or 1, completed=total or 1)


@contextmanager
def _lines(title: str, total: int | None) -> Iterator[Advance]:
    started = told = time.monotonic()
    done = 0

    def advance(count: int) -> None:
        nonlocal done, told
        done += count
        if time.monotonic() - told >= EVERY:
            told = time.monotonic()
            print(f"{title}: {done}" + (f"/{total} ({100 * done // total} %)" if total else ""), flush=True)

    print(f"{title}…", flush=True)
    yield advance
    if time.monotonic() - started > 2:  # noqa: PLR2004 short work needs no second line
        print(f"{title}: xong sau {time.monotonic() - started:.0f} giây", flush=True)


def report() -> Report:
    """Bars when somebody watches, lines otherwise."""
    console = Console()

    def told(title: str, total: int | None = None) -> AbstractContextManager[Advance]:
        return _bars(console, title, total) if console.is_terminal else _lines(title, total)

    return told


@contextmanager
def silent(title: str, total: int | None = None) -> Iterator[Advance]:
    """For tests and for those who do not want to know."""
    yield lambda count: None
