"""Data of forms for tests; the people belong to no one."""

from datetime import datetime
from typing import Any

from motcua.base.time import VN

ACCEPTED = datetime(2026, 11, 20, 14, 5, tzinfo=VN)
DUE = datetime(2026, 11, 23, 14, 5, tzinfo=VN)
CODE = "000.01.25.H19-261120-0001"
CIRCULAR = "Phụ lục Thông tư 01/2018/TT-VPCP"
TITLES = {
    "receipt": ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "control": ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    "register": ("06", "Sổ theo dõi hồ sơ"),
    "stopped": ("", "Thông báo dừng giải quyết hồ sơ"),
    "returned": ("", "Biên nhận trả kết quả"),
    "supplied": ("", "Biên nhận giấy tờ bổ sung"),
    "hand-over": ("", "Danh sách bàn giao hồ sơ"),
}

APPLICANT = {
    "kind": "person",
    "name": "Đặng Thị Ánh Nguyệt",
    "id_number": "075190001234",
    "address": "12 Nguyễn Ái Quốc, phường An Bình",
    "phone": "0901 234 567",
    "email": "nguyet@motcua.example",
}
PAPERS = [{"name": "Tờ khai đăng ký khai sinh", "originals": 1}, {"name": "Giấy chứng sinh", "originals": 1, "copies": 2}]


def common(form: str) -> dict[str, Any]:
    """What every slip of a dossier carries."""
    number, title = TITLES[form]
    return {
        "parent_agency": "UBND thành phố Biên Hòa",
        "agency": "UBND phường An Bình",
        "place": "Biên Hòa",
        "number": "12/2026",
        "code": CODE,
        "track_url": f"https://motcua.example/tra-cuu?code={CODE}",
        "applicant": APPLICANT,
        "procedure_code": "1.001193",
        "procedure": "Đăng ký khai sinh",
        "template": {"number": number, "title": title, "source": CIRCULAR if number else "", "version": 2},
        "hotline": "0251 1022",
    }


def receipt(**changes: Any) -> dict[str, Any]:
    own = {
        "secret": "K7M2Q9XA",
        "papers": PAPERS,
        "term": "1 ngày làm việc",
        "fee": 25000,
        "paid": False,
        "received_at": ACCEPTED,
        "due_at": DUE,
        "channel_out": "Tại Bộ phận Một cửa",
        "book": "01/2026",
        "book_no": "0007",
        "officer": "Trần Quý Hỷ",
    }
    return common("receipt") | own | changes


def supplement(**changes: Any) -> dict[str, Any]:
    own = {
        "on": ACCEPTED,
        "number": "07/HDHS",
        "items": [
            {"name": "Giấy chứng sinh", "note": "Bản chụp mờ, đề nghị nộp lại.", "originals": 1},
            {"name": "Bản sao chứng thực giấy đăng ký kết hôn", "copies": 1},
            {"name": "Ảnh chân dung", "copies": 2},
        ],
        "reason": "Chưa đủ giấy tờ theo quy định",
        "until": DUE,
        "officer": "Trần Quý Hỷ",
        "help_phone": "0251 3822 501",
    }
    return common("supplement") | own | changes


def refusal(**changes: Any) -> dict[str, Any]:
    own = {
        "on": ACCEPTED,
        "reason": "Yêu cầu không thuộc thẩm quyền của phường.",
        "officer": "Trần Quý Hỷ",
        "help_phone": "0251 3822 501",
        "ref": "TN-261120-ABCDEFG",
    }
    return common("refusal") | {"code": ""} | own | changes


def apology(**changes: Any) -> dict[str, Any]:
    own = {
        "number": "15/PXL",
        "on": ACCEPTED,
        "received_at": datetime(2026, 11, 9, 8, 0, tzinfo=VN),
        "due_at": DUE,
        "new_due_at": datetime(2026, 11, 30, 16, 30, tzinfo=VN),
        "field": "Hộ tịch",
        "holder": "Phòng Tư pháp, UBND thành phố Biên Hòa",
        "accepting": "UBND phường An Bình",
        "reason": "Cần xác minh nơi cư trú trước đây.",
        "signs": ["KT. Chủ tịch", "Phó Chủ tịch"],
        "signer": "Võ Ngọc Trân",
        "copies": ["Như trên", "Bộ phận Một cửa, UBND phường An Bình"],
    }
    return common("apology") | own | changes


