"""The words of each message."""

from datetime import datetime
from typing import Any

import pytest

from motcua.base.time import VN
from motcua.shared.notify.actions import render
from motcua.shared.notify.rules import TEMPLATES, wait

DUE = datetime(2026, 11, 25, 17, 0, tzinfo=VN)
CONTEXT: dict[str, Any] = {
    "name": "Nguyễn Thị Bé",
    "procedure": "Đăng ký khai sinh",
    "agency": "UBND phường An Bình",
    "link": "http://localhost/tra-cuu",
    "code": "000.01.25.H19-261120-0001",
    "secret": "K7M2-9QXA",
    "due": DUE,
    "items": ["Giấy chứng sinh", "Bản sao <giấy tờ>"],
    "missing": ["Giấy chứng sinh"],
    "until": DUE.date(),
    "to_whom": "Trần Văn Tám",
    "reason": "Hồ sơ nhiều trong tuần",
    "old_due": DUE,
    "new_due": DUE.replace(day=27),
    "document": "Thông báo 15/TB-UBND",
    "ref": "HD-12",
    "from_agency": "UBND phường An Bình",
    "since": DUE,
    "title": "Trả lời ý kiến",
    "source": "Sở Xây dựng hỏi",
}
SUBJECTS = {
    "dossier_accepted": "Đã tiếp nhận hồ sơ 000.01.25.H19-261120-0001",
    "dossier_ready": "Hồ sơ 000.01.25.H19-261120-0001 đã có kết quả",
    "supplement_issued": "Hồ sơ 000.01.25.H19-261120-0001 cần bổ sung",
    "dossier_returned": "Đã trả kết quả hồ sơ 000.01.25.H19-261120-0001",
    "apology": "Xin lỗi và hẹn lại ngày trả kết quả hồ sơ 000.01.25.H19-261120-0001",
    "due_moved": "Hồ sơ 000.01.25.H19-261120-0001 được hẹn lại vì lịch làm việc thay đổi",
    "dossier_withdrawn": "Đã rút hồ sơ 000.01.25.H19-261120-0001",
    "guided": "Hướng dẫn hoàn thiện hồ sơ Đăng ký khai sinh",
    "declined_at_counter": "Từ chối tiếp nhận hồ sơ Đăng ký khai sinh",
    "hand_over_waiting": "Hồ sơ 000.01.25.H19-261120-0001 đang chờ nhận bàn giao",
    "task_opened": "Việc mới: Trả lời ý kiến",
}
ACCEPTED = """Kính gửi Nguyễn Thị Bé,

UBND phường An Bình đã tiếp nhận hồ sơ 000.01.25.H19-261120-0001 về thủ tục “Đăng ký khai sinh”.
Hẹn trả kết quả: 17:00 ngày 25/11/2026.
Mã hồ sơ: 000.01.25.H19-261120-0001
Mã tra cứu: K7M2-9QXA (xin giữ kín; dùng cùng mã hồ sơ để xem hồ sơ đang ở đâu)
Tra cứu tại: http://localhost/tra-cuu

Thư này được gửi tự động, xin không trả lời.
"""
ACCEPTED_BARE = """Kính gửi Ông/Bà,

Bộ phận Một cửa đã tiếp nhận hồ sơ C-1.
Mã hồ sơ: C-1
Mã tra cứu: S (xin giữ kín; dùng cùng mã hồ sơ để xem hồ sơ đang ở đâu)

Thư này được gửi tự động, xin không trả lời.
"""


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_each_template_says_its_subject_and_leaves_no_gap(template: str) -> None:
    subject, body = render(template, CONTEXT)
    assert subject == SUBJECTS[template]
    assert body.startswith("Kính gửi Nguyễn Thị Bé,\n")
    assert body.endswith("\n")
    assert not set("{}") & set(body)
    assert "\n\n\n" not in body
    bare_subject, bare = render(template, {key: CONTEXT[key] for key in TEMPLATES[template].needs})
    assert bare_subject
    assert bare.startswith("Kính gửi Ông/Bà,\n")
    assert "\n\n\n" not in bare
    assert "None" not in bare


def test_the_slip_by_message_has_code_secret_and_date() -> None:
    assert render("dossier_accepted", CONTEXT)[1] == ACCEPTED
    assert render("dossier_accepted", {"code": "C-1", "secret": "S", "due": None})[1] == ACCEPTED_BARE


def test_items_stand_in_lines_and_nothing_is_escaped() -> None:
    assert "\n- Giấy chứng sinh\n- Bản sao <giấy tờ>\nThời hạn bổ sung: 25/11/2026.\n" in render("supplement_issued", CONTEXT)[1]


def test_what_a_template_needs_must_be_given() -> None:
    with pytest.raises(ValueError, match="dossier_accepted: missing due, secret"):
        render("dossier_accepted", {"code": "x"})
    with pytest.raises(KeyError):
        render("unknown", {})


def test_a_subject_is_one_line() -> None:
    assert render("task_opened", {"title": "Việc\r\nBcc: x@y.z", "due": DUE})[0] == "Việc mới: Việc Bcc: x@y.z"


def test_waits_double_up_to_six_hours() -> None:
    assert [wait(n) for n in (0, 1, 2, 9, 10, 500)] == [30, 60, 120, 15360, 21600, 21600]
