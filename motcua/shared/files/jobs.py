"""The nightly sweep of files that nobody refers to."""

from procrastinate.contrib.django import app

from motcua.base.time import now
from motcua.shared.files import actions


@app.periodic(cron="40 2 * * *")
@app.task(name="files.sweep", queue="upkeep", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    actions.sweep(now())
