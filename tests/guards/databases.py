"""The server of the tests: its own, in `var/test`, without fsync; databases are kept between runs until a migration changes."""

import fcntl
import hashlib
import os
from pathlib import Path
from typing import IO, Any

import pytest

from motcua.config import postgres

ROOT = Path(__file__).resolve().parents[2]
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
_held: list[IO[Any]] = []


def start(var: Path) -> None:
    """Start the server when it does not run. The shared lock counts the sessions that use it."""
    if os.environ.get("DATABASE_URL"):
        return
    var.mkdir(parents=True, exist_ok=True)
    lock = (var / "sessions.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_SH)
    _held.append(lock)
    postgres.start(var / "pg", extra=FAST)


def stop(var: Path) -> None:
    """Stop the server when this was the last session that used it."""
    while _held:
        lock = _held.pop()
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            postgres.stop(var / "pg")
        except BlockingIOError:
            continue
        finally:
            lock.close()


def schema_digest() -> str:
    """Changes when any migration changes: then the kept test database is made anew."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "motcua").glob("*/*/migrations/*")):
        if path.suffix in (".py", ".sql"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def mark(var: Path, worker: str) -> Path:
    """The file that says for which schema this worker's database was made."""
    return var / f"schema-{worker}"


def renew_if_changed(config: pytest.Config, var: Path) -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    path, digest = mark(var, worker), schema_digest()
    if not path.exists() or path.read_text() != digest:
        config.option.create_db = True
        path.unlink(missing_ok=True)


def remember(var: Path) -> None:
    mark(var, os.environ.get("PYTEST_XDIST_WORKER", "main")).write_text(schema_digest())
