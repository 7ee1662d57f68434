"""An applicant recalled from former dossiers of this province, by the exact number that they show; and what a scanned card says.

The one door to dossiers beside `queries.visible_to`: only at a counter, only the newest one of exactly this number, only who they are and how to
reach them. Each look-up is counted for the officer and written to the log of readings, also when nothing was found.
"""

from dataclasses import dataclass, field
from datetime import datetime

from motcua.base.errors import Invalid
from motcua.base.text import fold
from motcua.base.time import VN
from motcua.shared.identity import actions as identity
from motcua.shared.identity import throttle
from motcua.shared.org import identifiers
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import card
from motcua.work.dossiers.actions import may_accept
from motcua.work.dossiers.models import Content, Dossier

LOOK_UPS, SPAN = 60, 15 * 60  # assumed: a counter that takes one person every half minute stays below
PURPOSE = "tra người đã nộp khi tiếp nhận, thủ tục {}"
NOBODY = "chưa có hồ sơ"
# Where it stands in law, and how sure that is ("V": seen in a text, "K-hi": known, the article not checked).
GROUNDS = (
    ("Kho quản lý dữ liệu điện tử của tổ chức, cá nhân: Điều 24 Thông tư 01/2023/TT-VPCP", "V"),
    (
        "Cơ quan giải quyết thủ tục hành chính xử lý dữ liệu cá nhân trong trường hợp luật quy định: Luật 91/2025/QH15, chưa đối chiếu điều khoản",
        "K-hi",
    ),
)
KINDS = ("thanh pho", "thi tran", "thi xa", "phuong", "quan", "huyen", "xa", "tp", "tt", "tx", "p", "h", "x")
FIELDS = ("name", "birth_on", "phone", "email", "address", "ward_code", "representative")


@dataclass(frozen=True, slots=True)
class Recalled:
    """Who it was then: fields of the filing, from which dossier, of which day and counter."""

    code: str
    on: datetime
    agency: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a number: from the card, from a former dossier; `looked` says whether former dossiers were asked."""

    number: str
    card: dict[str, str] = field(default_factory=dict)
    former: Recalled | None = None
    looked: bool = False


def recall(text: str, *, kind: str, procedure: str, officer: Officer, at: datetime) -> Known:
    """What was typed or scanned into the field of the number. Invalid with a sentence for what is no number and no card; Throttled when too often."""
    may_accept(officer)
    scanned: dict[str, str] = {}
    if card.looks_like_one(text):
        text, scanned = _from_card(text, at)
        kind = "person"
    number = _number(text, kind, at)
    throttle.hit("recall", officer.by, LOOK_UPS, SPAN, at)
    former = _newest(number, kind)
    about = former.code if former else f"{NOBODY}: {identifiers.mask_id(number)}"
    identity.log_reading(by=officer.by, what="recall", about=about, why=PURPOSE.format(procedure), at=at)
    return Known(number, scanned, former, looked=True)


def _number(text: str, kind: str, at: datetime) -> str:
    on = at.astimezone(VN).date()
    verdict = identifiers.check_citizen_id(text, on=on) if kind == "person" else identifiers.check_tax_code(text)
    if not verdict.ok:
        name = "id_number" if kind == "person" else "tax_code"
        raise Invalid("Số chưa đúng nên chưa tra được.", fields={name: verdict.error or "Số chưa đúng."})
    return verdict.value


def _from_card(text: str, at: datetime) -> tuple[str, dict[str, str]]:
    try:
        read = card.read(text, on=at.astimezone(VN).date())
    except card.NotACard as wrong:
        raise Invalid("Chưa đọc được thẻ.", fields={"id_number": str(wrong)}) from wrong
    address, ward = placed(read.address)
    return read.number, {"name": read.name, "birth_on": f"{read.birth_on:%d/%m/%Y}", "address": address, "ward_code": ward}


def _newest(number: str, kind: str) -> Recalled | None:
    same = Content.objects.filter(id_number=number, kind=kind).values("dossier")
    row = Dossier.objects.filter(code__in=same, parent__isnull=True).order_by("-accepted_at", "-code").first()
    if row is None:
        return None
    applicant = Content.objects.get(dossier=row.code).applicant
    values = {name: str(applicant.get(name) or "") for name in FIELDS}
    values["birth_on"] = "/".join(reversed(values["birth_on"].split("-")))
    return Recalled(row.code, row.accepted_at, row.accepting, values)


def placed(address: str) -> tuple[str, str]:
    """The part before the commune, and the commune's code, when the address ends in a commune of this province; else the whole and nothing."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    for length in (3, 2):
        tail = [_plain(part) for part in parts[-length:]]
        ward = _wards().get((tail[0], tail[1])) if len(tail) == length else None
        if ward:
            return ", ".join(parts[:-length]), ward
    return address, ""


def _wards() -> dict[tuple[str, str], str]:
    """Code by (commune, district), both without the word for what they are."""
    found = {}
    for agency in org.agencies():
        above = org.agency(agency.parent) if agency.parent else None
        if agency.level == "xa" and agency.gso_code and above:
            found[_plain(agency.short_name), _plain(above.short_name)] = agency.gso_code
    return found


def _plain(name: str) -> str:
    words = fold(name.removeprefix("UBND ").replace(".", " "))
    kind = next((kind for kind in KINDS if words.startswith(f"{kind} ")), "")
    return words.removeprefix(kind).strip()
