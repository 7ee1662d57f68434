"""A whole instance for tests: its own folder, port and database, without the demo."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from motcua.config import postgres
from motcua.config.instance import ROOT, Instance, Process, State, end, wait_for


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Running:
    """Starts and stops `motcua run`, and asks it."""

    def __init__(self, var: Path) -> None:
        self.var, self.port = var, free_port()
        self.instance = Instance(var)
        self.process: subprocess.Popen[bytes] | None = None
        self.output = var / "output"

    def environment(self, **more: str) -> dict[str, str]:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DATABASE_URL", "MOTCUA"))}
        return env | {"MOTCUA_VAR": str(self.var), "PORT": str(self.port), "MOTCUA_DEMO": "0"} | more

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "motcua.config.cli", *arguments]
        return subprocess.run(line, cwd=ROOT, env=self.environment(**more), capture_output=True, text=True, check=False, timeout=60)

    def start(self) -> None:
        with self.output.open("ab") as output:
            line = [sys.executable, "-m", "motcua.config.cli", "run"]
            self.process = subprocess.Popen(line, cwd=ROOT, env=self.environment(), stdout=output, stderr=output, start_new_session=True)
        assert wait_for(lambda: self.phase() == "serving" and self.status() == 200, 90), self.output.read_text()

    def phase(self) -> str | None:
        state = self.instance.live()
        return state.phase if state and self.process and state.supervisor.pid == self.process.pid else None

    def state(self) -> State:
        state = self.instance.live()
        assert state is not None
        return state

    def status(self) -> int | None:
        return self.get("/suc-khoe")[0]

    def get(self, path: str) -> tuple[int | None, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None, None
        finally:
            connection.close()

    def web_workers(self) -> list[int]:
        master = self.state().children["web"].pid
        listed = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=False).stdout
        return [int(pid) for pid in listed.split()]

    def seconds_until_served(self) -> float:
        began = time.monotonic()
        assert wait_for(lambda: self.get("/api/v1/openapi.json")[0] == 200, 20)
        return time.monotonic() - began

    def interrupt(self, times: int = 1) -> float:
        """Ctrl-C; how many seconds until all is over."""
        assert self.process is not None
        began = time.monotonic()
        for _ in range(times):
            self.process.send_signal(signal.SIGINT)
            time.sleep(0.2 if times > 1 else 0)
        self.process.wait(40)
        return time.monotonic() - began

    def left_over(self) -> list[str]:
        """What of this instance still runs."""
        found = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and f"MOTCUA_VAR={self.var}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(f"{entry.name} {(entry / 'cmdline').read_text().replace(chr(0), ' ')}")
        return found

    def close(self) -> None:
        """Whatever the test did: nothing of it stays."""
        state = self.instance.read()
        processes = [state.supervisor, *state.children.values()] if state else []
        if self.process is not None and self.process.poll() is None:
            processes.append(Process.of(self.process.pid))
        end(processes, grace=5)
        if self.process is not None:
            self.process.wait(5)
        postgres.stop(self.instance.data)
