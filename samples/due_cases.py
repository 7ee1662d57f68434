"""Random cases for `motcua due --batch` and `due_check.py`: `python samples/due_cases.py N SEED` prints N JSON lines.

Starts over 2015–2026, all units, cut-offs, up to three pauses; moments gather where mistakes live: openings, closings, 15:00:00,
midnights, one second to either side. What would end after 2026, where no calendar is published yet, is drawn again.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
FIRST, LAST = datetime(2015, 1, 1, tzinfo=VIETNAM), datetime(2026, 12, 28, tzinfo=VIETNAM)
CLOCKS = ("00:00", "07:30", "11:30", "13:00", "15:00", "17:00")
LONGEST = {"wh": 200, "wd": 60, "d": 120, "m": 6}
DAYS_OF = {"wh": 0.3, "wd": 1.9, "d": 1, "m": 31}
TOUCHING, OPEN, EMPTY, TELLING = 0.15, 0.12, 0.05, 0.5
ZONES = (VIETNAM, VIETNAM, VIETNAM, UTC)


def cases(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """The same cases for the same seed."""
    draw = random.Random(seed)  # noqa: S311 repeatable, not secret
    while count > 0:
        case, end = one(draw)
        if end < LAST:
            count -= 1
            yield case


def one(draw: random.Random) -> tuple[dict[str, Any], datetime]:
    """A case, and a moment before which it surely ends."""
    start = moment(draw, FIRST, (LAST - FIRST).days)
    unit = draw.choice(list(LONGEST))
    amount = draw.choice((1, 1, 2, 3, 5, draw.randint(1, LONGEST[unit])))
    term = f"{amount}{unit}" + draw.choice(("", "", ";c15", ";c16"))
    spans = list(pauses(draw, start, draw.choice((0, 0, 1, 1, 2, 3)), max(2, round(amount * DAYS_OF[unit]))))
    paused = sum(((b - a) for a, b in spans if b), timedelta())
    end = start + timedelta(days=amount * DAYS_OF[unit] + 20) + paused
    end = max([end, *(span[1] or span[0] for span in spans)])
    return {"start": text(draw, start), "term": term, "pauses": [[text(draw, a), text(draw, b) if b else None] for a, b in spans]}, end


def pauses(draw: random.Random, start: datetime, count: int, span: int) -> Iterator[tuple[datetime, datetime | None]]:
    """Ordered and disjoint; some empty, some touching, the last perhaps open."""
    reached = start
    for number in range(count):
        begin = reached if draw.random() < TOUCHING else moment(draw, reached, span)
        if number == count - 1 and draw.random() < OPEN:
            yield begin, None
            return
        reached = begin if draw.random() < EMPTY else moment(draw, begin, draw.choice((1, 3, 10, 40)))
        yield begin, reached


def moment(draw: random.Random, after: datetime, days: int) -> datetime:
    """A moment not before `after`, within some days of it, often a telling one."""
    found = after + timedelta(seconds=draw.randrange(days * 86400 + 1))
    if draw.random() < TELLING:
        hour, minute = map(int, draw.choice(CLOCKS).split(":"))
        found = found.replace(hour=hour, minute=minute, second=0) + timedelta(seconds=draw.choice((-1, 0, 0, 1)))
    return max(after, found)


def text(draw: random.Random, at: datetime) -> str:
    return at.astimezone(draw.choice(ZONES)).isoformat()


if __name__ == "__main__":
    for case in cases(int(sys.argv[1]), int(sys.argv[2])):
        print(json.dumps(case))
