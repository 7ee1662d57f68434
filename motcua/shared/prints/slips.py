"""Builders of the slips, A5, one dossier each. Pure. What every one of them takes besides stands at `data.heading` and `data.applicant`."""

from motcua.shared.prints.data import (
    Given,
    Paper,
    applicant,
    day,
    day_in_words,
    fee,
    handed_in,
    heading,
    in_words,
    is_person,
    procedure,
    text,
    texts,
    wanted,
)


def _of(data: Given, on: object) -> Paper:
    who = data["applicant"]
    identified = {**data, "identifier": data.get("identifier", who.get("id_number"))}
    return heading(identified, on) | applicant(who) | {"procedure": procedure(data)}  # type: ignore[arg-type]  # a moment or a day, as given


def _signing(data: Given) -> str:
    who = data["applicant"]
    return text(data.get("submitter") or (who["name"] if is_person(who) else ""))


def receipt(data: Given) -> Paper:
    """The slip of acceptance and appointment (Giấy tiếp nhận hồ sơ và hẹn trả kết quả).

    Needed: `code`, `applicant`, `procedure` (name), `received_at` (aware datetime or ISO text), `track_url`.
    Asked: `on` (date of the paper; else that of acceptance), `secret`, `procedure_code`, `case`, `papers` ([{"name", "originals", "copies",
    "electronic"}]), `sets` (1), `term` ("3 ngày làm việc"), `term_uncertain`, `fee`, `fee_note`, `paid`, `due_at`, `channel_out` (in words) or
    `return_at`, `book`, `book_no`, `note`, `submitter` (else the applicant where that is a person), `officer` (who accepted).
    """
    term = data.get("term") or ""
    return _of(data, data.get("on") or data["received_at"]) | texts(data, ("secret", "book", "book_no", "note", "officer")) | {
        "papers": [handed_in(place, row) for place, row in enumerate(data.get("papers") or [], start=1)],
        "sets": f"{int(data.get('sets') or 1):02d} bộ",
        "term": text(f"{term}{' (tạm tính)' if term and data.get('term_uncertain') else ''}"),
        "fee": fee(data),
        "received_at": in_words(data["received_at"]),
        "due_at": in_words(data.get("due_at")),
        "return_at": text(data.get("return_at") or data.get("channel_out")),
        "submitter": _signing(data),
    }  # fmt: skip


def supplement(data: Given) -> Paper:
    """The request to complete what was handed in (Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ), at the counter or while the dossier is handled.

    Needed: `applicant`, `procedure`, `on`, `items` ([{"name"; asked: "note", "originals", "copies"}]).
    Asked: `code` or `ref`, `reason`, `until` (moment to which is waited), `officer`, `help_phone`.
    """
    return _of(data, data["on"]) | texts(data, ("ref", "reason", "officer", "help_phone")) | {
        "items": [wanted(place, row) for place, row in enumerate(data["items"], start=1)],
        "until": in_words(data.get("until")),
        "submitter": _signing(data),
    }  # fmt: skip


def refusal(data: Given) -> Paper:
    """The refusal to accept or to handle (Phiếu từ chối tiếp nhận giải quyết hồ sơ).

    Needed: `applicant`, `procedure`, `on`, `reason`. Asked: `code` or `ref`, `officer`, `help_phone`, `letter` (number and day of the letter)."""
    return _of(data, data["on"]) | texts(data, ("ref", "reason", "officer", "help_phone", "letter")) | {"submitter": _signing(data)}


def apology(data: Given) -> Paper:
    """The apology with a new date (Phiếu xin lỗi và hẹn lại ngày trả kết quả), signed by the head of the agency that is late.

    Needed: `applicant`, `procedure`, `code`, `received_at`, `due_at` (the promise that is not kept), `new_due_at`.
    Asked: `on`, `accepting` (who received it), `field`, `reason`, `holder` (where the dossier is), `signs` (lines before the name,
    as ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]), `signer`, `copies` (further addressees).
    """
    return _of(data, data.get("on") or data["due_at"]) | texts(data, ("field", "reason", "signer", "holder")) | {
        "received_line": text(f"{day_in_words(data['received_at']).capitalize()}, {data.get('accepting') or data['agency']}"),
        "received_on": day_in_words(data["received_at"]),
        "due_at": in_words(data["due_at"]),
        "new_due_at": in_words(data["new_due_at"]),
        "signs": [text(line) for line in data.get("signs") or ["Thủ trưởng cơ quan"]],
        "copies": [text(line) for line in data.get("copies") or []],
    }  # fmt: skip


def stopped(data: Given) -> Paper:
    """The notice that a dossier is handled no further (Thông báo dừng giải quyết hồ sơ).

    Needed: `applicant`, `procedure`, `code`, `on`, `received_at`. Asked: `reason`, `basis`, `signs`, `signer`, `copies`, `help_phone`.
    """
    return _of(data, data["on"]) | texts(data, ("reason", "basis", "signer", "help_phone")) | {
        "received_on": day_in_words(data["received_at"]),
        "signs": [text(line) for line in data.get("signs") or ["Thủ trưởng cơ quan"]],
        "copies": [text(line) for line in data.get("copies") or []],
    }  # fmt: skip


def returned(data: Given) -> Paper:
    """The receipt of the result (Biên nhận trả kết quả): which papers, who collected them, when.

    Needed: `code`, `applicant`, `procedure`, `received_at`. Asked: `due_at`, `ready_at`, `at` (when it was collected), `results` ([{"name", "number",
    "on"}]), `to_whom`, `channel` (in words), `fee_collected`, `officer`.
    """
    results = [_result(place, row) for place, row in enumerate(data.get("results") or [], start=1)]
    return _of(data, data.get("at") or data["on"]) | texts(data, ("to_whom", "channel", "officer")) | {
        "results": results,
        "total": f"{len(results):02d} giấy tờ",
        "received_at": in_words(data["received_at"]),
        "due_at": in_words(data.get("due_at")),
        "ready_at": in_words(data.get("ready_at")),
        "at": in_words(data.get("at")),
        "fee": fee({"fee": data.get("fee_collected")}),
    }  # fmt: skip


def supplied(data: Given) -> Paper:
    """The receipt of papers supplied later (Biên nhận giấy tờ bổ sung).

    Needed: `code`, `applicant`, `procedure`, `at`, `papers` (as in `receipt`). Asked: `asked_on`, `asked_no`, `due_at` (the promise now in force),
    `due_before`, `officer`, `fee_added`.
    """
    return _of(data, data["at"]) | texts(data, ("officer", "asked_no")) | {
        "papers": [handed_in(place, row) for place, row in enumerate(data["papers"], start=1)],
        "at": in_words(data["at"]),
        "asked_on": day_in_words(data.get("asked_on")),
        "due_at": in_words(data.get("due_at")),
        "due_before": in_words(data.get("due_before")),
        "fee": fee({"fee": data.get("fee_added")}),
        "submitter": _signing(data),
    }  # fmt: skip


def _result(place: int, row: Given) -> dict[str, str]:
    return texts(row, ("name", "number")) | {"no": str(place), "on": day(row.get("on"))}
