"""Token text, pure: an HMAC, so that the command line can print it again and the database need not keep it."""

import base64
import hashlib
import hmac


def text_of(post: str, generation: int, secret: str) -> str:
    """The token of a post in one generation: 43 letters of base64url."""
    mac = hmac.new(secret.encode(), f"post:{post}:{generation}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
