"""The installation as a whole: schema, rights, the demo and its mark, static files. Runs as the owner of the database."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from procrastinate.contrib.django.utils import connector_params

from motcua.config import demo, welcome
from motcua.config.environment import APP_ROLE
from motcua.config.instance import Instance, Sentence
from motcua.config.progress import Report
from motcua.shared.journal import grants

LOCK = 7_310_015
MARKS = "motcua_installation"


@contextmanager
def alone() -> Iterator[None]:
    """Only one process prepares a database at a time. The lock lives in a session of its own, so it ends with this process at the latest."""
    try:
        session = psycopg.connect(**connector_params(), autocommit=True)
    except psycopg.OperationalError as error:
        raise Sentence(f"Không kết nối được cơ sở dữ liệu: {str(error).strip().splitlines()[0]}") from error
    with session:
        session.execute("select pg_advisory_lock(%s)", [LOCK])
        yield


def pending() -> bool:
    """Whether some migration has not been applied."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(progress: Report) -> None:
    """Apply what is pending, and give the web its rights."""
    if pending():
        with progress("Dựng bảng dữ liệu") as advance:
            call_command("migrate", verbosity=0, interactive=False)
            advance(1)
    with connection.cursor() as cursor:
        cursor.execute(f"create table if not exists {MARKS} (name text primary key, value text not null)")
    give_rights()


def give_rights() -> None:
    """The rights of web and worker, whose role may have to be made; a server that was given to us may forbid that."""
    try:
        grants.grant_all()
    except DatabaseError as error:
        owner = connection.settings_dict["USER"]
        raise Sentence(
            f"Tài khoản {owner} không cấp được quyền cho vai trò {APP_ROLE}. Nhờ người quản trị chạy: "
            f"CREATE ROLE {APP_ROLE} (nếu chưa có); GRANT {APP_ROLE} TO {owner};"
        ) from error
    with connection.cursor() as cursor:
        cursor.execute(f"revoke all on {MARKS} from {APP_ROLE}")


def mark(name: str) -> str | None:
    """A fact about this database, for example which demo it carries."""
    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s) is not null", [MARKS])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(f"select value from {MARKS} where name = %s", [name])  # noqa: S608 a constant
        row = cursor.fetchone()
    return str(row[0]) if row else None


def set_mark(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {MARKS} values (%s, %s) on conflict (name) do update set value = excluded.value",  # noqa: S608 a constant
            [name, value],
        )


def empty() -> bool:
    """Whether nothing was ever written here."""
    with connection.cursor() as cursor:
        cursor.execute("select not exists(select from journal_entry)")
        return bool(cursor.fetchone()[0])


def wants_demo() -> bool:
    """An empty database gets the demo, unless `MOTCUA_DEMO=0`; one whose loading was interrupted gets it again."""
    if os.environ.get("MOTCUA_DEMO") == "0":
        return False
    return mark("demo") == "loading" or (mark("demo") is None and empty())


def load_demo(*, size: str, seed: int, progress: Report) -> None:
    """Load the demo province into this database. What an interrupted or an older demo left is removed first; real data is never touched."""
    if mark("demo") is None and not empty():
        raise Sentence("Cơ sở dữ liệu này không phải dữ liệu mẫu, nên không nạp đè. Dùng một cơ sở dữ liệu khác (DATABASE_URL hoặc MOTCUA_VAR).")
    if mark("demo") is not None:
        wipe(progress)
    set_mark("demo", "loading")
    demo.load(size=size, seed=seed, progress=progress)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    set_mark("demo", f"{size} {seed}")


def wipe(progress: Report) -> None:
    """Remove everything of the demo: schema, files, published heads."""
    with progress("Xóa dữ liệu mẫu cũ") as advance:
        with connection.cursor() as cursor:
            cursor.execute("drop schema public cascade")
            cursor.execute("create schema public")
            cursor.execute("grant usage on schema public to public")
        for folder in (settings.FILES_ROOT, settings.PUBLISHED):
            shutil.rmtree(folder, ignore_errors=True)
        advance(1)
    migrate(progress)


def collect_static(var: Path, progress: Report) -> None:
    """Collect and compress static files, when one of them changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda row: str(row[0])):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = var / "run" / "static.sha256"
    if stamp.exists() and stamp.read_text() == digest.hexdigest() and (settings.STATIC_ROOT / "staticfiles.json").exists():
        return
    with progress("Nén tệp tĩnh") as advance:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        advance(1)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())


def write_welcome(instance: Instance) -> None:
    """Keep what the supervisor prints when the web serves; only the owner may read it."""
    path = instance.run / "welcome.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(welcome.text())


def owner_dsn() -> str:
    """How the owner connects, for `psql` and other tools."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    entry: dict[str, Any] = connection.settings_dict
    return f"postgresql://{entry['USER']}@/{entry['NAME']}?host={entry['HOST']}"
