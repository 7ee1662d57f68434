"""Where one may go: the communes to choose from, and the counters near one. Addresses are the seats that the data name."""

from dataclasses import dataclass

from motcua.base.text import sort_key
from motcua.shared.org import queries as org
from motcua.shared.org.info import AgencyInfo

COUNTER = "Bộ phận Một cửa"
Group = tuple[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str


def wards() -> list[Group]:
    """Communes with a counter, by district, each as (code, name)."""
    groups: dict[str, list[AgencyInfo]] = {}
    for one in org.counters():
        above = org.parent_district(one.code)
        if above:
            groups.setdefault(above, []).append(one)
    made = [
        (_bare(code), sorted(((one.gso_code or one.code, _named(one)) for one in rows), key=lambda pair: sort_key(pair[1])))
        for code, rows in groups.items()
    ]
    return sorted(made, key=lambda group: sort_key(group[0]))


def near(ward: str) -> list[Place]:
    """The counters of a commune and of its district; nothing for a code that is no commune here."""
    commune = org.agency_of_ward(ward) if ward.isascii() and ward.isdigit() else None
    if commune is None:
        return []
    codes = [commune, org.parent_district(commune)]
    found = [known for code in codes if code and (known := org.agency(code)) and known.counter]
    return [Place(f"{COUNTER}, {one.short_name}", _address(one)) for one in found]


def _address(one: AgencyInfo) -> str:
    above = org.parent_district(one.code)
    return ", ".join(part for part in (f"Trụ sở {one.short_name}", _bare(above) if above else "") if part)


def _named(one: AgencyInfo) -> str:
    return one.short_name.removeprefix("UBND ")


def _bare(code: str) -> str:
    known = org.agency(code)
    return _named(known) if known else code
