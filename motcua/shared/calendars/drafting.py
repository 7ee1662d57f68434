"""A change of a calendar drafted step by step: data and steps in, the new data out. Pure; a DraftError carries the sentence for the person.

A step is a plain object, so that it can travel in a form: `{"op": "off", "on": "2026-11-26", "kind": "swap_off", "name": "…"}`. Ops: `off`, `work`,
`swap`, `remove`, `hours` (an office week, or null for the province's), `year` (the days of a new year), `replace` (data that somebody handed in).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.shared.calendars.calendar_data import PROVINCIAL, CalendarError, compile_calendar
from motcua.shared.calendars.compiled import FIRST_YEAR, LAST_YEAR, Calendar
from motcua.shared.calendars.days import OFF_KINDS, Plan, day_of
from motcua.shared.calendars.kinds import KINDS, sessions_of, told, week_in_words

Step = Mapping[str, Any]
Data = dict[str, Any]
LONGEST_NAME = 200
MOST_STEPS = 400
_DECEMBER, _JANUARY = 12, 1


class DraftError(ValueError):
    """A step that cannot be taken; the message is a sentence."""


def drafted(name: str, data: Mapping[str, Any] | None, steps: Sequence[Any], base: Calendar) -> Data:
    """The data of a calendar after the steps, one after the other. `base` is the province's calendar, over which an agency's lies."""
    if len(steps) > MOST_STEPS:
        raise DraftError(f"Một dự thảo có nhiều nhất {MOST_STEPS} thay đổi.")
    now: Data = dict(data or {})
    for step in steps:
        if not isinstance(step, Mapping) or step.get("op") not in _OPS:
            raise DraftError("Dự thảo có thay đổi không đọc được. Hãy bỏ dự thảo và lập lại.")
        now = _OPS[step["op"]](name, now, step, base)
        _compiled(name, now, base)
    return now


def said(step: Step) -> str:
    """A step in one line."""
    return _SAID[step["op"]](step)


def _compiled(name: str, data: Data, base: Calendar) -> Calendar:
    try:
        return compile_calendar(name, "draft", data, None if name == PROVINCIAL else base)
    except CalendarError as wrong:
        raise DraftError(str(wrong)) from wrong


def _plan(name: str, data: Data, base: Calendar, on: date) -> Plan:
    if not date(FIRST_YEAR, 1, 1) <= on <= date(LAST_YEAR, 12, 31):
        raise DraftError(f"Ngày phải nằm trong các năm {FIRST_YEAR}–{LAST_YEAR}.")
    return _compiled(name, data, base).plan(day_of(on))


def _off(name: str, data: Data, step: Step, base: Calendar) -> Data:
    on, kind, title = _day(step, "on"), step.get("kind"), _name(step)
    if kind not in OFF_KINDS:
        raise DraftError("Hãy chọn loại ngày nghỉ: nghỉ lễ, nghỉ bù hoặc nghỉ hoán đổi.")
    plan = _plan(name, data, base, on)
    if not plan.sessions and not (plan.kind == "weekend" and kind == "holiday"):
        raise DraftError(f"{_told(on)} vốn đã nghỉ ({_kind(plan)}), không thêm ngày nghỉ nữa.")
    _published(name, data, on)
    return _with(data, {"on": on.isoformat(), "kind": kind, "name": title})


def _work(name: str, data: Data, step: Step, base: Calendar) -> Data:
    on, title = _day(step, "on"), _name(step)
    plan, given = _plan(name, data, base, on), step.get("sessions") or []
    row: dict[str, Any] = {"on": on.isoformat(), "kind": "makeup_work", "name": title}
    if plan.sessions:
        if not given:
            raise DraftError(f"{_told(on)} vốn là ngày làm việc, không cần làm bù.")
        row["kind"] = "hours"
    if given:
        row["sessions"] = given
    _published(name, data, on)
    return _with(data, row)


def _swap(name: str, data: Data, step: Step, base: Calendar) -> Data:
    off, work, title = _day(step, "off"), _day(step, "work"), _name(step)
    rest = f"{title} (nghỉ {off:%d/%m}, làm bù {work:%d/%m})"
    after = _off(name, data, {"on": off.isoformat(), "kind": "swap_off", "name": rest}, base)
    return _work(name, after, {"on": work.isoformat(), "name": f"Làm bù cho ngày nghỉ {off:%d/%m/%Y}", "sessions": step.get("sessions") or []}, base)


def _remove(name: str, data: Data, step: Step, base: Calendar) -> Data:
    on = _day(step, "on")
    kept = [row for row in data.get("days", []) if row["on"] != on.isoformat()]
    if len(kept) == len(data.get("days", [])):
        whose = "của tỉnh" if name == PROVINCIAL else "riêng của cơ quan"
        raise DraftError(f"{_told(on)} không có trong lịch {whose}, nên không có gì để bỏ.")
    return {**data, "days": kept}


def _hours(name: str, data: Data, step: Step, base: Calendar) -> Data:
    week = step.get("week")
    if week is None:
        if name == PROVINCIAL:
            raise DraftError("Lịch chung của tỉnh phải có giờ làm việc.")
        return {key: value for key, value in data.items() if key != "hours"}
    return {**data, "hours": week}


def _year(name: str, data: Data, step: Step, base: Calendar) -> Data:
    year, rows = step.get("year"), step.get("days")
    if name != PROVINCIAL:
        raise DraftError("Năm mới được công bố trong lịch chung của tỉnh; lịch riêng của cơ quan chỉ ghi chỗ khác.")
    first, last = data.get("published", [None, None])
    if type(year) is not int or first is None or not first <= year <= last + 1:
        raise DraftError(f"Năm phải liền với các năm đã công bố: từ {first} đến {(last or 0) + 1}.")
    if not isinstance(rows, list) or not rows:
        raise DraftError(f"Chưa có ngày nghỉ nào cho năm {year}.")
    for row in rows:
        on = _day(row, "on")
        near = (on.year == year - 1 and on.month == _DECEMBER) or (on.year == year + 1 and on.month == _JANUARY)
        if on.year != year and not near:
            raise DraftError(f"{_told(on)} không thuộc năm {year}.")
    kept = [row for row in data.get("days", []) if row["on"][:4] != str(year)]
    now: Data = {**data, "days": kept, "published": [first, max(last, year)]}
    for row in rows:
        now = _with(now, {key: row[key] for key in ("on", "kind", "name", "sessions") if row.get(key)})
    return now


def _replace(name: str, data: Data, step: Step, base: Calendar) -> Data:
    given = step.get("data")
    if not isinstance(given, Mapping):
        raise DraftError("Tệp lịch phải là một đối tượng JSON có published, hours, days.")
    return dict(given)


def _with(data: Data, row: Mapping[str, Any]) -> Data:
    days = [known for known in data.get("days", []) if known["on"] != row["on"]]
    return {**data, "days": sorted([*days, dict(row)], key=lambda known: str(known["on"]))}


def _day(step: Step, key: str) -> date:
    try:
        return date.fromisoformat(step[key])
    except (KeyError, TypeError, ValueError) as wrong:
        raise DraftError("Dự thảo có ngày không đọc được.") from wrong


def _name(step: Step) -> str:
    title = " ".join(str(step.get("name") or "").split())
    if not title or len(title) > LONGEST_NAME:
        raise DraftError(f"Hãy ghi tên của ngày (tối đa {LONGEST_NAME} ký tự), để giấy hẹn nói được vì sao.")
    return title


def _published(name: str, data: Data, on: date) -> None:
    """In the province's calendar a single day is changed only in a published year: the rest of another year is not known yet."""
    first, last = data.get("published") or (FIRST_YEAR, LAST_YEAR)
    if name == PROVINCIAL and not first <= on.year <= last:
        raise DraftError(f"Lịch năm {on.year} chưa công bố. Hãy công bố cả năm trước, rồi mới đổi từng ngày.")


