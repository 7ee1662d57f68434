import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.config import cli
from motcua.config.instance import ROOT, Sentence


def motcua(*arguments: str, var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DATABASE_URL", "MOTCUA"))}
    env |= {"MOTCUA_VAR": str(var), **environment}
    return subprocess.run([sys.executable, "-m", "motcua.config.cli", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_due_needs_no_database(tmp_path: Path) -> None:
    done = motcua("due", "2025-01-24T14:00:00+07:00", "3wd", var=tmp_path)
    assert (done.returncode, done.stdout) == (0, "2025-02-05T14:00:00+07:00\n")
    assert not (tmp_path / "pg").exists()


def test_due_reads_many_lines_from_a_file(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    lines.write_text('{"start": "2025-01-24T14:00:00+07:00", "term": "3wd"}\n{"start": "2025-03-03T07:30:00+07:00", "term": "8wh"}\n')
    done = motcua("due", "--batch", str(lines), var=tmp_path)
    assert [json.loads(line)["due_at"] for line in done.stdout.splitlines()] == ["2025-02-05T14:00:00+07:00", "2025-03-03T17:00:00+07:00"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("due",), "Cần thời điểm bắt đầu và thời hạn"),
        (("due", "--batch", "no-such-file"), "Không đọc được no-such-file"),
        (("verify",), "Ở đây chưa có dữ liệu. Chạy `make run` trước."),
        (("token", "--as", "x"), "Ở đây chưa có dữ liệu."),
        (("run",), "PORT=abc không phải là một cổng (1–65535)."),
    ],
)
def test_an_error_is_one_sentence_and_exit_code_two(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = motcua(*arguments, var=tmp_path, PORT="abc")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_unknown_command_says_which_there_are(tmp_path: Path) -> None:
    done = motcua("nonsense", var=tmp_path)
    assert done.returncode == 2
    assert "Lệnh chưa đúng" in done.stderr


def test_stop_with_nothing_running_says_so(tmp_path: Path) -> None:
    done = motcua("stop", var=tmp_path)
    assert (done.returncode, done.stdout) == (0, "Không có gì đang chạy.\n")


def test_a_command_without_data_does_not_make_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(Sentence), cli.database("app"):
        pytest.fail("the body runs without a database")
    assert not (tmp_path / "pg").exists()
