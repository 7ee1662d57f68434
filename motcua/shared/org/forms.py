"""Choosing the post in which one works."""

from collections.abc import Sequence
from typing import Any

from django import forms

from motcua.shared.org.officer import Officer


class PostForm(forms.Form):
    """One of the person's posts of today."""

    post = forms.ChoiceField(label="Chức danh", widget=forms.RadioSelect, error_messages={"invalid_choice": "Hãy chọn một chức danh đang giữ."})

    def __init__(self, *args: Any, held: Sequence[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(officer.post, f"{officer.title}, {officer.agency_name}") for officer in held]  # type: ignore[attr-defined]
