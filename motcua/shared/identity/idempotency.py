"""The same call twice is done once (khóa chống lặp). `begin` is the first thing inside the act's own transaction:

    with transaction.atomic():
        once = begin(who=officer.who, path=request.path, key=key, body=request.body)
        if once.answer is None:
            ...the act...
            once.keep(201, {"code": code})

While a first call with the key is at work, `begin` of the second waits for its end: committed, the second gets its answer; rolled back, the key
is free again.
What is kept holds no personal data and no secret: codes, from which the answer is built again.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.base.errors import BadRequest, KeyMissing, KeyReused
from motcua.shared.identity.models import IdempotencyKey

LONGEST_KEY = 200
KEPT = timedelta(days=7)
# A row that was begun but never kept (its transaction committed a refusal) is taken over as if it were new.
BEGIN = """
insert into identity_idempotencykey as k (who, path, key, body_hash) values (%s, %s, %s, %s)
on conflict (who, path, key) do update set body_hash = excluded.body_hash, at = now() where k.status is null
returning id
"""


@dataclass(slots=True)
class Once:
    """One call with its key. `answer` is what was answered the first time, with `status`; None when this is the first time."""

    id: int
    status: int | None = None
    answer: dict[str, Any] | None = None

    def keep(self, status: int, answer: dict[str, Any]) -> None:
        """Keep the answer of a success."""
        if not 200 <= status < 300:  # noqa: PLR2004 the range of successes
            raise ValueError("only successes are kept")
        IdempotencyKey.objects.filter(pk=self.id).update(status=status, answer=answer)


def begin(*, who: str, path: str, key: str | None, body: bytes | str) -> Once:
    """Claim a key, or give the answer kept under it. KeyMissing without one, KeyReused when it stood for another body."""
    key = _checked(key)
    if not connection.in_atomic_block:
        raise RuntimeError("begin() belongs into the transaction of the act")
    digest = hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
    while True:
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, [who, path, key, digest])
            row = cursor.fetchone()
        if row:
            return Once(id=row[0])
        kept = IdempotencyKey.objects.filter(who=who, path=path, key=key).first()
        if kept is None:  # purged since: try again
            continue
        if kept.body_hash != digest:
            raise KeyReused("Khóa chống lặp này đã dùng cho một yêu cầu có nội dung khác. Hãy gửi lại với khóa mới.")
        return Once(id=kept.pk, status=kept.status, answer=kept.answer)


def purge(at: datetime) -> int:
    """Delete keys older than seven days; how many."""
    return IdempotencyKey.objects.filter(at__lt=at - KEPT).delete()[0]


def _checked(key: str | None) -> str:
    if not key or not key.strip():
        raise KeyMissing("Thiếu đầu mục Idempotency-Key: mỗi yêu cầu ghi cần một khóa riêng để gửi lại mà không bị ghi hai lần.")
    if len(key) > LONGEST_KEY or "\x00" in key:
        raise BadRequest(f"Khóa chống lặp dài tối đa {LONGEST_KEY} ký tự và không chứa ký tự rỗng.")
    return key
