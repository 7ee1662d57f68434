"""What a counter did, counted: the procedures it takes most, and its day. Aggregates; nothing personal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from motcua.work.dossiers.models import Dossier, Submission

RECENT = timedelta(days=30)


def most_taken(agency: str, at: datetime) -> dict[str, int]:
    """How many dossiers of each procedure this counter accepted in the last thirty days, the most first."""
    rows = Dossier.objects.filter(accepting=agency, accepted_at__gte=at - RECENT, parent__isnull=True)
    counted = rows.values("procedure").annotate(n=Count("code")).order_by("-n", "procedure")
    return dict(counted.values_list("procedure", "n"))


@dataclass(frozen=True, slots=True)
class Day:
    """One counter's day (or one officer's part of it), half-open from `start` to `end`."""

    agency: str
    start: datetime
    end: datetime
    by: str = ""

    def accepted(self) -> QuerySet[Dossier]:
        rows = Dossier.objects.filter(accepting=self.agency, accepted_at__gte=self.start, accepted_at__lt=self.end, parent__isnull=True)
        return rows.filter(accepted_by=self.by) if self.by else rows

    def ended_at_counter(self) -> QuerySet[Submission]:
        """Guided or refused."""
        rows = Submission.objects.filter(agency=self.agency, at__gte=self.start, at__lt=self.end)
        return rows.filter(by=self.by) if self.by else rows

    def returned(self) -> QuerySet[Dossier]:
        """Results given to the applicant on this day; who gave them stands in the history, so they are never counted by officer."""
        rows = Dossier.objects.filter(accepting=self.agency, ended_at__gte=self.start, ended_at__lt=self.end, parent__isnull=True)
        return rows.filter(state__in=("returned", "refused"))

    def officers(self) -> list[str]:
        """Who accepted, guided or refused on this day."""
        whole = Day(self.agency, self.start, self.end)
        took = whole.accepted().order_by().values_list("accepted_by", flat=True)
        ended = whole.ended_at_counter().order_by().values_list("by", flat=True)
        return sorted(took.union(ended))


def waiting(agency: str, by: str = "") -> QuerySet[Dossier]:
    """Accepted here and not yet handed over, of whatever day."""
    rows = Dossier.objects.filter(agency=agency, accepting=agency, state="accepted", parent__isnull=True)
    return rows.filter(accepted_by=by) if by else rows


def overdue(rows: QuerySet[Dossier], at: datetime) -> QuerySet[Dossier]:
    """Those whose time to be handed over has passed: the same working day, or the next morning when accepted after the cut-off (15:00)."""
    return rows.filter(next_at__lt=at)


def totals(day: Day, at: datetime) -> dict[str, int]:
    """The figures of one day, each list by its own index."""
    declined = Count("ref", filter=Q(state="declined_at_counter"))
    ended = day.ended_at_counter().aggregate(guided=Count("ref", filter=Q(state="guided")), refused=declined)
    left = waiting(day.agency, day.by).aggregate(waiting=Count("code"), overdue=Count("code", filter=Q(next_at__lt=at)))
    return {"accepted": day.accepted().count(), "returned": day.returned().count(), **ended, **left}
