"""Projections of dossiers: what lists and screens read. Every value comes from an entry; `motcua rebuild` makes the same rows again.

Codes, not foreign keys, for agency, person and procedure: an entry that came from another node projects alike.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Dossier(models.Model):
    """One dossier as it stands. Columns of the same name as `state.State` are set by the entries' `set`."""

    code = models.TextField(primary_key=True)
    seq = models.IntegerField()
    state = models.TextField()
    procedure = models.TextField()
    version = models.IntegerField()
    procedure_name = models.TextField()
    field = models.TextField(default="")
    case = models.TextField(null=True)
    channel_in = models.TextField()
    channel_out = models.TextField()
    accepting = models.TextField()
    accepted_by = models.TextField()
    accepted_at = models.DateTimeField()
    accepted_on = models.DateField()
    serial = models.IntegerField()
    book = models.IntegerField(null=True)
    book_no = models.IntegerField(null=True)
    rule_set = models.TextField()
    term = models.TextField()
    term_uncertain = models.BooleanField(default=False)
    fee = models.BigIntegerField(null=True)
    steps = models.JSONField()
    step = models.IntegerField(default=1)
    node = models.TextField()
    agency = models.TextField()
    desk = models.TextField(default="counter")
    unit = models.TextField(null=True)
    officer = models.TextField(null=True)
    assigned = models.BooleanField(default=False)
    sender = models.TextField(null=True)
    rest = models.TextField(null=True)
    to_agency = models.TextField(null=True)
    to_unit = models.TextField(null=True)
    to_officer = models.TextField(null=True)
    since = models.DateTimeField()
    clock_start = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)
    paused_since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    apologised = models.BooleanField(default=False)
    conclusion = models.TextField(null=True)
    signer = models.TextField(null=True)
    result_kind = models.TextField(null=True)
    ready_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    supplement = models.TextField(null=True)
    supplements = models.IntegerField(default=0)
    opinions = models.JSONField(default=list)
    opinions_asked = models.IntegerField(default=0)
    children_open = models.IntegerField(default=0)
    children = models.IntegerField(default=0)
    requests = models.IntegerField(default=0)
    recall = models.TextField(null=True)
    parent = models.TextField(null=True)
    missing_apology = models.BooleanField(default=False)

    class Meta:
        db_table = "dossiers_dossier"
        indexes = [
            models.Index(fields=["due_at", "code"], condition=Q(ended_at__isnull=True), name="dossier_open_by_due"),
            models.Index(fields=["agency", "due_at"], condition=Q(ended_at__isnull=True), name="dossier_held_by_due"),
            models.Index(fields=["to_agency", "next_at"], condition=Q(to_agency__isnull=False), name="dossier_arriving"),
            models.Index(fields=["accepting", "accepted_at"], name="dossier_accepted"),
            models.Index(fields=["accepting", "ended_at"], condition=Q(ended_at__isnull=False), name="dossier_ended"),
            models.Index(fields=["officer", "due_at"], condition=Q(ended_at__isnull=True), name="dossier_of_officer"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="dossier_children"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["accepting", "accepted_on", "serial"], condition=Q(parent__isnull=True), name="dossier_serial_once"),
            models.CheckConstraint(condition=Q(ended_at__isnull=False) | Q(next_at__isnull=False), name="dossier_next_date"),
            models.CheckConstraint(condition=Q(ended_at__isnull=False) | Q(due_at__isnull=False), name="dossier_due_date"),
        ]

    def __str__(self) -> str:
        return self.code


