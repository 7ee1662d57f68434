"""The values of rule sets in words: what each is called, how it is said, how sure we are of it."""

from collections.abc import Mapping
from typing import Any

from motcua.shared.calendars.engine import Term, TermError

LABELS = {
    "acceptance.slip_required": "Phải cấp giấy tiếp nhận và hẹn trả",
    "apology.draft_lead": "Soạn thư xin lỗi trước hạn",
    "apology.lead": "Gửi thư xin lỗi trước hạn ít nhất",
    "apology.reschedule_max": "Số lần được hẹn lại",
    "code.format": "Cấu trúc mã hồ sơ",
    "code.serial_digits": "Số chữ số của số thứ tự trong ngày",
    "contact.hotline": "Tổng đài in ở chân biểu mẫu",
    "evaluation.indices": "Số chỉ số đánh giá",
    "evaluation.ranks": "Điểm tối thiểu của mỗi mức xếp loại",
    "forms": "Các biểu mẫu",
    "forms.extra": "Biểu mẫu thêm",
    "forms.qr": "Mã QR trên biểu mẫu",
    "forms.receipt_suffix": "Ký hiệu sau số giấy tiếp nhận",
    "handover.confirm_within": "Ký nhận bàn giao trong",
    "national_state_names": "Tên mười trạng thái quốc gia",
    "national_states": "Trạng thái trao đổi với Cổng Dịch vụ công quốc gia",
    "near_due.percent_left": "Sắp đến hạn khi còn (phần trăm thời gian)",
    "near_due.working": "Sắp đến hạn khi còn",
    "online.answer_within": "Trả lời hồ sơ nộp trực tuyến trong",
    "opinion.on_timeout": "Khi hết hạn mà chưa có ý kiến",
    "opinion.term": "Hạn cho ý kiến khi không ghi hạn khác",
    "organisation.committee": "Cơ quan quyết định cấp tỉnh",
    "organisation.office": "Văn phòng của cơ quan ấy",
    "organisation.seat_district": "Huyện nơi đặt trụ sở",
    "reception": "Nơi nhận hồ sơ trong bộ dữ liệu này",
    "reception.territory": "Nơi nhận hồ sơ",
    "result.collect_within": "Kết quả chờ người đến nhận trong",
    "supplement.clock_policy": "Thời hạn khi chờ bổ sung",
    "supplement.issue_within": "Ra yêu cầu bổ sung trong",
    "supplement.max_requests.appraisal": "Số lần yêu cầu bổ sung khi thẩm định",
    "supplement.max_requests.reception": "Số lần hướng dẫn bổ sung khi tiếp nhận",
    "supplement.wait": "Chờ người nộp bổ sung trong",
    "transfer.cutoff": "Nhận sau giờ này thì chuyển vào ngày làm việc sau",
    "transfer.electronic_at_once": "Bản điện tử chuyển ngay",
}
WORDS = {
    "PAUSE": "dừng đếm",
    "CONTINUE": "vẫn đếm",
    "RESTART": "đếm lại từ đầu",
    "ESCALATE": "báo lên lãnh đạo",
    "TREAT_AS_CONSENT": "coi như đồng ý",
    "WAIT": "chờ tiếp",
    "tinh": "cấp tỉnh",
    "huyen": "cấp huyện",
    "xa": "cấp xã",
    "own": "theo địa giới hành chính",
    "any_counter": "Bộ phận Một cửa bất kỳ trong tỉnh",
    "xuat_sac": "xuất sắc",
    "tot": "tốt",
    "kha": "khá",
    "trung_binh": "trung bình",
    "yeu": "yếu",
    "filed": "mới nộp",
    "accepted": "đã tiếp nhận",
    "declined_at_counter": "từ chối tiếp nhận",
    "in_transit": "đang bàn giao",
    "processing": "đang giải quyết",
    "waiting_opinion": "chờ ý kiến",
    "for_signature": "chờ ký",
    "signed": "đã ký",
    "guided": "đã hướng dẫn",
    "waiting_supplement": "chờ bổ sung",
    "withdrawn": "đã rút",
    "stopped": "đã dừng",
    "refused": "từ chối giải quyết",
    "ready": "đã có kết quả",
    "returned": "đã trả kết quả",
}
PARTS = {"{organisation}": "mã cơ quan", "{date:%y%m%d}": "năm tháng ngày (6 chữ số)", "{serial:04d}": "số thứ tự trong ngày (4 chữ số)"}
CERTAINTY = {
    "V": ("đã thấy văn bản", "ok", "Chúng tôi đã đọc chính văn bản nói điều này."),
    "K-hi": ("khá chắc", "neutral", "Biết rõ, trên chín phần mười là đúng, nhưng chưa thấy tận văn bản."),
    "K-mid": ("chưa chắc", "wait", "Khoảng sáu đến chín phần mười là đúng; cần đối chiếu văn bản."),
    "K-lo": ("phỏng đoán", "soon", "Dưới sáu phần mười; chỉ để làm tham số, phải đối chiếu trước khi dựa vào."),
    "assumed": ("tham số tự đặt", "soon", "Không thấy văn bản nào quy định; đây là tham số của hệ thống, tỉnh có thể đặt khác."),
}


def label(key: str) -> str:
    """What a value is called; a key that nobody named is shown as it is."""
    return LABELS.get(key, key)


def said(value: object) -> str:
    """A value as a person reads it, on one line."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return "; ".join(f"{said(key)}: {said(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(_row(each) for each in value)
    if isinstance(value, str):
        return _term(value) or WORDS.get(value) or _code(value)
    return str(value)


def _row(each: Any) -> str:
    if isinstance(each, Mapping) and "name" in each:
        form = f"mẫu {each['form']} " if each.get("form") else ""
        paper = f" ({each['paper']})" if each.get("paper") else ""
        return f"{form}{each['name']}{paper}"
    return said(each)


def _code(text: str) -> str:
    """The parts of a dossier's code by their names."""
    for part, name in PARTS.items():
        text = text.replace(part, name)
    return text


def _term(text: str) -> str:
    try:
        return Term.parse(text).in_words()
    except TermError:
        return ""
