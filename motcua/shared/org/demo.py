"""The demo province: who works where. Pure and the same every time (seeded); the people belong to no one.

Agencies come from `data/agencies_dongnai.csv`; units and titles are the usual ones of a province with three levels (`demo_units.py`).
"""

import csv
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from motcua.base.text import fold
from motcua.shared.org import demo_units as usual
from motcua.shared.org.info import AgencyInfo, MandateInfo, UnitInfo
from motcua.shared.org.names import draw
from motcua.shared.org.people import mobile

DATA_SET = "dong-nai-3"
CENTRE = "000.00.00.H19"
OFFICE = "000.00.01.H19"
INSPECTORATE = "000.00.18.H19"
PROVINCE_COUNTER = "000.01.01.H19"
BY = f"system@{CENTRE}"
PASSWORD = "Mot-Cua-Dong-Nai"  # noqa: S105 printed by the run command: everybody may know it
PASSWORD_HASH = "argon2$argon2id$v=19$m=102400,t=2,p=8$cnVJemNxNkZrWFltTDRwaEtQZER2Yw$U0KAogjTNNbGt7KvI1IXEDH1Cn74eS+q1mdqrds1FJI"  # noqa: S105 of the above, so that a thousand users load in a moment
SEED = 1962025
AGENCIES_FROM = date(2015, 1, 1)
POSTS_FROM = date(2024, 1, 1)
DATA = Path(__file__).parent / "data" / "agencies_dongnai.csv"
PREFIXES = ("Ủy ban nhân dân ", "Văn phòng Ủy ban nhân dân ", "Trung tâm Phục vụ hành chính công ")
SHORT = ("UBND ", "Văn phòng UBND ", "Trung tâm PVHCC ")


