"""Characters that neither the database nor the canonical form of an entry can hold. Pure."""

import unicodedata
from typing import Any

NUL = "\x00"
INVISIBLE = "Có ký tự không hiện ra được; hãy gõ lại mục này."
UNUSABLE = "Có ký tự không dùng được (ký tự rỗng hoặc ký tự hỏng)."


def unusable(text: str) -> bool:
    """Whether a text holds a NUL or a lone surrogate."""
    return NUL in text or any("\ud800" <= ch <= "\udfff" for ch in text)


def invisible(text: str) -> bool:
    """Whether a line of text holds characters that nobody sees: controls, direction marks, zero-width ones. Such names hide or turn others."""
    return any(unicodedata.category(ch) in {"Cc", "Cf"} for ch in text)


def unusable_fields(values: dict[str, Any]) -> dict[str, str]:
    """A sentence for each text of a mapping that cannot be kept."""
    return {name: UNUSABLE for name, value in values.items() if isinstance(value, str) and unusable(value)}
