"""What the rest of the house knows about agencies, units, posts and mandates. Pure; days are half-open: `valid_to` is the first day without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


def valid(start: date, end: date | None, on: date) -> bool:
    """Whether the half-open span of days from `start` to `end` holds `on`."""
    return start <= on and (end is None or on < end)


@dataclass(frozen=True, slots=True)
class AgencyInfo:
    """An agency (cơ quan). Old codes stay, with their successors."""

    code: str
    name: str
    short_name: str
    level: str
    kind: str
    parent: str | None
    gso_code: str | None
    counter: bool
    valid_from: date
    valid_to: date | None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit (phòng, ban) inside an agency."""

    code: str
    name: str
    agency: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PostInfo:
    """A post (vị trí, chức danh): one person, in one agency, between two days."""

    code: str
    username: str
    name: str
    agency: str
    unit: str | None
    title: str
    roles: frozenset[str]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class MandateInfo:
    """Who may sign for whom: `KT.` (ký thay), `TL.` (thừa lệnh), `TUQ.` (thừa ủy quyền)."""

    id: str
    kind: str
    grantor: str
    holder: str
    document: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AbsenceInfo:
    """Who is away from an agency (vắng mặt) between two days, and who does their work meanwhile (người làm thay)."""

    id: str
    username: str
    agency: str
    substitute: str
    kind: str
    valid_from: date
    valid_to: date
    recorded_by: str

    @property
    def last_day(self) -> date:
        return self.valid_to - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything as it stands in the tables, by code."""

    agencies: Mapping[str, AgencyInfo]
    units: Mapping[str, UnitInfo]
    posts: Mapping[str, PostInfo]
    mandates: tuple[MandateInfo, ...]
    absences: tuple[AbsenceInfo, ...] = ()