@dataclass(frozen=True, slots=True)
class Place:
    """A post to be filled: title, roles, unit's name."""

    title: str
    roles: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A person in their one post."""

    username: str
    name: str
    phone: str
    post: str
    agency: str
    unit: str | None
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """All of it, parents before children."""

    agencies: tuple[AgencyInfo, ...]
    units: tuple[UnitInfo, ...]
    staff: tuple[Staff, ...]
    mandates: tuple[MandateInfo, ...]


@cache
def province(data_set: str = DATA_SET, seed: int = SEED) -> Province:
    """The whole demo province. ValueError for a data set that does not exist."""
    if data_set != DATA_SET:
        raise ValueError(f"unknown data set {data_set!r}: there is {DATA_SET}")
    rng = random.Random(seed)  # noqa: S311 made-up people, not secrets
    agencies = tuple(_agencies())
    units = tuple(unit for agency in agencies for unit in _units(agency))
    staff = tuple(person for agency in agencies for person in _staff(agency, units, rng))
    return Province(agencies, units, staff, tuple(_mandates(agencies, staff)))


def _agencies() -> Iterator[AgencyInfo]:
    with DATA.open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            yield AgencyInfo(
                code=row["code"],
                name=row["name"],
                short_name=_short(row["name"]),
                level=row["level"],
                kind=row["kind"],
                parent=row["parent"] or None,
                gso_code=row["gso_code"] or None,
                counter=row["counter"] == "yes",
                valid_from=AGENCIES_FROM,
                valid_to=None,
            )


def _short(name: str) -> str:
    for prefix, short in zip(PREFIXES, SHORT, strict=True):
        if name.startswith(prefix):
            return short + name.removeprefix(prefix)
    return name


def _units(agency: AgencyInfo) -> Iterator[UnitInfo]:
    for name in usual.units_of(agency.code, agency.level):
        yield UnitInfo(f"{agency.code}-{_abbreviation(name)}", name, agency.code, AGENCIES_FROM, None)


def _abbreviation(name: str) -> str:
    """First letters without marks and without "và": "Phòng Tài nguyên và Môi trường" gives PTNMT; acronyms stay whole."""
    words = [word for word in re.findall(r"\w+", name) if word != "và"]
    return "".join(fold(word) if word.isupper() and len(word) > 1 else fold(word)[0] for word in words).upper()


def places(agency: AgencyInfo, units: Sequence[str]) -> list[Place]:
    """The posts of an agency, highest rank first."""
    if agency.code == CENTRE:
        return usual_places(usual.COMMITTEE)
    if agency.code == OFFICE:
        return usual_places(usual.OFFICE_TOP) + [place for unit in units for place in _of_unit(unit, 1)]
    if agency.code == PROVINCE_COUNTER:
        return usual_places(usual.PROVINCE_COUNTER)
    if agency.level == "xa":
        return usual_places(usual.COMMUNE)
    top = usual_places(usual.DISTRICT if agency.level == "huyen" else usual.department_top(agency.code))
    in_units = [place for unit in units for place in _of_unit(unit, 2 if agency.level == "huyen" and unit in usual.BUSY else 1)]
    auditor = [Place("Thanh tra viên", ("auditor",))] if agency.code == INSPECTORATE else []
    return top + in_units + auditor


def usual_places(rows: Sequence[tuple[str, str] | tuple[str, str, str]]) -> list[Place]:
    """Places from (title, roles) or (title, roles, unit)."""
    return [Place(row[0], tuple(row[1].split()), row[2] if len(row) > 2 else None) for row in rows]  # noqa: PLR2004 the unit is third


def _of_unit(unit: str, specialists: int) -> list[Place]:
    head, member = usual.titles_of_unit(unit)
    return [Place(head, ("head_of_unit",), unit)] + [Place(member, ("specialist",), unit)] * specialists


def _staff(agency: AgencyInfo, units: Sequence[UnitInfo], rng: random.Random) -> Iterator[Staff]:
    codes = {unit.name: unit.code for unit in units if unit.agency == agency.code}
    tag = _tag(agency)
    names: set[str] = set()
    handles: set[str] = set()
    for number, place in enumerate(places(agency, list(codes)), start=1):
        name = draw(rng)
        while str(name) in names:
            name = draw(rng)
        names.add(str(name))
        handle = _free(name.handle, handles)
        handles.add(handle)
        yield Staff(
            username=f"{handle}.{tag}",
            name=str(name),
            phone=mobile(rng),
            post=f"{agency.code}-{number:02d}",
            agency=agency.code,
            unit=codes[place.unit] if place.unit else None,
            title=place.title,
            roles=place.roles,
        )


def _free(handle: str, taken: set[str]) -> str:
    number, found = 1, handle
    while found in taken:
        number += 1
        found = f"{handle}{number}"
    return found


def _tag(agency: AgencyInfo) -> str:
    """The end of user names: the administrative code where there is one, else the agency's initials."""
    if agency.gso_code and agency.level != "tinh":
        return agency.gso_code
    return usual.TAGS.get(agency.code) or _abbreviation(agency.name).lower()


def _mandates(agencies: Sequence[AgencyInfo], staff: Sequence[Staff]) -> Iterator[MandateInfo]:
    """Deputies sign for their head (KT.); the head of the Committee's office on the chairman's order (TL.)."""
    leaders: dict[str, list[Staff]] = {agency.code: [] for agency in agencies}
    for person in staff:
        if "leader" in person.roles:
            leaders[person.agency].append(person)
    plain = MandateInfo("", "KT", "", "", "", POSTS_FROM, None)
    for agency, (head, *deputies) in leaders.items():
        for deputy in deputies:
            yield replace(plain, id=f"KT-{deputy.post}", grantor=head.post, holder=deputy.post, document=f"01/PC-{_tag_of(agency)}")
    chief, chairman = leaders[OFFICE][0], leaders[CENTRE][0]
    yield replace(plain, id=f"TL-{chief.post}", kind="TL", grantor=chairman.post, holder=chief.post, document="02/PC-UBND")


def _tag_of(code: str) -> str:
    return code.split(".")[2]
