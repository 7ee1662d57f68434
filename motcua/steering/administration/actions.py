"""What the centre does here beyond one room: a calendar is published, and its consequences are set to work in the same transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from motcua.shared.calendars import actions as calendars
from motcua.shared.calendars.actions import Publication

FOLLOW = "dossiers.follow_calendars"


def publish_calendar(name: str, data: Mapping[str, Any], *, reason: str, document: str, expected: int, by: str, at: datetime) -> Publication:
    """Publish a calendar and let the worker write the new dates and the letters at once. `expected` is the version it was drafted from."""
    with transaction.atomic():
        made = calendars.publish_calendar(name, data, reason=reason, document=document, expected=expected, by=by, at=at)
        if made.moved:
            _defer(FOLLOW)
    return made


def _defer(job: str) -> None:
    """Into the queue, unless it waits there already."""
    try:
        with transaction.atomic():
            app.configure_task(job, queueing_lock=job, lock=job).defer()
    except exceptions.AlreadyEnqueued:
        return
