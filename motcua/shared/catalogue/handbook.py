"""Internal processes of other provinces and districts, read from records (quy trình nội bộ đã công bố). Pure.

A record whose steps do not add up to its total, mix units or leave out a time is refused and named. In the others each role becomes a role and place;
a counter's time in the middle goes to the next step; steps that the grammar needs and the source lacks are added with no time, marked assumed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import yaml

from motcua.base.text import fold, slug
from motcua.shared.catalogue import shares
from motcua.shared.catalogue.problem import Problem
from motcua.shared.catalogue.procedure import ACTS, PLACES, Place, Role, ShareUnit, Step, StepAct
from motcua.shared.catalogue.procedure import ROLES as KNOWN_ROLES

ROLES: Final = Path(__file__).parent / "data" / "process_roles.yaml"
UNITS: Final[dict[str, ShareUnit]] = {"working_day": "wd", "day": "d", "hour": "wh"}
KEY: Final = 60
ADDED: Final[dict[str, str]] = {
    "accept": "Tiếp nhận hồ sơ",
    "appraise": "Kiểm tra hồ sơ",
    "sign": "Ký",
    "enter_result": "Vào số, nhập kết quả",
    "return_result": "Trả kết quả",
}


@dataclass(frozen=True, slots=True)
class NamedProcess:
    """A process with a name of its own. `total` with `unit` is its limit; `code` the procedure it was published for, if any."""

    key: str
    name: str
    code: str | None
    origin: str
    total: Decimal
    unit: ShareUnit
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    source: str

    def fits(self, term: str) -> bool:
        """Whether its total is that limit, in the same unit."""
        return shares.quantity(term) == (self.total, self.unit)

    @property
    def level(self) -> str:
        """The level that decides in it."""
        return {"commune": "xa", "district": "huyen"}.get(self.steps[-2].place, "tinh")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the source, placed."""

    place: str
    act: StepAct | None
    agency: str | None
    unit_name: str | None
    text: str
    share: Decimal


def read(records: Sequence[Mapping[str, Any]]) -> tuple[list[NamedProcess], list[Problem]]:
    """The processes that add up, and why the others are refused; rows count from 1."""
    seen: Counter[str] = Counter()
    kept: list[NamedProcess] = []
    refused: list[Problem] = []
    for row, record in enumerate(records, start=1):
        found = [Problem(row, str(record.get("code") or ""), field, sentence) for field, sentence in _faults(record)]
        refused += found
        if not found:
            kept.append(_process(record, seen))
    return kept, refused


def to_body(process: NamedProcess) -> dict[str, Any]:
    """As the journal and the database keep it."""
    return {
        "name": process.name,
        "code": process.code,
        "origin": process.origin,
        "total": f"{shares.written(process.total)}{process.unit}",
        "steps": [asdict(step) for step in process.steps],
        "notes": list(process.notes),
        "source": process.source,
    }


def from_body(key: str, body: Mapping[str, Any]) -> NamedProcess:
    """The way back from `to_body`."""
    steps = tuple(Step(**row) for row in body["steps"])
    unit = steps[0].share_unit
    total = Decimal(body["total"].removesuffix(unit))
    return NamedProcess(key, body["name"], body["code"], body["origin"], total, unit, steps, tuple(body["notes"]), body["source"])


