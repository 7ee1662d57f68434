"""Each morning: nobody's task stays with a person who left."""

from procrastinate.contrib.django import app

from motcua.base.time import now
from motcua.work.tasks import actions


@app.periodic(cron="20 5 * * *")
@app.task(name="tasks.reseat", queue="upkeep", queueing_lock="tasks.reseat")
def reseat(timestamp: int) -> None:
    actions.reseat(now())
