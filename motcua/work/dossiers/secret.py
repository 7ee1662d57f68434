"""The look-up secret printed on the receipt: an HMAC of the code, so nothing is kept and the answer can be built again."""

import hashlib
import hmac

from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8


def secret_of(code: str) -> str:
    """Eight letters and digits without those that look alike (40 bits)."""
    digest = hmac.new(settings.SECRET_OF_CODES.encode(), code.encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[b % len(ALPHABET)] for b in digest[:LENGTH])


def is_secret_of(code: str, given: str) -> bool:
    """Compared in constant time; case and spaces do not matter."""
    return hmac.compare_digest(secret_of(code).encode(), "".join(given.split()).upper().encode())
