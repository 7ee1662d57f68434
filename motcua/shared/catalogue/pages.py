"""What the public pages show of a procedure: plain words, ready for the templates."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import shares
from motcua.shared.catalogue.fees import dong
from motcua.shared.catalogue.procedure import CHANNELS, LEVELS, PLACES, ROLES, Paper, Procedure, Step
from motcua.shared.org import queries as org


@dataclass(frozen=True, slots=True)
class Offer:
    name: str
    term: str
    uncertain: bool
    fee: str
    note: str
    fee_known: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """Papers of one case."""

    name: str
    papers: list[Paper]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step as a citizen reads it; `part` is its share of the whole in hundredths, `inside` is for officers."""

    no: int
    name: str
    where: str
    share: str
    inside: str
    assumed: bool
    part: int


@dataclass(frozen=True, slots=True)
class Line:
    """A procedure in the finder's list."""

    code: str
    name: str
    field: str
    level: str
    term: str
    fee: str
    popular: bool
    accepted: bool


def line(procedure: Procedure) -> Line:
    """A procedure in one row."""
    return Line(
        code=procedure.code,
        name=procedure.name,
        field=procedure.field,
        level=LEVELS[procedure.level],
        term=term(procedure.term).partition(" (")[0],
        fee=dong(procedure.fee_for("counter")) if procedure.accepted else "",
        popular=procedure.popular,
        accepted=procedure.accepted,
    )


def offers(procedure: Procedure) -> list[Offer]:
    """The channels."""
    return [
        Offer(CHANNELS[row.channel], term(row.term), row.term_uncertain, dong(row.fee), row.fee_note, row.fee is not None)
        for row in procedure.channels
    ]


def bundles(procedure: Procedure) -> list[Bundle]:
    """Papers by case, the default one first; a case shows its own papers only."""
    default = [paper for paper in procedure.papers if paper.group is None]
    cases = [Bundle(case.name, [paper for paper in procedure.papers if paper.group == case.key]) for case in procedure.cases]
    return [Bundle(procedure.default_case or "Hồ sơ chung", default), *cases] if default else cases


def stages(procedure: Procedure) -> list[Stage]:
    """The steps; neighbours at one place keep their order."""
    whole = shares.total(procedure.steps)
    return [_stage(step, round(Decimal(step.share) * 100 / whole) if whole else 0) for step in procedure.steps]


def decides(procedure: Procedure) -> str:
    """Who decides: a level of committees, or one agency by name."""
    if not procedure.accepted:
        return ""
    return _where(procedure.steps[-2])


def journey(procedure: Procedure) -> list[str]:
    """The agencies a dossier passes, in order: "nơi tiếp nhận", "UBND cấp xã", …"""
    return [name for name, _ in groupby(_where(step) for step in procedure.steps)]


def term(text: str) -> str:
    """A term in words, empty for none."""
    return Term.parse(text).in_words() if text else ""


def _stage(step: Step, part: int) -> Stage:
    inside = " · ".join(part for part in (ROLES[step.role], step.unit_name or "") if part)
    share = shares.in_words(step.share, step.share_unit) if step.share != "0" else "làm ngay"
    return Stage(step.no, step.name, _where(step), share, inside, step.assumed, part)


def _where(step: Step) -> str:
    if step.agency:
        return org.agency_name(step.agency)
    return "Bộ phận Một cửa nơi nộp hồ sơ" if step.place == "accepting" else PLACES[step.place]
