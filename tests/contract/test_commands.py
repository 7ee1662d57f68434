"""The command line as the contract names it, against the running instance."""

import json
import os
import re
import subprocess
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from tests.calls import COMMUNE, DISTRICT, Api, Province
from tests.contract.test_acts import ACTS, REQUIRED
from tests.instance import ROOT, Instance

ROLES = {"counter", "specialist", "head_of_unit", "leader", "clerk", "chairman_office", "supervisor", "auditor", "admin"}
DUE = ("2026-11-20T14:00:00+07:00", "3wd")


def test_people_have_the_rows_of_the_contract(instance: Instance) -> None:
    plain = json.loads(instance.run("people", "--json").stdout)
    assert all(set(row) == {"username", "name", "post", "agency", "unit", "roles"} for row in plain)
    assert {role for row in plain for role in row["roles"]} == ROLES
    assert len({row["username"] for row in plain}) == len({row["post"] for row in plain}) == len(plain)
    staffed = {agency: [r for row in plain if row["agency"] == agency for r in row["roles"]] for agency in {row["agency"] for row in plain}}
    for roles in (roles for roles in staffed.values() if "counter" in roles):
        assert roles.count("counter") >= 2
        assert {"specialist", "leader"} <= set(roles)


def test_a_token_is_printed_alone_and_works(instance: Instance, province: Province) -> None:
    person = instance.people("counter", COMMUNE)[0]
    for words in (("--as", person.username), ("--as", person.username, "--post", person.post)):
        printed = instance.run("token", *words).stdout
        assert printed == f"{person.token}\n"
    assert Api(province.url, token=printed.strip()).get("dossiers").status == 200


@pytest.mark.parametrize("words", [("--as", "nobody.at.all"), ("--as", "x", "--post", "y")])
def test_no_token_for_nobody(instance: Instance, words: tuple[str, ...]) -> None:
    done = instance.run("token", *words, check=False)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.strip()


def test_due_says_what_the_api_says(instance: Instance, province: Province) -> None:
    told = province.public.get("calendar/due", start=DUE[0], term=DUE[1]).json
    assert json.loads(instance.run("due", *DUE, "--json").stdout)["due_at"] == told["due_at"]
    assert told["due_at"][:16].replace("T", " ")[:10] in instance.run("due", *DUE).stdout or told["due_at"] in instance.run("due", *DUE).stdout
    at_agency = province.public.get("calendar/due", start=DUE[0], term=DUE[1], agency=DISTRICT).json
    assert json.loads(instance.run("due", *DUE, "--agency", DISTRICT, "--json").stdout)["due_at"] == at_agency["due_at"]


def test_due_in_batches_from_a_file_and_from_standard_input(instance: Instance, tmp_path: Path) -> None:
    cases = [
        {"start": DUE[0], "term": "3wd"},
        {"start": DUE[0], "term": "1m", "agency": DISTRICT, "pauses": []},
        {"start": DUE[0], "term": "5wd;c15", "pauses": [["2026-11-23T09:00:00+07:00", "2026-11-25T10:00:00+07:00"]]},
        {"start": DUE[0], "term": "5wd", "pauses": [["2026-11-23T09:00:00+07:00", None]]},
    ]
    text = "".join(json.dumps(case) + "\n" for case in cases)
    file = tmp_path / "cases"
    file.write_text(text)
    from_file, from_stdin = instance.run("due", "--batch", str(file)).stdout, instance.run("due", "--batch", "-", stdin=text).stdout
    assert from_file == from_stdin
    rows = [json.loads(line) for line in from_file.splitlines()]
    assert [set(row) for row in rows] == [{"due_at"}] * 4
    assert [row["due_at"] is None for row in rows] == [False, False, False, True]
    assert all(datetime.fromisoformat(row["due_at"]) > datetime.fromisoformat(DUE[0]) for row in rows[:3])


def test_dsn_is_the_owners(instance: Instance) -> None:
    with psycopg.connect(instance.dsn) as connection:
        connection.execute("set session_replication_role = replica")
        assert connection.execute("select count(*) from journal_entry").fetchone() != (0,)


def test_check_finds_nothing(instance: Instance) -> None:
    assert instance.run("check").returncode == 0


def test_what_is_no_command_is_told_in_a_sentence(instance: Instance, tmp_path: Path) -> None:
    unknown = "000.99.99.H19-250101-0001"
    for words in (("fly",), ("due",), ("due", "yesterday", "3wd"), ("verify", unknown), ("export", unknown, str(tmp_path / "file"))):
        done = instance.run(*words, check=False)
        assert done.returncode not in (0, -1)
        assert "Traceback" not in done.stderr
        assert (done.stderr + done.stdout).strip()


def test_a_second_run_in_the_same_place_is_refused(instance: Instance) -> None:
    done = instance.run("run", check=False, timeout=60)
    assert done.returncode == 2
    assert "đang chạy" in done.stderr + done.stdout
    assert instance.healthy()


def test_the_web_is_a_gunicorn_master_with_workers_in_the_checkout(instance: Instance) -> None:
    state = instance.state()
    assert state is not None
    master = state.children["web"].pid
    assert "gunicorn" in Path(f"/proc/{master}/cmdline").read_text()
    assert Path(f"/proc/{master}/cwd").readlink() == ROOT
    assert int(Path(f"/proc/{master}/stat").read_text().rsplit(")", 1)[1].split()[1]) == state.supervisor.pid
    workers = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=True).stdout.split()
    assert len(workers) >= 2
    assert all(os.path.exists(f"/proc/{pid}") for pid in workers)


def test_the_published_contract_names_every_act_with_its_fields() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    table = text.split("### Acts")[1].split("## ")[0]
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| `")]
    told = {act: set(re.findall(r"`(\w+)`", row[3].split("(")[0].split(";")[0])) for row in rows for act in re.findall(r"`(\w+)`", row[1])}
    assert set(told) == ACTS
    for act in ACTS - {"appraise"}:
        assert told[act] == REQUIRED[act], act
    assert {"conclusion"} <= told["appraise"]
