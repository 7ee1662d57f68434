"""`motcua run`: starts database, web and worker, watches them, stops them all. No Django in this process.

Children lead process groups of their own, so that Ctrl-C in the terminal reaches only the supervisor, which then ends them in order. The
listening socket is held here and handed to gunicorn: a request that comes while the web restarts waits instead of being refused.
"""

import contextlib
import errno
import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from motcua.config import postgres
from motcua.config.instance import ROOT, Instance, Process, Sentence, State, end

GRACE = 4.0
"""Seconds that a child has to end by itself."""
QUIET_LIFE = 20.0
"""A child that lived as long is restarted at once; one that dies sooner waits longer each time."""
LONGEST_WAIT = 30.0
SLOW_START = 45.0
LOG_LIMIT = 20 * 1024 * 1024


@dataclass(slots=True)
class Child:
    """One process to keep alive."""

    name: str
    title: str
    command: list[str]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    pass_fds: tuple[int, ...] = ()


def say(text: str) -> None:
    print(text, flush=True)


class Stopped(Exception):
    """A person asked to stop while we were starting."""


class Supervisor:
    """Holds the socket, the children and their record."""

    def __init__(self, instance: Instance, host: str, port: int) -> None:
        self.instance = instance
        self.socket = bound(host, port)
        shown = f"[{host}]" if ":" in host else host
        self.host, self.port = host, port
        self.state = State(Process.of(os.getpid()), f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else shown}:{port}")  # noqa: S104
        self.stops = 0
        self.greeted = self.warned = False
        self.children = [
            Child("web", "Web", [sys.executable, "-m", "gunicorn", "-c", "python:motcua.config.gunicorn_conf", "motcua.config.wsgi:application"]),
            Child("worker", "Worker", [sys.executable, "-m", "motcua.config.worker"]),
        ]
        self.children[0].pass_fds = (self.socket.fileno(),)
        self.wake, writer = socket.socketpair()
        for end_of_pair in (self.wake, writer):
            end_of_pair.setblocking(False)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        self._writer = writer
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)

    def _asked(self, number: int, frame: object) -> None:
        self.stops += 1

    def run(self) -> int:
        """Start everything, watch until asked to stop, stop everything. Answers the exit code."""
        code = 0
        try:
            self._start()
            self._watch()
        except Stopped:
            pass
        except (Sentence, postgres.PostgresError) as refusal:
            say(str(refusal))
            code = 2
        finally:
            self._stop()
        return code

    def _start(self) -> None:
        self._record("preparing")
        if self.instance.embedded:
            postgres.start(self.instance.data)
        self._prepare()
        self._listen()
        for child in self.children:
            self._spawn(child)
        self._record("serving")

    def _prepare(self) -> None:
        """Migrations, rights, static files, the demo: in a process of its own, as the owner of the database."""
        command = [sys.executable, "-m", "motcua.config.prepare"]
        process = subprocess.Popen(command, cwd=ROOT, env=self._environment(MOTCUA_OWNER="1"), start_new_session=True, stdin=subprocess.DEVNULL)
        self.state.children["prepare"] = Process.of(process.pid)
        self._record("preparing")
        while process.poll() is None:
            self._rest()
            if self.stops:
                end([self.state.children["prepare"]], grace=GRACE)
                process.wait()
                raise Stopped
        del self.state.children["prepare"]
        if process.returncode != 0:
            raise Sentence("Chưa chuẩn bị được dữ liệu, xem lý do ở trên. Không có gì đang chạy.")

    def _listen(self) -> None:
        try:
            self.socket.listen(512)
        except OSError as error:
            raise Sentence(busy(self.port)) from error

    def _environment(self, **more: str) -> dict[str, str]:
        env = {key: value for key, value in os.environ.items() if key != "MOTCUA_OWNER"}
        env |= {"DJANGO_SETTINGS_MODULE": "motcua.config.settings", "PYTHONUNBUFFERED": "1", "MOTCUA_SUPERVISED": "1"}
        if self.host not in ("127.0.0.1", "::1", "localhost") and "ALLOWED_HOSTS" not in env:
            own = "*" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
            env["ALLOWED_HOSTS"] = f"localhost 127.0.0.1 [::1] {own}"
        return env | more

    def _spawn(self, child: Child) -> None:
        command = list(child.command)
        if child.pass_fds:
            command += ["--bind", f"fd://{child.pass_fds[0]}"]
        with log_file(self.instance.var, child.name).open("ab") as log:
            child.running = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=child.pass_fds,
            )
        child.started = time.monotonic()
        self.state.children[child.name] = Process.of(child.running.pid)
        self.instance.write(self.state)

    def _greet(self) -> None:
        """Once the web answers, print what a newcomer needs; say so when that takes long."""
        waited = time.monotonic() - self.children[0].started
        if healthy(self.host, self.port):
            self.greeted = True
            with contextlib.suppress(OSError):
                say((self.instance.run / "welcome.txt").read_text().replace("{address}", self.state.address).rstrip())
            say(f"\nĐang phục vụ tại {self.state.address} — Ctrl-C để dừng tất cả.")
        elif waited > SLOW_START and not self.warned:
            self.warned = True
            say(f"Web chưa trả lời tốt sau {waited:.0f} giây, vẫn tiếp tục thử; xem {self.state.address}/suc-khoe và {self.instance.var / 'log'}.")

    def _watch(self) -> None:
        """Until asked to stop."""
        while not self.stops:
            self._rest(0.5 if self.greeted else 0.1)
            if self.instance.reloading():
                self._sleep_while_reloading()
            self._tend()
            if not (self.greeted or self.stops):
                self._greet()

    def _tend(self) -> None:
        """Start again what died: the database server first, then web and worker."""
        if self.instance.embedded and not postgres.alive(self.instance.data) and not self.stops:
            say("Cơ sở dữ liệu đã dừng; đang khởi động lại.")
            try:
                postgres.start(self.instance.data)
            except postgres.PostgresError as error:
                say(str(error))
                return
        for child in self.children:
            if child.running is not None and child.running.poll() is not None:
                self._bury(child)
            if child.running is None and time.monotonic() >= child.not_before and not self.stops:
                self._spawn(child)

    def _bury(self, child: Child) -> None:
        """Clear away what is left of a dead child (workers of a killed gunicorn) and decide when it starts again."""
        self.state.children[child.name].send_group(signal.SIGKILL)
        lived = time.monotonic() - child.started
        child.failures = 0 if lived > QUIET_LIFE else child.failures + 1
        wait = 0.0 if child.failures == 0 else min(LONGEST_WAIT, 0.25 * 2**child.failures)
        child.not_before = time.monotonic() + wait
        code = child.running.returncode if child.running else None
        child.running = None
        say(f"{child.title} đã dừng (mã {code}); khởi động lại sau {wait:.0f} giây. Nhật ký: {log_file(self.instance.var, child.name)}")

    def _sleep_while_reloading(self) -> None:
        say("Đang nạp lại dữ liệu mẫu; web và worker tạm nghỉ.")
        self._end_children(GRACE)
        self._record("resting")
        while self.instance.reloading() and not self.stops:
            self._rest()
        if self.stops:
            return
        self._prepare()  # nearly nothing to do, unless the loading was broken off: then it is made whole
        for child in self.children:
            child.failures, child.not_before = 0, 0.0
        self._tend()
        self._record("serving")
        say(f"Phục vụ lại tại {self.state.address}.")

    def _end_children(self, grace: float) -> None:
        """Ask all children to end, wait, kill the groups of those that hang. A second Ctrl-C shortens the wait."""
        processes = list(self.state.children.values())
        for process in processes:
            process.send(signal.SIGTERM)
        asked, until = self.stops, time.monotonic() + grace
        while time.monotonic() < until and self.stops <= max(asked, 1) and any(process.alive for process in processes):
            self._rest(0.1)
            self._reap()
        end([process for process in processes if process.alive], grace=0)
        for process in processes:
            process.send_group(signal.SIGKILL)
        for child in self.children:
            if child.running is not None:
                child.running.wait()
                child.running = None
        self.state.children.clear()

    def _reap(self) -> None:
        for child in self.children:
            if child.running is not None:
                child.running.poll()

    def _stop(self) -> None:
        say("Đang dừng…")
        self._record("stopping")
        self.socket.close()
        self._end_children(GRACE)
        if self.instance.embedded:
            postgres.stop(self.instance.data)
        self.instance.forget()
        say("Đã dừng tất cả.")

    def _record(self, phase: str) -> None:
        self.state.phase = phase
        self.instance.write(self.state)

    def _rest(self, seconds: float = 0.5) -> None:
        """Sleep, but wake at once for a signal."""
        if select.select([self.wake], [], [], seconds)[0]:
            with contextlib.suppress(BlockingIOError):
                self.wake.recv(4096)


