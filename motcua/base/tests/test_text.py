import re
import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base import text

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ -'ABCĐÊÔƠƯẤỞỮ019"
words = st.text(st.sampled_from(VIETNAMESE), max_size=40)


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("thủy", "thuy"),
        ("thuỷ", "thuy"),
        ("Quý", "quy"),
        ("ĐƯỜNG  Nguyễn\tÁi Quốc ", "duong nguyen ai quoc"),
        (unicodedata.normalize("NFD", "Đặng Thị Ánh Nguyệt"), "dang thi anh nguyet"),
        ("Ðồng Nai", "dong nai"),
        ("", ""),
    ],
)
def test_folding_gives_one_key_whatever_the_spelling(raw, key):
    assert text.fold(raw) == key


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(raw):
    assert text.fold(text.fold(raw)) == text.fold(raw)


@given(words)
def test_keys_do_not_see_composition_and_case(raw):
    apart = unicodedata.normalize("NFD", raw)
    assert text.nfc(apart) == text.nfc(raw)
    assert text.fold(apart) == text.fold(raw) == text.fold(raw.upper())
    assert text.sort_key(apart) == text.sort_key(raw) == text.sort_key(raw.upper())


@given(words)
def test_keys_of_vietnamese_are_plain_ascii(raw):
    assert text.fold(raw).isascii()
    assert text.sort_key(raw).isascii()


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("khóe", "khoẻ".replace("ẻ", "é")), ("qúy", "quý")])
def test_the_order_does_not_see_where_a_tone_is_written(old, new):
    assert text.sort_key(old) == text.sort_key(new)


def test_tones_come_in_their_order_and_after_all_letters():
    assert in_order("ma", "mà", "mả", "mã", "má", "mạ", "mai", "mài", "măng", "mâm", "me", "mê")


def test_the_alphabet_has_its_own_order():
    assert in_order(*text.ALPHABET)
    assert in_order("dũng", "đào", "em", "ê", "ga", "ho", "hô", "hơ", "lụa", "tùng", "từ", "vân", "xuân", "yến")


def test_a_shorter_word_comes_first_and_syllables_are_compared_one_by_one():
    assert in_order("An", "An Bình", "An Hòa", "Ân", "Hoa Bình", "Hòa An", "Phường 1", "Phường Trảng Dài")


def test_people_are_sorted_by_given_name_then_surname_then_the_rest():
    names = ["Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Thị Ánh", "Phạm Bé", "Đỗ Đức", "Võ Thị Duyên", "Bùi Hoà", "Bùi Hòa Hợp", "Hỷ"]
    expected = [
        "Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Thị Ánh", "Phạm Bé",
        "Võ Thị Duyên", "Đỗ Đức", "Bùi Hoà", "Bùi Hòa Hợp", "Hỷ",
    ]  # fmt: skip
    shuffled = Random(7).sample(names, len(names))
    assert sorted(shuffled, key=text.name_key) == expected


@given(words, st.integers(1, 60))
def test_a_slug_is_short_and_safe(raw, limit):
    slug = text.slug(raw, limit)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= limit


def test_a_slug_ends_at_a_word():
    assert text.slug("Giấy chứng nhận đăng ký hộ kinh doanh (bản chính)") == "giay-chung-nhan-dang-ky-ho-kinh-doanh-ban-chinh"
    assert text.slug("Giấy chứng nhận đăng ký", 14) == "giay-chung"
    assert text.slug("Giấychứngnhận", 4) == "giay"


def test_initials_keep_d_with_stroke():
    assert text.initials("Đặng Thị Ánh Nguyệt") == "ĐTAN"
    assert text.initials("") == ""


def in_order(*said: str) -> bool:
    keys = [text.sort_key(word) for word in said]
    return keys == sorted(keys) and len(set(keys)) == len(keys)
