"""How often something may be tried, counted in the database: it holds over all processes."""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from motcua.base.errors import Throttled
from motcua.shared.identity.models import Attempt

HIT = """
insert into identity_attempt as a (bucket, key, since, count) values (%(bucket)s, %(key)s, %(at)s, 1)
on conflict (bucket, key) do update set
  count = case when @(extract(epoch from %(at)s - a.since)) >= %(seconds)s then 1 else a.count + 1 end,
  since = case when @(extract(epoch from %(at)s - a.since)) >= %(seconds)s then %(at)s else a.since end
returning count, since
"""
KEPT = timedelta(days=1)


def hit(bucket: str, key: str, limit: int, seconds: int, at: datetime) -> None:
    """Count one try; more than `limit` within `seconds` of the first raise Throttled with `retry_after`.

    One statement. To be called outside a transaction, else the count is rolled back with it. `key` (a name, an address) is kept as a digest only.
    """
    with connection.cursor() as cursor:
        cursor.execute(HIT, {"bucket": bucket, "key": _digest(key), "at": at, "seconds": seconds})
        count, since = cursor.fetchone()
    if count > limit:
        wait = min(seconds, max(1, math.ceil(seconds - (at - since).total_seconds())))
        raise Throttled(f"Đã thử quá {limit} lần. Xin chờ {_in_words(wait)} rồi thử lại.", retry_after=wait)


def forgive(bucket: str, key: str) -> None:
    """Take back one try: it was a good one."""
    with connection.cursor() as cursor:
        cursor.execute("update identity_attempt set count = greatest(count - 1, 0) where bucket = %s and key = %s", [bucket, _digest(key)])


def clear(bucket: str, key: str) -> None:
    """Forget the tries of one key."""
    Attempt.objects.filter(bucket=bucket, key=_digest(key)).delete()


def purge(at: datetime) -> int:
    """Delete counts that are over; how many."""
    return Attempt.objects.filter(since__lt=at - KEPT).delete()[0]


def _digest(key: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()


def _in_words(seconds: int) -> str:
    return f"{seconds} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"  # noqa: PLR2004 seconds of a minute
