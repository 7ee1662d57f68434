"""Builders of what lists many rows (control slip, register, hand-over list) and of labels. Pure. See `data.heading` for what all take."""

from datetime import datetime
from typing import Any

from motcua.base.words import number
from motcua.shared.prints.codes import qr_svg
from motcua.shared.prints.data import (
    LONGEST_IN_CELL,
    Given,
    Paper,
    applicant,
    day,
    heading,
    in_words,
    local,
    minute,
    minute_in_words,
    procedure,
    text,
    texts,
)

IN_REGISTER = ("procedure", "applicant", "address", "lead", "channel", "signed", "note")
IN_HAND_OVER = ("procedure", "applicant", "address", "phone", "note")


def control(data: Given) -> Paper:
    """The control slip (Phiếu kiểm soát quá trình giải quyết hồ sơ): one row for each hand-over.

    Needed: `code`, `applicant`, `procedure`, `on`, `rows` ([{"giver", "taker" (places); asked: "given_at", "taken_at", "given_by", "taken_by",
    "result" (early, in time, late, in words), "used", "allotted" (in words), "note"}]).
    Asked: `lead` (the agency that decides), `partners` (agencies that take part), `received_at`, `due_at`, `summary` (how the whole stands).
    """
    who = data["applicant"]
    identified = {**data, "identifier": data.get("identifier", who.get("id_number"))}
    return heading(identified, data["on"]) | applicant(who) | texts(data, ("lead", "partners", "summary")) | {
        "procedure": procedure(data),
        "received_at": minute_in_words(data.get("received_at")),
        "due_at": minute_in_words(data.get("due_at")),
        "rows": [_control_row(row) for row in data["rows"]],
    }  # fmt: skip


def _control_row(row: Given) -> dict[str, str]:
    said = texts(row, ("giver", "taker", "given_by", "taken_by", "result", "used", "allotted", "note"))
    return said | {"given_at": minute_in_words(row.get("given_at")), "taken_at": minute_in_words(row.get("taken_at"))}


def register(data: Given) -> Paper:
    """The register (Sổ theo dõi hồ sơ), A4 across: rows of one book in the order of their numbers.

    Needed: `agency`, `book`, `on`, `rows` ([{"no", "code", "procedure", "applicant"; asked: "sets", "address", "phone", "lead", "received_at",
    "due_at", "returned_at", "channel", "signed", "note"}]). Asked: `span` (which part of the book), `carried` (rows of the book before), `ended`,
    `late` (counts), `officer`, `signs`, `signer`.
    """
    rows = [_register_row(row) for row in data["rows"]]
    carried = int(data.get("carried") or 0)
    counts = {name: number(int(data.get(name) or 0)) for name in ("ended", "late")}
    return heading(data, data["on"]) | texts(data, ("book", "span", "officer", "signer")) | counts | {
        "rows": rows,
        "carried": carried,
        "total": number(len(rows)),
        "sets": number(sum(int(row["sets"]) for row in rows)),
        "first": rows[0]["no"] if rows else "",
        "last": rows[-1]["no"] if rows else "",
        "closed_at": in_words(data["on"]) if isinstance(data["on"], datetime) else "",
        "signs": [text(line) for line in data.get("signs") or []],
    }  # fmt: skip


def _register_row(row: Given) -> dict[str, str]:
    said = texts(row, IN_REGISTER, LONGEST_IN_CELL)
    phone = text(row.get("phone"), LONGEST_IN_CELL)
    days = {"received_on": day(row.get("received_at")), "due_on": day(row.get("due_at")), "returned_on": day(row.get("returned_at"))}
    return said | days | {
        "no": text(row["no"]),
        "code": str(row["code"]),
        "sets": str(int(row.get("sets") or 1)),
        "contact": "; ".join(filter(None, [said.pop("address"), phone])),
    }  # fmt: skip


def hand_over(data: Given) -> Paper:
    """The list of dossiers handed over (Danh sách bàn giao hồ sơ), A4 across.

    Needed: `sender`, `receiver` (names), `handed_at`, `rows` ([{"code", "procedure", "applicant", "address", "phone", "received_at", "due_at",
    "result_on", "sets", "note"}], all but `code` may be missing). Asked: `lead` (the agency that decides), `sender_officer`, `receiver_officer`.
    """
    rows = [_hand_over_row(place, row) for place, row in enumerate(data["rows"], start=1)]
    plain = ("sender", "receiver", "lead", "sender_officer", "receiver_officer")
    return heading(data, data["handed_at"]) | texts(data, plain) | {
        "handed_at": in_words(data["handed_at"]),
        "total": f"{len(rows):02d} hồ sơ",
        "rows": rows,
    }  # fmt: skip


def _hand_over_row(place: int, row: Given) -> dict[str, str]:
    said = texts(row, IN_HAND_OVER, LONGEST_IN_CELL)
    days = {"received_on": day(row.get("received_at")), "due_on": day(row.get("due_at")), "result_on": day(row.get("result_on"))}
    return said | days | {"no": str(place), "code": str(row["code"]), "sets": str(int(row.get("sets") or 1))}


def label(data: Given) -> Paper:
    """A label for the folder (Nhãn hồ sơ, 62 × 29 mm). Its QR code holds the code alone: it lies open on desks.

    Needed: `code`, `applicant` (name), `procedure`. Asked: `agency`, `received_at`, `due_at`, `book_no`.
    """
    code = str(data["code"])
    head, _, tail = code.rpartition("-")
    due: Any = data.get("due_at")
    return texts(data, ("applicant", "procedure", "agency", "book_no")) | {
        "template": "",
        "code": code,
        "code_head": f"{head}-" if head else "",
        "code_tail": tail,
        "received_on": day(data.get("received_at")),
        "due_at": minute(local(due)) if due else "",  # type: ignore[arg-type]  # a moment: labels carry the hour
        "qr": qr_svg(code),
    }
