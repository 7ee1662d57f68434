"""How many due moments a second the engine gives, parsing excluded. `.venv/bin/python -m bench.due [N]`, from the repository's root."""

import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from motcua.base.time import VN
from motcua.shared.calendars import engine
from motcua.shared.calendars.calendar_data import shipped

TERMS = ("1wd;c15", "3wd", "5wd", "15wd", "20wh", "10d", "30d", "1m")
Case = tuple[datetime, engine.Term, list[engine.Pause]]


def cases(count: int, seed: int, *, paused: bool) -> list[Case]:
    """Cases over the published years: terms as the catalogue has them, each with a pause of some days when `paused`."""
    draw = random.Random(seed)  # noqa: S311 figures, not secrets
    first = datetime(2015, 1, 5, tzinfo=VN)
    found: list[Case] = []
    for _ in range(count):
        start = first + timedelta(seconds=draw.randrange(4000 * 86400))
        begin = start + timedelta(seconds=draw.randrange(3 * 86400))
        pauses: list[engine.Pause] = [(begin, begin + timedelta(seconds=draw.randrange(9 * 86400)))] if paused else []
        found.append((start, engine.Term.parse(draw.choice(TERMS)), pauses))
    return found


def rate(run: Callable[[Sequence[Case]], object], given: Sequence[Case]) -> int:
    """Cases a second: the best of three runs."""
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        run(given)
        best = max(best, len(given) / (time.perf_counter() - began))
    return round(best)


def main(count: int) -> None:
    """Print one figure for each way of asking."""
    calendar = shipped()
    plain, paused = cases(count, 1, paused=False), cases(count, 2, paused=True)

    def dues(given: Sequence[Case]) -> None:
        for start, term, pauses in given:
            engine.due(start, term, calendar, pauses)

    def certificates(given: Sequence[Case]) -> None:
        for start, term, pauses in given:
            engine.due_with_certificate(start, term, calendar, pauses)

    print(f"due, no pause          {rate(dues, plain):>9,} /s")
    print(f"due, one pause         {rate(dues, paused):>9,} /s")
    print(f"certificate, no pause  {rate(certificates, plain[: count // 10]):>9,} /s")
    print(f"certificate, one pause {rate(certificates, paused[: count // 10]):>9,} /s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
