"""The fields of each act: one flat object schema that serves the API, its examples, the check, and the forms of the screens."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from motcua.base.errors import Invalid
from motcua.base.text import nfc
from motcua.base.time import VN, iso
from motcua.shared.org import queries as org
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import checklist, items, lifecycle
from motcua.work.dossiers.chars import UNUSABLE, unusable
from motcua.work.dossiers.meanings import MEANINGS, Scene

TEXT_LIMIT = 4000
LARGEST = 10**12
CHANNELS = {"counter": "Tại Bộ phận Một cửa", "post": "Qua bưu chính công ích", "online": "Trực tuyến"}
CONCLUSIONS = {"eligible": "Đủ điều kiện", "not_eligible": "Không đủ điều kiện"}
RESULTS = {"result": "Kết quả giải quyết", "refusal": "Văn bản từ chối giải quyết"}
CORRECTABLE = {
    "name": "Họ tên, tên tổ chức",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "id_number": "Số định danh",
    "birth_on": "Ngày sinh",
    "note": "Ghi chú",
}
PAPERS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["key"],
        "properties": {"key": {"type": "string"}, "note": {"type": "string"}, "originals": {"type": "integer"}, "copies": {"type": "integer"}},
    },
}


def text(title: str, example: str, *, long: bool = False) -> dict[str, Any]:
    return {"type": "string", "title": title, "minLength": 1, "maxLength": TEXT_LIMIT if long else 300, "examples": [example], "x-long": long}


def choice(title: str, options: dict[str, str], examples: list[str]) -> dict[str, Any]:
    return {"type": "string", "title": title, "enum": list(options), "x-options": options, "examples": examples}


def person(title: str, people: list[Officer]) -> dict[str, Any]:
    """People to choose from; who is away stands last, with who stands in, so that nobody's absence is the default."""
    options = {p.username: named(p) for p in sorted(people, key=lambda p: p.away is not None)}
    return {"type": "string", "title": title, "x-options": options, "examples": list(options)[:1]}


def named(p: Officer) -> str:
    """A colleague in a list: name, title, and until when they are away."""
    away = f" (vắng đến hết {p.away.last_day:%d/%m}, {p.away.substitute} làm thay)" if p.away else ""
    return f"{p.name} – {p.title}{away}"


