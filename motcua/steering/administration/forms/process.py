"""The steps of an internal process as rows of a form."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict

from motcua.base.forms import Day, Form, Text
from motcua.shared.catalogue import shares
from motcua.shared.catalogue.procedure import ACTS, PLACES, ROLES, Procedure, ShareUnit, Step
from motcua.shared.org import queries as org
from motcua.steering.administration.forms.rows import Rows

MOST_SHARE = 9999
PLACE_NAMES = [(code, name[0].upper() + name[1:]) for code, name in PLACES.items()]


class StepForm(Form):
    name = Text(label="Tên bước", max_length=500)
    act = forms.ChoiceField(label="Việc", choices=list(ACTS.items()))
    role = forms.ChoiceField(label="Vai trò", choices=list(ROLES.items()))
    place = forms.ChoiceField(label="Nơi làm", choices=PLACE_NAMES)
    agency = forms.CharField(label="Cơ quan", required=False, max_length=60)
    unit_name = Text(label="Phòng ban", required=False, max_length=200)
    share = forms.CharField(label="Thời gian", max_length=12, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "theo nơi làm"), *((found.code, found.short_name) for found in org.agencies() if found.level == "tinh")]
        self.fields["agency"] = forms.ChoiceField(label="Cơ quan", required=False, choices=choices)

    def clean_share(self) -> str:
        text = self.cleaned_data["share"].strip().replace(",", ".")
        try:
            share = Decimal(text)
        except InvalidOperation as wrong:
            raise forms.ValidationError(f"“{text[:12]}” không phải là một con số.") from wrong
        if not share.is_finite() or not 0 <= share <= MOST_SHARE:
            raise forms.ValidationError("Thời gian của một bước phải là số không âm.")
        return shares.written(share)

    def step(self, no: int, unit: ShareUnit) -> Step:
        """The step as the catalogue keeps it."""
        given = self.cleaned_data
        agency = given["agency"] or None if given["place"] == "department" else None
        return Step(no, given["name"], given["role"], given["place"], given["act"], given["share"], unit, agency, given["unit_name"] or None)


class ProcessVersionForm(Form):
    valid_from = Day(label="Có hiệu lực từ")
    document = Text(label="Quyết định phê duyệt quy trình", max_length=200, help_text="Số, ký hiệu, ngày.")
    reason = Text(label="Lý do thay đổi", lines=2, max_length=500)
    named = forms.BooleanField(label="Ghi cả thành bản mới của quy trình có tên mà thủ tục đang theo", required=False)


class ProcessEdit:
    """The steps of a procedure as they stand, or as they were sent."""

    def __init__(
        self, base: Procedure, data: QueryDict | None = None, *, steps: tuple[Step, ...] = (), initial: Mapping[str, Any] | None = None
    ) -> None:
        self.base = base
        self.total, self.unit = shares.quantity(base.term)
        self.rows = Rows("buoc", StepForm, initial=[_initial(step) for step in steps or base.steps], data=data)
        self.version = ProcessVersionForm(data, initial=dict(initial or {}))

    def press(self, button: str) -> bool:
        """A button that only changes rows."""
        if not self.rows.press(button):
            return False
        self.loosen()
        return True

    def loosen(self) -> None:
        """Show what was typed without judging it."""
        self.rows.loosen()
        raw = {name: field.widget.value_from_datadict(self.version.data, {}, name) for name, field in self.version.fields.items()}
        self.version = ProcessVersionForm(initial=raw if self.version.is_bound else self.version.initial)

    @property
    def sum(self) -> Decimal | None:
        """What the shares add up to as typed; None while one cannot be read."""
        try:
            return sum((Decimal(str(row.get("share") or "0").strip().replace(",", ".")) for row in self.rows.raw), Decimal(0))
        except InvalidOperation:
            return None

    def is_valid(self, *, publishing: bool) -> bool:
        """Whether every row could be read; the version's own fields only when it is to be published."""
        good = self.rows.is_valid()
        if publishing:
            return bool(self.version.is_valid()) and good
        raw = {name: field.widget.value_from_datadict(self.version.data, {}, name) for name, field in self.version.fields.items()}
        self.version = ProcessVersionForm(initial=raw)
        return good

    def steps(self) -> tuple[Step, ...]:
        """The steps, numbered in order."""
        return tuple(form.step(no, self.unit) for no, form in enumerate(self.rows.forms, start=1))


def _initial(step: Step) -> dict[str, Any]:
    return asdict(step) | {"share": step.share.replace(".", ","), "agency": step.agency or "", "unit_name": step.unit_name or ""}
