"""What people and programs write when they ask for a due moment, read into values. Pure; a ValueError carries the sentence for them."""

from collections.abc import Sequence
from datetime import datetime

from motcua.base.time import parse_iso
from motcua.shared.calendars.engine import Pause, Term, TermError

_PAIR = 2


def moment(given: object, what: str = "Thời điểm") -> datetime:
    """A moment in ISO 8601 with offset."""
    try:
        if isinstance(given, str):
            return parse_iso(given)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{what} phải viết theo ISO 8601 có múi giờ, ví dụ 2025-01-24T14:00:00+07:00.")


def start(given: object) -> datetime:
    """When the limit starts."""
    return moment(given, "Thời điểm bắt đầu")


def term(given: object) -> Term:
    """The limit. TermError says how one is written."""
    if not isinstance(given, str):
        raise TermError("Thiếu thời hạn. Viết như 3wd, 20wh, 10d hoặc 1m; thêm ;c15 nếu có giờ chốt.")
    return Term.parse(given)


def agency(given: object) -> str | None:
    """An agency's code; None for the province's calendar."""
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        raise ValueError("Mã cơ quan phải là chuỗi ký tự.")
    return given


def pauses(given: object) -> Sequence[Pause]:
    """Pauses as pairs of moments; the second may be null."""
    if not given:
        return ()
    if not isinstance(given, list) or not all(isinstance(pair, list) and len(pair) == _PAIR for pair in given):
        raise ValueError("Các lần tạm dừng phải là danh sách các cặp [từ lúc, đến lúc].")
    what = "Thời điểm tạm dừng"
    return [(moment(begin, what), None if end is None else moment(end, what)) for begin, end in given]
