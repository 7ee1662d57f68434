"""What a check found: sentences for people, counts, the time it took."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

MOST_SENTENCES = 1_000
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Report:
    """`whole` when nothing is broken; each sentence in `broken` names a place."""

    broken: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    more: int = 0

    @property
    def whole(self) -> bool:
        return not self.broken

    def say(self, sentences: Iterable[str]) -> None:
        """Keep sentences, up to a thousand; the rest is only counted in `more`."""
        for sentence in sentences:
            if len(self.broken) < MOST_SENTENCES:
                self.broken.append(sentence)
            else:
                self.more += 1

    def count(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number


def silent(done: int, total: int) -> None:
    """The progress of somebody who does not look."""
