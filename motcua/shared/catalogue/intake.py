"""Reading what somebody hands in: a CSV or JSON file as raw records with their row numbers. Pure.

CSV: the first line names the columns; several values in a cell are set apart by `;`, papers by `|`. Rows count as in a spreadsheet, the header is
row 1. JSON: a list of records, or an object with `procedures` or `processes` as shipped; rows count from 1.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from motcua.shared.catalogue.problem import Problem

NEEDED: Final = ("code", "name", "field", "levels", "time_value", "papers")
KNOWN: Final = (*NEEDED, "time_unit", "fee_vnd", "subjects", "results", "legal_basis", "decision", "popular", "cutoff_15h")
YES: Final = ("1", "x", "có", "co", "yes", "true")
FIRST_DATA_ROW: Final = 2


@dataclass(frozen=True, slots=True)
class Intake:
    """Records of procedures from row `first_row` on, records of processes, and what could not even be read."""

    procedures: Sequence[Mapping[str, Any]] = ()
    processes: Sequence[Mapping[str, Any]] = ()
    first_row: int = 1
    sources: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read(content: bytes, form: str) -> Intake:
    """A file's content; `form` is csv or json."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unreadable("Tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8.")
    if form == "json":
        return _read_json(text)
    if form == "csv":
        return _read_csv(text)
    return _unreadable(f"Không đọc được dạng “{form}”; chỉ nhận csv hoặc json.")


def _read_json(text: str) -> Intake:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        return Intake(problems=(Problem(error.lineno, "", "json", f"JSON sai ở dòng {error.lineno}, cột {error.colno}."),))
    if isinstance(given, list):
        given = {"procedures": given}
    if not isinstance(given, dict):
        return _unreadable("JSON phải là một danh sách thủ tục, hoặc có procedures hay processes.")
    procedures, processes = given.get("procedures", []), given.get("processes", [])
    if not procedures and not processes:
        return _unreadable("Tệp không có thủ tục hay quy trình nào.")
    wrong = [place for place, row in enumerate([*procedures, *processes], start=1) if not isinstance(row, dict)]
    if wrong:
        return Intake(problems=tuple(Problem(row, "", "json", "Mỗi dòng phải là một đối tượng.") for row in wrong))
    return Intake(procedures, processes, sources=tuple(given.get("sources", ())))


def _read_csv(text: str) -> Intake:
    reader = csv.DictReader(io.StringIO(text))
    columns = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in KNOWN]
    if missing or unknown:
        problems = [Problem(1, "", name, "Thiếu cột này ở dòng tiêu đề.") for name in missing]
        problems += [Problem(1, "", name or "(trống)", "Cột này không có trong mẫu.") for name in unknown]
        return Intake(problems=tuple(problems))
    rows = list(reader)
    if not rows:
        return _unreadable("Tệp không có thủ tục nào.")
    problems = [Problem(no, "", "papers", "Dòng có nhiều ô hơn tiêu đề.") for no, row in enumerate(rows, FIRST_DATA_ROW) if None in row]
    return Intake([_record(row) for row in rows], first_row=FIRST_DATA_ROW, problems=tuple(problems))


def _record(row: Mapping[str, str | None]) -> dict[str, Any]:
    cell = {name: (row.get(name) or "").strip() for name in KNOWN}
    limit = {"time_value": cell["time_value"].replace(",", ".") or None, "time_unit": cell["time_unit"] or None}
    fee = cell["fee_vnd"].replace(".", "").replace(" ", "")
    return {
        "code": cell["code"],
        "name": cell["name"],
        "field": cell["field"],
        "levels": _many(cell["levels"]),
        "submissions": [{"channel": "counter", **limit, "fee_vnd": int(fee) if fee.isdigit() else None, "fee_raw": cell["fee_vnd"]}],
        "dossier": [{"name": name, "originals": 1, "copies": 0} for name in _many(cell["papers"], "|")],
        "subjects": _many(cell["subjects"]),
        "results": _many(cell["results"]),
        "legal_basis": _many(cell["legal_basis"]),
        "decision": cell["decision"] or None,
        "popular": cell["popular"].lower() in YES,
        "cutoff_15h": cell["cutoff_15h"].lower() in YES,
        "source": "tệp nhập",
    }


def _many(cell: str, apart: str = ";") -> list[str]:
    return [part.strip() for part in cell.split(apart) if part.strip()]


def _unreadable(sentence: str) -> Intake:
    return Intake(problems=(Problem(1, "", "tệp", sentence),))
