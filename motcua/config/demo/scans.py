"""Scans for some dossiers of the demo: papers as people fill them in, made up and marked so, as PDF and as pictures."""

import io
import json
import random
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from motcua.base.time import VN
from motcua.base.words import day
from motcua.shared.catalogue.procedure import Paper
from motcua.shared.files import actions as files
from motcua.shared.prints.engine import FONTS

HERE = Path(__file__).parent
SHARE = 0.06
MOST = 2
LONGEST_TITLE = 90


def scanned(rng: random.Random, papers: list[Paper], who: dict[str, Any], *, agency: str, by: str, at: datetime) -> dict[str, str]:
    """Files for the first papers of a share of the dossiers: the key of a paper to the id of its file. Draws from `rng` alone."""
    if rng.random() >= SHARE:
        return {}
    made: dict[str, str] = {}
    photographed = rng.random() < 1 / 3
    for number, paper in enumerate(papers[:MOST]):
        kind = "png" if number == 1 and photographed else "pdf"
        content = _drawn(paper.name, who, agency, at, pages=rng.choice((1, 1, 2, 3)) if kind == "pdf" else 1, kind=kind)
        stored = files.store(io.BytesIO(content), f"{number + 1:02d}-ban-quet.{kind}", by=by, at=at)
        made[paper.key] = stored.id
    return made


def _drawn(title: str, who: dict[str, Any], agency: str, at: datetime, *, pages: int, kind: str) -> bytes:
    lines = [
        ("Họ và tên, tên tổ chức", who["name"]),
        ("Ngày sinh", day(datetime.fromisoformat(who["birth_on"])) if who.get("birth_on") else "không ghi"),
        ("Số định danh, mã số thuế", who.get("id_number") or who.get("tax_code") or "không ghi"),
        ("Nơi cư trú, trụ sở", who.get("address") or "không ghi"),
        ("Điện thoại", who.get("phone") or "không ghi"),
        ("Nội dung đề nghị", title),
    ]
    data = {
        "title": title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] + "…",
        "to": agency,
        "name": who["name"],
        "lines": lines,
        "pages": pages,
        "place": f"Đồng Nai, ngày {at.astimezone(VN):%d} tháng {at.astimezone(VN):%m} năm {at.astimezone(VN):%Y}",
    }
    made = _compiler().compile(format=kind, ppi=80, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    return bytes(made[0] if isinstance(made, list) else made)


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415  26 MB that only the demo needs here

    return typst.Compiler(input=str(HERE / "scan.typ"), root=str(HERE), font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]))
