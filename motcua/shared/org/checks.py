"""Checks against what is there; each gives a sentence when something is wrong, else None."""

from collections.abc import Sequence
from datetime import date

from motcua.shared.journal.queries import head
from motcua.shared.org.cache import snapshot
from motcua.shared.org.info import valid


def taken(stream_id: str) -> str | None:
    return "Mã này đã dùng." if head(stream_id) else None


def no_agency(code: str, on: date) -> str | None:
    agency = snapshot().agencies.get(code)
    if agency is None:
        return f"Không có cơ quan {code}."
    return None if valid(agency.valid_from, agency.valid_to, on) else f"{agency.name} không còn hoặc chưa hoạt động vào ngày {on:%d/%m/%Y}."


def no_agencies(codes: Sequence[str], on: date) -> str | None:
    """The first thing wrong with agencies that shall end, or with none at all."""
    if not codes:
        return "Chọn ít nhất một cơ quan."
    return next((wrong for code in codes if (wrong := no_agency(code, on))), None)


def wrong_successors(codes: Sequence[str], successors: Sequence[str], on: date) -> str | None:
    if not successors:
        return "Phải có cơ quan kế thừa."
    if set(successors) & set(codes):
        return "Cơ quan chấm dứt không thể kế thừa chính mình."
    return no_agencies(successors, on)


def wrong_unit(code: str | None, agency: str, on: date) -> str | None:
    if code is None:
        return None
    unit = snapshot().units.get(code)
    if unit is None or unit.agency != agency:
        return f"Không có phòng ban {code} trong cơ quan này."
    return None if valid(unit.valid_from, unit.valid_to, on) else f"{unit.name} không còn hoặc chưa hoạt động vào ngày {on:%d/%m/%Y}."


def still_staffed(code: str, agency: str, on: date) -> str | None:
    """A unit ends only when nobody is in it on that day."""
    staff = [officer for officer in snapshot().officers_of(agency, on) if officer.unit == code]
    return f"Còn {len(staff)} người giữ chức danh trong phòng ban này; hãy chuyển họ trước." if staff else None


def no_post(code: str, on: date) -> str | None:
    return None if snapshot().in_post(code, on) else f"Không có ai giữ chức danh {code} vào ngày {on:%d/%m/%Y}."


def wrong_end(start: date, end: date | None, on: date) -> str | None:
    """An end is not before the beginning, and not after an end that is written already."""
    if on < start:
        return "Ngày kết thúc không được trước ngày bắt đầu."
    return f"Đã kết thúc từ ngày {end:%d/%m/%Y}." if end is not None and end <= on else None
