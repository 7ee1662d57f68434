"""A second implementation of the format, written from `docs/journal-format.md` alone: it shares no code with the journal."""

import hashlib
from typing import Any

ESCAPES = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def canonical(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(_escaped(letter) for letter in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    keys = sorted(value, key=units)
    return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"


def units(text: str) -> list[int]:
    """UTF-16 code units, computed by hand."""
    found: list[int] = []
    for letter in text:
        number = ord(letter)
        if number < 0x10000:
            found.append(number)
        else:
            found += [0xD800 + ((number - 0x10000) >> 10), 0xDC00 + ((number - 0x10000) & 0x3FF)]
    return found


def _escaped(letter: str) -> str:
    number = ord(letter)
    return ESCAPES.get(number) or (f"\\u{number:04x}" if number < 0x20 else letter)


def sha(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()


def entry_hash(fields: dict[str, Any]) -> str:
    return sha(b"motcua/entry/1\n", canonical(fields).encode())


def sealed_digest(salt: str, content: Any) -> str:
    return sha(b"motcua/sealed/1\n", bytes.fromhex(salt), canonical(content).encode())


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    """The audit path, section 2.1.1."""
    if len(leaves) == 1:
        return []
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if index < half:
        return [*path(index, leaves[:half]), root(leaves[half:])]
    return [*path(index - half, leaves[half:]), root(leaves[:half])]


def proof(first: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """The consistency proof, section 2.1.2."""
    if first == len(leaves):
        return [] if whole else [root(leaves)]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    if first <= half:
        return [*proof(first, leaves[:half], whole=whole), root(leaves[half:])]
    return [*proof(first - half, leaves[half:], whole=False), root(leaves[:half])]
