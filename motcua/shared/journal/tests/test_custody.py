"""Who may write: the table of `custody.py`, line by line."""

import pytest

from motcua.shared.journal import custody
from motcua.shared.journal.custody import Custody, Place
from motcua.shared.journal.rules import CustodyError, InTransit, NotHolder, NotInTransit, NotOpened, NotProvince

A, B, C = Place("dong-nai", "A"), Place("dong-nai", "B"), Place("xa-x", "C")
TO_B = {"to": {"node": "dong-nai", "agency": "B"}}
HELD, MOVING = Custody(A), Custody(A, B)


def after(now, word, agency, payload=None, *, node="dong-nai", province=None):
    return custody.after(now, "dossier:1", kind=f"dossier.{word}", payload=payload or {}, by=f"an@{agency}", node=node, province=province)


def opened(word, payload, node="dong-nai"):
    return custody.opening("dossier:1", kind=f"dossier.{word}", payload=payload, by="an@A", node=node)


def test_the_opener_holds():
    assert opened("accepted", {}) == Custody(A)


def test_the_named_custodian_holds_instead():
    assert opened("asked", {"custodian": {"node": "xa-x", "agency": "C"}}) == Custody(C)
    assert opened("asked", {"custodian": {"agency": "B"}}) == Custody(B)


@pytest.mark.parametrize("word", ["handed_over", "taken_over", "declined", "erased", "epoch_opened"])
def test_a_stream_does_not_begin_in_the_middle(word):
    with pytest.raises(NotOpened):
        opened(word, TO_B)


def test_the_holder_writes_and_goes_on_holding():
    assert after(HELD, "appraised", "A") == HELD


def test_handing_over_passes_the_right_and_taking_over_the_duty():
    moving = after(HELD, "handed_over", "A", TO_B)
    assert moving == MOVING
    assert after(moving, "taken_over", "B") == Custody(B)


def test_declining_sends_it_back():
    assert after(MOVING, "declined", "B") == HELD


def test_within_one_agency_the_same_agency_takes_over():
    moving = after(HELD, "handed_over", "A", {"to": {"node": "dong-nai", "agency": "A", "unit": "P1"}})
    assert after(moving, "taken_over", "A") == HELD


@pytest.mark.parametrize(("agency", "node"), [("B", "dong-nai"), ("A", "xa-x"), ("", "dong-nai")])
def test_nobody_else_writes(agency, node):
    with pytest.raises(NotHolder) as refusal:
        after(HELD, "appraised", agency, node=node)
    assert "nơi đang giữ là A" in refusal.value.detail
    assert refusal.value.status == 403


@pytest.mark.parametrize(
    ("word", "agency"), [("appraised", "A"), ("appraised", "B"), ("taken_over", "A"), ("declined", "C"), ("handed_over", "B"), ("erased", "A")]
)
def test_in_transit_only_the_addressee_takes_over_or_declines(word, agency):
    with pytest.raises(InTransit):
        after(MOVING, word, agency, TO_B)


@pytest.mark.parametrize("word", ["taken_over", "declined"])
def test_what_is_not_in_transit_is_not_taken_over(word):
    with pytest.raises(NotInTransit) as refusal:
        after(HELD, word, "A")
    assert refusal.value.status == 409


def test_only_the_province_opens_an_epoch():
    payload = {"custodian": {"node": "xa-x", "agency": "C"}}
    assert after(MOVING, "epoch_opened", "P", payload, province="dong-nai") == Custody(C)
    for node, province in [("xa-x", "dong-nai"), ("dong-nai", None)]:
        with pytest.raises(NotProvince):
            after(HELD, "epoch_opened", "A", payload, node=node, province=province)


def test_every_refusal_is_a_sentence_in_vietnamese():
    for word, agency, now in [("appraised", "B", HELD), ("appraised", "A", MOVING), ("declined", "A", HELD)]:
        with pytest.raises(CustodyError) as refusal:
            after(now, word, agency)
        assert refusal.value.detail.endswith(".")
        assert "ồ sơ 1" in refusal.value.detail
