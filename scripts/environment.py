"""Make `.venv` from the lock: python -m venv, a pinned uv with its hash, then everything else by uv.

Usage: python scripts/environment.py run|dev. Only the standard library; does nothing when the stamp says that all is there.
uv reads none of pip's settings, so the index, certificates and folders that this machine gives to pip are handed on to it.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "motcua.json"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
UV_LOCK = "requirements-uv.lock"


def digest(kind: str) -> str:
    """What the environment must be made from: locks, project file, the place and the interpreter."""
    parts = [(ROOT / name).read_bytes() for name in (LOCKS[kind], UV_LOCK, "pyproject.toml")]
    parts += [str(ROOT).encode(), sys.base_prefix.encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def ready(kind: str) -> bool:
    """Whether the environment stands: the larger one serves for the smaller."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    have = stamp.get("kind")
    return have in (kind, "dev") and stamp.get("digest") == digest(have) and (VENV / "bin" / "motcua").exists()


def pip_settings(python: str) -> dict[str, str]:
    """What this machine tells pip, by file or by environment; the nearer one wins."""
    out = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[int, dict[str, str]] = {0: {}, 1: {}, 2: {}}
    for line in out.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if rank is not None:
            found[rank][key] = str(ast.literal_eval(value))
    return {**found[0], **found[1], **found[2]}


def uv_options(pip: dict[str, str]) -> list[str]:
    """pip's index settings as options of uv. Every package is pinned with its hash, so that any index may bring it."""
    options = ["--index-strategy", "unsafe-best-match"]
    if pip.get("index-url") and not os.environ.get("UV_DEFAULT_INDEX"):
        options += ["--default-index", pip["index-url"]]
    for key, option in (("extra-index-url", "--index"), ("find-links", "--find-links"), ("trusted-host", "--allow-insecure-host")):
        for value in pip.get(key, "").split():
            options += [option, value]
    if pip.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        options.append("--no-index")
    return options


def uv_environment(pip: dict[str, str]) -> dict[str, str]:
    env = {**os.environ, "VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "" if sys.stderr.isatty() else "1"}
    if not env["UV_NO_PROGRESS"]:
        del env["UV_NO_PROGRESS"]
    if pip.get("cert"):
        env.setdefault("SSL_CERT_FILE", pip["cert"])
    if pip.get("proxy"):
        env.setdefault("HTTPS_PROXY", pip["proxy"])
        env.setdefault("HTTP_PROXY", pip["proxy"])
    home = env.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(ROOT / ".uv"))
        env["HOME"] = str(ROOT / ".uv")
    return env


def call(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command, and end with its own message when it fails."""
    if subprocess.run(command, env=env, cwd=ROOT, check=False).returncode != 0:
        raise SystemExit(f"Không dựng được môi trường: lệnh `{' '.join(command[:4])} …` báo lỗi ở trên.")


def make_venv() -> list[str]:
    """Make the empty environment; answers how to call pip for it. Debian's Python may come without ensurepip."""
    python = str(VENV / "bin" / "python")
    if VENV.exists() and not STAMP.exists() and not (VENV / "pyvenv.cfg").exists():
        shutil.rmtree(VENV)
    base = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run([base, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return [python, "-m", "pip"]
    outside = subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    bare = subprocess.run([base, "-m", "venv", "--clear", "--without-pip", str(VENV)], capture_output=True, check=False).returncode == 0
    if outside and bare:
        return [base, "-m", "pip", "--python", python]
    raise SystemExit("Python này thiếu mô-đun venv. Trên Debian, Ubuntu: `apt-get install python3-venv`, rồi chạy lại.\n" + done.stderr.strip())


def build(kind: str) -> None:
    started = time.monotonic()
    print(f"Dựng môi trường .venv từ {LOCKS[kind]}…", flush=True)
    python = VENV / "bin" / "python"
    pip_command = [str(python), "-m", "pip"]
    if not (VENV / "bin" / "uv").exists() or not python.exists():
        pip_command = make_venv()
        call([*pip_command, "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", UV_LOCK])
    pip = pip_settings(str(python)) or pip_settings(sys.executable)
    env, options, uv = uv_environment(pip), uv_options(pip), str(VENV / "bin" / "uv")
    call([uv, "pip", "sync", "-q", "--require-hashes", "--compile-bytecode", *options, LOCKS[kind]], env)
    call([uv, "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--offline", "-e", "."], env)
    STAMP.write_text(json.dumps({"kind": kind, "digest": digest(kind)}))
    print(f"Môi trường xong sau {time.monotonic() - started:.0f} giây.", flush=True)


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if not ready(kind):
        build(kind)


if __name__ == "__main__":
    main()
