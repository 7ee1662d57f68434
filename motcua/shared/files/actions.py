"""Store a file, erase one, sweep what nobody refers to.

The bytes are on disk, whole and fsynced, before the row that names them commits; so a row never lacks its bytes, and what a crash leaves behind
is at worst an unreferenced blob, which `sweep` removes. Store, erase and sweep exclude each other for each content by an advisory lock.
"""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction

from motcua.base.errors import Unavailable
from motcua.shared.files import pages
from motcua.shared.files import store as disk
from motcua.shared.files.models import StoredFile
from motcua.shared.files.providers import scanner
from motcua.shared.files.providers.base import ScannerDown
from motcua.shared.files.rules.kinds import dangerous
from motcua.shared.files.rules.names import clean_name
from motcua.shared.files.rules.recognise import recognise

KEEP = timedelta(days=1)


def store(stream: disk.Readable, name: str, *, by: str, at: datetime) -> StoredFile:
    """Keep the bytes of `stream` under their hash and record them under a new, unguessable id.

    Refuses by a sentence: TooLarge (413), UnsupportedType (415: not on the list, executable), Invalid (422: empty, broken, carries code or a
    virus), Unavailable (503: disk full, scanner down). A refusal leaves neither a row nor a file.
    """
    if (getattr(stream, "size", None) or 0) > disk.limit():
        raise disk.too_large()
    with disk.receive(stream) as received:
        kind = recognise(received.path)
        scanned = _scan(received)
        with transaction.atomic():
            _lock(received.sha256)
            disk.place(received)
            return StoredFile.objects.create(
                id=secrets.token_urlsafe(16),
                sha256=received.sha256,
                size=received.size,
                type=kind.type,
                name=clean_name(name, kind),
                by=by,
                at=at,
                scanned=scanned,
            )


def erase(sha256: str, *, ids: Collection[str] | None = None) -> bool:
    """Forget name and hash of the uploads of this content; the bytes go when no upload refers to them any more. Whether they go.

    With `ids` only those uploads are forgotten. Without, the content is erased only when a single upload refers to it: who erases one of
    several must say which, since the same paper may rightly lie in another dossier.
    """
    with transaction.atomic():
        _lock(sha256)
        known = set(StoredFile.objects.filter(sha256=sha256).values_list("id", flat=True))
        chosen = known if ids is None else known & set(ids)
        if ids is None and len(known) > 1:
            return False
        StoredFile.objects.filter(id__in=chosen).update(erased=True, sha256="", name="")
        gone = bool(known) and chosen == known
        if gone:
            transaction.on_commit(partial(remove_unreferenced, sha256))
        return gone


def remove_unreferenced(sha256: str) -> bool:
    """Take the bytes off the disk if no upload refers to them. Whether something was removed."""
    with transaction.atomic():
        _lock(sha256)
        if StoredFile.objects.filter(sha256=sha256).exists():
            return False
        pages.forget(sha256)
        return disk.remove(sha256)


def sweep(at: datetime) -> int:
    """Remove temporary files and unreferenced blobs that are older than a day at `at`. How many."""
    before = (at - KEEP).timestamp()
    removed = 0
    if disk.temporary().is_dir():
        for path in sorted(disk.temporary().iterdir()):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                removed += 1
    for folder in sorted(disk.root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
        old = {path.name for path in folder.iterdir() if path.stat().st_mtime < before}
        known = set(StoredFile.objects.filter(sha256__in=old).values_list("sha256", flat=True))
        removed += sum(remove_unreferenced(sha256) for sha256 in sorted(old - known))
    return removed


def _scan(received: disk.Received) -> str:
    chosen = scanner()
    if chosen is None:
        return ""
    try:
        found = chosen.scan(received.path)
    except ScannerDown as error:
        raise Unavailable("Bộ quét vi-rút đang không trả lời nên chưa nhận được tệp. Hãy gửi lại sau ít phút; các thông tin khác vẫn còn.") from error
    if found:
        raise dangerous(f"Bộ quét vi-rút báo tệp có mã độc ({found}). Tệp đã bị từ chối.")
    return chosen.name


def _lock(sha256: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 7))", [f"file:{sha256}"])
