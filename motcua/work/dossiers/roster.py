"""A list of applicants for one procedure: what was typed in a table or pasted from a spreadsheet. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.base.forms import DAYS
from motcua.base.text import fold, nfc

COLUMNS = ("name", "id_number", "birth_on", "phone", "address")
HEADS = {"name": "Họ và tên", "id_number": "Số định danh", "birth_on": "Ngày sinh", "phone": "Điện thoại", "address": "Địa chỉ"}
MOST = 100
LONGEST_PASTE = 100_000
HEAD_WORDS = {"ho va ten", "ho ten", "ten", "so dinh danh", "cccd", "stt", "tt"}
ID_LENGTH, PHONE_LENGTH = 12, 10


@dataclass(slots=True)
class Person:
    """One row as typed. `no` is its place on the screen, which it keeps."""

    no: int
    name: str = ""
    id_number: str = ""
    birth_on: str = ""
    phone: str = ""
    address: str = ""

    @property
    def empty(self) -> bool:
        return not any(getattr(self, column) for column in COLUMNS)

    def applicant(self, ward_code: str) -> dict[str, str]:
        """As a filing takes it; a day that cannot be read is sent on as it is, and refused with its sentence."""
        said = {column: getattr(self, column) for column in COLUMNS}
        return {**said, "kind": "person", "email": "", "birth_on": day_of(self.birth_on), "ward_code": ward_code}


def typed(data: Mapping[str, str], most: int = MOST) -> list[Person]:
    """The rows of a form whose fields are called `row-<no>-<column>`; gaps and empty rows are left out."""
    found = []
    for no in range(1, most + 1):
        row = Person(no, **{column: " ".join(nfc(data.get(f"row-{no}-{column}", "")).split()) for column in COLUMNS})
        if not row.empty:
            found.append(row)
    return found


def pasted(text: str, taken: Iterable[int] = ()) -> tuple[list[Person], int]:
    """The rows of what was pasted from a spreadsheet (columns parted by tabs or semicolons), at places not taken; and how many found no room."""
    free = [no for no in range(1, MOST + 1) if no not in set(taken)]
    lines = [cells for line in nfc(text[:LONGEST_PASTE]).splitlines() if (cells := _cells(line))]
    rows = [Person(no, **dict(zip(COLUMNS, cells, strict=False))) for no, cells in zip(free, lines, strict=False)]
    return rows, max(0, len(lines) - len(rows))


def _cells(line: str) -> list[str]:
    """The cells of a line; nothing for a heading or an empty line. A running number in front is let go."""
    mark = "\t" if "\t" in line else ";"
    cells = [" ".join(cell.strip().strip('"').split()) for cell in line.split(mark)]
    if len(cells) > 1 and cells[0].rstrip(".").isdigit() and not cells[1].isdigit():
        cells = cells[1:]
    if not any(cells) or fold(cells[0]) in HEAD_WORDS or (len(cells) > 1 and fold(cells[1]) in HEAD_WORDS):
        return []
    cells = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
    cells[1], cells[3] = _leading_zero(cells[1], ID_LENGTH), _leading_zero(cells[3], PHONE_LENGTH)
    return cells


def _leading_zero(text: str, whole: int) -> str:
    """Spreadsheets drop the zero in front of a number: one missing digit is put back."""
    digits = text.replace(" ", "").replace(".", "")
    return f"0{digits}" if digits.isdigit() and len(digits) == whole - 1 else text


def day_of(text: str) -> str:
    """A day as a filing takes it (1990-02-03); what cannot be read stays as it was typed."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return text


def repeated(rows: Iterable[Person]) -> dict[int, int]:
    """Rows whose number stands in an earlier row already, with that row: the same person twice is one line too many."""
    first: dict[str, int] = {}
    found = {}
    for row in rows:
        number = "".join(ch for ch in row.id_number if ch.isdigit())
        if number and number in first:
            found[row.no] = first[number]
        first.setdefault(number, row.no)
    return found
