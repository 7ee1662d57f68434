"""A new version of a procedure written from the one before: what its limit, papers and cases become. Pure; a sentence for what cannot be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from motcua.base.text import slug
from motcua.shared.catalogue import shares
from motcua.shared.catalogue.papers import SLUG, paper_slug
from motcua.shared.catalogue.procedure import Case, Paper, Procedure, Step

UNITS = {"wd": "ngày làm việc", "wh": "giờ làm việc", "d": "ngày", "m": "tháng"}


def rescaled(steps: Sequence[Step], term: str) -> tuple[Step, ...]:
    """The steps with their shares divided anew for another limit, in the proportions that they had. ValueError when the limit is too short."""
    total, unit = shares.quantity(term)
    if not steps or (steps[0].share_unit == unit and shares.total(steps) == total):
        return tuple(steps)
    weights = [int(Decimal(step.share) * 1000) for step in steps]
    parts = shares.split(total, unit, weights if any(weights) else [1] * len(steps))
    return tuple(replace(step, share=shares.written(part), share_unit=unit) for step, part in zip(steps, parts, strict=True))


def with_steps(procedure: Procedure, steps: Sequence[Step]) -> Procedure:
    """The procedure with other steps; a named process stays named only while its steps are kept."""
    if tuple(steps) == procedure.steps:
        return procedure
    return replace(procedure, steps=tuple(steps), process=None)


def keyed_papers(rows: Sequence[Paper]) -> tuple[Paper, ...]:
    """Papers with stable keys: a known one keeps its own, a new one gets the next free number of its name."""
    taken = {row.key for row in rows if row.key}
    return tuple(row if row.key else replace(row, key=_free(paper_slug(row.name), taken)) for row in rows)


def keyed_cases(rows: Sequence[Case]) -> tuple[Case, ...]:
    """Cases, in the same way."""
    taken = {row.key for row in rows if row.key}
    return tuple(row if row.key else replace(row, key=_free(slug(row.name, SLUG) or "truong-hop", taken)) for row in rows)


def _free(base: str, taken: set[str]) -> str:
    number = next(number for number in range(1, len(taken) + 2) if f"{base}-{number}" not in taken)
    taken.add(f"{base}-{number}")
    return f"{base}-{number}"


def faults(procedure: Procedure) -> list[str]:
    """What a person may mistype beyond what a publication checks: sentences."""
    found = [f"Giấy tờ “{name}” được ghi hai lần trong một trường hợp." for (name, _), n in _papers(procedure).items() if n > 1]
    found += [f"Kênh “{channel}” được ghi hai lần." for channel, n in Counter(row.channel for row in procedure.channels).items() if n > 1]
    known = {case.key for case in procedure.cases}
    found += [f"Giấy tờ “{row.name}” thuộc một trường hợp không còn." for row in procedure.papers if row.group and row.group not in known]
    found += [f"Trường hợp “{case.name}” chưa có giấy tờ nào." for case in procedure.cases if all(row.group != case.key for row in procedure.papers)]
    found += [f"Giấy tờ “{row.name}” phải có ít nhất một bản chính hoặc bản sao." for row in procedure.papers if not row.originals + row.copies]
    return found


def _papers(procedure: Procedure) -> Counter[tuple[str, str | None]]:
    return Counter((row.name, row.group) for row in procedure.papers)


def split_term(term: str) -> tuple[int | None, str, int | None]:
    """Amount, unit and hour of the cut-off (None without), as a form shows a limit: `1wd;c15` is 1, wd, 15."""
    plain, _, cutoff = term.partition(";c")
    unit = next((unit for unit in ("wd", "wh", "d", "m") if plain.endswith(unit)), "wd")
    amount = plain.removesuffix(unit)
    return (int(amount) if amount.isdigit() else None), unit, (int(cutoff) if cutoff.isdigit() else None)