def optional(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"], "x-optional": True}


def _hand_over(c: Scene) -> dict[str, Any]:
    agency, unit = lifecycle.next_place(c.s)
    known = org.agency(agency)
    options = {agency: known.name if known else agency}
    return {
        "to": {"type": "string", "title": "Bàn giao cho cơ quan", "examples": [agency], "x-options": options, "x-agency": True},
        "unit": optional({"type": "string", "title": "Phòng, bộ phận", "examples": [unit] if unit else []}),
        "officer": optional({"type": "string", "title": "Người nhận", "examples": []}),
    }


def _reason(title: str, example: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda c: {"reason": text(title, example, long=True)}


def _assign(c: Scene) -> dict[str, Any]:
    """Specialists of the head's own unit, where it has some; whoever took the dossier over, or stands in for them, stands first."""
    unit = org.colleagues(c.o.agency, "specialist", unit=c.o.unit) if c.o.unit else []
    here = unit or org.colleagues(c.o.agency, "specialist")
    return {"officer": person("Phân công cho", sorted(here, key=lambda p: c.s.officer not in {p.username, *p.instead_of}))}


def _reassign(c: Scene) -> dict[str, Any]:
    """Another than now: of the own unit, else of the agency."""
    unit = org.colleagues(c.o.agency, "specialist", unit=c.o.unit) if c.o.unit else []
    for pool in (unit, org.colleagues(c.o.agency, "specialist")):
        others = [p for p in pool if p.username != c.s.officer]
        if others:
            ranked = sorted(others, key=lambda p: c.s.officer not in p.instead_of)
            return {"officer": person("Phân công lại cho", ranked), "reason": optional(text("Lý do", "Người đang giữ hồ sơ vắng mặt."))}
    return _assign(c)


def _appraise(c: Scene) -> dict[str, Any]:
    return {
        "conclusion": choice("Kết luận thẩm định", CONCLUSIONS, ["eligible"]),
        "note": text("Nội dung thẩm định", "Hồ sơ đầy đủ, hợp lệ, đủ điều kiện giải quyết.", long=True),
        "checks": optional(checklist.SCHEMA),
    }


def _draft_supplement(c: Scene) -> dict[str, Any]:
    key = c.papers[0] if c.papers else "khac-1"
    items = {**PAPERS, "title": "Giấy tờ cần bổ sung", "minItems": 1, "examples": [[{"key": key, "note": "Bản chụp mờ, đề nghị nộp lại."}]]}
    approval = text("Lý do yêu cầu quá số lần quy định", "Phát sinh tình tiết mới.")
    return {"items": items, "approval": approval if c.s.supplements >= c.s.max_supplements else optional(approval)}


def _supply(c: Scene) -> dict[str, Any]:
    key = c.papers[0] if c.papers else "khac-1"
    return {
        "papers": {**PAPERS, "title": "Giấy tờ đã bổ sung", "minItems": 1, "examples": [[{"key": key, "originals": 1, "copies": 0, "file": None}]]}
    }


def _ask_opinion(c: Scene) -> dict[str, Any]:
    others = [a for a in org.agencies() if a.code not in {c.s.agency, c.s.accepting} and a.kind in {"department", "committee"}]
    return {
        "to": {"type": "string", "title": "Cơ quan được hỏi", "examples": [others[0].code], "x-agency": True},
        "question": text("Nội dung cần cho ý kiến", "Đề nghị cho ý kiến về điều kiện giải quyết hồ sơ.", long=True),
        "term": {"type": "string", "title": "Thời hạn trả lời", "examples": ["3wd"], "pattern": r"^\d+(wd|wh|d|m)(;c15)?$"},
    }


def _answer(c: Scene) -> dict[str, Any]:
    mine = [x["stream"] for x in c.s.opinions if x["to"] == c.o.agency]
    which = optional({"type": "string", "title": "Yêu cầu được trả lời", "examples": mine[:1]})
    return {"opinion": text("Ý kiến", "Thống nhất với đề nghị của cơ quan chủ trì.", long=True), "which": which}


def _open_subdossier(c: Scene) -> dict[str, Any]:
    others = [a for a in org.agencies() if a.code not in {c.s.agency, c.s.accepting} and a.kind == "department"]
    return {
        "procedure": {"type": "string", "title": "Thủ tục của hồ sơ con", "examples": [c.s.procedure]},
        "to": {"type": "string", "title": "Cơ quan giải quyết", "examples": [others[0].code], "x-agency": True},
    }


def _submit(c: Scene) -> dict[str, Any]:
    draft = optional({"type": "string", "title": "Dự thảo kết quả", "examples": [], "x-file": True})
    return {"signer": person("Trình lãnh đạo", org.colleagues(c.s.agency, "leader")), "file": draft}


def _sign(c: Scene) -> dict[str, Any]:
    return {"note": optional(text("Ý kiến khi ký", "Đồng ý.", long=True))}


def _enter_result(c: Scene) -> dict[str, Any]:
    kind = "refusal" if c.s.conclusion == "not_eligible" else "result"
    today = c.at.astimezone(VN).date()
    return {
        "kind": choice("Loại kết quả", RESULTS, [kind]),
        "number": text("Số, ký hiệu", f"{c.s.seq:02d}/KQ-UBND"),
        "on": {"type": "string", "format": "date", "title": "Ngày ký", "examples": [today.isoformat()]},
        "note": optional(text("Trích yếu", "Kết quả giải quyết hồ sơ.", long=True)),
        "file": optional({"type": "string", "title": "Tệp kết quả", "examples": [], "x-file": True}),
    }


def _apologise(c: Scene) -> dict[str, Any]:
    later = c.clock.term_from(max(c.at, c.s.due_at or c.at), "3wd")
    when = {"type": "string", "format": "date-time", "title": "Hẹn trả lại lúc", "examples": [iso(later)]}
    return {"reason": text("Lý do chậm", "Cần thêm thời gian xác minh thực tế.", long=True), "new_due_at": when}


def _stop(c: Scene) -> dict[str, Any]:
    return {
        "reason": text("Lý do dừng", "Thửa đất đang có tranh chấp được thụ lý.", long=True),
        "basis": text("Căn cứ", "Văn bản của cơ quan có thẩm quyền."),
    }


def _return(c: Scene) -> dict[str, Any]:
    return {
        "to_whom": text("Người nhận kết quả", c.applicant or "Người nộp hồ sơ"),
        "channel": choice("Hình thức trả", CHANNELS, [c.channel_out]),
        "id_number": optional({**text("Số định danh người nhận thay", ""), "examples": []}),
        "authority": optional({**text("Giấy ủy quyền", ""), "examples": []}),
        "fee_collected": optional({"type": "integer", "title": "Phí, lệ phí đã thu (đồng)", "minimum": 0, "examples": [0]}),
    }


def _correct(c: Scene) -> dict[str, Any]:
    return {
        "field": choice("Nội dung đính chính", CORRECTABLE, ["note"]),
        "value": text("Giá trị đúng", "Ghi chú đã sửa.", long=True),
        "reason": text("Lý do", "Nhập sai khi tiếp nhận."),
    }


SCHEMAS: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "hand_over": _hand_over,
    "take_over": lambda c: {},
    "decline": _reason("Lý do từ chối nhận", "Hồ sơ không thuộc thẩm quyền của cơ quan nhận."),
    "request_recall": _reason("Lý do lấy lại", "Bàn giao nhầm nơi nhận."),
    "assign": _assign,
    "reassign": _reassign,
    "appraise": _appraise,
    "draft_supplement": _draft_supplement,
    "issue_supplement": lambda c: {},
    "supply": _supply,
    "ask_opinion": _ask_opinion,
    "answer_opinion": _answer,
    "open_subdossier": _open_subdossier,
    "submit_for_signature": _submit,
    "sign": _sign,
    "send_back": _reason("Lý do trả lại", "Cần làm rõ căn cứ pháp lý."),
    "enter_result": _enter_result,
    "apologise": _apologise,
    "withdraw": _reason("Lý do rút hồ sơ", "Người nộp đề nghị rút hồ sơ."),
    "stop": _stop,
    "return_result": _return,
    "correct": _correct,
}


def schema(act: str, scene: Scene) -> dict[str, Any]:
    """The fields of one act for this dossier and officer; every required one with an example that is valid now."""
    properties = SCHEMAS[act](scene)
    required = [name for name, one in properties.items() if not one.get("x-optional")]
    return {"type": "object", "required": required, "properties": properties}


NO_FIELDS: dict[str, Any] = {"type": "object", "required": [], "properties": {}}


def checked(act: str, scene: Scene, body: dict[str, Any]) -> dict[str, Any]:
    """The fields of a body, checked; Invalid names each wrong one. Unknown fields are left out."""
    rules, found, wrong = schema(act, scene), {}, {}
    for name, one in rules["properties"].items():
        value = body.get(name)
        if isinstance(value, str):
            value = nfc(value).strip()
        if value is None or value == "":
            if name in rules["required"]:
                wrong[name] = "Cần điền mục này."
            continue
        sentence = _wrong(one, value)
        if sentence:
            wrong[name] = sentence
        found[name] = _cleaned(one, value) if isinstance(value, list) and not sentence else value
    _meanings(act, scene, found, wrong)
    if wrong:
        raise Invalid("Một số thông tin chưa đúng; chưa có gì thay đổi.", fields=wrong)
    return found


def _wrong(one: dict[str, Any], value: Any) -> str | None:
    kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
    types: dict[str, type] = {"string": str, "integer": int, "array": list}
    kind = kinds[0]
    if not isinstance(value, types[kind]) or isinstance(value, bool):
        return {"string": "Cần là chữ.", "integer": "Cần là số nguyên.", "array": "Cần là danh sách."}[kind]
    return WRONG[kind](one, value)


def _wrong_number(one: dict[str, Any], value: int) -> str | None:
    if abs(value) > LARGEST:
        return "Số quá lớn."
    return "Không được âm." if value < one.get("minimum", value) else None


def _wrong_text(one: dict[str, Any], value: str) -> str | None:
    if unusable(value):
        return UNUSABLE
    if "enum" in one and value not in one["enum"]:
        return f"Chỉ nhận một trong: {', '.join(one['enum'])}."
    if len(value) > one.get("maxLength", TEXT_LIMIT):
        return f"Dài quá {one.get('maxLength', TEXT_LIMIT)} ký tự."
    return _wrong_moment(one.get("format"), value)


def _wrong_moment(form: str | None, value: str) -> str | None:
    try:
        if form == "date" and date.fromisoformat(value).isoformat() != value:
            return "Ngày viết theo dạng 2025-01-24."
        if form == "date-time" and datetime.fromisoformat(value).tzinfo is None:
            return "Thời điểm cần có múi giờ, ví dụ 2025-01-24T14:00:00+07:00."
    except ValueError:
        return "Ngày giờ không đọc được."
    return None


def _wrong_list(one: dict[str, Any], value: list[Any]) -> str | None:
    return checklist.wrong(value) if one.get("x-checks") else items.wrong(one, value)


def _cleaned(one: dict[str, Any], value: list[Any]) -> list[dict[str, Any]]:
    clean = checklist.clean if one.get("x-checks") else items.clean
    return [clean(x) for x in value]


WRONG: dict[str, Callable[[dict[str, Any], Any], str | None]] = {"string": _wrong_text, "integer": _wrong_number, "array": _wrong_list}


def _meanings(act: str, scene: Scene, found: dict[str, Any], wrong: dict[str, str]) -> None:
    for name, check in MEANINGS.get(act, {}).items():
        if name in found and name not in wrong:
            sentence = check(scene, found)
            if sentence:
                wrong[name] = sentence
