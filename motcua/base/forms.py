"""Base of all forms: text is composed (NFC) and trimmed, errors are sentences, and a hidden key makes a second sending harmless."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms

from motcua.base.errors import Refused
from motcua.base.text import nfc
from motcua.base.words import DAY_INPUT

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y"]
MOMENTS = ["%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
WRONG_MOMENT = "Hãy nhập giờ và ngày theo dạng giờ:phút ngày/tháng/năm, ví dụ 17:00 20/11/2026."
WRONG_DAY = "Hãy nhập ngày theo dạng ngày/tháng/năm, ví dụ 03/02/1990."


def new_key() -> str:
    """A fresh idempotency key."""
    return str(uuid4())


class Text(forms.CharField):
    """One line of text, or several with `lines=4`: NFC, no control characters."""

    def __init__(self, *, lines: int = 1, autocomplete: str = "off", **options: Any) -> None:
        attrs: dict[str, Any] = {"autocomplete": autocomplete}
        widget: forms.Widget = forms.TextInput(attrs=attrs) if lines == 1 else forms.Textarea(attrs={**attrs, "rows": lines})
        super().__init__(**{"widget": widget, "max_length": 500 if lines == 1 else 5000, **options})

    def to_python(self, value: Any) -> str:
        return super().to_python(CONTROL.sub(" ", nfc(str(value))) if value else value) or ""


class Digits(Text):
    """A code or number that people type with spaces and dots: they are taken out; a number pad comes up on a phone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s.\-]", "", super().to_python(value))


class DayInput(forms.TextInput):
    """A box for a day. Never `type=date`: that one follows the language of the browser and shows month before day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={**DAY_INPUT, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else super().format_value(value)


class Day(forms.DateField):
    """A date as people write it: 1/2/1990, 01-02-1990, 01021990, also 1990-02-01; kept as typed when it is wrong."""

    def __init__(self, **options: Any) -> None:
        widget = DayInput()
        errors = {"invalid": WRONG_DAY}
        super().__init__(**{"widget": widget, "input_formats": DAYS, "error_messages": errors, **options})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class Moment(forms.DateTimeField):
    """A day with its hour, as this house says it: 17:00 20/11/2026; the other way round is understood too, and so is what a program writes."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "off", "placeholder": "giờ:phút ngày/tháng/năm"}
        widget = forms.DateTimeInput(attrs=attrs, format=MOMENTS[0])
        super().__init__(**{"widget": widget, "input_formats": MOMENTS, "error_messages": {"invalid": WRONG_MOMENT}, **options})


def day_of(text: str | None) -> date | None:
    """The day that was typed into a filter (`{% pick_day %}`), None when there is none or it is not one."""
    try:
        value: date | None = Day(required=False).clean(text or "")
    except forms.ValidationError:
        return None
    return value


def moment_of(text: str | None) -> datetime | None:
    """The moment that was typed, in Vietnam's time; None when it is not one."""
    try:
        value: datetime | None = Moment(required=False).clean(text or "")
    except forms.ValidationError:
        return None
    return value


class Form(forms.Form):
    """A form of ours. `key` goes with it in a hidden field (see `{% post_form %}`); `refuse` puts a refusal beside its fields."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.error_messages["required"] = _required(field)

    @property
    def key(self) -> str:
        """The idempotency key that came with the form, else a fresh one."""
        return str(self.data.get("key") or new_key())

    def refuse(self, exc: Refused, names: Mapping[str, str] | None = None) -> None:
        """Take over what an action refused: its fields (renamed by `names`) to theirs, the rest to the top of the form."""
        self.errors  # noqa: B018  full_clean must have run before errors are added
        names = names or {}
        placed = False
        for name, sentence in exc.fields.items():
            own = names.get(name, name.rpartition(".")[2])
            if own in self.fields:
                self.add_error(own, sentence)
                placed = True
            else:
                self.add_error(None, sentence)
        if not placed:
            self.add_error(None, exc.detail)


def _required(field: forms.Field) -> str:
    label = str(field.label or "").strip()
    verb = "Hãy chọn" if isinstance(field, forms.ChoiceField | forms.FileField) else "Hãy nhập"
    return f"{verb} {label[:1].lower()}{label[1:]}." if label else f"{verb} mục này."
