"""The templates: their versions and what each must be told; how often a message is tried before a person hears of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.base.time import VN

TRIES_BEFORE_A_PERSON = 5
LONG = frozenset({"reason", "source"})  # may have several lines; the rest stands in one, perhaps in the subject
FIRST_WAIT, LONGEST_WAIT = 30, 6 * 3600


@dataclass(frozen=True, slots=True)
class Template:
    """`needs` must be given; `may` is used when given. The version rises whenever the wording changes."""

    version: int
    needs: frozenset[str]
    may: frozenset[str] = frozenset()


_CITIZEN = frozenset({"name", "procedure", "agency", "link"})

TEMPLATES: dict[str, Template] = {
    "dossier_accepted": Template(1, frozenset({"code", "secret", "due"}), _CITIZEN),
    "dossier_ready": Template(1, frozenset({"code"}), _CITIZEN),
    "supplement_issued": Template(1, frozenset({"code", "items"}), _CITIZEN | {"until"}),
    "dossier_returned": Template(1, frozenset({"code"}), _CITIZEN | {"to_whom"}),
    "apology": Template(1, frozenset({"code", "reason", "new_due"}), _CITIZEN | {"old_due"}),
    "due_moved": Template(1, frozenset({"code", "old_due", "new_due"}), _CITIZEN | {"reason", "document"}),
    "dossier_withdrawn": Template(1, frozenset({"code"}), _CITIZEN | {"reason"}),
    "guided": Template(1, frozenset({"missing"}), _CITIZEN | {"ref"}),
    "declined_at_counter": Template(1, frozenset({"reason"}), _CITIZEN | {"ref"}),
    "hand_over_waiting": Template(1, frozenset({"code", "from_agency"}), frozenset({"procedure", "since", "name", "link"})),
    "task_opened": Template(1, frozenset({"title", "due"}), frozenset({"name", "source", "link"})),
}


def context_of(template: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the template is filled with: moments and days in words, what was not given as "". ValueError names what is missing."""
    wanted = TEMPLATES[template]
    missing = sorted(wanted.needs - set(given))
    if missing:
        raise ValueError(f"{template}: missing {', '.join(missing)}")
    told = {key: in_words(given.get(key)) for key in wanted.needs | wanted.may}
    return {key: " ".join(value.split()) if isinstance(value, str) and key not in LONG else value for key, value in told.items()}


def in_words(value: object) -> object:
    """A moment as `17:00 ngày 24/11/2026`, a day as `24/11/2026`, nothing as ""; all else as it is."""
    if isinstance(value, datetime):
        return f"{value.astimezone(VN):%H:%M ngày %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else value


def wait(attempts: int) -> int:
    """Seconds until the next try: doubled each time, never more than six hours, without an end."""
    return min(FIRST_WAIT << min(attempts, 20), LONGEST_WAIT)
