"""Made-up Vietnamese data for the living page of components; the people and the papers belong to no one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms

from motcua.base.forms import Day, Digits, Form, Text
from motcua.base.tours import Strip

WARDS = [("26374", "Phường An Bình"), ("26020", "Phường Trảng Dài"), ("26377", "Xã Phước Thái")]
TABS = [
    ("Tôi giữ", "?", 8, True),
    ("Chờ nhận", "?view=transit", 3, False),
    ("Chờ ý kiến", "?view=opinion", 0, False),
    ("Đã xong", "?view=done", None, False),
]

OFFICER = SimpleNamespace(
    username="be.nguyen",
    name="Nguyễn Thị Bé",
    title="Cán bộ Một cửa",
    agency="",
    agency_name="UBND phường An Bình",
    level="xa",
    has=lambda *roles: "counter" in roles,
    unit=None,
    post="",
    by="",
    roles=frozenset({"counter"}),
    scope=frozenset(),
    sees_all=False,
)


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    applicant: str
    procedure: str
    state: str
    tone: str
    holder: str
    due_at: datetime | None
    late: bool
    paused: bool
    done_at: datetime | None


class Sample(Form):
    name = Text(label="Họ và tên", help_text="Như trên giấy tờ, đủ dấu.", max_length=120)
    id_number = Digits(label="Số định danh cá nhân", help_text="12 chữ số.")
    birth_on = Day(label="Ngày sinh")
    phone = Digits(label="Số điện thoại", required=False)
    ward_code = forms.ChoiceField(label="Nơi cư trú", choices=[("", "Chọn xã, phường"), *WARDS])
    channel_out = forms.ChoiceField(
        label="Nhận kết quả tại",
        choices=[("counter", "Bộ phận Một cửa"), ("post", "Bưu chính công ích"), ("online", "Bản điện tử")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="Đồng ý nhận tin nhắn báo kết quả", required=False)
    note = Text(label="Ghi chú", required=False, lines=3)


def rows(now: datetime) -> list[Row]:
    """Eight dossiers, one in each situation that a list must show."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    child, land, trade = "Đăng ký khai sinh", "Cấp đổi Giấy chứng nhận quyền sử dụng đất", "Đăng ký thành lập hộ kinh doanh"
    said: list[tuple[Any, ...]] = [
        ("Đặng Thị Ánh Nguyệt", child, "Đang xử lý", "work", "UBND phường An Bình", now - 3 * hour, True, False, None),
        ("Nguyễn Hoàng Bảo Khuyên", land, "Chờ ký", "work", "Sở Tài nguyên và Môi trường", now + 5 * hour, False, False, None),
        ("Trần Văn Đức", trade, "Đang chuyển", "move", "UBND huyện Long Thành", now + 30 * hour, False, False, None),
        ("Lê Thuỳ Dương", land, "Chờ bổ sung", "wait", "UBND xã Phước Thái", now + 6 * day, False, True, None),
        ("Phạm Quý Hỷ", child, "Chờ ý kiến", "wait", "Phòng Tư pháp", now + 9 * day, False, True, None),
        ("Hợp tác xã Nông nghiệp Xuân Lộc", trade, "Đã tiếp nhận", "neutral", "UBND huyện Xuân Lộc", now + 12 * day, False, False, None),
        ("Võ Ngọc Huyền Trân", child, "Có kết quả", "ok", "UBND phường An Bình", now + day, False, False, now - hour),
        ("Bùi Thị Phượng", land, "Đã trả", "ok", "UBND phường Trảng Dài", now - 2 * day, True, False, now - day),
    ]
    return [Row(f"000.01.25.H19-{now:%y%m%d}-{place:04d}", *values) for place, values in enumerate(said, start=1)]


def history(now: datetime) -> list[dict[str, Any]]:
    """The way of one dossier, with what is still to come."""
    day = timedelta(days=1)
    handed = "Danh sách bàn giao số 12, bản giấy kèm theo."
    return [
        {"title": "Tiếp nhận hồ sơ", "at": now - 4 * day, "who": "Nguyễn Thị Bé, Bộ phận Một cửa phường An Bình"},
        {"title": "Bàn giao cho Phòng Tư pháp", "at": now - 3 * day, "who": "Nguyễn Thị Bé", "detail": handed},
        {"title": "Thẩm định", "at": now - day, "who": "Trần Văn Đức, chuyên viên", "state": "now"},
        {"title": "Ký", "state": "next"},
        {"title": "Trả kết quả", "state": "next"},
    ]


def sample(*, wrong: bool) -> Sample:
    """The sample form, empty or with what a person might mistype."""
    typed = {"name": "Nguyễn Thị Bé", "id_number": "0751 9000", "birth_on": "31/02/1990", "note": "Nộp thay cho mẹ"}
    form = Sample(typed, auto_id="wrong_%s") if wrong else Sample()
    if wrong:
        form.add_error("id_number", "Số định danh cá nhân phải có 12 chữ số, hiện có 8.")
    return form


STRIP = Strip("Bàn làm việc", "Hồ sơ gần hạn đứng trên; chữ ở cột cuối là việc phải làm ngay.", 1, 4, "/thiet-ke", "/tro-giup")
