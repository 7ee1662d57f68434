import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.config import postgres
from motcua.config.instance import Instance, Process, State, end, wait_for

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"]


def test_a_process_with_the_same_number_but_another_start_is_not_ours() -> None:
    me = Process.of(os.getpid())
    assert me.alive
    assert not Process(me.pid, "another-boot-1").alive
    assert not Process(2**22 - 1, me.started).alive


def test_a_zombie_is_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    process = Process.of(child.pid)
    assert wait_for(lambda: not process.alive, 5)
    child.wait()


def test_a_stranger_is_never_signalled() -> None:
    child = subprocess.Popen(SLEEPER, start_new_session=True)
    Process(child.pid, "elsewhere-1").send(signal.SIGKILL)
    Process(child.pid, "elsewhere-1").send_group(signal.SIGKILL)
    assert child.poll() is None
    end([Process.of(child.pid)], grace=2)
    assert child.wait(2) == -signal.SIGTERM


def test_who_does_not_listen_is_killed_after_the_grace() -> None:
    child = subprocess.Popen(DEAF, start_new_session=True, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    end([Process.of(child.pid)], grace=0.2)
    assert child.wait(2) == -signal.SIGKILL
    child.stdout.close()


def test_only_one_holds_the_place_and_it_is_free_again_afterwards(tmp_path: Path) -> None:
    with Instance(tmp_path).claimed() as first, Instance(tmp_path).claimed() as second:
        assert (first, second) == (True, False)
    with Instance(tmp_path).claimed() as third:
        assert third


def test_the_record_survives_and_knows_whether_its_writer_lives(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    state = State(Process.of(os.getpid()), "http://localhost:1", "serving", {"web": Process(1, "x-1")})
    instance.write(state)
    assert instance.read() == state
    assert instance.live() == state
    instance.write(State(Process(state.supervisor.pid, "old-1"), "http://localhost:1"))
    assert instance.read() is not None
    assert instance.live() is None


@pytest.mark.parametrize("content", ["", "{", '{"pid": 1}'])
def test_a_broken_record_is_no_record(tmp_path: Path, content: str) -> None:
    instance = Instance(tmp_path)
    instance.run.mkdir()
    (instance.run / "supervisor.json").write_text(content)
    assert instance.live() is None


def test_a_reload_whose_process_died_does_not_hold_the_web_back(tmp_path: Path) -> None:
    instance = Instance(tmp_path)
    with instance.reload():
        assert instance.reloading()
    assert not instance.reloading()
    (instance.run / "reloading.json").write_text(json.dumps({"pid": os.getpid(), "started": "old-1"}))
    assert not instance.reloading()


def test_the_log_of_the_embedded_server_never_holds_a_statement() -> None:
    """Statements carry names and ID numbers; erasure cannot reach a log."""
    said = dict(line.split(" = ", 1) for line in postgres.CONF.splitlines())
    assert said["log_min_duration_statement"] == "-1"
    assert said["log_min_error_statement"] == "panic"
    assert said["log_error_verbosity"] == "terse"
