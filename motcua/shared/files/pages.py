"""The pages of stored files as pictures, so that they are read without being opened on the reader's machine.

Painted by `paint`, a process of its own with little time and memory; kept below `VAR/pages` by hash, within bounds, gone with the file. Who may
see a page is the caller's matter: nothing here is served by address.
"""

import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from motcua.base.errors import Invalid, NotFound, Unavailable
from motcua.shared.files import store as disk
from motcua.shared.files.models import StoredFile

PAINTED = {"application/pdf": "pdf", "image/png": "image", "image/jpeg": "image", "image/tiff": "image"}
THUMB = 180
WIDTHS = (THUMB, 900, 1400, 2000)
TURNS = (0, 90, 180, 270)
BLOCK = 12  # thumbs are painted so many at a time
MEMORY, SECONDS, PATIENCE = 1_200_000_000, 15, 8
AT_ONCE = 2
LARGEST_STORE = 1_000_000_000
SWEEP_EVERY = 40
FAILED_FOR = 3600
PAINTER = Path(__file__).with_name("paint.py")
SENTENCES = {
    "broken": "Tệp bị hỏng hoặc không đúng chuẩn nên không xem tại chỗ được. Hãy tải về mở thử, hoặc đề nghị người nộp gửi lại.",
    "locked": "Tệp đặt mật khẩu nên không xem được. Hãy đề nghị người nộp gửi bản không đặt mật khẩu.",
    "heavy": "Tệp quá nặng nên không xem tại chỗ được. Hãy tải về để xem.",
    "slow": "Trang này vẽ quá lâu nên đã dừng lại. Hãy tải tệp về để xem.",
}
BUSY = "Máy chủ đang mở nhiều tệp cùng lúc. Hãy thử lại sau vài giây."
_turns = threading.BoundedSemaphore(AT_ONCE)
_painted = 0


class Unviewable(Invalid):
    """A file of which no picture can be made."""

    kind, title = "unviewable", "Chưa xem được tệp này"


@dataclass(frozen=True, slots=True)
class Asked:
    """One picture: which page, how wide, turned by how many degrees."""

    page: int
    width: int
    turn: int

    @property
    def name(self) -> str:
        return f"{self.width}-{self.turn}-{self.page}"


def root() -> Path:
    return Path(settings.VAR) / "pages"


def folder_of(sha256: str) -> Path:
    return root() / sha256[:2] / sha256


def paintable(stored: StoredFile) -> bool:
    """Whether pictures can be made of files of this type."""
    return stored.type in PAINTED


def count(stored: StoredFile) -> int:
    """How many pages the file has. Unviewable with a sentence when it cannot be read."""
    folder = _folder(stored)
    known = folder / "count.json"
    if not known.exists() or _old_failure(known):
        found = _paint(stored, folder, Asked(0, THUMB, 0), 0)
        _write(known, json.dumps(found))
    found = json.loads(known.read_text())
    if "pages" not in found:
        raise Unviewable(SENTENCES[found["problem"]])
    return int(found["pages"])


def picture(stored: StoredFile, asked: Asked) -> Path:
    """The picture of a page as WebP, painted when it is not there yet. NotFound for a page that does not exist; Unviewable; Unavailable when busy."""
    total = count(stored)
    if not 1 <= asked.page <= total or asked.width not in WIDTHS or asked.turn not in TURNS:
        raise NotFound(f"Tệp có {total} trang.")
    folder = _folder(stored)
    made, failed = folder / f"{asked.name}.webp", folder / f"{asked.name}.json"
    if not made.exists():
        if failed.exists() and not _old_failure(failed):
            raise Unviewable(SENTENCES[json.loads(failed.read_text())["problem"]])
        first = (asked.page - 1) // BLOCK * BLOCK + 1 if asked.width == THUMB else asked.page
        last = first + BLOCK - 1 if asked.width == THUMB else asked.page
        found = _paint(stored, folder, Asked(first, asked.width, asked.turn), last, unless=made)
        if not made.exists():
            _write(failed, json.dumps({"problem": found.get("problem", "broken")}))
            raise Unviewable(SENTENCES[str(found.get("problem", "broken"))])
    return made


def forget(sha256: str) -> None:
    """Take the pictures of a file away."""
    shutil.rmtree(folder_of(sha256), ignore_errors=True)


def _folder(stored: StoredFile) -> Path:
    if stored.erased or not disk.place_of(stored.sha256).exists():
        raise NotFound("Tệp đã được xóa theo yêu cầu bảo vệ dữ liệu cá nhân.")
    if not paintable(stored):
        raise Unviewable("Loại tệp này chưa xem tại chỗ được. Hãy tải về để xem.")
    folder = folder_of(stored.sha256)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _paint(stored: StoredFile, folder: Path, asked: Asked, last: int, unless: Path | None = None) -> dict[str, object]:
    """Start the painter and take its pictures in. What it says: pages, or a problem."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Unavailable(BUSY, retry_after=PATIENCE)
    try:
        if unless is not None and unless.exists():
            return {}
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            said = _start(stored, scratch, asked, last)
            for made in Path(scratch).glob("*.webp"):
                made.replace(folder / f"{asked.width}-{asked.turn}-{made.name}")
    finally:
        _turns.release()
    if not disk.place_of(stored.sha256).exists():  # erased meanwhile
        forget(stored.sha256)
        raise NotFound("Tệp đã được xóa theo yêu cầu bảo vệ dữ liệu cá nhân.")
    _sweep_now_and_then()
    return said


def _start(stored: StoredFile, scratch: str, asked: Asked, last: int) -> dict[str, object]:
    source = str(disk.place_of(stored.sha256))
    numbers = [asked.width, asked.turn, asked.page, last, MEMORY, SECONDS]
    command = [sys.executable, "-I", str(PAINTER), source, PAINTED[stored.type], scratch, *map(str, numbers)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, env={"LANG": "C.UTF-8"}, cwd=scratch, check=False)
    except subprocess.TimeoutExpired:
        return {"problem": "slow"}
    with contextlib.suppress(ValueError, UnicodeDecodeError):
        said = json.loads(done.stdout.decode().strip().rpartition("\n")[2])
        if isinstance(said, dict):
            return said
    return {"problem": "heavy" if done.returncode < 0 else "broken"}


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(f".{threading.get_ident()}.part")
    part.write_text(text)
    part.replace(path)


def _old_failure(path: Path) -> bool:
    """A failure is tried again after an hour: the machine may have been busy."""
    return "problem" in path.read_text() and time.time() - path.stat().st_mtime > FAILED_FOR


def _sweep_now_and_then() -> None:
    global _painted  # noqa: PLW0603  a counter of this process
    _painted += 1
    if _painted % SWEEP_EVERY == 0:
        sweep()


def sweep(most: int = LARGEST_STORE) -> int:
    """Keep the store below `most` bytes: the pictures of the files that were looked at longest ago go first. How many files' pictures went."""
    folders = [(folder.stat().st_mtime, sum(f.stat().st_size for f in folder.glob("*.webp")), folder) for folder in root().glob("??/*")]
    whole, gone = sum(size for _, size, _ in folders), 0
    for _, size, folder in sorted(folders, key=lambda one: one[0]):
        if whole <= most:
            break
        shutil.rmtree(folder, ignore_errors=True)
        whole, gone = whole - size, gone + 1
    return gone
