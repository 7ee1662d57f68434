"""Questions about the log of messages."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from motcua.shared.notify import providers
from motcua.shared.notify.models import Message


def of(about: str) -> QuerySet[Message]:
    """The messages about a dossier or a filing, oldest first."""
    return Message.objects.filter(about=about).order_by("at", "id")


def leaves_by(channel: str) -> bool:
    """Whether messages can leave this way as things are set; otherwise they go to the log alone."""
    return providers.usable(channel)


def waiting() -> QuerySet[Message]:
    """What has not left yet, oldest first."""
    return Message.objects.filter(state__in=[Message.State.QUEUED, Message.State.FAILED]).order_by("at", "id")


def states(abouts: Collection[str] | QuerySet[Any, Any], template: str, since: datetime) -> dict[str, str]:
    """What became of the newest message of one kind, written since then, about each of these: in words; nothing where none was written."""
    rows = Message.objects.filter(about__in=abouts, template=template, at__gte=since).order_by("about", "at", "id")
    return {row.about: row.get_state_display() for row in rows.only("about", "state")}


def counts(abouts: Collection[str] | QuerySet[Any, Any], template: str, since: datetime) -> list[tuple[str, int]]:
    """How many messages of one kind, written since then, stand in each state, in words."""
    rows = Message.objects.filter(about__in=abouts, template=template, at__gte=since).order_by("state").values_list("state")
    return [(str(Message.State(state).label), count) for state, count in rows.annotate(count=Count("id"))]
