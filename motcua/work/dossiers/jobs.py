"""What the worker does for dossiers; deferred by name each few minutes."""

from procrastinate.contrib.django import app

from motcua.base.time import now
from motcua.work.dossiers.actions import clockwork, redating


@app.task(name="dossiers.draft_apologies")
def draft_apologies() -> None:
    """Draft apologies before the limit."""
    clockwork.draft_apologies(now())


@app.task(name="dossiers.check_invariants")
def check_invariants() -> None:
    """Promises follow a new calendar; violations, silences and hand-overs that nobody answers become tasks."""
    at = now()
    redating.follow_calendars(at)
    clockwork.check_invariants(at)
    clockwork.escalate_silence(at)
    clockwork.late_hand_overs(at)


@app.task(name="dossiers.follow_calendars")
def follow_calendars() -> None:
    """At once after a publication: the dates of open dossiers, and the letters about them."""
    redating.follow_calendars(now())