class Content(models.Model):
    """The personal part of a dossier, and its search keys; emptied by erasure."""

    dossier = models.TextField(primary_key=True)
    kind = models.TextField()
    name = models.TextField()
    name_key = models.TextField()
    id_number = models.TextField(default="")
    phone = models.TextField(default="")
    applicant = models.JSONField()
    papers = models.JSONField(default=list)
    note = models.TextField(default="")
    appraisal = models.TextField(default="")
    checks = models.JSONField(default=list)
    result = models.JSONField(null=True)
    draft = models.JSONField(null=True)
    reasons = models.JSONField(default=list)
    collected_by = models.TextField(default="")

    class Meta:
        db_table = "dossiers_content"
        indexes = [
            models.Index(fields=["name_key"], name="content_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["id_number"], name="content_id_number"),
            models.Index(fields=["phone"], name="content_phone"),
            GinIndex(fields=["name_key"], name="content_name_parts", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.dossier


class Involvement(models.Model):
    """Which agency may see a dossier, and since what: it accepted, held, was asked or must take over."""

    id = models.TextField(primary_key=True)
    dossier = models.TextField()
    agency = models.TextField()

    class Meta:
        db_table = "dossiers_involvement"
        indexes = [
            models.Index(fields=["agency", "dossier"], name="involvement_agency"),
            models.Index(fields=["dossier"], name="involvement_dossier"),
        ]

    def __str__(self) -> str:
        return self.id


class Holding(models.Model):
    """One span of custody: who had the dossier (or had sent it, in transit), from when until when, with what share of the time."""

    id = models.TextField(primary_key=True)
    dossier = models.TextField()
    seq = models.IntegerField()
    agency = models.TextField()
    unit = models.TextField(null=True)
    officer = models.TextField(null=True)
    step = models.IntegerField()
    taken_from = models.TextField(null=True)
    began_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    to_agency = models.TextField(null=True)
    over_at = models.DateTimeField(null=True)
    outcome = models.TextField(null=True)

    class Meta:
        db_table = "dossiers_holding"
        indexes = [
            models.Index(fields=["dossier", "seq"], name="holding_dossier"),
            models.Index(fields=["agency", "began_at"], name="holding_agency"),
        ]

    def __str__(self) -> str:
        return self.id


class Side(models.Model):
    """A side stream of a dossier: a supplement, an opinion or a request, with what was asked and answered."""

    stream = models.TextField(primary_key=True)
    dossier = models.TextField()
    kind = models.TextField()
    number = models.IntegerField()
    state = models.TextField()
    asked_by = models.TextField()
    agency = models.TextField()
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)

    class Meta:
        db_table = "dossiers_side"
        indexes = [
            models.Index(fields=["dossier", "number"], name="side_dossier"),
            models.Index(fields=["agency", "due_at"], condition=Q(closed_at__isnull=True), name="side_open"),
        ]

    def __str__(self) -> str:
        return self.stream


class Submission(models.Model):
    """What was brought to a counter and ended there: guided or declined. Never counted as received."""

    ref = models.TextField(primary_key=True)
    state = models.TextField()
    procedure = models.TextField()
    procedure_name = models.TextField()
    agency = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    content = models.JSONField(default=dict)

    class Meta:
        db_table = "dossiers_submission"
        indexes = [models.Index(fields=["agency", "at"], name="submission_agency")]

    def __str__(self) -> str:
        return self.ref


class Series(models.Model):
    """The last number drawn: `day:<agency>:<date>` for codes, `book:<agency>:<year>` for registers. Locked last in every act."""

    name = models.TextField(primary_key=True)
    last = models.IntegerField()

    class Meta:
        db_table = "dossiers_series"

    def __str__(self) -> str:
        return self.name


class ApologyDraft(models.Model):
    """Drafted by the worker before the limit (Art. 19), waiting for the leader's signature. Not history: a row that may be thrown away."""

    dossier = models.TextField(primary_key=True)
    agency = models.TextField()
    drafted_at = models.DateTimeField()
    due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_apology_draft"
        indexes = [models.Index(fields=["agency"], condition=Q(done_at__isnull=True), name="apology_open")]

    def __str__(self) -> str:
        return self.dossier


class CheckRun(models.Model):
    """What the worker found when it last checked the invariants: one row, rewritten each time. Not history: the tasks it made are."""

    id = models.SmallIntegerField(primary_key=True)
    at = models.DateTimeField()
    found = models.JSONField(default=list)

    class Meta:
        db_table = "dossiers_check_run"

    def __str__(self) -> str:
        return self.at.isoformat()


class Note(models.Model):
    """A private note of an officer, for the own unit; never history. A change closes the row and opens the next of the same `thread`."""

    thread = models.TextField()
    dossier = models.TextField()
    agency = models.TextField()
    unit = models.TextField(null=True)
    by = models.TextField()
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    urgent = models.BooleanField(default=False)
    text = models.TextField()

    class Meta:
        db_table = "dossiers_note"
        indexes = [models.Index(fields=["dossier", "agency"], name="note_dossier")]
        constraints = [models.UniqueConstraint(fields=["thread"], condition=Q(until__isnull=True), name="note_one_open")]

    def __str__(self) -> str:
        return self.thread


class FormDraft(models.Model):
    """What an officer has typed in the form of an act and not yet sent: one row for officer, dossier and act, removed by the act."""

    by = models.TextField()
    dossier = models.TextField()
    act = models.TextField()
    at = models.DateTimeField()
    fields = models.JSONField(default=dict)

    class Meta:
        db_table = "dossiers_form_draft"
        constraints = [models.UniqueConstraint(fields=["by", "dossier", "act"], name="form_draft_once")]
        indexes = [models.Index(fields=["dossier"], name="form_draft_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.act}"


class ResultDraft(models.Model):
    """The result document as it is being written, for the whole agency that holds the dossier. No history: what is submitted is a file."""

    dossier = models.TextField(primary_key=True)
    agency = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    fields = models.JSONField(default=dict)

    class Meta:
        db_table = "dossiers_result_draft"

    def __str__(self) -> str:
        return self.dossier


PROJECTED: list[type[models.Model]] = [Dossier, Content, Involvement, Holding, Side, Submission, Series]
MOMENTS = frozenset(f.name for f in Dossier._meta.local_concrete_fields if isinstance(f, models.DateTimeField))
