"""Forms of a calendar's change: each gives one step of the draft (see `calendars.drafting`)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from motcua.base.forms import Day, Form, Text
from motcua.shared.calendars import new_year
from motcua.shared.calendars.calendar_data import PROVINCIAL, WEEKDAYS
from motcua.shared.calendars.kinds import KINDS, WEEKDAY_NAMES, read_sessions, sessions_of

Step = dict[str, Any]
OFF = ("holiday", "compensatory_off", "swap_off")
HOURS_HINT = "Viết như 07:30-11:30, 13:00-17:00."


class SessionsField(Text):
    """Sessions as a person types them; cleaned to pairs, empty for a day off."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_sessions(text)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class StepForm(Form):
    """One step. The prefix keeps the forms of one page apart."""

    op = ""

    def step(self) -> Step:
        """The step as the draft keeps it."""
        return {"op": self.op, **{name: _plain(value) for name, value in self.cleaned_data.items()}}


class OffForm(StepForm):
    op = "off"
    on = Day(label="Ngày nghỉ")
    kind = forms.ChoiceField(label="Loại", choices=[(kind, KINDS[kind]) for kind in OFF])
    name = Text(label="Tên, lý do nghỉ", max_length=200, help_text="Hiện trên giấy hẹn và trang tra cứu.")


class SwapForm(StepForm):
    op = "swap"
    off = Day(label="Nghỉ ngày")
    work = Day(label="Làm bù ngày")
    name = Text(label="Tên, lý do", max_length=200)


class WorkForm(StepForm):
    op = "work"
    on = Day(label="Ngày làm việc")
    sessions = SessionsField(label="Giờ làm việc", required=False, help_text=f"Để trống: như ngày thường. {HOURS_HINT}")
    name = Text(label="Tên, lý do", max_length=200)


class RemoveForm(StepForm):
    op = "remove"
    on = Day(label="Ngày", help_text="Ngày trở lại như trong tuần bình thường.")


class HoursForm(StepForm):
    """The office week; seven lines of sessions."""

    op = "hours"

    def __init__(self, *args: Any, week: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True):
            said = sessions_of((week or {}).get(key, []))
            self.fields[key] = SessionsField(label=name[0].upper() + name[1:], required=False, initial="" if said == "nghỉ" else said)

    def step(self) -> Step:
        return {"op": self.op, "week": {key: self.cleaned_data[key] for key in WEEKDAYS}}


class AsProvinceForm(StepForm):
    op = "hours"

    def step(self) -> Step:
        return {"op": self.op, "week": None}


class YearForm(StepForm):
    """A new year: one line for each day off or made up."""

    op = "year"
    year = forms.IntegerField(label="Năm", min_value=1990, max_value=2199)
    days = Text(
        label="Ngày nghỉ, làm bù trong năm",
        lines=14,
        max_length=20000,
        help_text="Mỗi dòng: ngày; loại; tên. Hoặc dán tệp CSV (date,weekday,kind,name).",
    )

    def clean_days(self) -> list[dict[str, str]]:
        try:
            return new_year.read(self.cleaned_data["days"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class PublishForm(Form):
    """Why a calendar changes, and by which document."""

    document = Text(label="Văn bản", max_length=200, help_text="Số, ký hiệu và ngày của thông báo hoặc quyết định.")
    reason = Text(label="Lý do", lines=2, max_length=500, help_text="Người nộp hồ sơ sẽ đọc câu này trong thư báo đổi ngày hẹn.")


PARTS: dict[str, tuple[str, Callable[..., StepForm]]] = {
    "nghi": ("Thêm ngày nghỉ", OffForm),
    "hoan-doi": ("Hoán đổi ngày nghỉ và ngày làm bù", SwapForm),
    "lam": ("Làm bù, hoặc giờ riêng của một ngày", WorkForm),
    "bo": ("Bỏ một ngày đã ghi", RemoveForm),
    "gio": ("Giờ làm việc trong tuần", HoursForm),
    "chung": ("Trở về giờ chung của tỉnh", AsProvinceForm),
    "nam": ("Công bố cả một năm", YearForm),
}


def parts_of(name: str, data: Mapping[str, Any]) -> list[str]:
    """Which changes a calendar can have: a year for the province, the return to common hours for an agency with hours of its own."""
    without = {"chung"} if name == PROVINCIAL else {"nam"}
    if name != PROVINCIAL and not data.get("hours"):
        without.add("chung")
    return [part for part in PARTS if part not in without]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
