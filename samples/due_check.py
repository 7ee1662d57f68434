"""Count due moments again, without the program: a second opinion that shares no code with it and goes another way.

    python samples/due_check.py CASES              JSON lines {"start", "term", "pauses"} in, {"due_at"} out, in order
    python samples/due_check.py CASES --against A  how many lines of the file A (from `motcua due --batch`) say otherwise
    python samples/due_check.py --certificate C    whether a certificate (from `motcua due --json` or the API) adds up

`-` is the standard input. It walks from day to day through the sessions of each day and knows only the published holidays file,
so it says so where that ends. Python's standard library is all it needs.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

VIETNAM = timezone(timedelta(hours=7))
HOLIDAYS = Path(__file__).resolve().parents[1] / "motcua/shared/calendars/data/holidays.csv"
OFFICE = ((time(7, 30), time(11, 30)), (time(13), time(17)))
ONE_DAY = timedelta(days=1)
SATURDAY = 5

Hours = list[tuple[datetime, datetime]]
Pauses = list[tuple[datetime, datetime | None]]


class Office:
    """Opening hours of each day: from the holidays file, or for some days as a certificate shows them."""

    def __init__(self, holidays: Path) -> None:
        with holidays.open(encoding="utf-8") as lines:
            self.kinds = {row["date"]: row["kind"] for row in csv.DictReader(line for line in lines if line[0] != "#")}
        years = [day[:4] for day in self.kinds if day.endswith("01-01")]
        self.first, self.last = date(int(min(years)), 1, 1), date(int(max(years)), 12, 31)
        self.shown: dict[date, Hours] = {}
        self.kept: dict[date, Hours] = {}

    def hours(self, day: date) -> Hours:
        if day in self.shown:
            return self.shown[day]
        if day not in self.kept:
            self.kept[day] = self.published_hours(day)
        return self.kept[day]

    def published_hours(self, day: date) -> Hours:
        if not self.first <= day <= self.last:
            raise ValueError(f"{day} is not in the published years")
        kind = self.kinds.get(day.isoformat(), "off" if day.weekday() >= SATURDAY else "work")
        if kind not in ("work", "makeup_work"):
            return []
        return [(datetime.combine(day, a, VIETNAM), datetime.combine(day, b, VIETNAM)) for a, b in OFFICE]

    def working_day_after(self, day: date) -> date:
        day += ONE_DAY
        while not self.hours(day):
            day += ONE_DAY
        return day

    def close(self, day: date) -> datetime:
        return self.hours(day if self.hours(day) else self.working_day_after(day))[-1][1]


def whole(text: str) -> datetime:
    """A moment in Vietnam, to the second."""
    return datetime.fromisoformat(text).astimezone(VIETNAM).replace(microsecond=0)


def read_term(term: str) -> tuple[int, str, time | None]:
    found = re.fullmatch(r"(\d+)(wd|wh|d|m)(?:;c(\d+)(?::(\d+))?)?", term)
    if found is None:
        raise ValueError(f"not a term: {term}")
    cut = time(int(found[3]), int(found[4] or 0)) if found[3] else None
    return int(found[1]), found[2], cut


def due(case: dict[str, Any], office: Office) -> datetime | None:
    start, (amount, unit, cut) = whole(case["start"]), read_term(case["term"])
    pauses = [(whole(a), whole(b) if b else None) for a, b in case.get("pauses") or []]
    first = start.date()
    late = cut is not None and start.time() > cut
    if late:
        first = office.working_day_after(first)
    if unit in ("wd", "wh"):
        begin = office.hours(first)[0][0] if late else start
        return working(begin, timedelta(hours=amount * (8 if unit == "wd" else 1)), pauses, office)
    last = first
    if unit == "d":
        for _ in range(amount):
            last += ONE_DAY
    else:
        last = months_on(first, amount)
    return moved(last, pauses, office)


def working(begin: datetime, left: timedelta, pauses: Pauses, office: Office) -> datetime | None:
    """Use up what is left, piece by piece."""
    day = begin.date()
    held = next((a for a, b in pauses if b is None), None)
    while True:
        for opening, closing in office.hours(day):
            for a, b in pieces(max(opening, begin), closing, pauses):
                if b - a >= left:
                    return a + left
                left -= b - a
        day += ONE_DAY
        if held is not None and held.date() < day:
            return None


def pieces(a: datetime, b: datetime, pauses: Pauses) -> Iterator[tuple[datetime, datetime]]:
    """What the pauses leave of a stretch of time."""
    for begin, end in pauses:
        if begin >= b:
            break
        if a < begin:
            yield a, begin
        a = b if end is None else max(a, end)
    if a < b:
        yield a, b


def months_on(day: date, amount: int) -> date:
    first = day.replace(day=1)
    for _ in range(amount):
        first = (first + timedelta(days=31)).replace(day=1)
    last = first
    while last.month == first.month and last.day < day.day:
        last += ONE_DAY
    return last if last.month == first.month else last - ONE_DAY


def moved(last: date, pauses: Pauses, office: Office) -> datetime | None:
    for begin, end in pauses:
        if begin >= office.close(last):
            break
        if end is None:
            return None
        midnight = datetime.combine(begin.date(), time(), VIETNAM)
        while midnight < end:
            last += ONE_DAY if midnight >= begin else timedelta()
            midnight += ONE_DAY
    return office.close(last)


def answers(lines: Iterator[str], office: Office) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            found = due(json.loads(line), office)
            yield {"due_at": found.isoformat() if found else None}
        except (ValueError, KeyError, TypeError) as wrong:
            yield {"error": str(wrong)}


def faults(shown: dict[str, Any], office: Office) -> list[str]:
    """What does not add up in a certificate; nothing when it holds."""
    lines = [(date.fromisoformat(line["on"]), line) for line in shown["days"]]
    found = [f"{a} is followed by {b}" for (a, _), (b, _) in pairwise(lines) if b - a != ONE_DAY]
    for day, line in lines:
        office.shown[day] = [(at(day, opening), at(day, closing)) for opening, closing in (part.split("-") for part in line["sessions"])]
        if shown["calendar"]["name"] == "provincial" and office.first <= day <= office.last and office.shown[day] != office.published_hours(day):
            found.append(f"{day}: other hours than the published calendar")
    case = {"start": shown["start"], "term": shown["term"], "pauses": [[row["from"], row["to"]] for row in shown["pauses"]]}
    again = due(case, office)
    if (again.isoformat() if again else None) != shown["due_at"]:
        found.append(f"due_at: {shown['due_at']}, counted again: {again}")
    if lines[0][0] != whole(shown["start"]).date() or (again and lines[-1][0] != again.date()):
        found.append("the days do not reach from the start to the due moment")
    return found + sums(shown, lines, office)


def at(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time(), VIETNAM) + timedelta(hours=hour, minutes=minute)


def sums(shown: dict[str, Any], lines: list[tuple[date, dict[str, Any]]], office: Office) -> list[str]:
    """The seconds of each day and of all days, or the number of days."""
    amount, unit, _ = read_term(shown["term"])
    counted = [line for _, line in lines if line["counted"]]
    found = [] if len(counted) == shown["days_counted"] else ["days_counted is not the number of days counted"]
    if unit in ("wd", "wh"):
        pauses = [(whole(row["from"]), whole(row["to"]) if row["to"] else None) for row in shown["pauses"]]
        begin, end = whole(shown["effective_start"]), whole(shown["due_at"] or shown["pauses"][-1]["from"])
        for day, line in lines:
            parts = [piece for a, b in office.hours(day) for piece in pieces(max(a, begin), min(b, end), pauses)]
            if sum((b - a).total_seconds() for a, b in parts) != line["seconds"]:
                found.append(f"{day}: {line['seconds']} seconds are not what the sessions leave")
        total = sum(line["seconds"] for line in counted)
        if total != shown["seconds_counted"] or (shown["due_at"] and total != amount * (28800 if unit == "wd" else 3600)):
            found.append(f"{total} seconds are not the term")
    elif unit == "d" and shown["due_at"] and len(counted) != amount:
        found.append(f"{len(counted)} days are not the term")
    return found


def lines_of(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
    else:
        with Path(name).open(encoding="utf-8") as lines:
            yield from lines


def main() -> int:
    parser = argparse.ArgumentParser(description="Count due moments again, without the program.")
    parser.add_argument("cases", nargs="?", default="-")
    parser.add_argument("--against", metavar="ANSWERS")
    parser.add_argument("--certificate", metavar="FILE")
    parser.add_argument("--holidays", type=Path, default=HOLIDAYS)
    args = parser.parse_args()
    office = Office(args.holidays)
    if args.certificate:
        shown = json.loads("".join(lines_of(args.certificate)))
        wrong = faults(shown.get("certificate", shown), office)
        print("\n".join(wrong) or "the certificate adds up")
        return 1 if wrong else 0
    if args.against:
        return compare(args.cases, args.against, office)
    for answer in answers(lines_of(args.cases), office):
        print(json.dumps(answer))
    return 0


def compare(cases: str, given: str, office: Office) -> int:
    count = wrong = 0
    for line, mine, theirs in zip(lines_of(cases), answers(lines_of(cases), office), lines_of(given), strict=True):
        count += 1
        if "error" in mine or mine != json.loads(theirs):
            wrong += 1
            print(line.strip(), json.dumps(mine), theirs.strip(), file=sys.stderr)
    print(f"{count} cases, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
