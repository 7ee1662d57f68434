"""`make lock`: write the locks anew from pyproject.toml, with hashes and without the name of any host. `UPGRADE=1` takes the newest versions."""

import os
import re
import subprocess
import sys
from pathlib import Path

from environment import ROOT, UV_LOCK, VENV, call, pip_settings, uv_environment, uv_options

HASHED = ["--universal", "--python-version", "3.11", "--generate-hashes"]
SILENT = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
HOST = re.compile(r"https?://|file://|--(extra-)?index|--find-links")


def compiled(source: list[str], target: str, uv: str, env: dict[str, str], options: list[str]) -> None:
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    call([uv, "pip", "compile", "-q", *HASHED, *SILENT, *options, *upgrade, *source, "-o", target], env)
    found = HOST.search((ROOT / target).read_text())
    if found:
        raise SystemExit(f"{target} nêu tên một máy chủ ({found.group()}); đừng commit.")
    print(f"{target}: {sum(line[:1].isalnum() for line in (ROOT / target).read_text().splitlines())} gói")


def main() -> None:
    pip = pip_settings(sys.executable)
    env, options, uv = uv_environment(pip), uv_options(pip), str(VENV / "bin" / "uv")
    compiled(["pyproject.toml"], "requirements.lock", uv, env, options)
    compiled(["pyproject.toml", "--group", "dev", "-c", "requirements.lock"], "requirements-dev.lock", uv, env, options)
    pinned = "uv" if os.environ.get("UPGRADE") else (ROOT / UV_LOCK).read_text().split()[0]
    source = Path(env.get("TMPDIR", "/tmp")) / f"motcua-uv-{os.getpid()}.in"  # noqa: S108 a name, nothing secret
    source.write_text(pinned + "\n")
    try:
        compiled([str(source)], UV_LOCK, uv, env, options)
    finally:
        source.unlink()


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
