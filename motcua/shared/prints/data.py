"""From plain values to the strings that a form shows, and the parts that all forms share. Pure: no database, no clock, no Django.

Every value ends as a string; typst places strings as text and never evaluates them.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from motcua.base.text import nfc
from motcua.base.time import VN
from motcua.base.words import dong
from motcua.shared.prints.codes import code128_svg, qr_content, qr_svg
from motcua.shared.prints.glyphs import BREAK, drawable

Paper = dict[str, Any]
Given = Mapping[str, Any]
CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff]+")
LONGEST, LONGEST_IN_CELL = 40, 14
ID_DIGITS = 12
COUNTER = "Bộ phận Tiếp nhận và\u00a0Trả\u00a0kết\u00a0quả"
HEAD = ("agency", "number", "hotline")
WHO = ("name", "id_number", "representative", "address", "phone", "email")


def text(value: object, longest: int = LONGEST) -> str:
    """One value as it may stand on paper: composed, one line, and with places to break in a word of more than `longest` letters."""
    if value is None:
        return ""
    words = CONTROL.sub(" ", drawable(nfc(str(value)).replace(BREAK, ""))).split(" ")
    return " ".join(word if len(word) <= longest else BREAK.join(re.findall(f".{{1,{longest}}}", word)) for word in words if word)


def texts(given: Given, names: tuple[str, ...], longest: int = LONGEST) -> dict[str, str]:
    """Several values by name, each as `text`."""
    return {name: text(given.get(name), longest) for name in names}


def local(value: date | datetime | str) -> date | datetime:
    """A moment in Vietnam's time; a day as it is."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return when.astimezone(VN) if isinstance(when, datetime) and when.tzinfo is not None else when


def in_words(value: datetime | str | None) -> str:
    """A moment as forms write it: "14 giờ 05 phút, ngày 20 tháng 11 năm 2026"."""
    if not value:
        return ""
    when = local(value)
    return f"{when:%H} giờ {when:%M} phút, {_day_in_words(when)}"


def day_in_words(value: date | datetime | str | None) -> str:
    """A day as forms write it: "ngày 20 tháng 11 năm 2026"."""
    return _day_in_words(local(value)) if value else ""


def _day_in_words(when: date) -> str:
    return f"ngày {when:%d} tháng {when:%m} năm {when:%Y}"


def day(value: date | datetime | str | None) -> str:
    """A day as lists write it: "20/11/2026"."""
    return f"{local(value):%d/%m/%Y}" if value else ""


def minute(value: datetime | str | None) -> str:
    """A moment in a narrow column: "14:05 20/11/2026"."""
    return f"{local(value):%H:%M %d/%m/%Y}" if value else ""


def minute_in_words(value: datetime | str | None) -> str:
    """A moment in the table of a form: "14 giờ 05 phút, ngày 20/11/2026"."""
    return f"{local(value):%H giờ %M phút, ngày %d/%m/%Y}" if value else ""


def dated(place: str, value: date | datetime | str) -> str:
    """Place and date in the head of a paper: "Biên Hòa, ngày 20 tháng 11 năm 2026"."""
    said = day_in_words(value)
    return f"{text(place)}, {said}" if place else said.capitalize()


def imprint(template: Given) -> str:
    """What the foot of a paper says of its form: "Mẫu số 01, Phụ lục Thông tư 01/2018/TT-VPCP; bản in 2"."""
    name = f"Mẫu số {template['number']}" if template.get("number") else str(template["title"])
    source = f", {template['source']}" if template.get("source") else ""
    return text(f"{name}{source}; bản in {template.get('version', 1)}")


def heading(data: Given, on: date | datetime | str) -> Paper:
    """What the head and the foot of every form show.

    Needed: `agency` (name), `template` {"title"; asked: "number", "source", "version"}. Asked: `parent_agency`, `counter`, `number`, `place`,
    `hotline`, `draft` (True: marked as a draft), `code`, `ref`, `procedure_code`, `track_url` (for the QR code), `identifier` (of the applicant),
    `signed_url` (the QR code instead, with all of that in it, signed; also a link in the file, so that programs can read it out).
    """
    template, code = data["template"], str(data.get("code") or "")
    return texts(data, HEAD) | {
        "code": code,
        "parent": text(data.get("parent_agency")),
        "issuer": text(data.get("agency_in_lines") or data.get("agency")),
        "counter": text(data.get("counter", COUNTER)),
        "dated": dated(str(data.get("place") or ""), on),
        "title": text(template["title"]),
        "template": imprint(template),
        "draft": "yes" if data.get("draft") else "",
        **_marks(data, code, str(template["title"])),
    }


