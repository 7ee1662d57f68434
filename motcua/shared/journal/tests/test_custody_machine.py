"""A machine that does everything, right and wrong, to a journal in memory: at every moment each stream has one holder, and every check passes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from motcua.shared.journal import core, merkle
from motcua.shared.journal.audit import StreamAudit, differences
from motcua.shared.journal.custody import Place
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.memory import MemoryStore
from motcua.shared.journal.rules import CustodyError, InTransit, NothingSealed, NotHolder, NotInTransit

AGENCIES = st.sampled_from(["A", "B", "C"])
NODE = "dong-nai"


class Journal(RuleBasedStateMachine):
    """The model is a dictionary: stream → (holder, addressee)."""

    held, moving = Bundle("held"), Bundle("moving")

    def __init__(self):
        super().__init__()
        self.store, self.model, self.at = MemoryStore(), {}, datetime(2025, 1, 24, tzinfo=UTC)
        self.accepted = dict.fromkeys("ABC", 0)
        self.taken, self.passed = dict.fromkeys("ABC", 0), dict.fromkeys("ABC", 0)
        self.ended = set()

    def write(self, stream, word, agency, payload=None, sealed=None):
        draft = Draft(f"book.{word}", payload or {}, sealed)
        return core.append(self.store, stream, [draft], by=f"an@{agency}", at=self.at, node=NODE)

    def refused(self, error, stream, word, agency):
        before = self.store.entries(stream)
        with pytest.raises(error):
            self.write(stream, word, agency, {"to": {"node": NODE, "agency": "A"}})
        assert self.store.entries(stream) == before

    @rule(minutes=st.integers(-90, 90))
    def clock(self, minutes):
        self.at += timedelta(minutes=minutes)

    @rule(target=held, agency=AGENCIES)
    def open(self, agency):
        stream = f"book:{len(self.model)}"
        self.write(stream, "registered", agency, sealed={"reader": "Bé"})
        self.model[stream] = (agency, None)
        self.accepted[agency] += 1
        return stream

    @rule(stream=held)
    def read(self, stream):
        self.write(stream, "read", self.model[stream][0], sealed={"reader": "Hùng"})

    @rule(stream=held, agency=AGENCIES)
    def write_as_a_stranger(self, stream, agency):
        if agency != self.model[stream][0]:
            self.refused(NotHolder, stream, "read", agency)

    @rule(stream=held, word=st.sampled_from(["taken_over", "declined"]))
    def take_what_is_not_moving(self, stream, word):
        self.refused(NotInTransit, stream, word, self.model[stream][0])

    @rule(target=moving, stream=consumes(held), agency=AGENCIES)
    def hand_over(self, stream, agency):
        holder, _ = self.model[stream]
        self.write(stream, "handed_over", holder, {"to": {"node": NODE, "agency": agency}})
        self.model[stream] = (holder, agency)
        return stream

    @rule(stream=moving, word=st.sampled_from(["read", "handed_over", "taken_over", "declined"]), agency=AGENCIES)
    def interfere_with_what_is_moving(self, stream, word, agency):
        if agency != self.model[stream][1] or word in {"read", "handed_over"}:
            self.refused(InTransit, stream, word, agency)

    @rule(target=held, stream=consumes(moving))
    def take_over(self, stream):
        before, agency = self.model[stream]
        self.write(stream, "taken_over", agency)
        self.model[stream] = (agency, None)
        self.passed[before] += 1
        self.taken[agency] += 1
        return stream

    @rule(target=held, stream=consumes(moving))
    def decline(self, stream):
        holder, agency = self.model[stream]
        self.write(stream, "declined", agency)
        self.model[stream] = (holder, None)
        return stream

    @rule(stream=consumes(held))
    def end(self, stream):
        self.write(stream, "returned", self.model[stream][0])
        self.ended.add(stream)

    @rule(stream=held, data=st.data())
    def erase(self, stream, data):
        by, present = f"an@{self.model[stream][0]}", self.store.sealed_seqs(stream)
        arguments: dict[str, Any] = {"by": by, "at": self.at, "node": NODE, "basis": "13/2023"}
        if not present:
            with pytest.raises(NothingSealed):
                core.erase(self.store, stream, None, **arguments)
            return
        seqs = data.draw(st.lists(st.sampled_from(present), min_size=1))
        core.erase(self.store, stream, seqs, **arguments)
        assert not set(seqs) & set(self.store.sealed_seqs(stream))

    @rule(stream=moving)
    def erase_while_moving(self, stream):
        by = f"an@{self.model[stream][0]}"
        if self.store.sealed_seqs(stream):
            with pytest.raises(CustodyError):
                core.erase(self.store, stream, None, by=by, at=self.at, node=NODE, basis="13/2023")

    @rule(limit=st.integers(1, 5))
    def sequence(self, limit):
        core.sequence(self.store, limit)

    @rule(stream=held, agency=AGENCIES)
    def open_epoch(self, stream, agency):
        place = Place(NODE, agency)
        core.open_epoch(self.store, stream, place, by="quan-tri@P", at=self.at, node=NODE, province=NODE, basis="01/QĐ")
        before, _ = self.model[stream]
        self.model[stream] = (agency, None)
        self.passed[before] += 1
        self.taken[agency] += 1

    @invariant()
    def one_holder(self):
        for stream, (holder, to) in self.model.items():
            head = self.store.head(stream)
            assert head is not None
            assert (head.agency, head.to_agency) == (holder, to)

    @invariant()
    def nothing_is_lost(self):
        """accepted + taken over = held + in transit + passed on + ended, for every agency."""
        for agency in "ABC":
            mine = [stream for stream, (holder, _) in self.model.items() if holder == agency]
            ended = sum(stream in self.ended for stream in mine)
            in_transit = sum(self.model[stream][1] is not None for stream in mine)
            held = len(mine) - ended - in_transit
            assert self.accepted[agency] + self.taken[agency] == held + in_transit + self.passed[agency] + ended

    def teardown(self):
        for stream in self.model:
            check = StreamAudit(stream, NODE)
            assert [sentence for entry in self.store.entries(stream) for sentence in check.take(entry)] == []
            assert list(check.end()) == []
            assert list(differences(check.head, self.store.head(stream), stream)) == []
        while core.sequence(self.store, 3):
            pass
        items = self.store.feed(0, 10_000)
        assert [item.position for item in items] == list(range(1, len(items) + 1))
        assert len(items) == sum(len(self.store.entries(stream)) for stream in self.model)
        frontier = merkle.Frontier()
        for item in items:
            frontier.add(item.entry.hash)
        assert merkle.root(len(items), self.store.nodes) == frontier.root()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
