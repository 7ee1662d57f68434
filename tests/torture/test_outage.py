"""The database goes away for a while, the disk is full: a clear sentence, nothing by half, nothing lost."""

import contextlib
import fcntl
import http.client
import os
import resource
import subprocess
import time
import uuid
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest

from motcua.config import postgres
from motcua.config.instance import wait_for
from tests.calls import PROCEDURE, Api, Province
from tests.contract.test_files import PDF
from tests.instance import Instance
from tests.torture.load import until_answered

pytestmark = pytest.mark.slow
AWAY = float(os.environ.get("MOTCUA_OUTAGE", "20"))


@contextlib.contextmanager
def database_away(instance: Instance) -> Iterator[None]:
    """The server stops, and whoever wants to start it again has to wait."""
    data = instance.var / "pg"
    with data.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        postgres.stop(data)
        yield


def page(instance: Instance, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(instance.url).netloc, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_a_database_that_is_away_is_told_and_nothing_is_lost(instance_alone: Instance, province: Province) -> None:
    before = [province.accept() for _ in range(3)]
    counter, body, key = province.one("counter"), province.filing(note="Trong lúc mất kết nối."), str(uuid.uuid4())
    with database_away(instance_alone):
        began = time.monotonic()
        while time.monotonic() - began < AWAY:
            for answer in (counter.post("dossiers", body, key=key), counter.get(f"dossiers/{before[0]['code']}"), province.public.get("balance")):
                assert answer.problem == (503, "unavailable")
                assert int(answer.headers["retry-after"]) > 0
                assert "Cơ sở dữ liệu" in answer.json["detail"]
            for path in ("/", "/dang-nhap", "/suc-khoe"):
                assert page(instance_alone, path)[0] in (200, 503)
            time.sleep(0.5)
    began = time.monotonic()
    made = until_answered(lambda: counter.post("dossiers", body, key=key))
    assert made.status == 201
    assert time.monotonic() - began < 30
    assert counter.post("dossiers", body, key=key).json == made.json
    for row in before:
        assert province.seen(row["code"])["seq"] == 1
    instance_alone.wait(60)
    assert province.until(made.json, "returned")["state"] == "returned"
    assert instance_alone.run("check").returncode == 0
    assert instance_alone.run("verify").returncode == 0


def test_a_database_that_is_killed_recovers_what_was_answered(instance_alone: Instance, province: Province) -> None:
    counter = province.one("counter")
    made = [province.accept() for _ in range(5)]
    pid = int((instance_alone.var / "pg" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, 9)
    body, key = province.filing(), str(uuid.uuid4())
    assert until_answered(lambda: counter.post("dossiers", body, key=key)).status == 201
    for row in made:
        assert until_answered(partial(counter.get, f"dossiers/{row['code']}")).json["seq"] == 1
    instance_alone.wait(60)
    assert instance_alone.run("verify").returncode == 0


def web_workers(instance: Instance) -> list[int]:
    state = instance.state()
    assert state is not None
    listed = subprocess.run(["pgrep", "-P", str(state.children["web"].pid)], capture_output=True, text=True, check=True).stdout
    return [int(pid) for pid in listed.split()]


@contextlib.contextmanager
def no_room_for_files(instance: Instance) -> Iterator[None]:
    """No file of web's may grow past 64 KB: the kernel refuses the write, as a full disk does."""
    pids = web_workers(instance)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def stored(instance: Instance) -> set[str]:
    return {path.name for path in (instance.var / "files").rglob("*") if path.is_file()}


def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing_by_half(instance_alone: Instance, province: Province) -> None:
    counter: Api = province.one("counter")
    large = PDF + b"%" + os.urandom(1024 * 1024).hex().encode()
    province.accept()
    before = stored(instance_alone)
    with no_room_for_files(instance_alone):
        for _ in range(4):
            answer = counter.upload(large)
            assert answer.problem == (503, "unavailable"), answer.raw
        assert stored(instance_alone) == before
        assert counter.post("dossiers", province.filing(PROCEDURE)).status == 201
    assert wait_for(lambda: counter.upload(PDF).status == 201, 10)
