"""The real thing: `motcua run` with its own database, killed in every way."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from motcua.config import postgres
from motcua.config.instance import ROOT, wait_for
from motcua.config.tests.running import Running

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("supervisor")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("var"))
    yield running
    running.close()


@pytest.fixture
def running(prepared: Running) -> Iterator[Running]:
    if prepared.process is None or prepared.process.poll() is not None:
        prepared.start()
    yield prepared
    if prepared.process is not None and prepared.process.poll() is not None:
        assert wait_for(lambda: prepared.left_over() == [], 5), prepared.left_over()


def test_it_serves_with_two_web_workers_in_the_checkout(running: Running) -> None:
    master = running.state().children["web"].pid
    command = Path(f"/proc/{master}/cmdline").read_text()
    assert "gunicorn" in command
    assert Path(f"/proc/{master}/cwd").readlink() == ROOT
    assert wait_for(lambda: len(running.web_workers()) >= 2, 20)  # workers start after the port is served


def test_web_and_worker_are_not_the_owner_of_the_database(running: Running) -> None:
    for child in running.state().children.values():
        assert "MOTCUA_OWNER" not in Path(f"/proc/{child.pid}/environ").read_text()


def test_a_second_run_says_where_the_first_one_is(running: Running) -> None:
    done = running.command("run")
    assert done.returncode == 2
    assert f"motcua đang chạy tại http://localhost:{running.port}" in done.stderr


@pytest.mark.kill
def test_a_killed_web_worker_serves_again_within_three_seconds(running: Running) -> None:
    for pid in running.web_workers():
        os.kill(pid, signal.SIGKILL)
    assert running.seconds_until_served() < 3


@pytest.mark.kill
def test_a_killed_master_is_started_again_and_the_port_is_never_free(running: Running) -> None:
    old = running.state().children["web"].pid
    os.kill(old, signal.SIGKILL)
    with socket.create_connection(("127.0.0.1", running.port), timeout=5):
        pass
    assert running.seconds_until_served() < 10
    assert wait_for(lambda: running.state().children["web"].pid != old, 10)


@pytest.mark.kill
def test_a_killed_worker_and_a_killed_database_come_back(running: Running) -> None:
    os.kill(running.state().children["worker"].pid, signal.SIGKILL)
    os.kill(int((running.instance.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    assert wait_for(lambda: not postgres.alive(running.instance.data), 5)
    assert wait_for(lambda: running.status() == 200, 30)


@pytest.mark.kill
def test_what_a_killed_supervisor_left_is_ended_by_the_next_run(running: Running) -> None:
    assert running.process is not None
    assert wait_for(lambda: all(child.alive for child in running.state().children.values()), 20)
    orphans = running.state().children
    running.process.kill()
    running.process.wait()
    assert all(orphan.alive for orphan in orphans.values())
    running.start()
    assert not any(orphan.alive for orphan in orphans.values())
    assert "Lần chạy trước bị ngắt đột ngột" in running.output.read_text()


def test_ctrl_c_stops_everything_in_a_few_seconds(running: Running) -> None:
    assert running.interrupt() < 8
    assert not postgres.alive(running.instance.data)


@pytest.mark.kill
def test_children_that_hang_are_killed_and_a_second_ctrl_c_hurries(running: Running) -> None:
    for child in running.state().children.values():
        os.kill(child.pid, signal.SIGSTOP)
    assert running.interrupt(times=2) < 5
    assert not postgres.alive(running.instance.data)


def test_stop_ends_it_and_a_busy_port_is_told(running: Running) -> None:
    began = time.monotonic()
    assert running.command("stop").stdout == "Đã dừng.\n"
    assert time.monotonic() - began < 12
    assert running.process is not None
    running.process.wait(5)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", running.port))
        other.listen()
        done = running.command("run")
    assert done.returncode == 2
    assert f"Cổng {running.port} đang có chương trình khác dùng." in done.stderr


def test_commands_lend_themselves_a_database_and_the_last_one_stops_it(running: Running) -> None:
    running.interrupt()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(running.command, ("check", "verify", "dsn", "check")))
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 4
    assert not postgres.alive(running.instance.data)
