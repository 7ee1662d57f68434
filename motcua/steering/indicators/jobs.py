"""What the worker does here; deferred by name every few minutes."""

from procrastinate.contrib.django import app

from motcua.base.time import now
from motcua.steering.indicators import actions


@app.task(name="indicators.measure")
def measure() -> None:
    """Measure where the time of dossiers went."""
    actions.measure(at=now())
