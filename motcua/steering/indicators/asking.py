"""What an address of this room asks for: the period, the filters, and how to write such addresses. One place, so that links and pages agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from motcua.base.forms import day_of
from motcua.base.time import VN
from motcua.shared.org.officer import Officer
from motcua.steering.indicators import periods, queries
from motcua.steering.indicators.definitions import DEFINITIONS, Span
from motcua.steering.indicators.periods import Period
from motcua.steering.indicators.waiting import KINDS


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, when, for which period and which part of the province."""

    officer: Officer
    at: datetime
    period: Period
    filters: dict[str, str]

    @property
    def span(self) -> Span:
        return Span(self.period.start, self.period.end, self.at)

    @property
    def running(self) -> bool:
        """Whether the period holds this moment: then what is open at its end is open now."""
        return self.period.start <= self.at < self.period.end

    def page(
        self, name: str, *args: str, period: Period | None = None, filters: Mapping[str, str] | None = None, more: Mapping[str, str] | None = None
    ) -> str:
        """The address of a page of this room for the same question, or for another period or part; `more` says what only that page knows."""
        said = {**(period or self.period).params(), **(self.filters if filters is None else filters), **(more or {})}
        return f"{reverse(name, args=args)}?{urlencode({k: v for k, v in said.items() if v})}"

    def list(self, key: str, part: Mapping[str, str] | None = None, period: Period | None = None) -> str:
        """The address of the list behind a figure; `part` narrows it by more filters."""
        return self.page("indicator_list", period=period, filters=self.filters | dict(part or {}), more={"so": DEFINITIONS[key].word})


def read(request: HttpRequest, officer: Officer, at: datetime) -> Asked:
    """The question of a request. Forbidden for whoever has no sight of figures; BadRequest for what cannot be read."""
    words = (*queries.DIMENSIONS, *queries.SPENT)
    given = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in ("ky", "tu", "den", *words)}
    queries.sight(officer)
    first, last = (_iso(given[name]) for name in ("tu", "den"))
    period = periods.read(given["ky"], first, last, at.astimezone(VN).date())
    filters = {word: given[word] for word in words if given[word]}
    return Asked(officer, at, period, filters)


def _iso(text: str) -> str:
    """A day as people type it, as this room writes it; anything else as it came, to be refused there."""
    day = day_of(text)
    return day.isoformat() if day else text


def said(asked: Asked, page: str = "indicators", more: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """The filters in words: name of the dimension, its value, and the address without it."""
    found = []
    for word, value in asked.filters.items():
        rest = {w: v for w, v in asked.filters.items() if w != word}
        found.append((*_word(word, value), asked.page(page, filters=rest, more=more)))
    return found


def _word(word: str, value: str) -> tuple[str, str]:
    if word in queries.DIMENSIONS:
        return queries.DIMENSIONS[word].name, queries.names_of(word, [value])[value]
    if word == queries.KIND:
        return queries.SPENT[word], next((name for key, name, _ in KINDS.values() if key == value), value)
    return queries.SPENT[word], queries.place(value)