def _kind(plan: Plan) -> str:
    return plan.name or KINDS[plan.kind].lower()


def _told(on: date) -> str:
    """At the start of a sentence."""
    plain = told(on)
    return plain[0].upper() + plain[1:]


def _said_year(step: Step) -> str:
    return f"Công bố năm {step['year']} với {len(step['days'])} ngày nghỉ, làm bù"


def _said_work(step: Step) -> str:
    hours = f", {sessions_of(step['sessions'])}" if step.get("sessions") else ""
    return f"Làm việc {told(_day(step, 'on'))}{hours}: {step['name']}"


def _said_hours(step: Step) -> str:
    return "Trở về giờ làm việc chung của tỉnh" if step["week"] is None else f"Giờ làm việc: {week_in_words(step['week'])}"


_OPS: dict[str, Callable[[str, Data, Step, Calendar], Data]] = {
    "off": _off,
    "work": _work,
    "swap": _swap,
    "remove": _remove,
    "hours": _hours,
    "year": _year,
    "replace": _replace,
}
_SAID: dict[str, Callable[[Step], str]] = {
    "off": lambda step: f"{KINDS[step['kind']]} {told(_day(step, 'on'))}: {step['name']}",
    "work": _said_work,
    "swap": lambda step: f"Hoán đổi: nghỉ {told(_day(step, 'off'))}, làm bù {told(_day(step, 'work'))}: {step['name']}",
    "remove": lambda step: f"Bỏ dòng riêng của {told(_day(step, 'on'))}",
    "hours": _said_hours,
    "year": _said_year,
    "replace": lambda step: "Thay toàn bộ dữ liệu bằng tệp đã nạp",
}
