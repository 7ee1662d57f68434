"""A whole running installation for the tests at the top: `motcua run` with an own folder, port and database, and a tiny demo.

    def test_it_is_there(instance):        # a browser test, a contract test: shares the instance with everybody
        page.goto(instance.url)
        instance.people("counter", "000.01.25.H19")[0].token
        instance.run("check")              # the command line against it

    def test_it_survives(instance_alone):  # breaks things: nobody else uses the instance meanwhile
        ...

It starts with the first test that asks for it, once for all processes of a run, and stops with the run. `MOTCUA_INSTANCE=keep` leaves it running
for the next run of pytest (for whoever writes tests); then stop it with `MOTCUA_VAR=<var>/instance motcua stop`.
"""

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from motcua.config.instance import Instance as Record
from motcua.config.instance import State, wait_for

ROOT = Path(__file__).resolve().parents[1]
SESSION = "MOTCUA_TEST_SESSION"
PORTS = range(18100, 18200)
PATIENCE = 420
_started: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one post, as `motcua people --json --tokens` tells it."""

    username: str
    name: str
    post: str
    agency: str
    unit: str | None
    roles: tuple[str, ...]
    token: str


class Instance:
    """The running installation: where it is, who works there, its command line."""

    def __init__(self, var: Path) -> None:
        self.var = var

    @cached_property
    def port(self) -> int:
        return int((self.var / "port").read_text())

    @property
    def url(self) -> str:
        """Where it serves, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def dsn(self) -> str:
        """How the owner of the database connects."""
        return self.run("dsn").stdout.strip()

    @cached_property
    def _everybody(self) -> list[Person]:
        rows = json.loads(self.run("people", "--json", "--tokens").stdout)
        return [Person(**{**row, "roles": tuple(row["roles"])}) for row in rows]

    def people(self, role: str | None = None, agency: str | None = None) -> list[Person]:
        """Everybody, or those in a role, or of an agency."""
        return [p for p in self._everybody if (role is None or role in p.roles) and (agency is None or p.agency == agency)]

    def environment(self) -> dict[str, str]:
        """What commands against this installation need."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "MOTCUA", "DATABASE_URL", "DJANGO"))}
        return kept | {"MOTCUA_VAR": str(self.var), "PORT": str(self.port), "MOTCUA_DEMO_SIZE": "tiny"}

    def run(self, *arguments: str, check: bool = True, stdin: str | None = None, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """`motcua` with these arguments. With `check` an exit code other than 0 fails the test and shows what was said."""
        line = [sys.executable, "-m", "motcua.config.cli", *arguments]
        done = subprocess.run(line, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False, timeout=timeout, input=stdin)
        assert not check or done.returncode == 0, f"motcua {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def state(self) -> State | None:
        """What the supervisor recorded: its process, and those of web and worker. None when nothing runs."""
        return Record(self.var).live()

    def healthy(self) -> bool:
        """Whether web, database and worker are well."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/suc-khoe")
            answer = connection.getresponse()
            answer.read()
            return answer.status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def wait(self, seconds: float = 60) -> None:
        """Until it is well."""
        assert wait_for(self.healthy, seconds, 0.2), self.log()

    def log(self, lines: int = 40) -> str:
        """The last words of supervisor, web and worker."""
        parts = [self.var / "run.log", *sorted((self.var / "log").glob("*.log"))]
        return "\n".join(f"--- {part.name}\n" + "\n".join(part.read_text().splitlines()[-lines:]) for part in parts if part.exists())

    def start(self) -> None:
        """Start it as a person would; answers when it serves."""
        with (self.var / "run.log").open("ab") as log:
            line = [sys.executable, "-m", "motcua.config.cli", "run"]
            _started.append(
                subprocess.Popen(line, cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
            )
        until = time.monotonic() + PATIENCE
        while not (self.state() and self.healthy()):
            assert _started[-1].poll() is None, self.log()
            assert time.monotonic() < until, self.log()
            time.sleep(0.3)

    def stop(self) -> None:
        """Stop it, database too, and reap what this process had started."""
        self.run("stop", check=False)
        while _started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                _started.pop().wait(30)


def _folder() -> Path:
    return Path(settings.VAR) / "instance"


@contextlib.contextmanager
def _lock(name: str, kind: int) -> Iterator[None]:
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"instance.{name}").open("w") as handle:
        fcntl.flock(handle, kind)
        yield


def _free_port() -> int:
    import socket  # noqa: PLC0415

    for port in PORTS:
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                sock.bind(("127.0.0.1", port))
                return port
    raise OSError("no free port for the instance")


def _ensure() -> Instance:
    """The instance of this run: started when this is the first test that wants it."""
    var, session = _folder(), os.environ.get(SESSION, "alone")
    found, mark = Instance(var), var / "session"
    with _lock("start", fcntl.LOCK_EX):
        ours = mark.exists() and mark.read_text() == session
        if ours and found.state():
            return found
        if not ours:
            if (var / "port").exists():
                found.stop()
                found = Instance(var)
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir(parents=True)
            (var / "port").write_text(str(_free_port()))
            mark.write_text(session)
        found.start()
    return found


@pytest.fixture(scope="session")
def instance() -> Instance:
    """The running installation, shared by all tests of the run. Do not break it, and leave what others made alone."""
    return _ensure()


@pytest.fixture
def instance_alone(instance: Instance) -> Iterator[Instance]:
    """The same installation, while nobody else uses it: for tests that kill, stop or falsify. It is well again afterwards."""
    yield instance
    if instance.state() is None:
        instance.start()
    instance.wait()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Tests that break the instance wait until the others are done with it, and the others wait for them; first come, first served."""
    names: Any = getattr(item, "fixturenames", ())
    if "instance" not in names:
        return (yield)
    alone = "instance_alone" in names
    with contextlib.ExitStack() as held:
        with _lock("gate", fcntl.LOCK_EX):
            held.enter_context(_lock("use", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs the instance is slow: `make test-fast` leaves it out."""
    for item in items:
        if "instance" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault(SESSION, "kept" if os.environ.get("MOTCUA_INSTANCE") == "keep" else uuid.uuid4().hex)


def pytest_unconfigure(config: pytest.Config) -> None:
    mine = _folder() / "session"
    if os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("MOTCUA_INSTANCE") == "keep" or not mine.exists():
        return
    if mine.read_text() == os.environ.get(SESSION):
        Instance(_folder()).stop()
