"""From a plain dict to the strings that a form shows. Pure: no database, no clock, no Django.

Every value ends as a string; typst places strings as text and never evaluates them.
"""

import io
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import segno

from motcua.base.text import nfc
from motcua.base.time import VN
from motcua.base.words import dong

Paper = dict[str, Any]
CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff]+")
BREAK = "\u200b"
LONGEST, LONGEST_IN_CELL = 40, 14
TEMPLATE_01 = "Mẫu số 01, Thông tư 01/2018/TT-VPCP; bản in 1"
TEMPLATE_HAND_OVER = "Danh sách bàn giao hồ sơ; bản in 1"
PLAIN_01 = ("agency", "number", "secret", "book", "book_no", "note", "officer", "hotline")
PLAIN_APPLICANT = ("id_number", "representative", "address", "phone", "email")
ID_DIGITS = 12
COUNTER = "Bộ phận Tiếp nhận và\u00a0Trả\u00a0kết\u00a0quả"


def text(value: object, longest: int = LONGEST) -> str:
    """One value as it may stand on paper: composed, one line, and with places to break in a word of more than `longest` letters."""
    if value is None:
        return ""
    words = CONTROL.sub(" ", nfc(str(value))).split(" ")
    return " ".join(word if len(word) <= longest else BREAK.join(re.findall(f".{{1,{longest}}}", word)) for word in words if word)


def in_words(value: datetime | str | None) -> str:
    """A moment as forms write it: "14 giờ 05 phút, ngày 20 tháng 11 năm 2026"."""
    if not value:
        return ""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = moment.astimezone(VN)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d} tháng {local:%m} năm {local:%Y}"


def day(value: date | datetime | str | None) -> str:
    """A day as lists write it: "20/11/2026"."""
    if not value:
        return ""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(when, datetime) and when.tzinfo is not None:
        when = when.astimezone(VN)
    return f"{when:%d/%m/%Y}"


