"""All calendars of a province together: the provincial one and those of agencies that differ. Pure."""

from collections.abc import Mapping
from typing import Any

from motcua.shared.calendars.calendar_data import PROVINCIAL, compile_calendar, shipped
from motcua.shared.calendars.compiled import Calendar

Published = tuple[int, Mapping[str, Any]]


class CalendarSet:
    """Calendars by name, each as (version, data) of its newest publication, compiled when first asked for."""

    def __init__(self, published: Mapping[str, Published]) -> None:
        self.published = dict(published)
        self._compiled: dict[str, Calendar] = {}

    def of(self, agency: str | None) -> Calendar:
        """The calendar by which an agency works: its own over the province's, or the province's."""
        name = agency if agency in self.published and agency is not None else PROVINCIAL
        known = self._compiled.get(name)
        if known is None:
            known = self._compiled[name] = self._compile(name)
        return known

    def with_publication(self, name: str, version: int, data: Mapping[str, Any]) -> "CalendarSet":
        """The set as it would be after a publication."""
        return CalendarSet(self.published | {name: (version, data)})

    def _compile(self, name: str) -> Calendar:
        if name == PROVINCIAL:
            if name not in self.published:
                return shipped()
            version, data = self.published[name]
            return compile_calendar(name, str(version), data)
        base = self.of(None)
        version, data = self.published[name]
        return compile_calendar(name, f"{base.version}.{version}", data, base)
