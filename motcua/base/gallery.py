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


def more(now: datetime) -> dict[str, Any]:
    """What the other components show: each state, a long name, nothing at all."""
    return _figures() | _work(now) | _month(now)


def _figures() -> dict[str, Any]:
    return {
        "nothing": [],
        "single": [4],
        "weeks": [12, 9, 14, 8, 7, 9, 5, 6, 4, 3, 5, 2],
        "shares": [
            ("đúng hạn", 812, "ok"),
            ("sắp đến hạn", 64, "soon", "#share-bar"),
            ("tạm dừng", 42, "wait"),
            ("quá hạn", 7, "late", "#share-bar"),
        ],
        "agencies": [
            {"label": "Chi nhánh Văn phòng Đăng ký đất đai khu vực Nhơn Trạch", "value": 31, "tone": "late", "href": "#bars"},
            {"label": "UBND phường Trảng Dài", "value": 12, "tone": "late", "note": "trong đó 9 hồ sơ chờ ý kiến nơi khác"},
            {"label": "UBND xã Phước Thái", "value": 0},
        ],
        "way": [
            ("Tiếp nhận", "done", "17/11"),
            ("Phòng Tư pháp", "done", "18/11"),
            ("Thẩm định", "now", "hạn 25/11"),
            ("Ký", "next"),
            ("Trả", "next"),
        ],
    }


def _work(now: datetime) -> dict[str, Any]:
    return {
        "checks": [
            {"label": "Thành phần hồ sơ đủ theo quyết định công bố", "state": "ok"},
            {"label": "Thửa đất không có tranh chấp", "state": "no", "note": "Đang có đơn khiếu nại tại xã."},
            {"label": "Đã hoàn thành nghĩa vụ tài chính", "state": "none"},
            {"label": "Chữ ký của người nộp"},
        ],
        "outcome": [
            {"label": "000.01.25.H19-261120-0004", "href": "#results", "ok": True},
            {"label": "000.01.25.H19-261120-0007", "href": "#results", "ok": False, "sentence": "Trần Văn Đức vừa nhận hồ sơ này lúc 14:05."},
        ],
        "changes": [
            ("Thời hạn", "20 ngày làm việc", "15 ngày làm việc"),
            ("Phí", "", "50.000 đồng"),
            ("Căn cứ", "Thông tư 02/2015", ""),
            ("Tên", "Khai sinh", "Khai sinh"),
        ],
        "acts": [
            {
                "at": now,
                "who": "Lý Hồng Phương, quản trị",
                "what": "Đổi ngày làm bù",
                "why": "Thông báo của Bộ Nội vụ về nghỉ Tết",
                "href": "#history",
            },
            {"at": now - timedelta(days=40), "who": "Lý Hồng Phương", "what": "Lập lịch năm"},
        ],
    }


def _month(now: datetime) -> dict[str, Any]:
    today = now.date()
    first = today.replace(day=1)
    return {
        "year": today.year,
        "month": today.month,
        "days": [
            {"on": first + timedelta(days=1), "mark": "nghỉ", "tone": "stop", "why": "nghỉ lễ Quốc khánh, không tính"},
            {"on": first + timedelta(days=6), "mark": "làm bù", "tone": "work", "why": "ngày làm bù, tính như ngày thường"},
            {"on": first + timedelta(days=9), "mark": "tính", "tone": "neutral"},
            {"on": first + timedelta(days=12), "mark": "dừng", "tone": "wait", "why": "chờ người nộp bổ sung, không tính"},
            {"on": first + timedelta(days=20), "mark": "hẹn trả", "tone": "ok", "why": "hẹn trả lúc 17:00", "href": "#month"},
        ],
    }
