"""The finder of procedures, pure: ranks rows for a question and cuts pages with a stable cursor.

Rank, best first: the code itself; all words in the name; all words in code, name or field. Within one rank: accepted here, popular, the shorter
name, the code. The last word may be unfinished. A cursor holds the key of the last row shown, so rows that come or go never shift a page.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from motcua.base.errors import BadRequest
from motcua.base.text import fold

MOST = 200
Key = tuple[int, int, int, int, str]


class Row(Protocol):
    """What is ranked."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def popular(self) -> bool: ...
    @property
    def accepted(self) -> bool: ...
    @property
    def name_words(self) -> frozenset[str]: ...
    @property
    def words(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Page:
    """Codes of one page, in order; `total` counts the whole answer, `next` is the cursor of the next page or None."""

    codes: list[str]
    next: str | None
    total: int


def words_of(folded: str) -> frozenset[str]:
    """The words of a folded text, each as it stands and without the signs around it."""
    words = folded.split()
    return frozenset(words) | {word.strip("()[].,;:/\"'“”") for word in words}


def find(rows: Iterable[Row], q: str, *, cursor: str | None = None, limit: int = 50) -> Page:
    """One page of the rows that answer the question."""
    wanted = fold(q).split()
    ranked = sorted(key for row in rows if (key := _key(row, wanted)) is not None)
    after = _read(cursor) if cursor else None
    rest = [key for key in ranked if after is None or key > after]
    size = max(1, min(limit, MOST))
    page = rest[:size]
    return Page([key[-1] for key in page], _write(page[-1]) if len(rest) > size else None, len(ranked))


def _key(row: Row, wanted: Sequence[str]) -> Key | None:
    rank = _rank(row, wanted)
    return None if rank is None else (rank, int(not row.accepted), int(not row.popular), len(row.name), row.code)


def _rank(row: Row, wanted: Sequence[str]) -> int | None:
    if not wanted:
        return 0
    if len(wanted) == 1 and row.code == wanted[0]:
        return 0
    if _all_in(wanted, row.name_words):
        return 1
    return 2 if _all_in(wanted, row.words) or (len(wanted) == 1 and wanted[0] in row.code) else None


def _all_in(wanted: Sequence[str], words: frozenset[str]) -> bool:
    return words.issuperset(wanted[:-1]) and (wanted[-1] in words or any(word.startswith(wanted[-1]) for word in words))


def _write(key: Key) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _read(cursor: str) -> Key:
    try:
        rank, refused, rare, length, code = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(rank), int(refused), int(rare), int(length), str(code)
    except (ValueError, TypeError) as error:
        raise BadRequest("Con trỏ trang (cursor) không đọc được. Hãy bỏ cursor để xem lại từ trang đầu.") from error
