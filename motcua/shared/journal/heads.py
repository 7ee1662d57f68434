"""Signed heads of the log: one JSON line each, checkable with nothing but the node's public key."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from motcua.shared.journal.canonical import CanonicalError, canonical, moment, parse, parse_moment

HEAD_TAG = b"motcua/head/1\n"


@dataclass(frozen=True, slots=True)
class SignedHead:
    """At `at` the log of `node` had `size` entries and this root."""

    node: str
    size: int
    root: bytes
    at: datetime
    key: bytes
    signature: bytes

    def fields(self) -> dict[str, object]:
        """The head as it stands in a line and in an exported stream."""
        signed = _signed(self.node, self.size, self.root, self.at)
        return {**signed, "key": self.key.hex(), "signature": self.signature.hex()}

    def line(self) -> bytes:
        return canonical(self.fields()) + b"\n"

    def signed_by(self, keys: frozenset[bytes]) -> bool:
        """Whether one of the given public keys signed exactly this."""
        if self.key not in keys:
            return False
        try:
            message = HEAD_TAG + canonical(_signed(self.node, self.size, self.root, self.at))
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def sign(key: Ed25519PrivateKey, *, node: str, size: int, root: bytes, at: datetime) -> SignedHead:
    """A head under the node's key: Ed25519 over the tag and the canonical object of `node`, `size`, `root`, `at`."""
    signature = key.sign(HEAD_TAG + canonical(_signed(node, size, root, at)))
    return SignedHead(node, size, root, at, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), signature)


def read(fields: object) -> SignedHead:
    """A head from its fields. CanonicalError when they are not those of a head."""
    try:
        if not isinstance(fields, dict) or isinstance(fields["size"], bool) or not isinstance(fields["size"], int):
            raise CanonicalError("not a head")
        names = ("root", "key", "signature")
        root, key, signature = (bytes.fromhex(fields[name]) for name in names)
        return SignedHead(str(fields["node"]), fields["size"], root, parse_moment(fields["at"]), key, signature)
    except (KeyError, TypeError, ValueError) as error:
        raise CanonicalError("not a head") from error


def read_line(line: bytes) -> SignedHead:
    """A head from its line. CanonicalError when it is not one."""
    return read(parse(line))


def _signed(node: str, size: int, root: bytes, at: datetime) -> dict[str, object]:
    return {"node": node, "size": size, "root": root.hex(), "at": moment(at)}
