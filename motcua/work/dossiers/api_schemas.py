"""What the calls on dossiers take and give, for the OpenAPI document. Answers are built by `present`; a test holds them against these."""

from typing import Any

from ninja import Schema


class Holder(Schema):
    node: str
    agency: str
    unit: str | None
    officer: str | None


class Transit(Schema):
    agency: str
    unit: str | None
    officer: str | None


class Step(Schema):
    no: int
    name: str
    role: str


class ActOut(Schema):
    act: str
    allowed: bool
    why: str | None
    fields: dict[str, Any]


class BriefOut(Schema):
    code: str
    seq: int
    procedure: str
    state: str
    national_state: int
    holder: Holder
    in_transit_to: Transit | None
    accepted_at: str
    due_at: str | None
    next_at: str | None
    paused_since: str | None
    late: bool


class DossierOut(BriefOut):
    version: int
    step: Step
    expected_act: str | None
    acts: list[ActOut]
    warnings: list[str]
    parent: str | None
    children: list[str]
    opinions: list[dict[str, Any]]
    supplements: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    result: dict[str, Any] | None


class AcceptedOut(DossierOut):
    """Accepted: the dossier, and the look-up secret that stands in no other answer."""

    secret: str


class EndedAtCounterOut(Schema):
    """Guided or refused at the counter: no dossier, only a reference."""

    code: None
    ref: str
    warnings: list[str]


class Filters(Schema):
    """`late` is true or false; `limit` 1 to 200; an empty cursor is the first page."""

    state: str = ""
    holder: str = ""
    agency: str = ""
    late: str = ""
    q: str = ""
    cursor: str = ""
    limit: str = ""


class ListOut(Schema):
    items: list[BriefOut]
    next: str | None


class EntriesOut(Schema):
    items: list[dict[str, Any]]
    next: str | None


KEY = {
    "parameters": [
        {"name": "Idempotency-Key", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 200}},
    ]
}


def _content(kind: str) -> dict[str, Any]:
    return {"responses": {200: {"description": "OK", "content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}}


PDF = _content("application/pdf")
ANY_FILE = _content("*/*")


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {**KEY, "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


BODY_OF_ACT = _body(
    {
        "type": "object",
        "required": ["expected_seq"],
        "properties": {"expected_seq": {"type": "integer"}},
        "additionalProperties": True,
    }
)
BODY_OF_FILING = _body(
    {
        "type": "object",
        "required": ["procedure", "applicant"],
        "properties": {
            "decision": {"type": "string", "enum": ["accept", "guide", "refuse"], "default": "accept"},
            "procedure": {"type": "string"},
            "case": {"type": ["string", "null"]},
            "channel_in": {"type": "string", "enum": ["counter", "post", "online"]},
            "channel_out": {"type": "string", "enum": ["counter", "post", "online"]},
            "applicant": {"type": "object", "required": ["name"], "additionalProperties": True},
            "papers": {"type": "array", "items": {"type": "object", "required": ["key"]}},
            "missing": {"type": "array", "items": {"type": "object", "required": ["key"]}},
            "reason": {"type": "string"},
            "note": {"type": "string"},
        },
    }
)
