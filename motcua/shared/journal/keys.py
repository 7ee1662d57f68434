"""The node's Ed25519 key: drawn once, kept (mode 0600) beside the other secrets, its public half published."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

PRIVATE = "journal.pem"
PUBLIC = "journal.pub.pem"


def private_key() -> Ed25519PrivateKey:
    """This node's key; made at the first call."""
    path = Path(settings.VAR) / "secrets" / PRIVATE
    if not path.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_once(path, pem, mode=0o600)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} is not an Ed25519 key")
    return key


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def publish_public_key() -> None:
    """Put the public half beside the published heads, once; it is never overwritten."""
    path = Path(settings.PUBLISHED) / PUBLIC
    if not path.exists():
        pem = private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        _write_once(path, pem, mode=0o644)


def trusted_keys() -> frozenset[bytes]:
    """The public keys whose heads this node believes: its own, and the published one (they differ after secrets were lost)."""
    own, published = raw(private_key().public_key()), Path(settings.PUBLISHED) / PUBLIC
    if not published.exists():
        return frozenset({own})
    key = load_pem_public_key(published.read_bytes())
    return frozenset({own, raw(key)}) if isinstance(key, Ed25519PublicKey) else frozenset({own})


def _write_once(path: Path, content: bytes, *, mode: int) -> None:
    """Whole or not at all, and the first writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
