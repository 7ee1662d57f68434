"""The incremental tree against the definition of RFC 6962, for every small size."""

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.shared.journal import merkle
from motcua.shared.journal.tests import stranger

DATA = [bytes([number]) * 32 for number in range(70)]


class Tree:
    """A stored tree, grown leaf by leaf."""

    def __init__(self, size):
        self.nodes, frontier = {}, merkle.Frontier()
        for index, leaf in enumerate(DATA[:size]):
            self.nodes[0, index] = merkle.leaf_hash(leaf)
            self.nodes.update(frontier.add(leaf))
        self.frontier = frontier

    def look_up(self, places):
        return {place: self.nodes[place] for place in places if place in self.nodes}


FULL = Tree(70)


def test_every_size_has_the_root_of_the_definition():
    for size in range(71):
        assert Tree(size).frontier.root() == merkle.root(size, FULL.look_up) == stranger.root(DATA[:size])


def test_a_loaded_edge_grows_like_the_one_that_was_never_stored():
    for size in range(0, 70, 7):
        frontier = merkle.Frontier.load(size, FULL.look_up)
        made = dict(node for leaf in DATA[size:] for node in frontier.add(leaf))
        assert frontier.root() == FULL.frontier.root()
        assert made.items() <= FULL.nodes.items()


def test_inclusion_is_the_path_of_the_definition_and_leads_to_the_root():
    for size in (1, 2, 3, 7, 8, 9, 33, 64, 70):
        for index in range(size):
            path = merkle.inclusion(index, size, FULL.look_up)
            assert path == stranger.path(index, DATA[:size])
            assert merkle.root_from_inclusion(DATA[index], index, size, path) == stranger.root(DATA[:size])


def test_consistency_is_the_proof_of_the_definition_and_connects_the_roots():
    for second in (1, 2, 3, 7, 8, 31, 64, 70):
        for first in range(1, second + 1):
            proof = merkle.consistency(first, second, FULL.look_up)
            assert proof == stranger.proof(first, DATA[:second])
            old, new = stranger.root(DATA[:first]), stranger.root(DATA[:second])
            assert merkle.is_consistent(first, second, old, new, proof)


@settings(deadline=None)
@given(st.integers(1, 70), st.data())
def test_a_forged_leaf_place_or_path_does_not_lead_to_the_root(size, data):
    index = data.draw(st.integers(0, size - 1))
    path, root = merkle.inclusion(index, size, FULL.look_up), stranger.root(DATA[:size])
    assert merkle.root_from_inclusion(b"forged", index, size, path) != root
    other = data.draw(st.integers(0, 80))
    if other != index:
        assert merkle.root_from_inclusion(DATA[index], other, size, path) != root
    assert merkle.root_from_inclusion(DATA[index], index, size, [*path, bytes(32)]) != root


@settings(deadline=None)
@given(st.integers(2, 70), st.data())
def test_a_changed_beginning_is_not_consistent(second, data):
    first = data.draw(st.integers(1, second - 1))
    proof = merkle.consistency(first, second, FULL.look_up)
    forged = stranger.root([b"x" * 32, *DATA[1:first]])
    assert not merkle.is_consistent(first, second, forged, stranger.root(DATA[:second]), proof)
    assert not merkle.is_consistent(first, second, stranger.root(DATA[:first]), stranger.root(DATA[:second]), proof[:-1])
