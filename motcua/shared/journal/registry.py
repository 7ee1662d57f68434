"""Which function projects which streams. Rooms register in `AppConfig.ready`; `append` and `rebuild` run the same function."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.shared.journal.entries import Entry, Head

if TYPE_CHECKING:
    from django.db.models import Model

Project = Callable[[Entry], None]
CheckHead = Callable[[Head], str | None]
CheckHeads = Callable[[Sequence[Head]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Projection:
    """How the streams of a prefix become rows. The checks compare heads with those rows and give sentences in Vietnamese."""

    prefix: str
    project: Project
    tables: tuple["type[Model]", ...]
    check_head: CheckHead | None = None
    check_heads: CheckHeads | None = None

    def differences(self, heads: Sequence[Head]) -> list[str]:
        """What the projection shows otherwise than the heads."""
        found = list(self.check_heads(heads)) if self.check_heads else []
        if self.check_head:
            found += [sentence for sentence in map(self.check_head, heads) if sentence]
        return found


_projections: dict[str, Projection] = {}


def register(
    prefix: str,
    project: Project,
    *,
    tables: "Sequence[type[Model]]",
    check_head: CheckHead | None = None,
    check_heads: CheckHeads | None = None,
) -> None:
    """Project the streams of `prefix` by `project` into `tables` (all of them: `rebuild` empties and fills exactly these).

    `check_head` gets one head at a time, `check_heads` up to 2,000 at once (one query instead of many); either may be left out.
    """
    known = _projections.get(prefix)
    if known is not None and known.project is not project:
        raise ValueError(f"streams of {prefix!r} are projected already")
    _projections[prefix] = Projection(prefix, project, tuple(tables), check_head, check_heads)


def projection(prefix: str) -> Projection:
    """The projection of a prefix. LookupError names the prefix that nobody registered."""
    try:
        return _projections[prefix]
    except KeyError as error:
        raise LookupError(f"nobody projects streams of {prefix!r}: call journal.registry.register in AppConfig.ready") from error


def find(prefix: str) -> Projection | None:
    """The projection of a prefix, or None."""
    return _projections.get(prefix)


def prefixes() -> list[str]:
    """All prefixes that somebody projects."""
    return sorted(_projections)


def tables() -> "list[type[Model]]":
    """All projected tables, each once, in the order of registration."""
    return list(dict.fromkeys(table for known in _projections.values() for table in known.tables))


def forget(prefix: str) -> None:
    """For tests that register a projection of their own."""
    _projections.pop(prefix, None)
