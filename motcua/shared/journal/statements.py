"""Short statements under the node's key, for paper: one line that anybody can check without asking the server.

A statement is `<fields joined by ~>~<signature>`: the first field names its kind (`r1`), the last is Ed25519 over a tag and everything before it,
base64url without padding. All of it may stand in the fragment of an address. Described for strangers in `docs/journal-format.md`.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

APART = "~"
FIELD = re.compile(r"[0-9A-Za-z.:-]*", re.ASCII)


def sign(key: Ed25519PrivateKey, fields: Sequence[str]) -> str:
    """The statement of these fields. ValueError for a field with other letters than 0-9 A-Z a-z . : -"""
    if not all(FIELD.fullmatch(field) for field in fields):
        raise ValueError("a field that does not belong into a statement")
    said = APART.join(fields)
    return f"{said}{APART}{_written(key.sign(_message(said)))}"


def read(statement: str, trusted: frozenset[bytes]) -> list[str] | None:
    """The fields of a statement that one of these public keys signed; None for any other text."""
    said, _, signature = statement.rpartition(APART)
    try:
        signed = urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    except ValueError:
        return None
    if _written(signed) != signature:
        return None
    return said.split(APART) if any(_is_signed(raw, signed, said) for raw in sorted(trusted)) else None


def _written(signature: bytes) -> str:
    return urlsafe_b64encode(signature).decode().rstrip("=")


def _is_signed(raw: bytes, signature: bytes, said: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _message(said))
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(said: str) -> bytes:
    return b"motcua/statement/1\n" + said.encode()
