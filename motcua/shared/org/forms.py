"""Choosing the post in which one works."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from motcua.base.forms import Day, Form
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ABSENCES

LATEST_YEAR = 2200


class SpanForm(Form):
    """Who will be away, from which day to which, both included."""

    nguoi = forms.ChoiceField(label="Người vắng")
    tu = Day(label="Vắng từ ngày")
    den = Day(label="Đến hết ngày")

    def __init__(self, *args: Any, people: Sequence[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tu"].widget.attrs["autofocus"] = not self.is_bound
        self.fields["nguoi"].choices = [(one.username, f"{one.name} – {one.title}") for one in people]  # type: ignore[attr-defined]

    def clean_den(self) -> date:
        last: date = self.cleaned_data["den"]
        if last.year > LATEST_YEAR:
            raise forms.ValidationError("Ngày này quá xa.")
        return last


class AbsenceForm(SpanForm):
    """And why, and who does the work meanwhile."""

    kind = forms.ChoiceField(label="Lý do", choices=list(ABSENCES.items()), widget=forms.RadioSelect)
    substitute = forms.ChoiceField(label="Người làm thay")

    def __init__(self, *args: Any, substitutes: Sequence[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tu"].widget.attrs["autofocus"] = False
        found = [(one.username, f"{one.name} – {one.title}") for one in substitutes]
        self.fields["substitute"].choices = [("", "Chọn người làm thay"), *found]  # type: ignore[attr-defined]


class PostForm(forms.Form):
    """One of the person's posts of today."""

    post = forms.ChoiceField(label="Chức danh", widget=forms.RadioSelect, error_messages={"invalid_choice": "Hãy chọn một chức danh đang giữ."})

    def __init__(self, *args: Any, held: Sequence[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(officer.post, f"{officer.title}, {officer.agency_name}") for officer in held]  # type: ignore[attr-defined]
