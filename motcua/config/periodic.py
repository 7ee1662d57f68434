"""What the worker does by the clock: name of a job and every how many minutes. Jobs are deferred by name, without arguments, one at a time."""

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from motcua.base.signals import needs_person
from motcua.base.time import now
from motcua.config.commands.import_ import centre
from motcua.shared.identity import idempotency, throttle
from motcua.shared.journal import log

EVERY_MINUTES: dict[str, int] = {
    "journal.publish": 1,
    "dossiers.draft_apologies": 5,
    "dossiers.check_invariants": 5,
    "indicators.measure": 5,
    "administration.report_failures": 5,
    "config.purge": 60,
    "config.tidy_jobs": 10,
}
KEEP_FINISHED_HOURS = 24
STALLED_SECONDS = 120


@app.periodic(cron="* * * * *")
@app.task(name="config.tick", queueing_lock="config.tick", pass_context=False)
def tick(timestamp: int) -> list[str]:
    """Each minute: put what is due into the queue; what still waits there is not put twice."""
    minute = timestamp // 60
    deferred = []
    for name, every in EVERY_MINUTES.items():
        if minute % every == 0:
            try:
                with transaction.atomic():
                    app.configure_task(name, queueing_lock=name, lock=name).defer()
                deferred.append(name)
            except exceptions.AlreadyEnqueued:
                continue
    return deferred


@app.task(name="journal.publish")
def publish() -> None:
    """Publish the head of the log, when entries came since the last one; a log that contradicts a published head is a person's matter at once."""
    try:
        log.publish(now())
    except log.LogForked as error:
        needs_person.send(
            sender=log.LogForked,
            stream="log:published",
            seq=0,
            text=f"Nhật ký không khớp đầu đã công bố: {error}",
            agency=centre(),
            role="admin",
            at=now(),
            key="log-forked",
            kind="violation",
        )
        raise


@app.task(name="config.purge")
def purge() -> None:
    """Forget keys against repetition, counters of the throttle and sessions whose time is over."""
    SessionStore.clear_expired()
    idempotency.purge(now())
    throttle.purge(now())


@app.task(name="config.tidy_jobs")
async def tidy_jobs() -> None:
    """Delete finished jobs, and take up again those whose worker died."""
    manager = app.job_manager
    await manager.delete_old_jobs(nb_hours=KEEP_FINISHED_HOURS, include_failed=False)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.retry_job(job)
