"""The form of signing in."""

from typing import Any

from django import forms


class SignInForm(forms.Form):
    """Name and password. The name stays after an error, the password never does."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Nhập tên đăng nhập, ví dụ lan.nt.25993."},
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Nhập mật khẩu."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = "password" if self.is_bound and self.data.get("username", "").strip() else "username"
        self.fields[first].widget.attrs["autofocus"] = True
