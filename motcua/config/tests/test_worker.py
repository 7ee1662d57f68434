import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from procrastinate.contrib.django import app

from motcua.config import health, periodic
from motcua.config.worker import BEAT, Sequencer
from motcua.shared.journal import feed


@pytest.fixture
def sequencer(tmp_path: Path) -> Iterator[Sequencer]:
    thread = Sequencer(tmp_path / "beat")
    yield thread
    thread.ended.set()
    thread.join(5)


def test_what_the_clock_demands_exists_as_a_job_without_arguments() -> None:
    assert [name for name in periodic.EVERY_MINUTES if name not in app.tasks] == []


@pytest.mark.django_db
def test_the_tick_puts_what_is_due_and_nothing_twice() -> None:
    hour = 60 * 60 * 500_000
    assert periodic.tick(hour) == list(periodic.EVERY_MINUTES)
    assert periodic.tick(hour) == []
    assert periodic.tick(hour + 61 * 60) == []


def test_the_sequencer_goes_on_after_the_database_was_away(sequencer: Sequencer, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[DatabaseError | int] = iter([DatabaseError("away"), DatabaseError("away"), 3])
    over = threading.Event()

    def sequence() -> int:
        answer = next(answers, None)
        if isinstance(answer, DatabaseError):
            raise answer
        if answer is None:
            over.set()
        return answer or 0

    monkeypatch.setattr(feed, "sequence", sequence)
    monkeypatch.setattr("motcua.config.worker.PAUSE", 0.01)
    sequencer.start()
    assert over.wait(5)
    assert sequencer.failures == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "status"), [(0.0, 200), (60.0, 503), (None, 503)])
def test_health_tells_whether_the_worker_lives(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: float | None, status: int
) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    (tmp_path / "run").mkdir()
    if age is not None:
        (tmp_path / "run" / BEAT).write_text(json.dumps({"at": time.time() - age}))
    response = client.get("/suc-khoe")
    assert response.status_code == status
    assert response.json()["database"] is True
    assert response.json()["worker"] is (status == 200)


@pytest.mark.django_db
def test_health_without_a_database_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "sequencer", lambda: None)
    response = client.get("/suc-khoe")
    assert (response.status_code, response.json()["database"]) == (503, False)
