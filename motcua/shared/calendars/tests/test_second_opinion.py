import importlib.util
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.shared.calendars import asked
from motcua.shared.calendars.engine import due, due_with_certificate
from motcua.shared.calendars.tests.make import PROVINCE

SAMPLES = Path(__file__).resolve().parents[4] / "samples"
COUNT, SEED = 4_000, 20_250_124


def load(name):
    spec = importlib.util.spec_from_file_location(name, SAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def second():
    return load("due_check")


@pytest.fixture(scope="module")
def cases():
    return list(load("due_cases").cases(COUNT, SEED))


def test_engine_and_script_agree_on_thousands_of_random_cases(second, cases):
    office = second.Office(second.HOLIDAYS)
    for case in cases:
        mine = due(asked.start(case["start"]), asked.term(case["term"]), PROVINCE, asked.pauses(case["pauses"]))
        assert mine == second.due(case, office), case


def test_the_cases_hold_what_they_should(cases):
    pauses = [pause for case in cases for pause in case["pauses"]]
    assert min(case["start"] for case in cases)[:4] == "2014" or min(case["start"] for case in cases)[:4] == "2015"
    assert max(case["start"] for case in cases)[:4] == "2026"
    assert {case["term"].lstrip("0123456789") for case in cases} == {
        f"{unit}{cut}" for unit in ("wh", "wd", "d", "m") for cut in ("", ";c15", ";c16")
    }
    assert sum(bool(case["pauses"]) for case in cases) > COUNT // 2
    assert sum(end is None for _, end in pauses) > COUNT // 50
    assert sum(begin == end for begin, end in pauses) > COUNT // 50


def test_the_script_finds_every_certificate_sound_and_a_changed_one_not(second, cases):
    office = second.Office(second.HOLIDAYS)
    for case in cases[:500]:
        _, shown = due_with_certificate(asked.start(case["start"]), asked.term(case["term"]), PROVINCE, asked.pauses(case["pauses"]))
        office.shown.clear()
        assert second.faults(json.loads(json.dumps(shown)), office) == [], case


def test_the_script_names_what_was_changed_in_a_certificate(second):
    _, shown = due_with_certificate(asked.start("2025-01-24T14:00:00+07:00"), asked.term("3wd"), PROVINCE)
    changed = json.loads(json.dumps(shown))
    changed["due_at"] = "2025-02-05T15:00:00+07:00"
    assert any(fault.startswith("due_at") for fault in second.faults(changed, second.Office(second.HOLIDAYS)))
    changed = json.loads(json.dumps(shown))
    changed["days"][3]["sessions"] = ["07:30-11:30"]
    assert any("other hours" in fault for fault in second.faults(changed, second.Office(second.HOLIDAYS)))
    changed = json.loads(json.dumps(shown))
    changed["days"][0]["seconds"] = 3_600
    assert any("seconds" in fault for fault in second.faults(changed, second.Office(second.HOLIDAYS)))


def test_the_script_runs_alone(tmp_path):
    _, shown = due_with_certificate(asked.start("2025-01-24T14:00:00+07:00"), asked.term("3wd"), PROVINCE)
    certificate = tmp_path / "certificate.json"
    certificate.write_text(json.dumps({"due_at": shown["due_at"], "certificate": shown}))
    run = [sys.executable, "-I", str(SAMPLES / "due_check.py")]
    done = subprocess.run([*run, "--certificate", str(certificate)], capture_output=True, text=True, check=True)
    assert done.stdout == "the certificate adds up\n"
    done = subprocess.run(run, input='{"start": "2025-01-24T14:00:00+07:00", "term": "3wd"}\n', capture_output=True, text=True, check=True)
    assert json.load(io.StringIO(done.stdout)) == {"due_at": "2025-02-05T14:00:00+07:00"}
