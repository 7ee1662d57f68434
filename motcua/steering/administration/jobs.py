"""What the worker does for administration; deferred by name."""

from procrastinate.contrib.django import app

from motcua.base.time import now
from motcua.shared.journal.verify import verify as check
from motcua.shared.org import queries as org
from motcua.steering.administration import actions
from motcua.steering.administration.models import Verification

KEPT = 50


@app.task(name="administration.verify")
def verify(id: int) -> None:
    """Check the journal for somebody who asked on the screen, and keep what was found."""
    row = Verification.objects.get(pk=id)
    try:
        report = check(full=row.full)
    except Exception as error:
        row.failed = f"{type(error).__name__}: {error}"[:300]
        raise
    else:
        row.counts, row.broken = report.counts | {"seconds": round(report.seconds)}, report.broken[:KEPT]
    finally:
        row.ended_at = now()
        row.save()


@app.task(name="administration.report_failures")
def report_failures() -> None:
    """Failed jobs become tasks of an administrator."""
    centre = next((officer.agency for officer in org.officers() if officer.has("admin")), None)
    if centre:
        actions.report_failures(centre=centre, at=now())
