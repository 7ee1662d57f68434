"""Tables of the journal. Rows are written by `postgres.PostgresStore` alone; other rooms ask `queries`."""

from typing import ClassVar

from django.db import models


class EntryRow(models.Model):
    """One entry, as hashed. Append-only by triggers (also TRUNCATE) and by rights."""

    id = models.BigAutoField(primary_key=True)
    stream_id = models.TextField()
    epoch = models.IntegerField()
    seq = models.IntegerField()
    kind = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    node = models.TextField()
    payload = models.JSONField()
    sealed_digest = models.BinaryField(null=True)
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream_id", "epoch", "seq"], name="journal_entry_place"),
            models.CheckConstraint(condition=models.Q(epoch__gte=1, seq__gte=1), name="journal_entry_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.epoch}/{self.seq} {self.kind}"


class HeadRow(models.Model):
    """The end of a stream and its holder: the row that a writer locks."""

    stream_id = models.TextField(primary_key=True)
    epoch = models.IntegerField()
    seq = models.IntegerField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    node = models.TextField()
    agency = models.TextField()
    to_node = models.TextField(null=True)
    to_agency = models.TextField(null=True)

    class Meta:
        db_table = "journal_head"

    def __str__(self) -> str:
        return f"{self.stream_id}/{self.epoch}/{self.seq}"


class SealedRow(models.Model):
    """What an entry keeps only a digest of, with its salt. Erasure deletes the row."""

    entry = models.OneToOneField(EntryRow, models.DO_NOTHING, primary_key=True, related_name="+")
    salt = models.BinaryField()
    content = models.JSONField()

    class Meta:
        db_table = "journal_sealed"

    def __str__(self) -> str:
        return f"sealed part of entry {self.entry_id}"


class OutboxRow(models.Model):
    """An entry that the sequencer has not placed in the feed yet."""

    entry = models.OneToOneField(EntryRow, models.DO_NOTHING, primary_key=True, related_name="+")

    class Meta:
        db_table = "journal_outbox"

    def __str__(self) -> str:
        return f"entry {self.entry_id} waits"


class FeedRow(models.Model):
    """The place of an entry in the one order of this node: 1, 2, 3… without gap."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(EntryRow, models.DO_NOTHING, related_name="+")

    class Meta:
        db_table = "journal_feed"

    def __str__(self) -> str:
        return f"{self.position}: entry {self.entry_id}"


class LogNode(models.Model):
    """A complete subtree of the RFC 6962 log, level 1 and above; level 0 are the hashes of the entries in feed order."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_log_node"

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Mark(models.Model):
    """A run of streams that `verify` found whole, with a fingerprint of their rows under a key that the database does not have."""

    first = models.TextField(primary_key=True)
    last = models.TextField()
    entries = models.IntegerField()
    fingerprint = models.BinaryField()
    seal = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "journal_mark"

    def __str__(self) -> str:
        return f"{self.first} … {self.last}"
