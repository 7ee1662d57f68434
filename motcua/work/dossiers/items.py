"""Lists of papers in the fields of an act: what is asked for, what is brought. Pure."""

from typing import Any

from motcua.base.text import nfc
from motcua.work.dossiers.chars import unusable

OTHER = "khac-"  # the key of a paper that the procedure does not list begins so; its name stands beside it
TEXT_LIMIT = 4000
MOST = 200
MOST_COPIES = 1000


def wrong(one: dict[str, Any], value: list[Any]) -> str | None:
    """The sentence why a list of papers cannot be kept, or None. `one` is its schema."""
    if len(value) < one.get("minItems", 0):
        return "Cần ít nhất một mục."
    if len(value) > MOST or not all(isinstance(x, dict) and isinstance(x.get("key"), str) and x["key"] for x in value):
        return "Mỗi mục cần có key."
    return next(filter(None, map(_wrong_item, value)), None)


def _wrong_item(item: dict[str, Any]) -> str | None:
    for count in ("originals", "copies"):
        number = item.get(count) or 0
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= MOST_COPIES:
            return f"Số bản là số nguyên từ 0 đến {MOST_COPIES}."
    for name in ("key", "name", "note", "file"):
        text = item.get(name) or ""
        if not isinstance(text, str) or len(text) > TEXT_LIMIT or unusable(text):
            return f"Mục {name} không dùng được: cần là chữ, không quá {TEXT_LIMIT} ký tự."
    return None


def clean(item: dict[str, Any]) -> dict[str, Any]:
    """What is known of one paper; nothing else is kept."""
    made: dict[str, Any] = {"key": item["key"], "originals": item.get("originals") or 0, "copies": item.get("copies") or 0}
    texts = {name: nfc(item.get(name) or "").strip() for name in ("name", "note")}
    return made | {name: text for name, text in texts.items() if text} | {"file": item.get("file") or None}
