"""The sequencer: entries leave the outbox for their place in the feed, and the log grows by the same step."""

from django.db import transaction

from motcua.shared.journal import core
from motcua.shared.journal.postgres import store

BATCH = 1_000


def sequence(limit: int = BATCH) -> int:
    """Place at most `limit` waiting entries. Returns how many; a result of `limit` means that more may wait.

    One sequencer at a time (advisory lock). What is not committed yet is not seen and comes in a later call, at a later position.
    """
    with transaction.atomic():
        return core.sequence(store, limit)


def drain(limit: int = BATCH) -> int:
    """Place everything that waits; how many."""
    total = 0
    while moved := sequence(limit):
        total += moved
    return total