def plain_steps(rows: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps written in our own terms (`name`, `role`, `place`, `act`, `share`, `share_unit`, `agency`, `unit_name`), numbered in order.

    Raises KeyError, TypeError or ValueError for what is none.
    """
    return tuple(_plain_step(no, row) for no, row in enumerate(rows, start=1))


def _plain_step(no: int, row: Mapping[str, Any]) -> Step:
    for name, known in (("role", KNOWN_ROLES), ("place", PLACES), ("act", ACTS), ("share_unit", shares.MINUTES)):
        if row[name] not in known:
            raise ValueError(name)
    share = Decimal(str(row["share"]))
    if not share.is_finite():
        raise ValueError("share")
    return Step(
        no, str(row["name"]), row["role"], row["place"], row["act"], shares.written(share), row["share_unit"], row.get("agency"), row.get("unit_name")
    )


def _faults(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    steps, name = record.get("steps") or [], record.get("name", "")
    without = [str(step["no"]) for step in steps if step.get("value") is None]
    if record.get("total") is None:
        return [("total", f"“{name}”: không có tổng thời hạn để đối chiếu.")]
    if without:
        return [("steps", f"“{name}”: bước {', '.join(without)} không có thời gian.")]
    if any(step.get("unit") != record.get("unit") for step in steps):
        return [("steps", f"“{name}”: các bước lẫn đơn vị (ngày và ngày làm việc), không cộng được.")]
    unknown = sorted({step["role"] for step in steps if fold(step["role"]) not in _roles()})
    if unknown:
        return [("role", f"“{name}”: chưa rõ vai trò {', '.join(unknown)}.")]
    total, found = Decimal(str(record["total"])), sum((Decimal(str(step["value"])) for step in steps), Decimal(0))
    if found != total:
        return [("steps", f"“{name}”: các bước cộng lại {_plain(found)}, tổng ghi {_plain(total)}.")]
    return []


def _process(record: Mapping[str, Any], seen: Counter[str]) -> NamedProcess:
    base = slug(record["name"], KEY)
    seen[base] += 1
    unit = UNITS[record["unit"]]
    notes = tuple(str(record[name]) for name in ("note",) if record.get(name))
    return NamedProcess(
        key=base if seen[base] == 1 else f"{base}-{seen[base]}",
        name=record["name"],
        code=record.get("code"),
        origin=record.get("place", ""),
        total=Decimal(str(record["total"])),
        unit=unit,
        steps=_steps(_lines(record["steps"]), unit),
        notes=notes,
        source=record.get("source_url", ""),
    )


def _lines(rows: Sequence[Mapping[str, Any]]) -> list[_Line]:
    """The rows placed; a counter's row in the middle is carried into the next one."""
    lines: list[_Line] = []
    carried: list[_Line] = []
    for place, row in enumerate(rows):
        line = _line(row)
        middle = line.place == "counter" and 0 < place < len(rows) - 1
        if middle:
            carried.append(line)
            continue
        for passed in carried:
            line = _Line(line.place, line.act, line.agency, line.unit_name, f"{passed.text}; {line.text}", line.share + passed.share)
        carried = []
        lines.append(line)
    return lines


def _line(row: Mapping[str, Any]) -> _Line:
    known = _roles()[fold(row["role"])]
    text = f"{row['role']}: {row['action']}"
    return _Line(known["place"], known.get("act"), known.get("agency"), known.get("unit"), text, Decimal(str(row["value"])))


def _steps(lines: Sequence[_Line], unit: ShareUnit) -> tuple[Step, ...]:
    first = lines[0] if lines[0].place == "counter" else None
    last = lines[-1] if lines[-1].place == "counter" and len(lines) > 1 else None
    middle = lines[1 if first else 0 : -1 if last else None]
    blocks = [list(block) for _, block in groupby(middle, key=lambda line: (line.place, line.agency))]
    drafts = [_draft("accept", "counter", "accepting", first)]
    for place, block in enumerate(blocks):
        drafts += _block(block, decides=place == len(blocks) - 1)
    drafts.append(_draft("return_result", "counter", "accepting", last))
    return tuple(
        Step(no, name, role, place, act, shares.written(share), unit, agency, unit_name, assumed)
        for no, (act, role, place, agency, unit_name, name, share, assumed) in enumerate(drafts, start=1)
    )


_Draft = tuple[StepAct, Role, Place, str | None, str | None, str, Decimal, bool]


def _block(lines: Sequence[_Line], *, decides: bool) -> list[_Draft]:
    place: Place = lines[0].place  # type: ignore[assignment]
    by_act: dict[str, list[_Line]] = {}
    for line in lines:
        by_act.setdefault(line.act or "appraise", []).append(line)
    wanted: list[StepAct] = ["appraise", "sign", "enter_result"] if decides else ["appraise"]
    if "sign" in by_act and "sign" not in wanted:
        wanted.append("sign")
    roles: dict[str, Role] = {"appraise": "specialist", "sign": "leader", "enter_result": "specialist" if place == "commune" else "clerk"}
    return [_draft(act, roles[act], place, _joined(by_act.get(act)), lines[0]) for act in wanted]


def _joined(lines: Sequence[_Line] | None) -> _Line | None:
    if not lines:
        return None
    first, texts = lines[0], "; ".join(line.text for line in lines)
    return _Line(first.place, first.act, first.agency, first.unit_name, texts, sum((line.share for line in lines), Decimal(0)))


def _draft(act: StepAct, role: Role, place: Place, line: _Line | None, where: _Line | None = None) -> _Draft:
    agency = where.agency if where else None
    unit_name = line.unit_name if line and act == "appraise" else None
    return (act, role, place, agency, unit_name, line.text if line else ADDED[act], line.share if line else Decimal(0), line is None)


@cache
def _roles() -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(ROLES.read_text(encoding="utf-8"))["roles"]
    return {fold(name): given for name, given in rows.items()}


def _plain(amount: Decimal) -> str:
    return shares.written(amount).replace(".", ",")
