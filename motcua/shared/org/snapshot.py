"""All of the organisation in memory, and the questions asked of it. Pure: made from `Rows`, asked about a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from motcua.shared.org.info import AbsenceInfo, AgencyInfo, MandateInfo, PostInfo, Rows, UnitInfo, valid
from motcua.shared.org.officer import Away, Officer
from motcua.shared.org.roles import LENT, sees_all, sees_subtree


class Snapshot:
    """The organisation as the tables had it. `today` is the day by the database's clock, in Vietnam."""

    def __init__(self, rows: Rows, *, today: date) -> None:
        self.today = today
        self.agencies = rows.agencies
        self.units = rows.units
        self.posts = rows.posts
        self._children: dict[str, list[str]] = defaultdict(list)
        self._wards: dict[str, list[str]] = defaultdict(list)
        self._units_of: dict[str, list[UnitInfo]] = defaultdict(list)
        self._posts_of: dict[str, list[PostInfo]] = defaultdict(list)
        self._posts_by: dict[str, list[PostInfo]] = defaultdict(list)
        self._mandates: dict[str, list[MandateInfo]] = defaultdict(list)
        for agency in rows.agencies.values():
            if agency.parent:
                self._children[agency.parent].append(agency.code)
            if agency.gso_code and agency.level == "xa":
                self._wards[agency.gso_code].append(agency.code)
        for unit in rows.units.values():
            self._units_of[unit.agency].append(unit)
        for post in rows.posts.values():
            self._posts_of[post.agency].append(post)
            self._posts_by[post.username].append(post)
        for mandate in rows.mandates:
            self._mandates[mandate.holder].append(mandate)
        self._absences: dict[str, list[AbsenceInfo]] = defaultdict(list)
        for absence in rows.absences:
            self._absences[absence.agency].append(absence)
        self._subtrees: dict[str, list[str]] = {}
        self._officers = {post.code: self._officer(post) for post in rows.posts.values()}

    def subtree(self, code: str) -> list[str]:
        """The agency and all below it, ended ones too; the agency itself first."""
        if code not in self._subtrees:
            self._subtrees[code] = self._below(code)
        return list(self._subtrees[code])

    def heir(self, code: str, on: date) -> AgencyInfo | None:
        """The agency itself when it stands on that day, else its first successor that does."""
        agency, seen = self.agencies.get(code), set[str]()
        while agency and not valid(agency.valid_from, agency.valid_to, on):
            seen.add(agency.code)
            agency = next((self.agencies[c] for c in agency.successors if c in self.agencies and c not in seen), None)
        return agency

    def of_ward(self, ward_code: str, on: date) -> str | None:
        """The commune's committee that answers for a ward code on that day; the successor's where it was merged."""
        heirs = [self.heir(code, on) for code in self._wards.get(ward_code, ())]
        standing = [heir.code for heir in heirs if heir]
        own = [code for code in standing if self.agencies[code].gso_code == ward_code]
        return next(iter(own or standing), None)

    def standing(self, on: date) -> list[AgencyInfo]:
        """Agencies valid on that day, in the order of their codes."""
        return [a for a in self.agencies.values() if valid(a.valid_from, a.valid_to, on)]

    def units_of(self, agency: str, on: date) -> list[UnitInfo]:
        """Units of an agency valid on that day, in the order of their codes."""
        return [u for u in self._units_of.get(agency, ()) if valid(u.valid_from, u.valid_to, on)]

    def officers(self, on: date) -> Iterator[Officer]:
        """Everybody in a post on that day, in the order of post codes."""
        return self._of(self.posts.values(), on)

    def officers_of(self, agency: str, on: date) -> Iterator[Officer]:
        """Everybody in a post of that agency on that day."""
        return self._of(self._posts_of.get(agency, ()), on)

    def posts_by(self, username: str, on: date) -> list[Officer]:
        """A person's posts on that day."""
        return list(self._of(self._posts_by.get(username, ()), on))

    def name_of(self, username: str) -> str:
        """A person's name, also of one whose posts have ended; the user name when it is not known."""
        return next((post.name for post in self._posts_by.get(username, ())), username)

    def in_post(self, code: str, on: date) -> Officer | None:
        """Who holds that post on that day."""
        post = self.posts.get(code)
        return next(self._of([post], on), None) if post else None

    def mandates_of(self, holder: str, on: date) -> list[MandateInfo]:
        """Mandates that a post holds on that day, whose grantor is in post too."""
        held = [m for m in self._mandates.get(holder, ()) if valid(m.valid_from, m.valid_to, on)]
        return [m for m in held if self.in_post(m.grantor, on)]

    def absences_of(self, agency: str, on: date) -> list[AbsenceInfo]:
        """Who is away from that agency on that day. Of days before today it knows nothing."""
        return [found for found in self._absences.get(agency, ()) if valid(found.valid_from, found.valid_to, on)]

    def absences_within(self, agency: str, start: date, end: date) -> list[AbsenceInfo]:
        """Absences from that agency of which a day lies in the half-open span."""
        return [found for found in self._absences.get(agency, ()) if found.valid_from < end and start < found.valid_to]

    def _on(self, post: PostInfo, on: date) -> Officer:
        """The officer of a post as of a day: with the roles of those for whom they stand in."""
        known, away = self._officers[post.code], self.absences_of(post.agency, on)
        theirs = [absence.username for absence in away if absence.substitute == post.username]
        own = next((absence for absence in away if absence.username == post.username), None)
        if not theirs and own is None:
            return known
        posts = [p for name in theirs for p in self._posts_by.get(name, ()) if p.agency == post.agency and valid(p.valid_from, p.valid_to, on)]
        lent = frozenset(role for p in posts for role in p.roles & LENT) - known.roles
        note = Away(own.id, own.last_day, self.name_of(own.substitute)) if own else None
        return replace(known, roles=known.roles | lent, lent=lent, instead_of=tuple(theirs), away=note)

    def _below(self, code: str) -> list[str]:
        found = [code]
        for here in found:
            found += [child for child in sorted(self._children.get(here, ())) if child not in found]
        return found

    def _of(self, posts: Iterable[PostInfo], on: date) -> Iterator[Officer]:
        return (self._on(post, on) for post in posts if valid(post.valid_from, post.valid_to, on))

    def _officer(self, post: PostInfo) -> Officer:
        agency = self.agencies.get(post.agency)
        scope = self.subtree(post.agency) if sees_subtree(post.roles) else [post.agency]
        return Officer(
            username=post.username,
            name=post.name,
            post=post.code,
            title=post.title,
            agency=post.agency,
            agency_name=agency.name if agency else post.agency,
            level=agency.level if agency else "",
            unit=post.unit,
            roles=post.roles,
            scope=frozenset(scope),
            sees_all=sees_all(post.roles),
        )
