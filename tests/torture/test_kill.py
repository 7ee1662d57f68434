"""Web and worker are killed again and again under load; every answered call happened exactly once, and nothing is broken.

`MOTCUA_KILLS` says how often: 20 inside `make test`, 200 with `make test-kill`.
"""

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from functools import partial

import psycopg
import pytest

from motcua.config.instance import start_mark
from tests.calls import COMMUNE, DISTRICT, Api, Province
from tests.instance import Instance
from tests.torture.load import Client, Worker, all_done, until_answered

pytestmark = [pytest.mark.kill, pytest.mark.slow]
KILLS = int(os.environ.get("MOTCUA_KILLS") or 20)
APART = 2.0
CLIENTS = 6
SERVED_WITHIN = 3.0


class Killer:
    """Kills one process of the instance at a time, at least two seconds apart: found by the recorded numbers and their children only."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.rng = random.Random(7)
        self.killed: list[str] = []
        self.slowest = 0.0

    def victims(self) -> dict[str, list[int]]:
        """The web's workers and the worker, as far as they live."""
        state = self.instance.state()
        assert state is not None, self.instance.log()
        web, worker = state.children.get("web"), state.children.get("worker")
        found: dict[str, list[int]] = {}
        if web and web.alive:
            listed = subprocess.run(["pgrep", "-P", str(web.pid)], capture_output=True, text=True, check=False).stdout
            found["web"] = [int(pid) for pid in listed.split()]
        if worker and worker.alive:
            found["worker"] = [worker.pid]
        return {name: pids for name, pids in found.items() if pids}

    def kill_one(self) -> None:
        victims = self.victims()
        if not victims:
            return
        name = "worker" if "worker" in victims and (self.rng.random() < 0.3 or "web" not in victims) else "web"
        pid = self.rng.choice(victims[name])
        if start_mark(pid) is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.killed.append(name)
        if name == "web":
            self.measure()

    def measure(self) -> None:
        """How long until somebody is served again."""
        began = time.monotonic()
        until_answered(lambda: Api(self.instance.url).get("openapi.json"), 30)
        self.slowest = max(self.slowest, time.monotonic() - began)

    def run(self, times: int) -> None:
        while len(self.killed) < times:
            time.sleep(APART + self.rng.random())
            self.kill_one()


FOUND = "select name, array_agg(dossier order by dossier) from dossiers_content where name = any(%s) group by name"


def test_nothing_is_lost_or_done_twice_while_processes_are_killed(instance_alone: Instance, province: Province) -> None:
    province.papers("1.001193")
    ended, killer = threading.Event(), Killer(instance_alone)
    counters = [*province.instance.people("counter", COMMUNE), *province.instance.people("counter", DISTRICT)]
    clients = [Client(province, Api(province.url, counters[n % len(counters)]), f"Khách {n}") for n in range(CLIENTS)]
    workers = [Worker(partial(client.live, ended)) for client in clients]
    for worker in workers:
        worker.start()
    try:
        killer.run(KILLS)
    finally:
        ended.set()
    all_done(workers, 240)
    instance_alone.wait(90)
    accepted = {name: code for client in clients for name, code in client.accepted.items()}
    with psycopg.connect(instance_alone.dsn) as connection:
        found: dict[str, list[str]] = dict(connection.execute(FOUND, [list(accepted)]).fetchall())
    print(f"{killer.killed.count('web')} web and {killer.killed.count('worker')} worker killed; {len(accepted)} accepted,")
    print(f"{sum(client.acts for client in clients)} acts; served again after {killer.slowest:.1f} s at the longest")
    assert found == {name: [code] for name, code in accepted.items()}
    assert sum(client.acts for client in clients) > KILLS
    assert killer.slowest < SERVED_WITHIN + 2
    assert instance_alone.run("check").stdout.strip() == "Không có vi phạm nào."
    assert instance_alone.run("verify", "--full").returncode == 0
