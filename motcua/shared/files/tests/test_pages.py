"""Pages as pictures: what a file does to its reader stays in the reader's own process."""

import io
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from motcua.base.errors import NotFound
from motcua.base.time import now
from motcua.shared.files import actions, pages
from motcua.shared.files import store as disk
from motcua.shared.files.models import StoredFile
from motcua.shared.files.pages import Asked, Unviewable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, settings) -> None:
    settings.VAR, settings.FILES_ROOT = tmp_path, tmp_path / "files"


def document(count: int) -> bytes:
    made = pdfium.PdfDocument.new()
    for _ in range(count):
        made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def stored(content: bytes, kind: str = "application/pdf") -> StoredFile:
    """Past the door that refuses broken files, as if one had slipped through."""
    with disk.receive(io.BytesIO(content)) as received:
        disk.place(received)
        return StoredFile.objects.create(id=received.sha256[:32], sha256=received.sha256, size=received.size, type=kind, name="a", by="x@y", at=now())


def test_a_page_becomes_a_picture_of_the_asked_width_once() -> None:
    file = stored(document(3))
    assert pages.count(file) == 3
    made = pages.picture(file, Asked(2, 900, 0))
    with Image.open(made) as picture:
        assert (picture.format, picture.width) == ("WEBP", 900)
    first = made.stat().st_mtime_ns
    assert pages.picture(file, Asked(2, 900, 0)).stat().st_mtime_ns == first


def test_a_turned_page_lies_on_its_side() -> None:
    with Image.open(pages.picture(stored(document(1)), Asked(1, 900, 90))) as picture:
        assert picture.width > picture.height


def test_two_thousand_pages_are_counted_and_the_last_is_shown_in_time() -> None:
    file = stored(document(2000))
    began = time.monotonic()
    assert pages.count(file) == 2000
    assert pages.picture(file, Asked(2000, pages.THUMB, 0)).exists()
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing more", b"\x00" * 5000, document(2)[:400]])
def test_a_broken_file_gets_a_sentence(content: bytes) -> None:
    file = stored(content)
    with pytest.raises(Unviewable, match="bị hỏng"):
        pages.count(file)


@pytest.mark.parametrize(("name", "most", "said"), [("SECONDS", 0, "quá lâu"), ("MEMORY", 8_000_000, "xem tại chỗ được")])
def test_a_file_that_takes_too_long_or_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch, name: str, most: int, said: str) -> None:
    file = stored(document(1))
    monkeypatch.setattr(pages, name, most)
    with pytest.raises(Unviewable, match=said):
        pages.count(file)


def test_a_picture_that_unpacks_to_gigabytes_is_refused_with_a_sentence() -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    file = stored(bomb.getvalue(), "image/png")
    with pytest.raises(Unviewable, match="quá nặng"):
        pages.picture(file, Asked(1, 900, 0))


def test_a_photograph_stands_upright_by_its_exif() -> None:
    out = io.BytesIO()
    photo = Image.new("RGB", (400, 200), "white")
    exif = photo.getexif()
    exif[0x0112] = 6
    photo.save(out, "JPEG", exif=exif)
    with Image.open(pages.picture(stored(out.getvalue(), "image/jpeg"), Asked(1, 900, 0))) as picture:
        assert picture.height > picture.width


def test_a_page_that_does_not_exist_is_not_found() -> None:
    for asked in (Asked(2, 900, 0), Asked(1, 901, 0), Asked(1, 900, 45)):
        with pytest.raises(NotFound):
            pages.picture(stored(document(1)), asked)


def test_the_pictures_go_with_the_file_and_the_store_has_a_bound() -> None:
    file = stored(document(1))
    made = pages.picture(file, Asked(1, 900, 0))
    assert pages.sweep(most=1) == 1
    assert not made.exists()
    made = pages.picture(file, Asked(1, 900, 0))
    StoredFile.objects.update(erased=True, sha256="", name="")
    actions.remove_unreferenced(file.sha256)
    assert not made.exists()
