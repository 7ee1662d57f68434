"""Delivery, deferred by name inside the transaction that wrote the message. Tried again for ever, ever more slowly."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.base.time import now
from motcua.shared.notify import actions, rules


class NotDelivered(Exception):
    """The message stays in the log as failed; the job comes again."""


class BackOff(BaseRetryStrategy):
    """Doubling waits without a last try."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        return RetryDecision(retry_in={"seconds": rules.wait(job.attempts)})


@app.task(name="notify.deliver", queue="messages", retry=BackOff())
def deliver(message_id: int) -> None:
    if not actions.deliver(message_id, at=now()):
        raise NotDelivered(str(message_id))
