"""What must be looked at today: a few dossiers of each kind of trouble, without names of applicants, and how many there are."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from motcua.base.words import short, span
from motcua.steering.indicators import queries
from motcua.steering.indicators.asking import Asked
from motcua.steering.indicators.definitions import DEFINITIONS, Span
from motcua.steering.indicators.periods import of
from motcua.steering.indicators.queries import Counts
from motcua.work.dossiers import checks
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.rows import place_name

FEW = 5
FIELDS = ("code", "procedure_name", "agency", "unit", "to_agency", "due_at", "since", "next_at", "paused_since", "state")


@dataclass(frozen=True, slots=True)
class Item:
    """One dossier that somebody should ask about."""

    code: str
    href: str
    about: str
    place: str
    trouble: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind: how many, the list of all, and the first few."""

    name: str
    count: int
    href: str
    note: str
    items: list[Item] = field(default_factory=list)


def attention(asked: Asked, stock: Counts) -> list[Trouble]:
    """The kinds in the order in which they hurt. A fixed number of statements."""
    at = asked.at
    stuck = [item(d, f"quá mốc {span((at - d.next_at).total_seconds())}" if d.next_at else "", d.next_at) for d in _stuck(asked)]
    moving = [item(d, _waits_for(d, at), d.next_at) for d in _moving(asked)]
    return [
        _late(asked),
        _of(asked, "stuck", "Nằm lâu nhất", stock, stuck),
        _of(asked, "transit_late", "Bàn giao chưa ai ký nhận", stock, moving),
        _silence(asked, stock),
        _of(asked, "no_next", DEFINITIONS["no_next"].name, stock, []),
        _violated(asked),
    ]


def worst(asked: Asked, limit: int) -> list[Dossier]:
    """Open dossiers whose date passed longest ago. One statement."""
    found = _shown(asked, DEFINITIONS["open_late"].where(_now(asked)))
    return list(found.order_by("due_at", "code")[:limit])


def _now(asked: Asked) -> Span:
    return Span(asked.at, asked.at, asked.at)


def _shown(asked: Asked, condition: Q) -> QuerySet[Dossier]:
    return queries.with_done(queries.sight(asked.officer)).filter(queries.chosen(asked.filters)).filter(condition).only(*FIELDS)


def late_count(asked: Asked) -> int:
    """How many are late at this moment."""
    found = queries.with_done(queries.sight(asked.officer)).filter(queries.chosen(asked.filters))
    return int(found.filter(DEFINITIONS["open_late"].where(_now(asked))).count())


def _late(asked: Asked) -> Trouble:
    at = asked.at
    items = [item(d, f"quá hạn {span((at - d.due_at).total_seconds())}" if d.due_at else "", d.due_at) for d in worst(asked, FEW)]
    return Trouble(
        "Quá hạn lâu nhất",
        late_count(asked) if len(items) == FEW else len(items),
        asked.list("open_late", period=of("hom-nay", asked.at.date())),
        DEFINITIONS["open_late"].sentence,
        items,
    )


def _of(asked: Asked, key: str, name: str, stock: Counts, items: list[Item]) -> Trouble:
    return Trouble(name, stock[key], asked.list(key), DEFINITIONS[key].sentence, items)


def _stuck(asked: Asked) -> list[Dossier]:
    return list(_shown(asked, DEFINITIONS["stuck"].where(asked.span)).order_by("next_at", "code")[:FEW])


def _moving(asked: Asked) -> list[Dossier]:
    return list(_shown(asked, DEFINITIONS["transit_late"].where(asked.span)).order_by("next_at", "code")[:FEW])


def _waits_for(d: Dossier, at: datetime) -> str:
    late = span((at - d.next_at).total_seconds()) if d.next_at else ""
    return f"{place_name(d.to_agency) if d.to_agency else ''} chưa ký nhận, quá {late}"


def _silence(asked: Asked, stock: Counts) -> Trouble:
    key = "opinion_overdue"
    sides = queries.silent_opinions(asked.officer, asked.at, FEW) if stock[key] and not asked.filters else []
    items = [
        Item(s.dossier, reverse("dossier", args=[s.dossier]), "Ý kiến chưa trả lời", place_name(s.agency), f"hạn {short(s.due_at)}", s.due_at)
        for s in sides
    ]
    return _of(asked, key, DEFINITIONS[key].name, stock, items)


def _violated(asked: Asked) -> Trouble:
    checked = checks.last_checked()
    whole = queries.sees_whole(asked.officer)
    found = [v for v in checked.found if whole or v.agency in asked.officer.scope]
    note = f"Soát lần gần nhất {short(checked.at)}." if checked.at else "Chưa soát lần nào."
    items = [Item(v.dossier or "", reverse("dossier", args=[v.dossier]) if v.dossier else "", v.text, "", "", None) for v in found[:FEW]]
    return Trouble("Vi phạm bất biến", len(found), reverse("violations"), note, items)


def item(d: Dossier, trouble: str, since: datetime | None) -> Item:
    """A dossier as the office reads of it: code, procedure, place, trouble."""
    return Item(d.code, reverse("dossier", args=[d.code]), d.procedure_name, place_name(d.agency, d.unit), trouble, since)
