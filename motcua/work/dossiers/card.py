"""What a scanner types from the code of a citizen's card (mã QR của thẻ CCCD): one line, fields parted by bars. Pure.

    075190001234|271234567|Nguyễn Văn A|03021990|Nam|Tổ 5, Trảng Dài, Biên Hòa, Đồng Nai|01012021

The second field (old identity card) may be empty; newer cards add fields at the end, which are not read.
"""

import re
from dataclasses import dataclass
from datetime import date

from motcua.base.text import nfc
from motcua.shared.org import identifiers
from motcua.work.dossiers.chars import INVISIBLE, UNUSABLE, invisible, unusable
from motcua.work.dossiers.corrections import wrong_birth

BAR = "|"
FEWEST, MOST_FIELDS, LONGEST = 6, 12, 800
LONGEST_NAME, LONGEST_ADDRESS = 200, 300
SEXES = {"nam", "nữ"}
DAY = re.compile(r"[0-9]{8}")
NOT_A_CARD = "Nội dung quét không phải mã trên thẻ căn cước: cần số định danh, số cũ, họ tên, ngày sinh, giới tính, địa chỉ, cách nhau bằng dấu |."


class NotACard(ValueError):
    """The sentence why what was scanned cannot be read as a card."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says. `birth_on` is a day, `address` as printed, `old_number` empty when the card has none."""

    number: str
    old_number: str
    name: str
    birth_on: date
    sex: str
    address: str


def looks_like_one(text: str) -> bool:
    """Whether somebody scanned rather than typed a number."""
    return BAR in text


def read(text: str, *, on: date) -> Card:
    """The card in `text`; NotACard with a sentence for whatever is not one. `on`: today, no birth lies after it."""
    said = nfc(text).strip()
    if len(said) > LONGEST or said.count(BAR) + 1 not in range(FEWEST, MOST_FIELDS + 1):
        raise NotACard(NOT_A_CARD)
    if unusable(said) or any(ord(ch) < ord(" ") for ch in said):
        raise NotACard(UNUSABLE)
    if invisible(said):
        raise NotACard(INVISIBLE)
    number, old, name, born, sex, address = (" ".join(part.split()) for part in said.split(BAR)[:FEWEST])
    birth_on = _born(born, on)
    verdict = identifiers.check_citizen_id(number, on=on)
    if not verdict.ok or verdict.kind != "cccd":
        raise NotACard(f"Mã quét được có số định danh không đúng. {verdict.error or 'Thẻ căn cước mang số 12 chữ số.'}")
    if old and not (old.isascii() and old.isalnum()):
        raise NotACard(NOT_A_CARD)
    if sex.lower() not in SEXES:
        raise NotACard(NOT_A_CARD)
    return Card(verdict.value, old, _name(name), birth_on, sex, address[:LONGEST_ADDRESS])


def _born(text: str, on: date) -> date:
    try:
        day = date(int(text[4:]), int(text[2:4]), int(text[:2])) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise NotACard("Mã quét được không có ngày sinh đọc được (ngày, tháng, năm viết liền, tám chữ số).")
    sentence = wrong_birth(day.isoformat(), on)
    if sentence:
        raise NotACard(sentence)
    return day


def _name(text: str) -> str:
    if not text or len(text) > LONGEST_NAME or any(ch.isdigit() for ch in text) or not any(ch.isalpha() for ch in text):
        raise NotACard("Mã quét được không có họ tên đọc được.")
    return text.title() if text.isupper() else text
