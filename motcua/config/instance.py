"""What runs in this checkout: who was started, as recorded in `var/run/`. No Django here."""

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from motcua.config import environment

ROOT = Path(__file__).resolve().parents[2]
BOOT = Path("/proc/sys/kernel/random/boot_id")


class Sentence(RuntimeError):
    """An error that is told in one sentence; the command line ends with exit code 2."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that we started: its number is not enough, since numbers come again; the moment of its start is added."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "Process":
        return cls(pid, start_mark(pid) or "")

    @property
    def alive(self) -> bool:
        mark = start_mark(self.pid)
        return mark is not None and mark == self.started

    def send(self, number: int) -> None:
        """Signal the process, when it is still the one that we started."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def send_group(self, number: int) -> None:
        """Signal the group that the process leads (children are started as leaders of their own)."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if group_belongs(self):
                os.killpg(self.pid, number)


def start_mark(pid: int) -> str | None:
    """Boot and tick of a living process' start; None when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        boot = BOOT.read_text().strip()
    except (OSError, IndexError):
        return None
    return None if fields[0] in ("Z", "X") else f"{boot[:8]}-{fields[19]}"


def group_belongs(leader: Process) -> bool:
    """Whether the group with the leader's number is still the leader's: it lives, or some member was started in this checkout after it."""
    if leader.alive:
        return True
    if start_mark(leader.pid) is not None or not leader.started:
        return False
    boot, _, tick = leader.started.partition("-")
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _group(int(entry.name)) == leader.pid:
            other_boot, _, other_tick = (start_mark(int(entry.name)) or "-0").partition("-")
            return other_boot == boot and int(other_tick) >= int(tick) and _cwd(int(entry.name)) == ROOT
    return False


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except (ProcessLookupError, PermissionError):
        return None


def _cwd(pid: int) -> Path | None:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


@dataclass(slots=True)
class State:
    """What the supervisor says about itself, for `stop`, `demo` and the next start."""

    supervisor: Process
    address: str
    phase: str = "preparing"
    children: dict[str, Process] = field(default_factory=dict)


class Instance:
    """The files of `var/run/`."""

    def __init__(self, var: Path | None = None) -> None:
        self.var = var or environment.var_dir(ROOT)
        self.run = self.var / "run"
        self.data = self.var / "pg"
        self.embedded = not os.environ.get("DATABASE_URL")

    def write(self, state: State) -> None:
        self._replace("supervisor.json", asdict(state))

    def read(self) -> State | None:
        """The last recorded state, of a live supervisor or of one that died."""
        raw = self._load("supervisor.json")
        try:
            children = {name: Process(**child) for name, child in (raw or {})["children"].items()}
            return State(Process(**raw["supervisor"]), raw["address"], raw["phase"], children) if raw else None
        except (KeyError, TypeError, AttributeError):
            return None

    def live(self) -> State | None:
        """The state of the supervisor that runs now."""
        state = self.read()
        return state if state and state.supervisor.alive else None

    def forget(self) -> None:
        (self.run / "supervisor.json").unlink(missing_ok=True)

    @contextlib.contextmanager
    def claimed(self) -> Iterator[bool]:
        """Hold the place of the supervisor; False when another one holds it. The kernel frees it, however the holder dies."""
        self.run.mkdir(parents=True, exist_ok=True)
        with (self.run / "supervisor.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def reloading(self) -> bool:
        """Whether `motcua demo` is at work now: web and worker rest meanwhile."""
        raw = self._load("reloading.json")
        return raw is not None and Process(**raw).alive

    @contextlib.contextmanager
    def reload(self) -> Iterator[None]:
        """Ask the supervisor to rest, wait until it does, and let it go on afterwards."""
        self._replace("reloading.json", asdict(Process.of(os.getpid())))
        try:
            wait_for(lambda: (state := self.live()) is None or state.phase == "resting", 30)
            yield
        finally:
            (self.run / "reloading.json").unlink(missing_ok=True)

    def _replace(self, name: str, content: dict[str, Any]) -> None:
        self.run.mkdir(parents=True, exist_ok=True)
        draft = self.run / f".{name}.{os.getpid()}"
        draft.write_text(json.dumps(content))
        draft.replace(self.run / name)

    def _load(self, name: str) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = json.loads((self.run / name).read_text())
        except (OSError, ValueError):
            return None
        return content


def wait_for(holds: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Wait until `holds()` is true; False when the time is over."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
    return True


def end(processes: list[Process], *, grace: float) -> None:
    """End processes and their groups: asked first, killed after `grace` seconds."""
    for process in processes:
        process.send(signal.SIGTERM)
    wait_for(lambda: not any(process.alive for process in processes), grace)
    for process in processes:
        process.send_group(signal.SIGKILL)
    wait_for(lambda: not any(process.alive for process in processes), 2)
