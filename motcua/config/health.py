"""`/suc-khoe`: whether database, worker and sequencer are well, as JSON; 503 when not. No personal data, no session, no throttle."""

import json
import time
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from psycopg_pool import PoolTimeout

from motcua.config.instance import Instance
from motcua.config.worker import BEAT

OLDEST_BEAT = 15.0
LONGEST_LAG = 60.0
OLDEST_WAITING = """
select count(*), coalesce(extract(epoch from now() - min(e.at)), 0)
from (select entry_id from journal_outbox order by entry_id limit 1000) o join journal_entry e on e.id = o.entry_id
"""


def beat_age() -> float | None:
    """Seconds since the worker told that it lives; None when it never did on this machine."""
    try:
        beat = json.loads((Instance().run / BEAT).read_text())
        return max(0.0, time.time() - float(beat["at"]))
    except (OSError, ValueError, KeyError):
        return None


def sequencer() -> dict[str, Any] | None:
    """How many entries wait for their place in the feed, and the age of the oldest; None when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(OLDEST_WAITING)
            waiting, oldest = cursor.fetchone() or (0, 0)
    except (DatabaseError, InterfaceError, PoolTimeout):
        return None
    return {"waiting": int(waiting), "oldest_seconds": round(max(0.0, float(oldest)), 1)}


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    age, lag = beat_age(), sequencer()
    well = {
        "web": True,
        "database": lag is not None,
        "worker": age is not None and age < OLDEST_BEAT,
        "sequencer": lag is not None and (lag["waiting"] == 0 or lag["oldest_seconds"] < LONGEST_LAG or (age is not None and age < OLDEST_BEAT)),
    }
    body = well | {"worker_beat_seconds": round(age, 1) if age is not None else None, "feed": lag}
    return JsonResponse(body, status=200 if all(well.values()) else 503)
