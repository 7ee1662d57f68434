"""The client of sixty lines that knows only the contract takes a dossier of each of 150 procedures to its end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.calls import Province
from tests.instance import ROOT, Instance

CLIENT = ROOT / "samples" / "client.py"
PROCEDURES = 150
PLACES = {"commune", "district", "department"}


def test_it_has_sixty_lines_and_knows_nothing_of_ours() -> None:
    lines = CLIENT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert not any("import" in line and "motcua" in line for line in lines)


@pytest.mark.slow
def test_it_takes_one_dossier_of_150_procedures_to_the_citizen(instance: Instance, tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.write_text(instance.run("people", "--json", "--tokens").stdout, encoding="utf-8")
    line = [sys.executable, str(CLIENT), instance.url, str(people), str(PROCEDURES)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    rows = [row.split() for row in done.stdout.splitlines()]
    assert len({row[0] for row in rows}) == PROCEDURES
    assert {row[2] for row in rows} == {"returned"}
    assert max(int(row[3]) for row in rows) <= 60
    three_levels = passing_three_levels(Province(instance))
    assert len(three_levels) >= 20
    assert three_levels <= {row[0] for row in rows}


def passing_three_levels(province: Province) -> set[str]:
    """The accepted procedures whose process passes commune, district and department."""
    found, cursor = set(), ""
    while cursor is not None:
        page = province.public.get("procedures", limit=200, cursor=cursor).json
        found |= {p["code"] for p in page["items"] if p["accepted"] and {s["place"] for s in p["steps"]} >= PLACES}
        cursor = page["next"]
    return found


def test_what_the_client_reads_is_what_the_command_line_prints(instance: Instance) -> None:
    rows = json.loads(instance.run("people", "--json", "--tokens").stdout)
    assert all({"username", "name", "post", "agency", "unit", "roles", "token"} == set(row) for row in rows)
    assert len({row["token"] for row in rows}) == len({row["post"] for row in rows}) == len(rows)
