"""Makers: small raw records and the shipped catalogue."""

import json
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from motcua.base.time import VN
from motcua.shared.catalogue import handbook, knowledge
from motcua.shared.catalogue.handbook import NamedProcess
from motcua.shared.catalogue.importing import Reader
from motcua.shared.catalogue.problem import Problem
from motcua.shared.catalogue.procedure import Procedure

BY = "system@000.00.00.H19"
AT = datetime(2026, 11, 2, 8, 0, tzinfo=VN)
LAW = "nd-61-2018"
FROM = date(2018, 6, 21)


def raw(**changes: Any) -> dict[str, Any]:
    """A sound record: civil status, decided by the commune in three working days."""
    record: dict[str, Any] = {
        "code": "9.000001",
        "name": "Thủ tục thử",
        "field": "Hộ tịch",
        "levels": ["xa"],
        "submissions": [{"channel": "counter", "time_raw": "3 Ngày làm việc", "time_value": 3, "time_unit": "working_day", "fee_vnd": 0}],
        "dossier": [{"name": "Tờ khai", "originals": 1, "copies": 0}],
        "results": ["Giấy xác nhận"],
        "time_limit": {"value": 3, "unit": "working_day"},
        "source": "thử",
    }
    return record | changes


def offer(channel: str = "counter", value: float | None = 3, unit: str | None = "working_day", **more: Any) -> dict[str, Any]:
    return {"channel": channel, "time_raw": "", "time_value": value, "time_unit": unit, "fee_vnd": 0, **more}


def reader() -> Reader:
    return Reader(knowledge.shipped(), named(), LAW)


def procedure(**changes: Any) -> Procedure:
    """The procedure of a sound record; fails when it is none."""
    outcome = reader().read(raw(**changes), 1)
    assert outcome.problems == ()
    assert outcome.procedure is not None
    return outcome.procedure


def problems(**changes: Any) -> tuple[Problem, ...]:
    return reader().read(raw(**changes), 1).problems


@cache
def shipped_records() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((knowledge.DATA / "procedures.json").read_text())["procedures"])


@cache
def shipped_processes() -> tuple[list[NamedProcess], list[Problem]]:
    return handbook.read(json.loads((knowledge.DATA / "internal_processes.json").read_text())["processes"])


def named() -> list[NamedProcess]:
    return shipped_processes()[0]


@cache
def shipped() -> tuple[list[Procedure], list[Problem]]:
    """All shipped procedures and what was wrong, read once."""
    known = replace(knowledge.shipped(), sources=("a", "b", "c"))
    return Reader(known, named(), LAW).read_all(shipped_records())


def by_code(code: str) -> Procedure:
    return next(procedure for procedure in shipped()[0] if procedure.code == code)
