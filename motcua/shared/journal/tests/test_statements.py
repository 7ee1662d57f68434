"""Statements for paper: what the key did not sign is not believed."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.shared.journal import keys, statements

VECTOR = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))["statement"]
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTOR["seed"]))
TRUSTED = frozenset({bytes.fromhex(VECTOR["key"])})


def test_the_published_vector_holds():
    assert keys.raw(KEY.public_key()).hex() == VECTOR["key"]
    assert statements.sign(KEY, VECTOR["fields"]) == VECTOR["statement"]
    assert statements.read(VECTOR["statement"], TRUSTED) == VECTOR["fields"]


def test_no_letter_of_it_can_be_changed():
    said = VECTOR["statement"]
    for place, letter in enumerate(said):
        other = "0" if letter != "0" else "1"
        assert statements.read(said[:place] + other + said[place + 1 :], TRUSTED) is None, place
        assert statements.read(said[:place] + said[place + 1 :], TRUSTED) is None, place


@pytest.mark.parametrize("text", ["", "~", "r1~a~!!", "r1~a~", "r1~" + "A" * 86, "é~" + "A" * 86, "x" * 5000])
def test_any_other_text_is_no_statement(text):
    assert statements.read(text, TRUSTED) is None


def test_another_key_is_not_believed():
    assert statements.read(VECTOR["statement"], frozenset()) is None
    assert statements.read(VECTOR["statement"], frozenset({bytes(32), b"short"})) is None


@pytest.mark.parametrize("field", ["a~b", "a b", "é", "a\n"])
def test_a_field_that_could_be_read_otherwise_is_refused(field):
    with pytest.raises(ValueError, match="does not belong"):
        statements.sign(KEY, [field])
