"""Characters that neither the database nor the canonical form of an entry can hold. Pure."""

from typing import Any

NUL = "\x00"
UNUSABLE = "Có ký tự không dùng được (ký tự rỗng hoặc ký tự hỏng)."


def unusable(text: str) -> bool:
    """Whether a text holds a NUL or a lone surrogate."""
    return NUL in text or any("\ud800" <= ch <= "\udfff" for ch in text)


def unusable_fields(values: dict[str, Any]) -> dict[str, str]:
    """A sentence for each text of a mapping that cannot be kept."""
    return {name: UNUSABLE for name, value in values.items() if isinstance(value, str) and unusable(value)}