def end_orphans(instance: Instance) -> None:
    """End what a supervisor that was killed left behind; its database server is taken over as it is."""
    left = instance.read()
    if left is None:
        return
    orphans = [child for child in left.children.values() if child.alive]
    for child in left.children.values():
        if not child.alive:
            child.send_group(signal.SIGKILL)
    if orphans:
        say(f"Lần chạy trước bị ngắt đột ngột; đang dừng {len(orphans)} tiến trình còn sót lại.")
        end(orphans, grace=GRACE)
    instance.forget()


def bound(host: str, port: int) -> socket.socket:
    """A socket that holds the address already but does not listen yet: who asks before all is ready is refused."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        sock = socket.socket(family, kind, proto)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        with contextlib.closing(socket.socket(family, kind, proto)) as knock:
            knock.settimeout(0.5)
            if knock.connect_ex(("127.0.0.1" if address[0] == "0.0.0.0" else address[0], port)) == 0:  # noqa: S104
                raise Sentence(busy(port))
    except socket.gaierror as error:
        raise Sentence(f"Không hiểu địa chỉ HOST={host}.") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Sentence(busy(port)) from error
        raise Sentence(f"Không mở được {host}:{port}: {error.strerror}.") from error
    return sock


def busy(port: int) -> str:
    return f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác, ví dụ: PORT={port + 1} make run"


def healthy(host: str, port: int) -> bool:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=2)
    try:
        connection.request("GET", "/suc-khoe", headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and bool(json.loads(answer.read()).get("web"))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def log_file(var: Path, name: str) -> Path:
    """The log of a child; a long one makes room."""
    path = var / "log" / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path


def run() -> int:
    """The command: one supervisor for a checkout."""
    instance = Instance()
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:  # noqa: PLR2004 the ports that exist
        raise Sentence(f"PORT={port} không phải là một cổng (1–65535).")
    with instance.claimed() as mine:
        if not mine:
            state = instance.live()
            where = f" tại {state.address} (tiến trình {state.supervisor.pid})" if state else ""
            raise Sentence(f"motcua đang chạy{where}. Dừng bằng `make stop`.")
        end_orphans(instance)
        return Supervisor(instance, host, int(port)).run()
