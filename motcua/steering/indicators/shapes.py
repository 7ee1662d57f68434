"""Where districts lie on our own sketch of the province, and tiles for whatever has no shape. Pure, but for reading our data file once."""

import json
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

from motcua.steering.indicators.charts import WIDTH

FILE = Path(__file__).parent / "data" / "districts_dongnai.json"
COLUMNS, GAP, TALL = 3, 6, 80
LETTERS = 15
KINDS = ("Ủy ban nhân dân ", "UBND ")
LEVEL_WORDS = ("thành phố ", "thị xã ", "thị trấn ", "huyện ", "phường ", "xã ")


@dataclass(frozen=True, slots=True)
class Shape:
    outline: tuple[tuple[float, float], ...]
    at: tuple[float, float]


@cache
def sketch() -> tuple[tuple[float, float], dict[str, Shape]]:
    """Size of the sketch, and the shape of each district by its administrative code."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    points = known["points"]
    shapes = {
        code: Shape(tuple((points[name][0], points[name][1]) for name in one["outline"]), (one["at"][0], one["at"][1]))
        for code, one in known["districts"].items()
    }
    return (known["size"][0], known["size"][1]), shapes


def tiles(count: int) -> tuple[tuple[float, float], list[Shape]]:
    """Equal tiles in rows, for places of equal weight: the size of the whole, and each tile with where its words begin."""
    wide = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS
    made = []
    for place in range(count):
        x, y = (place % COLUMNS) * (wide + GAP), (place // COLUMNS) * (TALL + GAP)
        made.append(Shape(((x + 1, y + 1), (x + wide - 1, y + 1), (x + wide - 1, y + TALL - 1), (x + 1, y + TALL - 1)), (x + wide / 2, y + 22)))
    return (WIDTH, max(1, ceil(count / COLUMNS)) * (TALL + GAP)), made


def bare(name: str) -> str:
    """The name of a place without what it is: "UBND phường Trảng Dài" is Trảng Dài."""
    for start in (*KINDS, *LEVEL_WORDS):
        name = name.removeprefix(start)
    return name


def wrapped(name: str) -> list[str]:
    """A name in at most two lines of a tile."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= 2 else [lines[0], _cut(" ".join(lines[1:]))]  # noqa: PLR2004


def _cut(words: str) -> str:
    return words if len(words) <= LETTERS else f"{words[: LETTERS - 1]}…"
