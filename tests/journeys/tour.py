"""The tour of README.md, read as it is printed: who signs in and which buttons they press. The journey follows it literally."""

import re
from dataclasses import dataclass
from functools import cache

from tests.sources import ROOT

SECTION = "## Five minutes with one dossier"
ROW = re.compile(r"^\| *\d+ *\| *(`(?P<who>[^`]+)`|citizen) *\|[^|]*\|(?P<does>[^|]*)\|$")
ACT = re.compile(r"\*\*([^*]+)\*\*(?: to \*([^*]+)\*)?")
SEEN = re.compile(r"“([^”]+)”")
PICTURE = re.compile(r"docs/pictures/[\w-]+\.png")
WORDS, PROCEDURE = "tho cung liet si", "Trợ cấp thờ cúng liệt sĩ"
NAME, NUMBER, BORN = "Nguyễn Thị Bé", "075190001234", "03/02/1990"
PRESSED = ("Tiếp nhận hồ sơ", PROCEDURE, "Đánh dấu đủ giấy tờ bắt buộc", "Tiếp nhận")


@dataclass(frozen=True, slots=True)
class Step:
    """One row. `who` is empty for the citizen, who reads `sees`. An act with the person who is chosen in its form, if the row names one."""

    who: str
    acts: tuple[tuple[str, str], ...]
    sees: tuple[str, ...]


@cache
def text() -> str:
    """The section of the tour."""
    whole = (ROOT / "README.md").read_text()
    start = whole.index(SECTION)
    end = whole.find("\n## ", start + len(SECTION))
    return whole[start:end]


def steps() -> list[Step]:
    """Its rows, in order."""
    rows = [found for line in text().splitlines() if (found := ROW.match(line))]
    return [Step(row["who"] or "", tuple(ACT.findall(row["does"])), tuple(SEEN.findall(row["does"]))) for row in rows]
