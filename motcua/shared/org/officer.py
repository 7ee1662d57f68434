"""The person who acts, in the post in which they act. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """An absence of today: until the end of `last_day`; `substitute` is a name."""

    id: str
    last_day: date
    substitute: str


@dataclass(frozen=True, slots=True)
class Officer:
    """A person in one post, valid on the day for which it was asked.

    `level` is tinh, huyen or xa. `scope` holds the agencies whose dossiers the officer sees: the own one, for leaders the subtree too.
    `sees_all` holds for the chairman's office and auditors. While a colleague is away, the substitute has their roles too (`lent`, in `roles`
    as well) and works `instead_of` them; `away` says that the officer is the one who is absent.
    """

    username: str
    name: str
    post: str
    title: str
    agency: str
    agency_name: str
    level: str
    unit: str | None
    roles: frozenset[str]
    scope: frozenset[str]
    sees_all: bool
    lent: frozenset[str] = frozenset()
    instead_of: tuple[str, ...] = ()
    away: Away | None = None

    @property
    def by(self) -> str:
        """How entries name the actor: `username@agency`."""
        return f"{self.username}@{self.agency}"

    @property
    def who(self) -> str:
        """How keys against repetition name the caller: one person in one post."""
        return f"{self.username}@{self.post}"

    @property
    def notice(self) -> str:
        """What the officer should be told on every page: that they are recorded as absent."""
        return f"Bạn đang vắng mặt đến hết {self.away.last_day:%d/%m/%Y}; {self.away.substitute} làm thay." if self.away else ""

    def has(self, *roles: str) -> bool:
        """Whether the officer holds one of the roles."""
        return not self.roles.isdisjoint(roles)
