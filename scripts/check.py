"""`make check`: every check is run, each with its name and its time; the exit code is 1 when one of them fails."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--quiet", "."],
    "import contract": ["lint-imports", "--no-cache"],
    "djlint": ["djlint", "--lint", "--quiet", "motcua"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "mypy": ["mypy"],
}


def run(name: str, command: list[str], env: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    good = done.returncode == 0
    print(f"{'đạt ' if good else 'HỎNG'}  {name:<16} {time.monotonic() - started:5.1f} s", flush=True)
    if not good:
        print(done.stdout + done.stderr, flush=True)
    return good


def main() -> int:
    wanted = sys.argv[1:]
    env = {**os.environ, "MOTCUA_POOL": "0", "PYTHONWARNINGS": "ignore"}
    chosen = {name: command for name, command in CHECKS.items() if not wanted or any(word in name for word in wanted)}
    return 0 if all([run(name, command, env) for name, command in chosen.items()]) else 1


if __name__ == "__main__":
    sys.exit(main())
