"""What is promised before acceptance, in plain words: from when, what is left out and why, until when; the fee and its ground."""

from datetime import datetime

import pytest

from motcua.base.time import VN
from motcua.shared.calendars import engine
from motcua.shared.calendars import queries as calendars
from motcua.shared.calendars.engine import Term
from motcua.shared.catalogue import queries as catalogue
from motcua.work.dossiers import promise
from motcua.work.dossiers.tests.make import COMMUNE, MONDAY, accepted

pytestmark = pytest.mark.usefixtures("at_work")
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=VN)


def said(term: str, at: datetime) -> list[str]:
    return promise.in_words(engine.due_with_certificate(at, Term.parse(term), calendars.calendar_for(COMMUNE))[1])


def test_weekends_are_counted_together_and_holidays_by_name() -> None:
    assert said("3wd", FRIDAY) == [
        "Tính ngay từ lúc tiếp nhận: 16:00, thứ Sáu 20/11/2026.",
        "Không tính 2 ngày nghỉ hằng tuần (21/11, 22/11); Ngày Văn hóa Việt Nam (24/11).",
        "Đủ 3 ngày làm việc vào 16:00, thứ Năm 26/11/2026.",
    ]


def test_after_the_cut_off_the_next_working_day_begins_it() -> None:
    assert said("3wd;c15", FRIDAY)[0] == "Tiếp nhận sau giờ chốt, tính từ giờ mở cửa của ngày làm việc tiếp theo: 07:30, thứ Hai 23/11/2026."


def test_calendar_days_leave_the_first_out_and_end_on_a_working_day() -> None:
    assert said("15d", FRIDAY)[1:] == [
        "Không tính ngày đầu (20/11); 1 ngày nghỉ hằng tuần (06/12).",
        "Ngày cuối trùng ngày nghỉ nên hết hạn khi đóng cửa ngày làm việc kế tiếp.",
        "Đủ 15 ngày vào 17:00, thứ Hai 07/12/2026.",
    ]


def test_beyond_what_is_published_it_says_so() -> None:
    assert said("30wd", datetime(2027, 2, 1, 9, 0, tzinfo=VN))[-1] == "Có ngày nằm ngoài lịch nghỉ đã công bố, nên là ngày tạm tính."


def test_what_is_offered_is_what_is_then_promised() -> None:
    known = catalogue.procedure("1.001193")
    assert known is not None
    offered = {one.channel: one.due_at for one in promise.offers(known, COMMUNE, MONDAY)}
    assert set(offered) == {"counter", "post", "online"}
    assert accepted(at=MONDAY).due_at == offered["counter"]
    assert promise.due_of(known, COMMUNE, MONDAY) == offered["counter"]


def test_the_fee_is_said_with_its_ground_and_an_unknown_one_as_unknown() -> None:
    known = catalogue.procedure("1.001193")
    assert known is not None
    assert promise.offers(known, COMMUNE, MONDAY)[0].fee_in_words == "không thu"
    assert "Nghị định 61/2018/NĐ-CP" in promise.ground(known)
    unknown = catalogue.procedure("1.010803")
    assert unknown is not None
    assert promise.offers(unknown, COMMUNE, MONDAY)[0].fee_in_words == "chưa rõ"
