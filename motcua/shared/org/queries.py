"""Questions about the organisation. All are answered from memory (`cache`); `on` is a day, by default today."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from motcua.shared.org.cache import snapshot
from motcua.shared.org.info import AbsenceInfo, AgencyInfo, MandateInfo, PostInfo, UnitInfo
from motcua.shared.org.models import Absence
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import LENT

__all__ = ["AbsenceInfo", "AgencyInfo", "MandateInfo", "Officer", "PostInfo", "UnitInfo"]


def agency(code: str) -> AgencyInfo | None:
    """An agency by its code, ended ones too."""
    return snapshot().agencies.get(code)


def agency_name(code: str) -> str:
    """What a person reads for a code: the agency's name, or the code when it is not known here."""
    found = agency(code)
    return found.name if found else code


def agencies(on: date | None = None) -> list[AgencyInfo]:
    """Agencies valid on that day, by code."""
    now = snapshot()
    return now.standing(on or now.today)


def codes() -> list[str]:
    """The codes of all agencies that ever were."""
    return list(snapshot().agencies)


def counters(on: date | None = None) -> list[AgencyInfo]:
    """Agencies with a one-stop counter (Bộ phận Một cửa)."""
    return [found for found in agencies(on) if found.counter]


def heir(code: str, on: date | None = None) -> AgencyInfo | None:
    """The agency itself while it stands, else the first successor that does."""
    now = snapshot()
    return now.heir(code, on or now.today)


def subtree(code: str) -> list[str]:
    """Codes of the agency and of all below it; empty when it is not known."""
    now = snapshot()
    return now.subtree(code) if code in now.agencies else []


def parent_district(code: str) -> str | None:
    """The district above a commune; None for every other agency."""
    found = agency(code)
    if not found or found.level != "xa" or not found.parent:
        return None
    above = agency(found.parent)
    return above.code if above and above.level == "huyen" else None


def district_of(code: str) -> str | None:
    """The district to which an agency belongs: itself, or the one above a commune; None at provincial level."""
    found = agency(code)
    return code if found and found.level == "huyen" else parent_district(code)


def agency_of_ward(ward_code: str, on: date | None = None) -> str | None:
    """The commune's committee for an administrative code, or that of its successor."""
    now = snapshot()
    return now.of_ward(ward_code, on or now.today)


def unit(code: str) -> UnitInfo | None:
    """A unit by its code, ended ones too."""
    return snapshot().units.get(code)


def units(agency: str, on: date | None = None) -> list[UnitInfo]:
    """Units of an agency, by code."""
    now = snapshot()
    return now.units_of(agency, on or now.today)


def unit_named(agency: str, name: str, on: date | None = None) -> UnitInfo | None:
    """The unit of an agency with that name."""
    return next((found for found in units(agency, on) if found.name == name), None)


def officer(username: str, post: str | None = None, on: date | None = None) -> Officer | None:
    """A person in a post valid on that day; without `post` the first one by code."""
    held = posts_of(username, on)
    return next((found for found in held if post is None or found.post == post), None)


def posts_of(username: str, on: date | None = None) -> list[Officer]:
    """All posts of a person on that day."""
    now = snapshot()
    return now.posts_by(username, on or now.today)


def in_post(post: str, on: date | None = None) -> Officer | None:
    """Who holds a post on that day."""
    now = snapshot()
    return now.in_post(post, on or now.today)


def officers(on: date | None = None) -> list[Officer]:
    """Everybody in a post, by post code."""
    now = snapshot()
    return list(now.officers(on or now.today))


def colleagues(agency: str, role: str | None = None, unit: str | None = None, on: date | None = None) -> list[Officer]:
    """Who works in an agency, by post code (the first in rank stands first); only with that role, only in that unit."""
    now = snapshot()
    return [
        found for found in now.officers_of(agency, on or now.today) if (role is None or role in found.roles) and (unit is None or found.unit == unit)
    ]


def mandate_for(officer: Officer, role_or_post: str, on: date | None = None) -> MandateInfo | None:
    """The mandate (KT., TL., TUQ.) by which an officer may sign for a post, or for whoever has that role in the same agency."""
    now = snapshot()
    day = on or now.today
    for mandate in now.mandates_of(officer.post, day):
        grantor = now.in_post(mandate.grantor, day)
        if grantor and (grantor.post == role_or_post or (role_or_post in grantor.roles and grantor.agency == officer.agency)):
            return mandate
    return None


def may_act_for(officer: Officer, role_or_post: str, on: date | None = None) -> bool:
    """Whether an officer may act as that role or post: because it is theirs, or by a mandate valid on that day."""
    if role_or_post == officer.post or role_or_post in officer.roles:
        return True
    return mandate_for(officer, role_or_post, on) is not None


def person_name(username: str) -> str:
    """A colleague's name, also of one whose posts have ended; the user name when nobody here knows it."""
    return snapshot().name_of(username)


def absences(agency: str, on: date | None = None) -> list[AbsenceInfo]:
    """Who is away from an agency on a day, today or later."""
    now = snapshot()
    return now.absences_of(agency, on or now.today)


def absences_recorded(agency: str, about: str = "") -> QuerySet[Absence]:
    """All absences from an agency, ended ones too; with `about`, only those of this person or in which they stand in."""
    rows = Absence.objects.filter(agency=agency)
    return rows.filter(Q(username=about) | Q(substitute=about)) if about else rows


def absence_of(username: str, agency: str, on: date | None = None) -> AbsenceInfo | None:
    """The absence of a person from an agency on a day; the substitute stands in it."""
    return next((found for found in absences(agency, on) if found.username == username), None)


def substitutes(username: str, agency: str, start: date, end: date) -> list[Officer]:
    """Who may do a person's work from `start` until `end` (half-open): colleagues who work on dossiers and are there all the time.

    For a leader only who holds a mandate to sign for them on the first and on the last day. Those with the same roles stand first.
    """
    now = snapshot()
    held = [found for found in now.posts_by(username, start) if found.agency == agency]
    busy = {found.username for found in now.absences_within(agency, start, end)}
    last = {found.post for found in now.officers_of(agency, end - timedelta(days=1))}
    there = [found for found in now.officers_of(agency, start) if found.post in last and found.username not in busy | {username}]
    signing = [found.post for found in held if found.has("leader")]
    able = [found for found in there if _able(found, signing, (start, end - timedelta(days=1)))]
    roles, units = {role for found in held for role in found.roles - found.lent}, {found.unit for found in held}
    return sorted(able, key=lambda found: (found.roles.isdisjoint(roles), found.unit not in units))


def _able(officer: Officer, signing: list[str], days: tuple[date, date]) -> bool:
    if signing:
        return all(mandate_for(officer, post, day) for post in signing for day in days)
    return officer.has(*LENT, "leader")


def known(codes: Collection[str]) -> list[str]:
    """Which of these codes are agencies, in the order given."""
    all_of_them = snapshot().agencies
    return [code for code in codes if code in all_of_them]
