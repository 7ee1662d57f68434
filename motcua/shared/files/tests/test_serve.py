"""How a stored file is answered: shown only where that is safe, never guessed about."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from motcua.base.errors import NotFound
from motcua.base.time import VN
from motcua.shared.files import actions, queries
from motcua.shared.files.models import StoredFile
from motcua.shared.files.tests import samples

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=VN)


@pytest.fixture(autouse=True)
def _own_root(tmp_path: Path, settings) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_SCANNER = ""


def keep(body: bytes, name: str) -> StoredFile:
    return actions.store(BytesIO(body), name, by="be@H19", at=AT)


def test_a_pdf_is_shown_in_place_under_its_vietnamese_name() -> None:
    answer = queries.serve(keep(samples.pdf(), 'Tờ "khai".pdf'))
    assert answer.getvalue() == samples.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(samples.pdf()))
    name = "inline; filename=\"T_ _khai_.pdf\"; filename*=UTF-8''T%E1%BB%9D%20%22khai%22.pdf"
    assert answer["Content-Disposition"] == name
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    answer.close()


def test_pictures_are_shown_in_a_sandbox() -> None:
    answer = queries.serve(keep(samples.png(), "a.png"))
    assert answer["Content-Disposition"].startswith("inline;")
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    answer.close()


@pytest.mark.parametrize(("body", "name"), [(samples.docx(), "a.docx"), (samples.xml(), "a.xml"), (samples.tiff(), "a.tif")])
def test_what_a_browser_should_not_open_is_a_download(body: bytes, name: str) -> None:
    answer = queries.serve(keep(body, name))
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()


def test_it_can_be_asked_as_a_download_and_text_says_its_encoding() -> None:
    answer = queries.serve(keep(samples.text(), "a.txt"), inline=False)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    answer.close()


def test_an_erased_file_is_not_found() -> None:
    stored = keep(samples.pdf(), "a.pdf")
    actions.erase(stored.sha256)
    stored.refresh_from_db()
    with pytest.raises(NotFound):
        queries.serve(stored)
