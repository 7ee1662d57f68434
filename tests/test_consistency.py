"""Things that stand in two places and must agree."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import get_resolver

from motcua.config import cli, commands
from tests.sources import ROOT, business, tracked

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_every_room_is_installed_placed_and_explained() -> None:
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("motcua/*/*/apps.py")}
    installed = {app.name.replace(".", "/") for app in apps.get_app_configs() if app.name.startswith("motcua.")} - {"motcua/base"}
    text = (ROOT / "docs" / "architecture.md").read_text()
    assert rooms == installed
    assert [room for room in sorted(rooms) if f"`{room.removeprefix('motcua/')}`" not in text] == []
    assert [room for room in sorted(rooms) if not (ROOT / room / "README.md").exists()] == []


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    assert [target for target in set(re.findall(r"make ([a-z-]+)", text)) if f"\n{target}:" not in makefile] == []
    assert [name for name in re.findall(r"\.venv/bin/motcua ([a-z]+)", text) if name not in commands.ALL] == []


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = []
    for page in (path for path in tracked() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_locks_pin_what_the_project_asks_for() -> None:
    for lock, wanted in (
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ):
        pinned = {line.split("==")[0] for line in (ROOT / lock).read_text().splitlines() if re.match(r"[a-z0-9]", line)}
        assert [name for name in wanted if re.split(r"[\[<>=]", name)[0].lower() not in pinned] == []
        assert "--hash=sha256:" in (ROOT / lock).read_text()
        assert re.search(r"https?://|--index|--find-links", (ROOT / lock).read_text()) is None


def test_the_lock_file_with_hosts_is_not_committed() -> None:
    done = subprocess.run(["git", "ls-files", "uv.lock", "package-lock.json"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""


@pytest.mark.parametrize("name", sorted(commands.ALL))
def test_every_command_says_what_it_is_for(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parser().parse_args([name, "--help"])
    assert ended.value.code == 0
    assert commands.ALL[name].DATABASE in {"none", "app", "owner", "create"}
    assert commands.ALL[name].HELP.split()[0] in capsys.readouterr().out


def test_vendored_files_are_what_the_manifest_says() -> None:
    for manifest in (path for path in tracked() if path.name == "vendored.json"):
        rows = json.loads(manifest.read_text())
        assert all({"version", "licence", "sha256"} <= set(row) for row in (rows.values() if isinstance(rows, dict) else rows))


def test_addresses_are_vietnamese_words_without_diacritics_or_underscores() -> None:
    found = [str(pattern.pattern) for pattern in get_resolver().url_patterns if re.search(r"[^a-z0-9/<>:_\-.]", str(pattern.pattern).split("<")[0])]
    assert found == []


def test_translations_of_refusals_carry_no_english_for_people() -> None:
    english = re.compile(r"Refused\(\s*\"[A-Za-z ]+\"")
    assert [source.name for source in business() if english.search(source.text)] == []


def test_settings_start_nothing() -> None:
    code = "import sys; import motcua.config.settings; sys.exit('django.db' in sys.modules or 'psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_python_is_old_enough_for_newcomers() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert "3.11" in Path(ROOT / "README.md").read_text()
