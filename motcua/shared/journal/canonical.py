"""The canonical form: RFC 8785 (JCS) over strings, integers within ±2^53, booleans, null, arrays and objects.

Two programs that agree on a value agree on its bytes. What two programs may read differently is refused: fractions, large
integers, lone surrogates, U+0000 (PostgreSQL cannot keep it), moments without offset.
"""

import json
from datetime import UTC, datetime
from typing import Any, NoReturn

LARGEST = 2**53
DEEPEST = 64


class CanonicalError(ValueError):
    """A value that has no canonical form."""


def canonical(value: object) -> bytes:
    """The canonical bytes (UTF-8). CanonicalError when the value has none."""
    try:
        return _ENCODER.encode(plain(value)).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError("lone surrogate in a string") from error


def plain(value: object, depth: int = 0) -> Any:
    """The same value as it will be read back: lists for tuples, UTC strings for aware moments, keys in canonical order."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(value)
    if depth >= DEEPEST:
        raise CanonicalError(f"more than {DEEPEST} levels")
    if isinstance(value, dict):
        return {key: plain(value[key], depth + 1) for key in _ordered(value)}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, datetime):
        return moment(value)
    raise CanonicalError(f"no canonical form for {type(value).__name__}")


def moment(at: datetime) -> str:
    """A moment as the journal writes it: UTC, microseconds, `Z`. CanonicalError when naive."""
    if at.tzinfo is None:
        raise CanonicalError("moment without offset")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").zfill(27)


def parse_moment(text: str) -> datetime:
    """The moment behind a string that `moment` wrote. CanonicalError for any other spelling."""
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise CanonicalError("not a moment") from error
    if moment(at) != text:
        raise CanonicalError("not a moment in microseconds")
    return at


def parse(text: str | bytes) -> Any:
    """JSON read strictly: no fraction, no exponent, no repeated key. CanonicalError otherwise."""
    try:
        return json.loads(text, parse_float=_refuse_number, parse_constant=_refuse_number, object_pairs_hook=_unique)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CanonicalError("not JSON") from error


def parse_stored(text: str) -> Any:
    """JSON from a `jsonb` column, which holds no key twice: as `parse`, and faster."""
    return _STORED.decode(text)


def _text(value: str) -> str:
    if "\x00" in value:
        raise CanonicalError("U+0000 in a string")
    return value if type(value) is str else str.__str__(value)


def _integer(value: int) -> int:
    if not -LARGEST <= value <= LARGEST:
        raise CanonicalError("integer beyond 2^53")
    return int(value)


def _ordered(value: dict[Any, object]) -> list[str]:
    """Keys by UTF-16 code units. For ASCII that is the plain order, which is much cheaper."""
    try:
        together = "".join(value)
    except TypeError as error:
        raise CanonicalError("a key that is not a string") from error
    _text(together)
    if together.isascii():
        return sorted(value)
    try:
        return sorted(value, key=lambda key: key.encode("utf-16-be"))
    except UnicodeEncodeError as error:
        raise CanonicalError("lone surrogate in a key") from error


def _refuse_number(text: str) -> NoReturn:
    raise CanonicalError(f"not an integer: {text[:40]}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError("a key twice")
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)
_STORED = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
