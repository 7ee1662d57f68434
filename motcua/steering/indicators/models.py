"""Where the counted time of dossiers went, as the worker measured it. Rows that may be thrown away: measuring again gives the same."""

from django.db import models


class Measured(models.Model):
    """One dossier as last measured: at which entry, when, and its counted seconds. `allowed` is what the limit gave, without pauses."""

    dossier = models.TextField(primary_key=True)
    seq = models.IntegerField()
    at = models.DateTimeField()
    open = models.BooleanField()
    used = models.BigIntegerField()
    allowed = models.BigIntegerField()
    late = models.BigIntegerField()

    class Meta:
        db_table = "indicators_measured"
        indexes = [models.Index(fields=["at", "dossier"], condition=models.Q(open=True), name="measured_open")]

    def __str__(self) -> str:
        return self.dossier


class Spent(models.Model):
    """Counted seconds of one dossier at one place in one kind of waiting, and the part of its lateness laid on it. No agency: the applicant's."""

    id = models.TextField(primary_key=True)
    dossier = models.TextField()
    agency = models.TextField()
    unit = models.TextField()
    kind = models.TextField()
    used = models.BigIntegerField()
    allotted = models.BigIntegerField()
    late = models.BigIntegerField()

    class Meta:
        db_table = "indicators_spent"
        indexes = [models.Index(fields=["dossier"], name="spent_dossier"), models.Index(fields=["agency", "dossier"], name="spent_agency")]

    def __str__(self) -> str:
        return self.id
