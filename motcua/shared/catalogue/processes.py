"""Internal processes (quy trình nội bộ): their grammar, and sensible ones where no source gives any. Pure.

Grammar: step 1 accepts at the counter; then one block for each agency: optional `assign`, `appraise`, optional `sign`; the last block decides, so it
signs and enters the result; the last step returns it at the counter that accepted. Shares add up exactly to the limit, else the process is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from motcua.shared.catalogue import shares
from motcua.shared.catalogue.procedure import Place, Role, Step, StepAct

LEAST: Final = 4
ROLE_OF: Final[dict[str, tuple[Role, ...]]] = {
    "accept": ("counter",),
    "assign": ("head_of_unit", "leader"),
    "appraise": ("specialist",),
    "sign": ("leader",),
    "enter_result": ("clerk", "specialist"),
    "return_result": ("counter",),
}
CONFIRMS: Final = (("appraise",), ("appraise", "sign"), ("assign", "appraise"), ("assign", "appraise", "sign"))
DECIDES: Final = (("appraise", "sign", "enter_result"), ("assign", "appraise", "sign", "enter_result"))


@dataclass(frozen=True, slots=True)
class Outline:
    """One step before the limit is divided: its weight in the whole."""

    act: StepAct
    role: Role
    place: Place
    name: str
    weight: int
    agency: str | None = None
    unit_name: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Which agencies a procedure passes: the deciding level, who confirms before, the department, and the units that work on it."""

    level: str
    through: tuple[str, ...] = ()
    department: str | None = None
    district_unit: str | None = None
    department_unit: str | None = None


def problems(steps: Sequence[Step], term: str) -> list[str]:
    """Why a process is refused for a limit: sentences; empty when it obeys the grammar and adds up."""
    return [*grammar(steps), *_sum_problems(steps, term)]


def grammar(steps: Sequence[Step]) -> list[str]:
    """What breaks the grammar, as sentences."""
    if len(steps) < LEAST:
        return ["Quy trình phải có ít nhất bước tiếp nhận, thẩm định, ký, nhập kết quả và trả kết quả."]
    found = [f"Bước {step.no}: việc “{step.act}” không thuộc vai trò “{step.role}”." for step in steps if step.role not in ROLE_OF[step.act]]
    found += [f"Bước {step.no} phải mang số {place}." for place, step in enumerate(steps, start=1) if step.no != place]
    found += _ends(steps)
    blocks = [list(block) for _, block in groupby(steps[1:-1], key=lambda step: (step.place, step.agency))]
    for place, block in enumerate(blocks):
        last = place == len(blocks) - 1
        if tuple(step.act for step in block) not in (DECIDES if last else CONFIRMS):
            found.append(f"Bước {block[0].no}–{block[-1].no}: thứ tự việc trong một cơ quan không đúng ({'quyết định' if last else 'xác nhận'}).")
    return found


def generate(way: Way, term: str) -> tuple[Step, ...]:
    """A sensible process for a limit, marked assumed. ValueError when the limit is too short for its steps."""
    outline = _outline(way)
    total, unit = shares.quantity(term)
    parts = shares.split(total, unit, [row.weight for row in outline])
    return tuple(
        Step(no, row.name, row.role, row.place, row.act, shares.written(part), unit, row.agency, row.unit_name, assumed=True)
        for no, (row, part) in enumerate(zip(outline, parts, strict=True), start=1)
    )


def levels_passed(steps: Sequence[Step]) -> set[str]:
    """The professional places a process passes: commune, district, department, committee."""
    return {step.place for step in steps if step.place != "accepting"}


def _ends(steps: Sequence[Step]) -> list[str]:
    first, last = steps[0], steps[-1]
    found = []
    if (first.act, first.place) != ("accept", "accepting"):
        found.append("Bước đầu phải là tiếp nhận tại Bộ phận Một cửa nơi nộp hồ sơ.")
    if (last.act, last.place) != ("return_result", "accepting"):
        found.append("Bước cuối phải là trả kết quả tại Bộ phận Một cửa nơi nộp hồ sơ.")
    if any(step.place == "accepting" for step in steps[1:-1]):
        found.append("Giữa quy trình không có bước của Bộ phận Một cửa.")
    return found


def _sum_problems(steps: Sequence[Step], term: str) -> list[str]:
    total, unit = shares.quantity(term)
    if any(step.share_unit != unit for step in steps):
        return ["Các bước không cùng đơn vị với thời hạn."]
    if any(Decimal(step.share) < 0 for step in steps):
        return ["Thời gian của một bước không được âm."]
    found = shares.total(steps)
    if found == total:
        return []
    return [f"Các bước cộng lại {shares.in_words(shares.written(found), unit)}, thời hạn là {shares.in_words(shares.written(total), unit)}."]


def _outline(way: Way) -> list[Outline]:
    start = Outline("accept", "counter", "accepting", "Tiếp nhận hồ sơ, hẹn ngày trả kết quả", 1)
    end = Outline("return_result", "counter", "accepting", "Trả kết quả", 1)
    before = [row for place in way.through for row in _confirming(place, way)]
    return [start, *before, *_deciding(way), end]


def _confirming(place: str, way: Way) -> list[Outline]:
    if place == "commune":
        return [
            Outline("appraise", "specialist", "commune", "Kiểm tra, xác nhận của UBND cấp xã", 3),
            Outline("sign", "leader", "commune", "Ký văn bản xác nhận của UBND cấp xã", 1),
        ]
    return [
        Outline("assign", "head_of_unit", "district", "Phân công thụ lý tại UBND cấp huyện", 1, unit_name=way.district_unit),
        Outline("appraise", "specialist", "district", "Kiểm tra, tổng hợp của UBND cấp huyện", 3, unit_name=way.district_unit),
    ]


def _deciding(way: Way) -> list[Outline]:
    if way.level == "xa":
        return [
            Outline("appraise", "specialist", "commune", "Thẩm định hồ sơ", 5),
            Outline("sign", "leader", "commune", "Ký kết quả", 2),
            Outline("enter_result", "specialist", "commune", "Vào số, đóng dấu, nhập kết quả", 1),
        ]
    place: Place = "district" if way.level == "huyen" else "department"
    agency = None if place == "district" else way.department
    unit = way.district_unit if place == "district" else way.department_unit
    return [
        Outline("assign", "head_of_unit", place, "Phân công thụ lý", 1, agency, unit),
        Outline("appraise", "specialist", place, "Thẩm định hồ sơ", 6, agency, unit),
        Outline("sign", "leader", place, "Ký kết quả", 2, agency),
        Outline("enter_result", "clerk", place, "Vào số, đóng dấu, nhập kết quả", 1, agency),
    ]
