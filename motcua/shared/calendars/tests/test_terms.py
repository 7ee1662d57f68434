from datetime import time

import pytest

from motcua.shared.calendars.engine import Term, TermError


@pytest.mark.parametrize(
    ("text", "value", "unit", "cutoff"),
    [
        ("3wd", 3, "wd", None),
        ("20wh", 20, "wh", None),
        ("10d", 10, "d", None),
        ("1m", 1, "m", None),
        ("1wd;c15", 1, "wd", time(15)),
        ("3wd;c16:30", 3, "wd", time(16, 30)),
    ],
)
def test_it_reads_and_writes_a_term(text, value, unit, cutoff):
    term = Term.parse(text)
    assert (term.value, term.unit, term.cutoff) == (value, unit, cutoff)
    assert str(term) == text


@pytest.mark.parametrize(
    "text", ["", "3", "wd", "0wd", "-1d", "2.5d", "03wd", "3 wd", "3WD", "3wd;", "3wd;c", "3wd;c24", "3wd;c15:60", "10000d", "٣wd"]
)
def test_it_refuses_what_is_no_term_with_a_sentence(text):
    with pytest.raises(TermError, match=r"thời hạn|Giờ chốt"):
        Term.parse(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3wd", "3 ngày làm việc"),
        ("20wh", "20 giờ làm việc"),
        ("10d", "10 ngày"),
        ("1m", "1 tháng"),
        ("1wd;c15", "1 ngày làm việc (nộp sau 15 giờ thì tính từ ngày làm việc tiếp theo)"),
        ("1wd;c16:30", "1 ngày làm việc (nộp sau 16 giờ 30 thì tính từ ngày làm việc tiếp theo)"),
    ],
)
def test_it_says_a_term_in_words(text, words):
    assert Term.parse(text).in_words() == words


def test_a_working_day_is_eight_hours():
    assert Term.parse("1wd").working_seconds == Term.parse("8wh").working_seconds == 28_800
    assert Term.parse("1d").working_seconds == 0
