"""Desks by the name that people use: where the process sends a dossier next."""

from motcua.work.dossiers import lifecycle, queries
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import place_name
from motcua.work.dossiers.state import desk_of

Place = tuple[str, str | None]


def next_desk(row: Dossier) -> tuple[Place, str]:
    """Where the process sends a dossier next: agency and unit, and the desk's name."""
    s = queries.state_of(row)
    agency, unit = lifecycle.next_place(s)
    coming = next((x for x in s.steps if x["no"] >= s.step and x["act"] != "accept" and x["agency"] == agency), None)
    return (agency, unit), desk_name(agency, unit, desk_of(coming["role"]) if coming else "counter")


def desk_name(agency: str, unit: str | None, desk: str) -> str:
    """A desk as people call it: the unit, else the counter or the offices behind it."""
    if unit and desk != "counter":
        return place_name(agency, unit)
    return f"{'Bộ phận Một cửa' if desk == 'counter' else 'Bộ phận chuyên môn'}, {place_name(agency)}"
