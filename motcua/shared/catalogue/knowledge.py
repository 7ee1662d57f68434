"""What the import knows beside the records: who decides in which field, and what we assume where the source is silent. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Departments by field, district units by department, fields of the police, who passes through three levels, assumed values by code."""

    departments: Mapping[str, str]
    district_units: Mapping[str, str]
    department_units: Mapping[str, str]
    police: frozenset[str]
    commune_first: frozenset[str]
    three_levels: frozenset[str]
    assumed: Mapping[str, Mapping[str, Any]]
    sources: tuple[str, ...] = field(default=())

    def department(self, field_name: str) -> str | None:
        """The department (sở) that handles a field."""
        return self.departments.get(field_name)

    def district_unit(self, field_name: str) -> str | None:
        """The unit of a district committee that handles a field."""
        return self.district_units.get(self.departments.get(field_name, ""))

    def department_unit(self, field_name: str) -> str | None:
        """The unit of the department that handles a field."""
        return self.department_units.get(field_name) or self.department_units.get(self.departments.get(field_name, ""))


@cache
def shipped() -> Knowledge:
    """The knowledge of the demo province."""
    fields = _read("departments.yaml")
    return Knowledge(
        departments={name: code for code, names in fields["departments"].items() for name in names},
        district_units=fields["district_units"],
        department_units=fields["department_units"],
        police=frozenset(fields["police"]),
        commune_first=frozenset(fields["commune_first"]),
        three_levels=frozenset(fields["three_levels"]),
        assumed=_read("assumed.yaml"),
    )


def _read(name: str) -> dict[str, Any]:
    found = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return dict(found)