def stopped(**changes: Any) -> dict[str, Any]:
    own = {
        "on": ACCEPTED,
        "received_at": ACCEPTED,
        "reason": "Thửa đất đang có tranh chấp được thụ lý.",
        "basis": "Thông báo thụ lý số 12/TB-TA",
        "signs": ["Chủ tịch"],
        "signer": "Võ Ngọc Trân",
        "copies": ["Như trên"],
    }
    return common("stopped") | own | changes


def returned(**changes: Any) -> dict[str, Any]:
    own = {
        "received_at": ACCEPTED,
        "due_at": DUE,
        "ready_at": DUE,
        "at": DUE,
        "on": DUE,
        "results": [{"name": "Giấy khai sinh", "number": "45/2026", "on": "2026-11-23"}],
        "to_whom": "Lê Thuỳ Dương",
        "channel": "Tại Bộ phận Một cửa",
        "fee_collected": 25000,
        "officer": "Trần Quý Hỷ",
    }
    return common("returned") | own | changes


def supplied(**changes: Any) -> dict[str, Any]:
    own = {
        "at": ACCEPTED,
        "papers": PAPERS,
        "asked_no": "07/HDHS",
        "asked_on": ACCEPTED,
        "due_before": DUE,
        "due_at": datetime(2026, 11, 25, 9, 0, tzinfo=VN),
        "officer": "Trần Quý Hỷ",
    }
    return common("supplied") | own | changes


def control(count: int = 2, **changes: Any) -> dict[str, Any]:
    row = {
        "giver": "Bộ phận Một cửa, UBND phường An Bình",
        "taker": "Phòng Tư pháp, UBND thành phố Biên Hòa",
        "given_at": ACCEPTED,
        "taken_at": DUE,
        "given_by": "Trần Quý Hỷ",
        "taken_by": "Hoàng Công Tâm",
        "result": "Quá hạn",
        "used": "1 ngày 2 giờ",
        "allotted": "4 giờ",
        "note": "Đã xử lý",
    }
    own = {
        "on": ACCEPTED,
        "lead": "UBND thành phố Biên Hòa",
        "partners": "Sở Tư pháp",
        "received_at": ACCEPTED,
        "due_at": DUE,
        "rows": [row] * count,
        "summary": "Đã trả kết quả, quá hạn 2 giờ",
    }
    return common("control") | own | changes


def register(count: int = 3, **changes: Any) -> dict[str, Any]:
    rows = [
        {
            "no": place,
            "code": f"000.01.25.H19-261120-{place:04d}",
            "procedure": "Đăng ký khai sinh",
            "applicant": "Lê Thuỳ Dương",
            "address": "Ấp Đồng, xã Phước Thái",
            "phone": "0901234567",
            "lead": "UBND phường An Bình",
            "received_at": ACCEPTED,
            "due_at": DUE,
            "returned_at": DUE,
            "channel": "Tại Bộ phận Một cửa",
            "signed": "Lê Thuỳ Dương",
            "note": "Đã trả",
        }
        for place in range(1, count + 1)
    ]
    own = {"code": "", "book": "2026", "span": "tháng 11 năm 2026", "on": ACCEPTED, "rows": rows, "ended": count, "late": 1, "officer": "Trần Quý Hỷ"}
    return common("register") | own | changes


def hand_over(count: int = 3, **changes: Any) -> dict[str, Any]:
    rows = [
        {
            "code": f"000.01.25.H19-261120-{place:04d}",
            "procedure": "Đăng ký khai sinh",
            "applicant": "Lê Thuỳ Dương",
            "address": "Ấp Đồng, xã Phước Thái",
            "phone": "0901234567",
            "received_at": ACCEPTED,
            "due_at": DUE,
        }
        for place in range(1, count + 1)
    ]
    own = {
        "code": "",
        "sender": "Bộ phận Một cửa phường An Bình",
        "receiver": "Phòng Tư pháp",
        "lead": "Phòng Tư pháp",
        "handed_at": ACCEPTED,
        "sender_officer": "Trần Quý Hỷ",
        "rows": rows,
    }
    return common("hand-over") | own | changes


def label(**changes: Any) -> dict[str, Any]:
    own = {
        "code": CODE,
        "applicant": "Đặng Thị Ánh Nguyệt",
        "procedure": "Đăng ký khai sinh",
        "received_at": ACCEPTED,
        "due_at": DUE,
        "book_no": "7/2026",
    }
    return own | changes


def all_forms() -> dict[str, dict[str, Any]]:
    """One paper of each form."""
    made = (receipt, supplement, refusal, apology, stopped, returned, supplied, control, register, hand_over, label)
    found: dict[str, dict[str, Any]] = {one.__name__.replace("_", "-"): one() for one in made}
    return found | {"label-sheet": label()}
