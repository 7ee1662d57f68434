"""Who holds a stream: pure decisions, the same for writing, for verifying and for copies on other nodes.

| word of the kind | who may write it | what it does |
|---|---|---|
| any, first of the stream | anybody | the holder is `payload.custodian`, else the writer |
| any other | the holder, while nothing is in transit | nothing |
| `handed_over` | the holder | in transit to `payload.to`; the right to append passes |
| `taken_over` | the addressee | the addressee holds; the duty and the clock pass |
| `declined` | the addressee | back with the sender |
| `epoch_opened` | the province's node | the holder is `payload.custodian`, whatever was before |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.shared.journal.entries import Head, agency_of, word_of
from motcua.shared.journal.rules import InTransit, NotHolder, NotInTransit, NotOpened, NotProvince

HANDED_OVER = "handed_over"
TAKEN_OVER = "taken_over"
DECLINED = "declined"
ERASED = "erased"
EPOCH_OPENED = "epoch_opened"
PASSING = frozenset({HANDED_OVER, TAKEN_OVER, DECLINED})
RESERVED = frozenset({ERASED, EPOCH_OPENED})


@dataclass(frozen=True, slots=True)
class Place:
    """A node and an agency: custody is of both."""

    node: str
    agency: str

    def __str__(self) -> str:
        return self.agency


@dataclass(frozen=True, slots=True)
class Custody:
    """One holder, always; `to` is the addressee while the stream is in transit."""

    holder: Place
    to: Place | None = None


def opening(stream_id: str, *, kind: str, payload: Mapping[str, Any], by: str, node: str) -> Custody:
    """Custody after the first entry of a stream."""
    if word_of(kind) in PASSING | RESERVED:
        raise NotOpened(stream_id)
    named = payload.get("custodian")
    return Custody(_place(named, node) if named else Place(node, agency_of(by)))


def after(custody: Custody, stream_id: str, *, kind: str, payload: Mapping[str, Any], by: str, node: str, province: str | None = None) -> Custody:
    """Custody after one more entry. CustodyError when the writer may not write it now."""
    writer, word = Place(node, agency_of(by)), word_of(kind)
    if word == EPOCH_OPENED:
        if province is None or node != province:
            raise NotProvince(stream_id)
        return Custody(_place(payload["custodian"], node))
    if custody.to is not None:
        return _in_transit(custody, custody.to, stream_id, word=word, writer=writer)
    if writer != custody.holder:
        raise NotHolder(stream_id, holder=custody.holder.agency, asked=writer.agency)
    if word in {TAKEN_OVER, DECLINED}:
        raise NotInTransit(stream_id)
    if word == HANDED_OVER:
        return Custody(custody.holder, _place(payload["to"], node))
    return custody


def _in_transit(custody: Custody, to: Place, stream_id: str, *, word: str, writer: Place) -> Custody:
    if word not in {TAKEN_OVER, DECLINED} or writer != to:
        raise InTransit(stream_id, addressee=to.agency)
    return Custody(to) if word == TAKEN_OVER else Custody(custody.holder)


def of_head(head: Head) -> Custody:
    """Custody as the head row says it."""
    to = Place(head.to_node or head.node, head.to_agency) if head.to_agency is not None else None
    return Custody(Place(head.node, head.agency), to)


def _place(named: Mapping[str, Any], node: str) -> Place:
    """`{"node", "agency"}`; without a node it is the writer's."""
    return Place(str(named.get("node") or node), str(named["agency"]))