def dated(place: str, value: date | datetime | str) -> str:
    """Place and date in the head of a paper: "Biên Hòa, ngày 20 tháng 11 năm 2026"."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(when, datetime) and when.tzinfo is not None:
        when = when.astimezone(VN)
    said = f"ngày {when:%d} tháng {when:%m} năm {when:%Y}"
    return f"{text(place)}, {said}" if place else said.capitalize()


def qr_svg(content: str) -> str:
    """The QR code of a text (ISO/IEC 18004, correction level M) as SVG."""
    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="svg", xmldecl=False, svgns=True, border=0, dark="#000")
    return out.getvalue().decode()


def slip(data: Mapping[str, Any]) -> Paper:
    """Form 01, the slip of acceptance and appointment.

    Needed: `agency` (name), `code`, `applicant` {"name"; asked: "kind" (person, organisation), "id_number", "representative", "address", "phone",
    "email"}, `procedure` (name), `received_at` (aware datetime or ISO text), `track_url` (public look-up page with the code; stands in the QR code).
    Asked where they exist: `parent_agency`, `counter`, `number`, `place`, `on` (date of the paper; else that of acceptance), `secret`,
    `procedure_code`, `case`, `papers` ([{"name", "originals", "copies"}]), `sets` (1), `term` ("3 ngày làm việc"), `term_uncertain`, `fee` (whole
    đồng or None), `fee_note`, `paid` (True, False, None), `due_at`, `channel_out` (in words) or `return_at`, `book`, `book_no`, `note`, `submitter`
    (else the applicant where that is a person), `officer` (who accepted), `hotline`, `template`.
    """
    who, look = data["applicant"], str(data["track_url"])
    person = _is_person(who)
    said = {name: text(who.get(name)) for name in PLAIN_APPLICANT} | {name: text(data.get(name)) for name in PLAIN_01}
    return said | {
        "code": str(data["code"]),
        "parent": text(data.get("parent_agency")),
        "counter": text(data.get("counter", COUNTER)),
        "dated": dated(str(data.get("place") or ""), data.get("on") or data["received_at"]),
        "applicant": text(who["name"]),
        "id_label": "Số định danh cá nhân" if person else "Mã số thuế",
        "procedure": text(_procedure(data)),
        "papers": [_paper_row(place, row) for place, row in enumerate(data.get("papers") or [], start=1)],
        "sets": f"{int(data.get('sets') or 1):02d} bộ",
        "term": text(f"{data.get('term') or ''}{' (tạm tính)' if data.get('term') and data.get('term_uncertain') else ''}"),
        "fee": text(_fee(data)),
        "received_at": in_words(data["received_at"]),
        "due_at": in_words(data.get("due_at")),
        "return_at": text(data.get("return_at") or data.get("channel_out")),
        "submitter": text(data.get("submitter") or (who["name"] if person else "")),
        "template": text(data.get("template") or TEMPLATE_01),
        "qr": qr_svg(look),
        "lookup_shown": _shown(look),
    }


def hand_over(data: Mapping[str, Any]) -> Paper:
    """The list of dossiers handed over.

    Needed: `agency`, `sender`, `receiver` (names), `handed_at`, `rows` ([{"code", "procedure", "applicant", "address", "phone",
    "received_at", "due_at", "result_on", "sets", "note"}], all but `code` may be missing).
    Asked: `parent`, `counter`, `number`, `lead` (the agency that decides),
    `sender_officer`, `receiver_officer`, `template`.
    """
    rows = [_hand_over_row(place, row) for place, row in enumerate(data["rows"], start=1)]
    plain = ("parent", "agency", "number", "sender", "receiver", "lead", "sender_officer", "receiver_officer")
    return {name: text(data.get(name)) for name in plain} | {
        "counter": text(data.get("counter", COUNTER)),
        "handed_at": in_words(data["handed_at"]),
        "total": f"{len(rows):02d} hồ sơ",
        "rows": rows,
        "template": text(data.get("template") or TEMPLATE_HAND_OVER),
    }


BUILDERS: dict[str, Callable[[Mapping[str, Any]], Paper]] = {"01": slip, "ban-giao": hand_over}


def _is_person(who: Mapping[str, Any]) -> bool:
    """By what the dossier says, else by the length of the number: 12 digits for a person, 10 or 13 for a tax code."""
    kind, number = who.get("kind"), str(who.get("id_number") or "")
    return kind == "person" if kind else len(number) in {0, ID_DIGITS}


def _procedure(data: Mapping[str, Any]) -> str:
    case = f" ({data['case']})" if data.get("case") else ""
    code = f"; mã thủ tục {data['procedure_code']}" if data.get("procedure_code") else ""
    return f"{data['procedure']}{case}{code}"


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".replace("/", f"/{BREAK}")


def _paper_row(place: int, row: Mapping[str, Any]) -> dict[str, str]:
    def count(name: str) -> str:
        return str(int(row.get(name) or 0) or "–")

    return {"no": str(place), "name": text(row["name"]), "originals": count("originals"), "copies": count("copies")}


def _hand_over_row(place: int, row: Mapping[str, Any]) -> dict[str, str]:
    said = {name: text(row.get(name), LONGEST_IN_CELL) for name in ("procedure", "applicant", "address", "phone", "note")}
    days = {"received_on": day(row.get("received_at")), "due_on": day(row.get("due_at")), "result_on": day(row.get("result_on"))}
    return said | days | {"no": str(place), "code": str(row["code"]), "sets": str(int(row.get("sets") or 1))}


def _fee(data: Mapping[str, Any]) -> str:
    fee = data.get("fee")
    said = "" if fee is None else dong(int(fee))
    if fee and data.get("paid") is not None:
        said += ", đã nộp" if data["paid"] else ", chưa nộp"
    note = str(data.get("fee_note") or "")
    return f"{said} ({note})" if said and note else said or note
