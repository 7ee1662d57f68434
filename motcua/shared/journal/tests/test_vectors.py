"""The published vectors hold: for the journal, and for a stranger's program."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from motcua.shared.journal import chain, heads, merkle
from motcua.shared.journal.canonical import CanonicalError, canonical, parse, parse_moment
from motcua.shared.journal.tests import stranger

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text(encoding="utf-8"))
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["log"]["leaves"]]


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["sha256"][:8])
def test_canonical(vector):
    assert canonical(vector["value"]).decode() == vector["canonical"] == stranger.canonical(vector["value"])
    assert stranger.sha(canonical(vector["value"])) == vector["sha256"]


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_refused(text):
    with pytest.raises(CanonicalError):
        canonical(parse(text))


@pytest.mark.parametrize("vector", VECTORS["sealed"], ids=lambda vector: vector["digest"][:8])
def test_sealed(vector):
    assert chain.seal(vector["content"], bytes.fromhex(vector["salt"])).hex() == vector["digest"]
    assert stranger.sealed_digest(vector["salt"], vector["content"]) == vector["digest"]


@pytest.mark.parametrize("vector", VECTORS["entries"], ids=lambda vector: str(vector["fields"]["seq"]))
def test_entries(vector):
    fields = vector["fields"]
    digested = chain.entry_hash(
        stream_id=fields["stream"],
        epoch=fields["epoch"],
        seq=fields["seq"],
        kind=fields["kind"],
        at=parse_moment(fields["at"]),
        by=fields["by"],
        node=fields["node"],
        payload=fields["payload"],
        sealed_digest=bytes.fromhex(fields["sealed"]) if fields["sealed"] else None,
        prev=bytes.fromhex(fields["prev"]),
    )
    assert digested.hex() == vector["hash"] == stranger.entry_hash(fields)
    assert canonical(fields).decode() == vector["canonical"]


def test_each_entry_names_the_one_before():
    hashes = [vector["hash"] for vector in VECTORS["entries"]]
    assert [vector["fields"]["prev"] for vector in VECTORS["entries"]] == [chain.ORIGIN.hex(), *hashes[:-1]]


def test_log():
    log, frontier = VECTORS["log"], merkle.Frontier()
    roots = [frontier.root().hex()]
    for leaf in LEAVES:
        frontier.add(leaf)
        roots.append(frontier.root().hex())
    assert roots == log["roots"]
    for proof in log["inclusion"]:
        path = [bytes.fromhex(sibling) for sibling in proof["path"]]
        found = merkle.root_from_inclusion(LEAVES[proof["index"]], proof["index"], proof["size"], path)
        assert found is not None
        assert found.hex() == log["roots"][proof["size"]]
    for proof in log["consistency"]:
        first, second = proof["first"], proof["second"]
        path = [bytes.fromhex(sibling) for sibling in proof["path"]]
        assert merkle.is_consistent(first, second, bytes.fromhex(log["roots"][first]), bytes.fromhex(log["roots"][second]), path)


def test_head():
    vector = VECTORS["head"]
    key, fields = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["seed"])), vector["fields"]
    head = heads.sign(key, node=fields["node"], size=fields["size"], root=bytes.fromhex(fields["root"]), at=parse_moment(fields["at"]))
    assert head.line().decode() == vector["line"] + "\n"
    assert heads.read_line(head.line()) == head
    assert head.signed_by(frozenset({head.key}))
