"""What a change of calendar does to the terms that are running. Pure: terms come in, the moved ones go out with both dates."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from motcua.shared.calendars.engine import Calendar, Pause, Term, due


class OpenTerm(NamedTuple):
    """A term that is running: whose (`key`), since when, how long, by which agency's calendar, and what was promised."""

    key: str
    start: datetime
    term: str
    agency: str | None
    pauses: Sequence[Pause]
    due_at: datetime | None


class Moved(NamedTuple):
    """A term that a change moves: the promise until now and the moment by the new calendar."""

    key: str
    agency: str | None
    before: datetime | None
    after: datetime | None


def moved(terms: Iterable[OpenTerm], before: Callable[[str | None], Calendar], after: Callable[[str | None], Calendar]) -> Iterator[Moved]:
    """The terms whose due moment by the calendar `after` differs from that by the calendar `before`."""
    for open_term in terms:
        was, new = before(open_term.agency), after(open_term.agency)
        if (was.name, was.version) == (new.name, new.version):
            continue
        term = Term.parse(open_term.term)
        later = due(open_term.start, term, new, open_term.pauses)
        if later != due(open_term.start, term, was, open_term.pauses):
            yield Moved(open_term.key, open_term.agency, open_term.due_at, later)
