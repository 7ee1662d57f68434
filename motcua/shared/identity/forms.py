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


class SecondForm(forms.Form):
    """The second proof: a one-time code, or a recovery code."""

    code = forms.CharField(
        label="Mã xác nhận",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        error_messages={"required": "Nhập mã 6 số trên điện thoại, hoặc một mã dự phòng."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CurrentForm(forms.Form):
    """Whatever changes the account asks for the password again."""

    current = forms.CharField(
        label="Mật khẩu hiện tại",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Nhập mật khẩu hiện tại."},
    )


class PasswordForm(CurrentForm):
    """A new password, twice."""

    password = forms.CharField(
        label="Mật khẩu mới",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Nhập mật khẩu mới."},
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Nhập lại mật khẩu mới."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "Hai lần nhập mật khẩu mới không giống nhau.")
        return given


class CodeForm(CurrentForm):
    """Turning on one-time codes: the password and the first code."""

    code = forms.CharField(
        label="Mã 6 số trên điện thoại",
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Nhập mã 6 số mà ứng dụng đang hiện."},
    )


class KeyForm(CurrentForm):
    """A new passkey: its name and what the browser answered."""

    name = forms.CharField(
        label="Tên gọi của khóa",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Ví dụ: Điện thoại của tôi.",
    )
    credential = forms.CharField(
        max_length=20000,
        widget=forms.HiddenInput,
        error_messages={"required": "Trình duyệt chưa gửi khóa. Bấm lại nút tạo khóa và làm theo chỉ dẫn."},
    )
