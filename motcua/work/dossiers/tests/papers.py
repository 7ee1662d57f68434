"""Dossiers with papers that can be looked at."""

import io
from typing import Any

import pypdfium2 as pdfium

from motcua.shared.files import actions as files
from motcua.shared.files.models import StoredFile
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.tests.make import MONDAY, accepted, filing, officer


def document(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    made = pdfium.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def kept(content: bytes, name: str = "giay-to.pdf") -> StoredFile:
    """Stored as the counter's upload."""
    return files.store(io.BytesIO(content), name, by=officer("counter").by, at=MONDAY)


def with_paper(pages: int = 1, **changes: Any) -> tuple[Dossier, str]:
    """An accepted dossier whose first paper has a file, and that file's hash."""
    stored = kept(document(pages))
    papers = filing()["papers"]
    papers[0]["file"] = stored.id
    return accepted(papers=papers, **changes), stored.sha256
