"""Data of forms for tests; the people belong to no one."""

from datetime import datetime
from typing import Any

from motcua.base.time import VN

ACCEPTED = datetime(2026, 11, 20, 14, 5, tzinfo=VN)

APPLICANT = {
    "name": "Đặng Thị Ánh Nguyệt",
    "id_number": "075190001234",
    "address": "12 Nguyễn Ái Quốc, phường An Bình",
    "phone": "0901 234 567",
    "email": "nguyet@motcua.example",
}


def slip(**changes: Any) -> dict[str, Any]:
    return {
        "parent_agency": "UBND thành phố Biên Hòa",
        "agency": "UBND phường An Bình",
        "place": "Biên Hòa",
        "code": "000.01.25.H19-261120-0001",
        "secret": "K7M2Q9",
        "track_url": "https://motcua.example/tra-cuu?code=000.01.25.H19-261120-0001",
        "applicant": APPLICANT,
        "procedure_code": "1.001193",
        "procedure": "Đăng ký khai sinh",
        "papers": [{"name": "Tờ khai đăng ký khai sinh", "originals": 1}, {"name": "Giấy chứng sinh", "originals": 1, "copies": 2}],
        "term": "1 ngày làm việc",
        "fee": 25000,
        "paid": False,
        "received_at": ACCEPTED,
        "due_at": datetime(2026, 11, 23, 14, 5, tzinfo=VN),
        "channel_out": "Tại Bộ phận Một cửa",
        "book": "01/2026",
        "book_no": "0007",
        "officer": "Trần Quý Hỷ",
        "hotline": "0251 3822 501",
    } | changes


def hand_over(count: int = 3, **changes: Any) -> dict[str, Any]:
    rows = [
        {
            "code": f"000.01.25.H19-261120-{place:04d}",
            "procedure": "Đăng ký khai sinh",
            "applicant": "Lê Thuỳ Dương",
            "address": "Ấp Đồng, xã Phước Thái",
            "phone": "0901234567",
            "received_at": ACCEPTED,
            "due_at": "2026-11-23T14:05:00+07:00",
        }
        for place in range(1, count + 1)
    ]
    return {
        "agency": "UBND phường An Bình",
        "sender": "Bộ phận Một cửa phường An Bình",
        "receiver": "Phòng Tư pháp",
        "lead": "Phòng Tư pháp",
        "handed_at": ACCEPTED,
        "sender_officer": "Trần Quý Hỷ",
        "rows": rows,
    } | changes
