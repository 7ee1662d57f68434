"""The document that carries a result: what its template proposes, what was typed, and the paper that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.base.text import initials
from motcua.base.time import VN
from motcua.shared import prints
from motcua.shared.catalogue import queries as catalogue
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import printing, queries
from motcua.work.dossiers.models import Content, Dossier, ResultDraft
from motcua.work.dossiers.rows import person_name

DECISION, NOTICE, LETTER = "quyet-dinh", "thong-bao", "cong-van"
REFUSED = "not_eligible"
BASES_SHOWN = 4
LAWS = {"NĐ-CP": "Nghị định", "/QH": "Luật", "TTLT": "Thông tư liên tịch", "TT-": "Thông tư", "QĐ-": "Quyết định", "NQ-": "Nghị quyết"}
FIELDS = ("kind", "title", "symbol", "place", "to", "body", "recipients", "signer", "signs")
CONTROL = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa, một cửa liên thông;"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document (Decree 30/2020/NĐ-CP, Article 7): its name on the paper (none for a letter) and its abbreviation."""

    key: str
    name: str
    on_paper: str
    short: str


KINDS = {kind.key: kind for kind in (
    Kind(DECISION, "Quyết định", "Quyết định", "QĐ"),
    Kind(NOTICE, "Thông báo", "Thông báo", "TB"),
    Kind(LETTER, "Công văn", "", ""),
)}  # fmt: skip


def proposed(row: Dossier, content: Content, officer: Officer, at: datetime, kind: str = "") -> dict[str, str]:
    """What stands in a fresh draft: by the conclusion of the appraisal, for the agency that decides here."""
    refused = row.conclusion == REFUSED
    chosen = kind if kind in KINDS else LETTER if refused else DECISION
    leaders = [leader.username for leader in org.colleagues(row.agency, "leader")]
    signer = row.signer if row.signer in leaders else next(iter(leaders), "")
    who = content.name or "người nộp hồ sơ"
    said = f"{'từ chối ' if refused else ''}giải quyết thủ tục {row.procedure_name.removeprefix('Thủ tục ')}"
    return {
        "kind": chosen,
        "title": said if chosen == LETTER else f"Về việc {said}",
        "symbol": symbol(row.agency, chosen),
        "place": printing.place_of(row.agency),
        "to": who if chosen == LETTER else "",
        "body": _body(row, who, chosen, refused=refused),
        "recipients": "\n".join(
            ["Như trên" if chosen == LETTER else "Như Điều 2" if chosen == DECISION else who, "Bộ phận Một cửa (để trả kết quả)"]
        ),
        "signer": signer,
        "signs": signs_of(signer, row.agency, at),
    }


def signs_of(signer: str, agency: str, at: datetime) -> str:
    """Under which words somebody signs for an agency: their title, or for whom they stand in."""
    found = next((one for one in org.colleagues(agency, "leader") if one.username == signer), None) or org.officer(signer)
    return "\n".join(printing.signs(found, agency, at))


def symbol(agency: str, kind: str) -> str:
    """The symbol after the number: "/QĐ-UBND", "/UBND"; a department by its initials, which its own list of symbols may change."""
    known = org.agency(agency)
    short = "UBND" if known is None or known.short_name.startswith("UBND") else initials(known.short_name)
    return f"/{KINDS[kind].short}-{short}" if KINDS[kind].short else f"/{short}"


def _body(row: Dossier, who: str, kind: str, *, refused: bool) -> str:
    known = catalogue.procedure_version(row.procedure, row.version)
    bases = [f"Căn cứ {law_name(basis)};" for basis in (known.legal_basis if known else ())][:BASES_SHOWN]
    about = f"hồ sơ mã {row.code} của {who} về thủ tục {row.procedure_name}"
    if kind == LETTER:
        reason = "Qua thẩm định, hồ sơ không đủ điều kiện giải quyết vì: …" if refused else "Qua thẩm định, hồ sơ đủ điều kiện. Kết quả giải quyết: …"
        return "\n".join([f"Cơ quan chúng tôi đã tiếp nhận {about}.", reason, "Xin thông báo để ông (bà) biết."])
    if kind == NOTICE:
        return "\n".join([*bases, f"Sau khi xem xét {about}, thông báo kết quả như sau:", "…"])
    done = "Không giải quyết" if refused else "Giải quyết"
    return "\n".join([
        *bases, CONTROL, f"Xét {about},", "QUYẾT ĐỊNH:",
        f"Điều 1. {done} đề nghị của {who}: …",
        f"Điều 2. {who} và các cơ quan, đơn vị liên quan chịu trách nhiệm thi hành Quyết định này.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
    ])  # fmt: skip


def law_name(basis: str) -> str:
    """A legal ground as a document names it: "Nghị định số 61/2018/NĐ-CP". The catalogue often keeps the number alone."""
    said = basis.strip().rstrip(";.")
    if " " in said:
        return said
    name = next((name for mark, name in LAWS.items() if mark in said.upper()), "Văn bản")
    return f"{name} số {said}"


def paper_data(row: Dossier, said: Mapping[str, Any], at: datetime, *, number: str = "", on: date | None = None, drafter: str = "") -> dict[str, Any]:
    """What the layout takes. Without a number and a date it is a draft and says so across the page."""
    known = org.agency(row.agency)
    above = org.agency(known.parent) if known and known.parent else None
    kind = KINDS.get(str(said.get("kind")), KINDS[DECISION])
    return {
        "parent_agency": above.name if above else "",
        "agency": known.name if known else row.agency,
        "type": kind.on_paper,
        "title": said.get("title", ""),
        "number": number or said.get("symbol", ""),
        "place": said.get("place", ""),
        "on": on,
        "year": at.astimezone(VN).year,
        "to": said.get("to", ""),
        "body": said.get("body", ""),
        "recipients": said.get("recipients", ""),
        "signs": str(said.get("signs", "")).splitlines(),
        "signer": person_name(str(said.get("signer", ""))),
        "drafter": drafter,
        "code": row.code,
        "draft": not (number and on),
    }


def pdf(row: Dossier, said: Mapping[str, Any], at: datetime, *, number: str = "", on: date | None = None, drafter: str = "") -> bytes:
    """The document as PDF."""
    return prints.render("result", paper_data(row, said, at, number=number, on=on, drafter=drafter))


def pictures(row: Dossier, said: Mapping[str, Any], at: datetime) -> list[bytes]:
    """Its pages as they would be printed, as PNG."""
    return prints.pictures("result", paper_data(row, said, at), ppi=96)


def draft_of(row: Dossier, officer: Officer) -> ResultDraft | None:
    """The draft that this officer may read: one's own agency's, while it holds the dossier."""
    if officer.agency != row.agency or row.to_agency or not queries.visible_to(officer).filter(code=row.code).exists():
        return None
    return ResultDraft.objects.filter(dossier=row.code, agency=officer.agency).first()
