"""Names are for people: composed, without folders and hidden characters, with an ending that fits the content."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.shared.files.rules.kinds import JPEG, PDF
from motcua.shared.files.rules.names import clean_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Giấy chứng sinh.pdf", "Giấy chứng sinh.pdf"),
        (unicodedata.normalize("NFD", "Tờ khai.PDF"), "Tờ khai.PDF"),
        ("C:\\Users\\Bé\\don.pdf", "don.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("virus.exe", "virus.exe.pdf"),
        ("don\u202efdp.exe", "donfdp.exe.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("", "tep.pdf"),
        ("...", "tep.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 500 + ".pdf", "x" * 156 + ".pdf"),
    ],
)
def test_a_name_is_made_fit_for_people(given_name: str, kept: str) -> None:
    assert clean_name(given_name, PDF) == kept


def test_each_usual_ending_of_a_type_is_kept() -> None:
    assert [clean_name(f"a.{ending}", JPEG) for ending in ("jpg", "JPEG", "png")] == ["a.jpg", "a.JPEG", "a.png.jpg"]


@given(st.text())
def test_any_name_comes_out_short_and_safe(name: str) -> None:
    kept = clean_name(name, PDF)
    assert len(kept) <= 160
    assert kept.lower().endswith(".pdf")
    assert not set(kept) & set("/\\\n\r\x00")
    assert kept == unicodedata.normalize("NFC", kept)
    assert clean_name(kept, PDF) == kept
