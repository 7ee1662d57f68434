"""Vietnamese text: one key for searching, one for sorting, one for addresses. Pure.

Unicode gives the same word several spellings: composed or not (NFC, NFD), and with the tone on either vowel (hòa, hoà). Keys do not care.
"""

import re
import unicodedata

ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
LETTER_CODES = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}
GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)
TONE_CODES = {tone: chr(ord("!") + place) for place, tone in enumerate(TONES, start=1)}
LEVEL_TONE = "!"
FOREIGN = "~"
STROKE = str.maketrans({"đ": "d", "ð": "d"})
APART = re.compile(r"[^\w\u0300-\u036f]+|_+")


def nfc(text: str) -> str:
    """The composed spelling; what we store."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The key for searching: lower case, no marks, đ as d, single spaces. Both spellings of a tone (hòa, hoà) give one key."""
    return " ".join(nfc(_bare(_bare(text))).split())


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", nfc(text).lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(STROKE)


def slug(text: str, limit: int = 60) -> str:
    """A name for an address: a-z, 0-9 and single dashes, cut at a word where one fits in `limit` characters."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > limit:
            return kept or word[:limit]
        kept = longer
    return kept


def sort_key(text: str) -> str:
    """The order of a Vietnamese dictionary, as plain ASCII for Latin text, so that it can stand in a column with C collation.

    Syllable by syllable: first the letters (a ă â b c d đ e ê …), then the tone (ngang huyền hỏi ngã sắc nặng).
    """
    return "".join(_syllable_key(word) for word in APART.split(nfc(text).lower()) if word)


def name_key(name: str) -> str:
    """The order of a list of people: given name, then surname, then what stands between ("Nguyễn Thị Bé": Bé, Nguyễn, Thị)."""
    words = name.split()
    if len(words) > 1:
        words = [words[-1], words[0], *words[1:-1]]
    return sort_key(" ".join(words))


def initials(name: str) -> str:
    """First letters without tones, in capitals: "Đặng Thị Ánh" gives "ĐTA"."""
    firsts = (nfc(word)[0].lower() for word in name.split())
    return "".join("Đ" if first == "đ" else fold(first).upper()[:1] for first in firsts)


def _syllable_key(word: str) -> str:
    tone, letters = LEVEL_TONE, []
    for letter in word:
        mark, base = _split_tone(letter)
        if mark:
            tone = TONE_CODES[mark]
        letters.append(_letter_code(base))
    return "".join(letters) + tone


def _split_tone(letter: str) -> tuple[str, str]:
    apart = unicodedata.normalize("NFD", letter)
    marks = [mark for mark in apart if mark in TONES]
    return (marks[0] if marks else "", nfc("".join(mark for mark in apart if mark not in TONES)))


def _letter_code(base: str) -> str:
    if base in LETTER_CODES:
        return LETTER_CODES[base]
    if base.isascii():
        return base
    stripped = _bare(base)
    return LETTER_CODES.get(stripped) or "".join(f"{FOREIGN}{letter}" for letter in stripped)
