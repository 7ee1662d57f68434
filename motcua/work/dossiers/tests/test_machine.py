"""Random officers do random acts on the pure core over the journal in memory; what must always be true is looked at after each."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from motcua.base.errors import Refused
from motcua.base.time import VN, utc_micro
from motcua.shared.calendars.calendar_data import shipped
from motcua.shared.journal import core
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.memory import MemoryStore
from motcua.shared.org.officer import Officer
from motcua.work.dossiers import lifecycle
from motcua.work.dossiers.actions.perform import DECIDE
from motcua.work.dossiers.clock import Clock, Rules
from motcua.work.dossiers.entries import Ctx, Writes
from motcua.work.dossiers.models import MOMENTS
from motcua.work.dossiers.state import State

COMMUNE, DISTRICT, DEPARTMENT = "000.01.25.H19", "000.00.25.H19", "000.00.12.H19"
ROLES = ("counter", "counter", "specialist", "specialist", "head_of_unit", "leader", "clerk")
START = datetime(2026, 11, 9, 8, 30, tzinfo=VN)
CODE = "000.01.25.H19-261109-0001"
WAITS = {"answer_opinion", "supply"}


def officers() -> list[Officer]:
    return [
        Officer(f"{role}{n}", f"{role} {n}", f"{agency}-{n}", role, agency, agency, "xa", None, frozenset({role}), frozenset({agency}), False)
        for agency in (COMMUNE, DISTRICT, DEPARTMENT)
        for n, role in enumerate(ROLES)
    ]


def way() -> list[dict[str, Any]]:
    plan = [
        ("counter", COMMUNE, "accept"),
        ("specialist", COMMUNE, "appraise"),
        ("leader", COMMUNE, "sign"),
        ("head_of_unit", DISTRICT, "assign"),
        ("specialist", DISTRICT, "appraise"),
        ("head_of_unit", DEPARTMENT, "assign"),
        ("specialist", DEPARTMENT, "appraise"),
        ("leader", DEPARTMENT, "sign"),
        ("clerk", DEPARTMENT, "enter_result"),
        ("counter", COMMUNE, "return_result"),
    ]
    return [
        {"no": i, "name": act, "role": role, "agency": agency, "unit": None, "act": act, "minutes": 480, "minutes_unit": "working"}
        for i, (role, agency, act) in enumerate(plan, 1)
    ]


class Journeys(RuleBasedStateMachine):
    @initialize()
    def accepted(self) -> None:
        self.store, self.at, self.people = MemoryStore(), START, officers()
        self.clock = Clock(shipped(), Rules())
        self.s = State(
            code=CODE, seq=0, state="accepted", procedure="1", version=1, accepting=COMMUNE, accepted_by=self.people[0].by, accepted_at=START,
            agency=COMMUNE, rule_set="nd-61-2018", term="10wd", steps=way(), officer=self.people[0].username, since=START, clock_start=START,
        )  # fmt: skip
        due = self.clock.due(self.s)
        values = {"due_at": utc_micro(due) if due else None, "next_at": utc_micro(self.clock.hand_over_by(START))}
        self.write([(self.s.stream, Draft("dossier.accepted", {"set": values}))], self.people[0])

    def write(self, writes: Writes, who: Officer) -> None:
        """Through the journal's own rules of custody, then as the projection would."""
        for stream, draft in writes:
            (entry,) = core.append(self.store, stream, [draft], by=who.by, at=self.at, node="dong-nai")
            if stream == self.s.stream:
                moments = {
                    k: datetime.fromisoformat(v) if k in MOMENTS and isinstance(v, str) else v for k, v in entry.payload.get("set", {}).items()
                }
                self.s = self.s.with_(seq=entry.seq, **moments)
            elif draft.kind == "request.asked":
                recall = {"recall": stream} if draft.payload["kind"] == "recall" else {}
                self.s = self.s.with_(requests=self.s.requests + 1, **recall)

    def fields(self, act: str, n: int) -> dict[str, Any]:
        agencies = [a for a in (COMMUNE, DISTRICT, DEPARTMENT) if a != self.s.agency or act == "hand_over"]
        given: dict[str, Any] = {"to": agencies[n % len(agencies)], "reason": "x", "note": "x", "opinion": "x", "question": "x", "term": "2wd"}
        given |= {"officer": "specialist2", "signer": "leader5", "conclusion": ("eligible", "not_eligible")[n % 2], "items": [], "papers": []}
        given |= {"kind": "refusal" if self.s.conclusion == "not_eligible" else "result", "number": "1", "on": "2026-11-09", "basis": "x"}
        later = max(self.at, self.s.due_at or self.at) + timedelta(days=3)
        return given | {"new_due_at": later.isoformat(), "to_whom": "x", "channel": "counter", "field": "note", "value": "x"}

    def do(self, act: str, who: Officer, f: dict[str, Any]) -> bool:
        before = self.s
        try:
            lifecycle.check(self.s, act, who, self.at)
        except Refused:
            assert self.s == before
            return False
        self.write(DECIDE[act](Ctx(self.s, who, self.at, f, self.clock, "dong-nai")), who)
        return True

    @rule(act=st.sampled_from(sorted(DECIDE)), who=st.integers(0, 20), n=st.integers(0, 5), minutes=st.integers(0, 900))
    def somebody_tries(self, act: str, who: int, n: int, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        ended, state = self.s.ended, self.s.state
        self.do(act, self.people[who], self.fields(act, n))
        assert not ended or self.s.state == state

    @rule(pick=st.integers(0, 10**6), n=st.integers(0, 5), minutes=st.integers(0, 900))
    def somebody_does_what_may_be_done(self, pick: int, n: int, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        free = [(act, o) for act in DECIDE for o in self.people if lifecycle.why_not(self.s, act, o, self.at) is None]
        kinds = sorted({act for act, _ in free} - {"correct"})
        if kinds:
            act = kinds[pick % len(kinds)]
            able = [o for kind, o in free if kind == act]
            assert self.do(act, able[pick // len(kinds) % len(able)], self.fields(act, n))

    @rule(n=st.integers(0, 3), minutes=st.integers(0, 400))
    def the_process_goes_on(self, n: int, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        self.follow(n)

    def follow(self, n: int) -> None:
        act = lifecycle.expected(self.s, self.at)
        if act is None:
            return
        able = [o for o in self.people if lifecycle.why_not(self.s, act, o, self.at) is None]
        assert able, f"nobody may {act} in {self.s}"
        f = self.fields(act, n)
        if act == "hand_over":
            f["to"] = lifecycle.next_place(self.s)[0]
        assert self.do(act, able[n % len(able)], f)

    @invariant()
    def it_has_a_holder_and_a_date_until_it_ends(self) -> None:
        if not hasattr(self, "s"):
            return
        head = self.store.head(self.s.stream)
        assert head is not None
        assert (head.agency, head.to_agency, head.seq) == (self.s.agency, self.s.to_agency, self.s.seq)
        assert self.s.ended == (self.s.ended_at is not None)
        if not self.s.ended:
            assert self.s.next_at is not None
            assert self.s.due_at is not None
            assert (self.s.state == "in_transit") == self.s.in_transit

    @invariant()
    def whoever_is_expected_works_where_the_contract_says(self) -> None:
        if not hasattr(self, "s"):
            return
        act = lifecycle.expected(self.s, self.at)
        if act is None or act in WAITS | {"issue_supplement"}:
            return
        able = {o.agency for o in self.people if lifecycle.why_not(self.s, act, o, self.at) is None}
        assert able == {self.s.to_agency or self.s.agency}

    def teardown(self) -> None:
        """From wherever it came to, following the process leads to an end within sixty acts."""
        if not hasattr(self, "s"):
            return
        for _ in range(60):
            if self.s.ended:
                return
            self.at += timedelta(minutes=30)
            self.follow(0)
        raise AssertionError(f"no end in sight: {self.s}")


Journeys.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
TestJourneys = Journeys.TestCase
