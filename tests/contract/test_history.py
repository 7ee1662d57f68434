"""Entries, certificate and form 01: what a stranger can check alone."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from motcua.shared.journal.tests.stranger import entry_hash
from tests.calls import DISTRICT, Province
from tests.instance import ROOT, Instance

HASHED = {"stream", "epoch", "seq", "kind", "at", "by", "node", "payload", "sealed", "prev"}


def test_a_stranger_recomputes_every_hash(province: Province) -> None:
    row = province.until(province.accept("1.001193", DISTRICT), "returned")
    found = province.one("counter", DISTRICT).get(f"dossiers/{row['code']}/entries").json["items"]
    assert [entry["seq"] for entry in found] == list(range(1, row["seq"] + 1))
    assert len(found) > 5
    prev = "00" * 32
    for entry in found:
        assert entry["stream"] == f"dossier:{row['code']}"
        assert entry["prev"] == prev
        assert set(entry) == {*HASHED, "hash"}
        assert entry_hash({name: entry[name] for name in HASHED}) == entry["hash"]
        prev = entry["hash"]
    assert found == sorted(found, key=lambda entry: (entry["at"], entry["seq"]))


def test_entries_say_nothing_personal(province: Province) -> None:
    row = province.until(province.accept(), "returned")
    text = province.one("counter").get(f"dossiers/{row['code']}/entries").raw.decode()
    for private in ("Nguyễn Thị Bé", "075190001234", "0901234567", "1990-02-03", "12 Nguyễn Ái Quốc"):
        assert private not in text
        assert json.dumps(private)[1:-1] not in text


def test_an_exported_dossier_is_verified_without_the_database(province: Province, instance: Instance, tmp_path: Path) -> None:
    row = province.until(province.accept(), "returned")
    file = tmp_path / "dossier.json"
    instance.run("export", row["code"], str(file))
    assert instance.run("verify", str(file)).returncode == 0
    content = file.read_text(encoding="utf-8")
    assert "Nguyễn Thị Bé" not in content
    file.write_text(content.replace('"eligible"', '"not_eligible"', 1), encoding="utf-8")
    broken = instance.run("verify", str(file), check=False)
    assert broken.returncode == 1
    assert "HỎNG" in broken.stdout


def check_certificate(answer: dict[str, Any]) -> None:
    """The separate script agrees that it adds up."""
    line = [sys.executable, str(ROOT / "samples" / "due_check.py"), "--certificate", "-"]
    done = subprocess.run(line, input=json.dumps(answer), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_certificate_adds_up_and_says_what_the_dossier_says(province: Province) -> None:
    row = province.do(province.do(province.accept(), "hand_over"), "take_over")
    row = province.do(province.do(province.do(row, "draft_supplement"), "issue_supplement"), "supply")
    answer = province.one("counter").get(f"dossiers/{row['code']}/certificate").json
    assert answer["code"] == row["code"]
    assert answer["due_at"] == answer["counted_due_at"] == row["due_at"] == answer["certificate"]["due_at"]
    assert len(answer["certificate"]["pauses"]) == 1
    check_certificate(answer)


def test_while_paused_the_certificate_still_adds_up(province: Province) -> None:
    row = province.do(province.do(province.accept(), "hand_over"), "take_over")
    row = province.do(province.do(row, "draft_supplement"), "issue_supplement")
    answer = province.one("counter").get(f"dossiers/{row['code']}/certificate").json
    assert (answer["due_at"], bool(answer["paused_since"])) == (row["due_at"], True)
    check_certificate(answer)


def test_the_calendar_answers_with_a_certificate(province: Province) -> None:
    for start, term in (("2026-11-20T14:00:00+07:00", "3wd"), ("2026-11-20 16:30:00+07:00", "8wh;c15"), ("2026-01-31T09:00:00+07:00", "1m")):
        for more in ({}, {"agency": DISTRICT}):
            answer = province.public.get("calendar/due", start=start, term=term, **more)
            assert answer.status == 200, answer.raw
            assert answer.json["due_at"] == answer.json["certificate"]["due_at"]
            check_certificate(answer.json)


def test_a_space_in_a_moment_is_a_plus(province: Province) -> None:
    plain = province.public.call("GET", "calendar/due?start=2026-11-20T14:00:00+07:00&term=3wd")
    assert plain.status == 200
    assert plain.json == province.public.get("calendar/due", start="2026-11-20T14:00:00+07:00", term="3wd").json


def test_what_the_calendar_cannot_read_is_named(province: Province) -> None:
    for query, field in (
        ({"start": "yesterday", "term": "3wd"}, "start"),
        ({"start": "2026-11-20T14:00:00", "term": "3wd"}, "start"),
        ({"start": "2026-11-20T14:00:00+07:00", "term": "3"}, "term"),
        ({"start": "2026-11-20T14:00:00+07:00", "term": "0wd"}, "term"),
        ({"start": "2026-11-20T14:00:00+07:00", "term": "3wd", "agency": "x"}, "agency"),
        ({}, "start"),
    ):
        answer = province.public.get("calendar/due", **query)
        assert answer.problem == (422, "invalid")
        assert field in answer.json["fields"]


def test_form_01_is_a_pdf_and_other_forms_do_not_exist_yet(province: Province) -> None:
    made = province.accept()
    answer = province.one("counter").get(f"dossiers/{made['code']}/prints/01")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.raw.startswith(b"%PDF-")
    assert len(answer.raw) > 5000
    for form in ("07", "1", "x", "%00", "x" * 100):
        assert province.one("counter").get(f"dossiers/{made['code']}/prints/{form}").problem == (404, "not_found")
