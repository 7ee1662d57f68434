"""What a scanner types from a citizen's card, and what else may come through the same field."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.work.dossiers import card
from motcua.work.dossiers.card import Card, NotACard

TODAY = date(2026, 11, 9)
SCANNED = "075190001234|271234567|Nguyễn Thị Bé|03021990|Nữ|Tổ 5, Khu phố 3, Trảng Dài, Biên Hòa, Đồng Nai|01012021"


def test_a_card_gives_number_name_birth_sex_and_address() -> None:
    read = card.read(SCANNED, on=TODAY)
    address = "Tổ 5, Khu phố 3, Trảng Dài, Biên Hòa, Đồng Nai"
    assert read == Card("075190001234", "271234567", "Nguyễn Thị Bé", date(1990, 2, 3), "Nữ", address)


def test_a_card_without_an_old_number_or_with_newer_fields_reads_alike() -> None:
    assert card.read(SCANNED.replace("271234567", ""), on=TODAY).old_number == ""
    assert card.read(SCANNED + "||Nguyễn Văn Cha|Trần Thị Mẹ|", on=TODAY).name == "Nguyễn Thị Bé"


def test_capitals_are_written_as_a_name_and_marks_are_composed() -> None:
    decomposed = "075190001234||NGUYÊ\u0303N THỊ BÉ|03021990|Nữ|Trảng Dài|01012021"
    assert card.read(decomposed, on=TODAY).name == "Nguyễn Thị Bé"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "075190001234",
        "|||||",
        SCANNED.replace("075190001234", "07519000123"),
        SCANNED.replace("075190001234", "271234567"),
        SCANNED.replace("075190001234", "075399001234"),
        SCANNED.replace("03021990", "31021990"),
        SCANNED.replace("03021990", "03022990"),
        SCANNED.replace("03021990", "3021990"),
        SCANNED.replace("03021990", "٠٣٠٢١٩٩٠"),
        SCANNED.replace("Nữ", "X"),
        SCANNED.replace("Nguyễn Thị Bé", ""),
        SCANNED.replace("Nguyễn Thị Bé", "4567"),
        SCANNED.replace("Nguyễn Thị Bé", "Bé\u202eĐB"),
        SCANNED.replace("Nguyễn Thị Bé", "Bé\x00"),
        SCANNED.replace("Nguyễn Thị Bé", "Bé\x1b[2J"),
        SCANNED.replace("271234567", "<script>"),
        SCANNED + "|x" * 20,
        SCANNED + "a" * 900,
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotACard) as refused:
        card.read(text, on=TODAY)
    assert str(refused.value).endswith((".", ")."))


@given(st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=9).map("|".join))
def test_whatever_comes_is_a_card_or_a_sentence(text: str) -> None:
    with contextlib.suppress(NotACard):
        assert len(card.read(text, on=TODAY).number) == 12


@given(
    st.integers(0, 99),
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.sampled_from(["Nguyễn Văn Ấn", "Đỗ Thị Ỷ", "Lê A"]),
)
def test_a_true_card_comes_back_as_it_was_written(end: int, born: date, name: str) -> None:
    century = 2 * (born.year // 100 - 19)
    text = f"075{century}{born.year % 100:02d}0000{end:02d}||{name}|{born:%d%m%Y}|Nam|Trảng Dài|01012021"
    read = card.read(text, on=TODAY)
    assert (read.name, read.birth_on, read.sex) == (name, born, "Nam")