def _marks(data: Given, code: str, title: str) -> Paper:
    look = str(data.get("track_url") or "")
    if not look:
        return {"qr": "", "qr_link": "", "bars": code128_svg(code) if code.isascii() and code else "", "lookup_shown": ""}
    signed = str(data.get("signed_url") or "")
    said = signed or qr_content(
        look,
        procedure=str(data.get("procedure_code") or ""),
        applicant=str(data.get("identifier") or ""),
        title=title,
        ref=str(data.get("ref") or ""),
    )
    bars = code128_svg(code) if code.isascii() and code else ""
    return {"qr": qr_svg(said), "qr_link": signed, "bars": bars, "lookup_shown": _shown(look)}


def applicant(who: Given) -> Paper:
    """Who hands in: {"name"; asked: "kind" (person, organisation), "id_number", "representative", "address", "phone", "email"}."""
    person = is_person(who)
    return texts(who, WHO[1:]) | {
        "applicant": text(who["name"]),
        "id_label": "Số định danh cá nhân" if person else "Mã số thuế",
        "called": "Ông/Bà" if person else "Tổ chức",
    }


def is_person(who: Given) -> bool:
    """By what the dossier says, else by the length of the number: 12 digits for a person, 10 or 13 for a tax code."""
    kind, number = who.get("kind"), str(who.get("id_number") or "")
    return kind == "person" if kind else len(number) in {0, ID_DIGITS}


def procedure(data: Given) -> str:
    """The request as forms name it: name, case, code."""
    case = f" ({data['case']})" if data.get("case") else ""
    code = f"; mã thủ tục {data['procedure_code']}" if data.get("procedure_code") else ""
    return text(f"{data['procedure']}{case}{code}")


def fee(data: Given) -> str:
    """`fee` (whole đồng or None), `paid` (True, False, None) and `fee_note` in words."""
    due = data.get("fee")
    said = "" if due is None else dong(int(due))
    if due and data.get("paid") is not None:
        said += ", đã nộp" if data["paid"] else ", chưa nộp"
    note = str(data.get("fee_note") or "")
    return text(f"{said} ({note})" if said and note else said or note)


def handed_in(place: int, row: Given) -> dict[str, Any]:
    """A paper as it was handed in: each kind of copy with its number."""
    kinds = []
    for name, said in (("originals", "Bản chính"), ("copies", _copy(str(row["name"])))):
        if count := int(row.get(name) or 0):
            kinds.append((said, f"{count:02d}"))
    if row.get("electronic"):
        kinds.append(("Bản điện tử", "01"))
    kinds = kinds or [("–", "–")]
    return {"no": str(place), "name": text(row["name"]), "kinds": [kind for kind, _ in kinds], "counts": [count for _, count in kinds]}


def wanted(place: int, row: Given) -> dict[str, str]:
    """A paper as it is asked for: how many originals, certified copies, photocopies; `note` says what is wrong with the one handed in."""
    certified = _copy(str(row["name"])) != "Bản sao"
    copies = _count(row.get("copies"))
    return {
        "no": str(place),
        "name": text(row["name"]),
        "note": text(row.get("note")),
        "originals": _count(row.get("originals")),
        "certified": copies if certified else "–",
        "photos": "–" if certified else copies,
    }


def _copy(name: str) -> str:
    """A paper whose name asks for certified copies is one; else it is a copy and the form does not say more than is known."""
    return "Bản sao chứng thực" if re.search("chứng thực|công chứng", name.lower()) else "Bản sao"


def _count(value: object) -> str:
    number = int(str(value or 0))
    return f"{number:02d}" if number else "–"


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".replace("/", f"/{BREAK}")
