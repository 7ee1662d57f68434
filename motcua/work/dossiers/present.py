"""A dossier as the API shows it (contract version 1): what it is, who holds it, what may be done now and why not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.base.time import iso, utc_micro
from motcua.shared.journal.entries import Entry
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import fields, lifecycle, past, queries
from motcua.work.dossiers.meanings import Scene
from motcua.work.dossiers.models import Content, Dossier, Side
from motcua.work.dossiers.state import State, is_late


def dossier(row: Dossier, officer: Officer, at: datetime, *, again: bool = False) -> dict[str, Any]:
    """The whole answer of `GET dossiers/{code}`. Reads the personal part: the caller logs the reading.

    `again`: the row is an old one, of a first answer that is given once more; what came since is left out.
    """
    s = queries.state_of(row)
    content = past.content_at(row) if again else queries.content_of(row.code)
    sides = past.sides_at(row) if again else queries.sides_of(row.code)
    step = s.step_now() or s.steps[-1]
    return {
        **brief(row, at),
        "version": row.version,
        "step": {"no": step["no"], "name": step["name"], "role": step["role"]},
        "expected_act": lifecycle.expected(s, at),
        "acts": acts(row, s, content, officer, at),
        "warnings": [],
        "parent": row.parent,
        "children": [f"{row.code}.{number}" for number in range(1, row.children + 1)],
        "opinions": [_opinion(x) for x in sides if x.kind == "opinion"],
        "supplements": [_supplement(x) for x in sides if x.kind == "supplement"],
        "papers": [_paper(p) for p in content.papers],
        "result": _result(content),
    }


def brief(row: Dossier, at: datetime) -> dict[str, Any]:
    """What a list shows of a dossier; nothing personal."""
    transit = {"agency": row.to_agency, "unit": row.to_unit, "officer": row.to_officer} if row.to_agency else None
    return {
        "code": row.code,
        "seq": row.seq,
        "procedure": row.procedure,
        "state": row.state,
        "national_state": queries.national_state(row.rule_set, row.state),
        "holder": {"node": row.node, "agency": row.agency, "unit": row.unit, "officer": row.officer},
        "in_transit_to": transit,
        "accepted_at": iso(row.accepted_at),
        "due_at": iso(row.due_at),
        "next_at": iso(row.next_at),
        "paused_since": iso(row.paused_since),
        "late": is_late(row.state, row.due_at, row.ready_at, row.paused_since, at),
    }


def acts(row: Dossier, s: State, content: Content, officer: Officer, at: datetime) -> list[dict[str, Any]]:
    """Every act: allowed now to this officer, or why not; the fields of those that are."""
    keys = tuple(p["key"] for p in content.papers)
    scene = Scene(s, officer, at, queries.clock_for(s.accepting, s.rule_set), content.name, row.channel_out, keys)
    found = []
    for act in lifecycle.ACTS:
        why = lifecycle.why_not(s, act, officer, at)
        found.append({"act": act, "allowed": why is None, "why": why, "fields": fields.NO_FIELDS if why else fields.schema(act, scene)})
    return found


def _opinion(x: Side) -> dict[str, Any]:
    return {
        "ref": x.stream,
        "agency": x.agency,
        "state": x.state,
        "due_at": iso(x.due_at),
        "question": x.content.get("question"),
        "opinion": x.content.get("opinion"),
        "asked_at": iso(x.opened_at),
        "answered_at": iso(x.closed_at),
    }


def _supplement(x: Side) -> dict[str, Any]:
    return {
        "ref": x.stream,
        "number": x.number,
        "state": x.state,
        "items": x.content.get("items", []),
        "drafted_at": iso(x.opened_at),
        "issued_at": iso(x.issued_at),
        "supplied_at": iso(x.closed_at) if x.state == "supplied" else None,
    }


def _paper(p: dict[str, Any]) -> dict[str, Any]:
    file = p.get("file")
    made = {"key": p["key"], "name": p.get("name", ""), "originals": p.get("originals", 0), "copies": p.get("copies", 0)}
    return made | {"file": _file(file)}


def _file(file: dict[str, Any] | None) -> dict[str, Any] | None:
    return {k: file[k] for k in ("id", "sha256", "name", "size", "type")} if file else None


def _result(content: Content) -> dict[str, Any] | None:
    if not content.result:
        return None
    r = content.result
    return {"kind": r["kind"], "number": r["number"], "on": r["on"], "note": r.get("note"), "file": _file(r.get("file"))}


def entries(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """The stream in order, in the words of `docs/journal-format.md`: the ten fields that are hashed, and the hash. Sealed parts stay sealed."""
    return [
        {
            "stream": e.stream_id,
            "epoch": e.epoch,
            "seq": e.seq,
            "kind": e.kind,
            "at": utc_micro(e.at),
            "by": e.by,
            "node": e.node,
            "payload": e.payload,
            "sealed": e.sealed_digest.hex() if e.sealed_digest else None,
            "prev": e.prev.hex(),
            "hash": e.hash.hex(),
        }
        for e in found
    ]


def track(row: Dossier, at: datetime, agency_name: Any) -> dict[str, Any]:
    """What the citizen sees by code and secret: who holds it, since when, until when and why. Nothing personal."""
    s = queries.state_of(row)
    return {
        "code": row.code,
        "procedure": row.procedure_name,
        "state": row.state,
        "holder": agency_name(row.agency),
        "since": iso(row.since),
        "due_at": iso(row.due_at),
        "late": is_late(row.state, row.due_at, row.ready_at, row.paused_since, at),
        "reason": reason(row, at, agency_name),
        "steps": [
            {
                "no": x["no"],
                "name": x["name"],
                "agency": agency_name(x["agency"]),
                "done": x["no"] < s.step or s.ended,
                "current": x["no"] == s.step and not s.ended,
            }
            for x in s.steps
        ],
    }


def _in_transit(row: Dossier, agency_name: Any) -> str:
    if row.to_agency == row.agency:
        where = "Bộ phận Một cửa" if row.result_kind else "bộ phận chuyên môn"
        return f"{agency_name(row.agency)} đang chuyển nội bộ, chờ {where} ký nhận."
    return f"{agency_name(row.agency)} đã bàn giao, chờ {agency_name(row.to_agency or '')} ký nhận."


def reason(row: Dossier, at: datetime, agency_name: Any) -> str:
    """Why it stands where it stands, in one plain sentence."""
    sentences = {
        "accepted": f"Đang ở Bộ phận Một cửa của {agency_name(row.agency)}, chờ chuyển nơi giải quyết.",
        "in_transit": _in_transit(row, agency_name),
        "processing": f"{agency_name(row.agency)} đang giải quyết.",
        "waiting_supplement": "Đang chờ người nộp bổ sung giấy tờ; thời gian chờ không tính vào thời hạn.",
        "waiting_opinion": "Đang lấy ý kiến cơ quan liên quan.",
        "for_signature": f"Đang trình lãnh đạo {agency_name(row.agency)} ký.",
        "signed": "Kết quả đã ký, đang chuyển về nơi trả.",
        "ready": f"Đã có kết quả, mời đến {agency_name(row.accepting)} nhận.",
        "returned": "Đã trả kết quả.",
        "refused": "Đã trả văn bản từ chối giải quyết.",
        "withdrawn": "Người nộp đã rút hồ sơ.",
        "stopped": "Đã dừng giải quyết theo quyết định của cơ quan có thẩm quyền.",
    }
    text = sentences[row.state]
    if is_late(row.state, row.due_at, row.ready_at, row.paused_since, at) and not row.ended_at:
        text += " Hồ sơ đang chậm so với hẹn."
    return text
