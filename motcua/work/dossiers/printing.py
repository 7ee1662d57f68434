"""What every printed form takes besides its own fields: who issues it, where, under which template; and the facts of dossiers, gathered at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.shared.catalogue import official_forms, rules
from motcua.shared.catalogue.official_forms import OfficialForm
from motcua.shared.journal import queries as journal
from motcua.shared.journal.entries import Entry
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import queries
from motcua.work.dossiers.models import Content, Dossier, Holding

TOLD = tuple(
    f"dossier.{word}" for word in ("accepted", "handed_over", "declined", "apologised", "returned", "stopped", "result_entered", "opinion_asked")
)
COMMITTEE = "Ủy ban nhân dân"
PLACE = re.compile(rf"{COMMITTEE} (?:phường|xã|thị trấn|huyện|thị xã|quận|thành phố|tỉnh) (.+)$", re.IGNORECASE)
CENTRE = "Trung tâm Phục vụ hành chính công"
NO_BREAK = "\u00a0"
HOTLINE = "contact.hotline"


@dataclass(frozen=True, slots=True)
class Facts:
    """One dossier with all that its papers say."""

    row: Dossier
    content: Content
    holdings: list[Holding]
    told: list[Entry]

    def last(self, word: str) -> Entry | None:
        """The last entry of a kind."""
        return next((entry for entry in reversed(self.told) if entry.word == word), None)


@dataclass(frozen=True, slots=True)
class Press:
    """For whom and when something is printed. `site` is the address of the public pages, with a slash at its end."""

    reader: Officer
    at: datetime
    site: str


def gather(rows: Sequence[Dossier]) -> list[Facts]:
    """The facts of dossiers, three statements for any number."""
    codes = [row.code for row in rows]
    contents = queries.contents_of(codes)
    held: dict[str, list[Holding]] = {code: [] for code in codes}
    for holding in Holding.objects.filter(dossier__in=codes).order_by("dossier", "seq"):
        held[holding.dossier].append(holding)
    told = journal.entries_of([f"dossier:{code}" for code in codes], TOLD)
    return [Facts(row, contents[row.code], held[row.code], told[f"dossier:{row.code}"]) for row in rows]


def form_for(rule_set: str, meaning: str) -> OfficialForm:
    """The form under a rule set; LookupError where it has none."""
    found = official_forms.form_of(rule_set, meaning)
    if found is None:
        raise LookupError(f"{rule_set} has no form {meaning}")
    return found


def head(agency: str, form: OfficialForm) -> dict[str, Any]:
    """Who issues a paper, where, under which template."""
    known = org.agency(agency)
    above = org.agency(known.parent) if known and known.parent else None
    return {
        "parent_agency": in_lines(above.name) if above else "",
        "agency": known.name if known else agency,
        "agency_in_lines": in_lines(known.name) if known else agency,
        "place": place_of(agency),
        **({"counter": ""} if is_centre(agency) else {}),
        "hotline": hotline(),
        "template": {"number": form.number, "title": form.title, "source": form.source, "version": form.version},
    }


def is_centre(agency: str) -> bool:
    """A public service centre (Trung tâm Phục vụ hành chính công) is a counter by itself and names no counter of its own."""
    known = org.agency(agency)
    return known is not None and known.name.startswith(CENTRE)


def in_lines(name: str) -> str:
    """A long name that breaks where one would break it by hand: behind "Ủy ban nhân dân", behind a dash."""
    kind, committee, place = name.partition(f"{COMMITTEE} ")
    if committee:
        return f"{kind}{committee}{_together(place)}"
    field, dash, rest = name.partition(" - ")
    return f"{_together(field)}{NO_BREAK}- {_together(rest)}" if dash else name


def _together(words: str) -> str:
    return words.replace(" ", NO_BREAK)


def of_dossier(facts: Facts, press: Press, form: OfficialForm, agency: str = "") -> dict[str, Any]:
    """The head of a paper about a dossier, with applicant and request."""
    row = facts.row
    return head(agency or row.accepting, form) | {
        "code": row.code,
        "track_url": f"{press.site}tra-cuu?code={row.code}",
        "procedure_code": row.procedure,
        "procedure": row.procedure_name,
        "case": row.case or "",
        "applicant": applicant(facts.content.applicant, facts.content.id_number),
    }


def applicant(given: dict[str, Any], id_number: str = "") -> dict[str, str]:
    """Who hands in, as forms take it; the address with its commune."""
    ward = org.agency(org.agency_of_ward(str(given.get("ward_code") or "")) or "")
    address = [str(given.get("address") or ""), ward.short_name.removeprefix("UBND ") if ward else ""]
    return {
        "kind": str(given.get("kind") or "person"),
        "name": str(given.get("name") or ""),
        "representative": str(given.get("representative") or ""),
        "id_number": id_number or str(given.get("id_number") or given.get("tax_code") or ""),
        "address": ", ".join(part for part in address if part),
        "phone": str(given.get("phone") or ""),
        "email": str(given.get("email") or ""),
    }


def place_of(agency: str) -> str:
    """The place that stands before the date: the commune, the district, or for provincial agencies the province (Decree 30/2020, Annex I)."""
    known = org.agency(agency)
    while known is not None:
        named = PLACE.search(known.name)
        if named:
            return named.group(1)
        known = org.agency(known.parent) if known.parent else None
    return ""


def hotline() -> str:
    """The province's hotline, where the data set names one."""
    data = rules.data_set(getattr(settings, "DATA_SET", rules.DEFAULT_DATA_SET))
    return data.text(HOTLINE) if HOTLINE in data.values else ""


def signs(officer: Officer | None, agency: str, at: datetime) -> list[str]:
    """The lines above a signature: the head's title, or KT., TL., TUQ. before it and the own title below."""
    leaders = org.colleagues(agency, "leader", on=at.date())
    first = leaders[0] if leaders else None
    if officer is None or first is None or officer.username == first.username:
        return [first.title if first else "Thủ trưởng cơ quan"]
    mandate = org.mandate_for(officer, first.post, on=at.date())
    kind = mandate.kind if mandate else "KT."
    return [f"{kind if kind.endswith('.') else kind + '.'} {first.title}", officer.title]


def lead_of(steps: Iterable[dict[str, Any]]) -> str:
    """The agency that decides: the last one that signs or appraises."""
    return next((str(step["agency"]) for step in reversed(list(steps)) if step["act"] in {"sign", "appraise"}), "")


def partners_of(facts: Facts) -> list[str]:
    """The agencies that take part besides the one that decides, in the order of the process, then those asked for an opinion."""
    lead = lead_of(facts.row.steps)
    asked = [str(entry.payload["to"]) for entry in facts.told if entry.word == "opinion_asked"]
    working = [str(step["agency"]) for step in facts.row.steps if step["act"] not in {"accept", "return_result"}]
    return [agency for agency in dict.fromkeys([*working, *asked]) if agency != lead]
