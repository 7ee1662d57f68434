"""`/suc-khoe`: whether database, worker and sequencer are well, as JSON; 503 when not. No personal data, no session, no throttle."""

import json
import shutil
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from psycopg_pool import PoolTimeout

from motcua.base import probes
from motcua.base.probes import Probe, Sign
from motcua.base.time import now
from motcua.base.words import number
from motcua.config.instance import Instance
from motcua.config.worker import BEAT
from motcua.shared.journal import log

OLDEST_BEAT = 15.0
AWAY = (DatabaseError, InterfaceError, PoolTimeout)
LONGEST_LAG = 60.0
LEAST_FREE = 2 * 1024**3
OLDEST_HEAD = 15 * 60
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
    except AWAY:
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


def _worker() -> Sign:
    age = beat_age()
    if age is None:
        return Sign(False, "Tiến trình nền chưa báo lần nào trên máy này.")
    return Sign(age < OLDEST_BEAT, f"Báo gần nhất cách đây {age:.0f} giây.")


def _sequencer() -> Sign:
    lag = sequencer()
    if lag is None:
        return Sign(False, "Cơ sở dữ liệu không trả lời.")
    if not lag["waiting"]:
        return Sign(True, "Mọi mục đã vào dòng.")
    return Sign(lag["oldest_seconds"] < LONGEST_LAG, f"{number(lag['waiting'])} mục đang chờ, mục cũ nhất {lag['oldest_seconds']:.0f} giây.")


def _disk() -> Sign:
    free = shutil.disk_usage(settings.VAR).free
    return Sign(free > LEAST_FREE, f"Còn trống {free / 1024**3:.1f} GB.".replace(".", ",", 1))


def _heads() -> Sign:
    try:
        last, pending = log.latest(), log.pending()
    except AWAY:
        return Sign(False, "Cơ sở dữ liệu không trả lời.")
    if last is None:
        return Sign(not pending, "Chưa công bố đầu nhật ký nào.")
    age = max(0.0, (now() - last.at).total_seconds())
    said = f"Đầu gần nhất có {number(last.size)} mục; sau đó có thêm {number(pending)} mục."
    return Sign(not pending or age < OLDEST_HEAD, said)


for _probe in (
    Probe("worker", "Tiến trình nền", _worker),
    Probe("sequencer", "Xếp thứ tự nhật ký", _sequencer),
    Probe("heads", "Công bố đầu nhật ký", _heads),
    Probe("disk", "Ổ đĩa", _disk),
):
    probes.register(_probe)
