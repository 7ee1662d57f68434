"""The check list of an appraisal: each required paper and each condition of the procedure, in order or not, with a note. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from motcua.base.text import nfc
from motcua.work.dossiers.chars import unusable

OK, NOT_OK, NONE = "yes", "no", "none"
ANSWERS = {OK: "Đạt", NOT_OK: "Chưa đạt", NONE: "Không áp dụng"}
TONES = {OK: "ok", NOT_OK: "soon", NONE: "calm"}
CONDITION = "dieu-kien-"
CONDITIONS = (
    (f"{CONDITION}doi-tuong", "Đúng đối tượng thực hiện thủ tục"),
    (f"{CONDITION}tham-quyen", "Đúng thẩm quyền giải quyết của cơ quan"),
    (f"{CONDITION}thong-nhat", "Thông tin giữa các giấy tờ thống nhất, còn giá trị"),
)  # assumed: the catalogue keeps no conditions of a procedure; Decree 61/2018/NĐ-CP asks for an examination and names no list
MOST, LONGEST = 100, 1000
SCHEMA: dict[str, Any] = {
    "type": "array",
    "title": "Bảng kiểm",
    "items": {
        "type": "object",
        "required": ["key", "ok"],
        "properties": {"key": {"type": "string"}, "name": {"type": "string"}, "ok": {"type": "string"}, "note": {"type": "string"}},
    },
    "examples": [[{"key": CONDITIONS[0][0], "ok": OK, "note": ""}]],
    "x-checks": True,
}


@dataclass(slots=True)
class CheckLine:
    """One thing to look at: its name, what lies in the dossier of it, where to see it, and the answer."""

    key: str
    name: str
    asked: str = ""
    given: str = ""
    url: str = ""
    ok: str = ""
    note: str = ""

    @property
    def prefix(self) -> str:
        return f"check-{self.key}"

    @property
    def condition(self) -> bool:
        return self.key.startswith(CONDITION)


def wrong(value: list[Any]) -> str | None:
    """The sentence why a check list cannot be kept, or None."""
    if len(value) > MOST or not all(isinstance(x, dict) for x in value):
        return f"Bảng kiểm có tối đa {MOST} mục."
    for one in value:
        texts = [one.get(name) or "" for name in ("key", "name", "note")]
        if not texts[0] or any(not isinstance(t, str) or len(t) > LONGEST or unusable(t) for t in texts):
            return f"Mục của bảng kiểm không dùng được: cần key, và chữ không quá {LONGEST} ký tự."
        if one.get("ok") not in ANSWERS:
            return f"Mỗi mục nhận một trong: {', '.join(ANSWERS)}."
    return None


def clean(one: dict[str, Any]) -> dict[str, Any]:
    """What is known of one check; nothing else is kept."""
    texts = {name: nfc(one.get(name) or "").strip() for name in ("name", "note")}
    return {"key": one["key"], "ok": one["ok"]} | {name: text for name, text in texts.items() if text}


def said(lines: Iterable[CheckLine]) -> list[dict[str, Any]]:
    """The answered lines as the act takes them."""
    return [{"key": line.key, "name": line.name, "ok": line.ok, "note": line.note} for line in lines if line.ok in ANSWERS]


def failed(checks: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The note of each check that was not in order, by its key; for a request to supplement."""
    return {one["key"]: one.get("note", "") for one in checks if one.get("ok") == NOT_OK}
