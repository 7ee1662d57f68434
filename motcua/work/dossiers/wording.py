"""What people read for states, entries and roles of dossiers. Pure."""

from datetime import date, datetime
from typing import Any

from motcua.work.dossiers.state import STATE_NAMES

STATE_TONES = {
    "accepted": "neutral",
    "in_transit": "move",
    "processing": "work",
    "waiting_supplement": "wait",
    "waiting_opinion": "wait",
    "for_signature": "work",
    "signed": "work",
    "ready": "ok",
    "returned": "ok",
    "refused": "stop",
    "withdrawn": "stop",
    "stopped": "stop",
    "guided": "wait",
    "declined_at_counter": "stop",
}
ENTRY_NAMES = {
    "accepted": "Tiếp nhận hồ sơ",
    "handed_over": "Bàn giao",
    "taken_over": "Ký nhận bàn giao",
    "declined": "Từ chối nhận bàn giao",
    "assigned": "Phân công",
    "reassigned": "Phân công lại",
    "appraised": "Thẩm định",
    "supplement_drafted": "Soạn yêu cầu bổ sung",
    "supplement_taken_in": "Yêu cầu bổ sung",
    "opinion_asked": "Lấy ý kiến",
    "opinion_taken_in": "Nhận ý kiến trả lời",
    "opinion_overdue": "Quá hạn trả lời ý kiến",
    "child_opened": "Mở hồ sơ con",
    "child_ended": "Hồ sơ con đã xong",
    "submitted_for_signature": "Trình ký",
    "signed": "Ký duyệt",
    "sent_back": "Trả lại để làm lại",
    "result_entered": "Nhập kết quả",
    "apologised": "Xin lỗi và hẹn lại",
    "withdrawn": "Rút hồ sơ",
    "stopped": "Dừng giải quyết",
    "returned": "Trả kết quả",
    "corrected": "Đính chính",
    "erased": "Xóa dữ liệu cá nhân",
}
SUPPLEMENT_EVENTS = {"issued": "Gửi yêu cầu bổ sung cho người nộp", "supplied": "Người nộp đã bổ sung"}
SIDE_STATES = {
    "drafted": "đã soạn, chờ Bộ phận Một cửa gửi",
    "issued": "đã gửi, chờ người nộp",
    "supplied": "đã bổ sung",
    "cancelled": "đã hủy",
    "asked": "chờ trả lời",
    "answered": "đã trả lời",
    "granted": "đã chấp thuận",
    "refused": "không chấp thuận",
}
REQUEST_KINDS = {"recall": "Đề nghị lấy lại", "withdrawal": "Đề nghị rút hồ sơ", "correction": "Đề nghị đính chính"}
MESSAGE_CHANNELS = {"log": "Tin nhắn", "email": "Thư điện tử"}
SYSTEM = "system"


def state_name(state: str) -> str:
    """The Vietnamese name of a state."""
    return STATE_NAMES.get(state, state)


def state_tone(state: str) -> str:
    """The tone of a state's tag."""
    return STATE_TONES.get(state, "neutral")


def entry_name(kind: str) -> str:
    """What an entry says happened, from its kind (`dossier.taken_over`)."""
    word = kind.partition(".")[2]
    return ENTRY_NAMES.get(word, word)


def days_in_words(certificate: dict[str, Any]) -> dict[str, Any]:
    """A certificate for a page: its days as dd/mm/yyyy, its pauses as moments."""
    days = [{**day, "on": f"{date.fromisoformat(day['on']):%d/%m/%Y}"} for day in certificate["days"]]
    pauses = [{"from": _moment(p["from"]), "to": _moment(p["to"]), "document": p["document"]} for p in certificate["pauses"]]
    return {**certificate, "days": days, "pauses": pauses}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
