from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.base import words
from motcua.base.time import VN

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=VN)


def test_a_moment_is_said_in_vietnams_time_with_its_weekday():
    assert words.moment(datetime(2026, 11, 20, 7, 5, tzinfo=UTC)) == "14:05, thứ Sáu 20/11/2026"
    assert words.moment(datetime(2026, 11, 21, 20, 0, tzinfo=UTC)) == "03:00, Chủ nhật 22/11/2026"
    assert words.moment(None) == "–"


def test_a_day_and_a_short_moment():
    assert words.day(date(2026, 1, 2)) == "02/01/2026"
    assert words.day(datetime(2026, 11, 20, 18, 0, tzinfo=UTC)) == "21/11/2026"
    assert words.short(NOW) == "14:05 20/11/2026"


@pytest.mark.parametrize(("sum_", "said"), [(25000, "25.000 đồng"), (0, "không thu"), (None, "–"), (1250000, "1.250.000 đồng")])
def test_money(sum_, said):
    assert words.dong(sum_) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 phút làm việc"),
        (59, "0 phút làm việc"),
        (5400, "1 giờ 30 phút làm việc"),
        (28800, "1 ngày làm việc"),
        (97200, "3 ngày 3 giờ làm việc"),
        (None, "–"),
    ],
)
def test_a_working_day_has_eight_hours(seconds, said):
    assert words.duration(seconds) == said


@pytest.mark.parametrize(
    ("left", "text", "tone"),
    [
        (timedelta(days=3), "còn 3 ngày", "calm"),
        (timedelta(days=2), "còn 2 ngày", "calm"),
        (timedelta(hours=47), "còn 1 ngày", "soon"),
        (timedelta(hours=3, minutes=59), "còn 3 giờ", "soon"),
        (timedelta(minutes=5), "còn 5 phút", "soon"),
        (timedelta(0), "còn 1 phút", "soon"),
        (-timedelta(seconds=1), "quá hạn 1 phút", "late"),
        (-timedelta(hours=3), "quá hạn 3 giờ", "late"),
        (-timedelta(days=9), "quá hạn 9 ngày", "late"),
    ],
)
def test_a_deadline_says_what_is_left(left, text, tone):
    badge = words.deadline(NOW + left, NOW)
    assert (badge.text, badge.tone) == (text, tone)


def test_a_deadline_that_is_paused_unknown_or_over():
    assert words.deadline(NOW, NOW, paused=True).text == "tạm dừng"
    assert words.deadline(None, NOW).text == "chưa có hạn"
    assert words.deadline(NOW, NOW, done_at=NOW - timedelta(hours=1)) == words.Badge("đúng hạn", "ok", "Hạn 14:05, thứ Sáu 20/11/2026")
    assert words.deadline(NOW, NOW + timedelta(days=9), done_at=NOW + timedelta(hours=2)).text == "trễ 2 giờ"
    assert words.deadline(NOW + timedelta(days=1), NOW, late=True).text == "đã trễ hạn"
