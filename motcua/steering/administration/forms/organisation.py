"""Forms of the organisation: each change with its reason and its document."""

from collections.abc import Iterable
from typing import Any

from django import forms

from motcua.base.forms import Day, Digits, Form, Text
from motcua.shared.org.entries import Why
from motcua.shared.org.roles import MANDATES, ROLES

LEVELS = [("xa", "Cấp xã"), ("huyen", "Cấp huyện"), ("tinh", "Cấp tỉnh")]


class WhyForm(Form):
    """A change says why, and by which document."""

    document = Text(label="Văn bản", max_length=200, help_text="Số, ký hiệu và ngày của quyết định, thông báo.")
    reason = Text(label="Lý do", lines=2, max_length=500)

    def why(self) -> Why:
        """The reason as the history keeps it."""
        return Why(self.cleaned_data["reason"], self.cleaned_data["document"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("document", "reason"):
            self.fields[name] = self.fields.pop(name)


class AgencyForm(WhyForm):
    code = Text(label="Mã cơ quan", max_length=40, help_text="Ví dụ 000.31.25.H19, theo cách đặt mã của tỉnh.")
    name = Text(label="Tên đầy đủ", max_length=200)
    short_name = Text(label="Tên ngắn", max_length=120, required=False, help_text="Hiện trong danh sách; để trống thì dùng tên đầy đủ.")
    level = forms.ChoiceField(label="Cấp", choices=LEVELS)
    parent = Text(label="Trực thuộc (mã cơ quan)", max_length=40, required=False)
    gso_code = Digits(label="Mã đơn vị hành chính", max_length=10, required=False, help_text="Mã của Tổng cục Thống kê, cho cấp xã và huyện.")
    counter = forms.BooleanField(label="Có Bộ phận Một cửa", required=False, initial=True)
    valid_from = Day(label="Hoạt động từ ngày")


class RenameForm(WhyForm):
    name = Text(label="Tên đầy đủ", max_length=200)
    short_name = Text(label="Tên ngắn", max_length=120)


class UnitForm(WhyForm):
    code = Text(label="Mã phòng ban", max_length=60)
    name = Text(label="Tên phòng ban", max_length=200)
    valid_from = Day(label="Từ ngày")


class EndForm(WhyForm):
    on = Day(label="Kết thúc từ ngày", help_text="Ngày đầu tiên không còn hiệu lực.")


class PostForm(WhyForm):
    """Somebody takes a post."""

    username = Text(label="Tên đăng nhập", max_length=60, help_text="Chữ thường không dấu, ví dụ lan.nt.25993.")
    name = Text(label="Họ và tên", max_length=120, required=False, help_text="Bắt buộc khi là người mới.")
    phone = Digits(label="Điện thoại", max_length=20, required=False)
    post = Text(label="Mã chức danh", max_length=80)
    title = Text(label="Tên chức danh", max_length=120, help_text="Ví dụ Chuyên viên, Phó Chủ tịch.")
    unit = forms.ChoiceField(label="Phòng ban", required=False)
    roles = forms.MultipleChoiceField(label="Vai trò", choices=[(r.code, r.name) for r in ROLES.values()], widget=forms.CheckboxSelectMultiple)
    valid_from = Day(label="Từ ngày")
    valid_to = Day(label="Đến trước ngày", required=False)
    password = forms.CharField(
        label="Mật khẩu ban đầu",
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Chỉ cho người mới; họ tự đổi ở trang Bảo mật tài khoản.",
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", "Không thuộc phòng ban"), *units]


class PersonForm(WhyForm):
    name = Text(label="Họ và tên", max_length=120)
    phone = Digits(label="Điện thoại", max_length=20, required=False)


class PasswordForm(WhyForm):
    password = forms.CharField(label="Mật khẩu tạm", strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


class MandateForm(WhyForm):
    id = Text(label="Mã ủy quyền", max_length=60)
    kind = forms.ChoiceField(label="Hình thức", choices=[(key, f"{key}. {name}") for key, name in MANDATES.items()])
    grantor = Text(label="Chức danh giao (mã)", max_length=80)
    holder = Text(label="Chức danh nhận (mã)", max_length=80)
    valid_from = Day(label="Từ ngày")
    valid_to = Day(label="Đến trước ngày", required=False)


class MergeForm(Form):
    """Which agencies end, which follow them, from which day. Asked by GET: rehearsing writes nothing."""

    codes = Text(label="Cơ quan kết thúc", lines=3, max_length=4000, help_text="Mỗi dòng một mã.")
    successors = Text(label="Cơ quan kế thừa", lines=2, max_length=1000, help_text="Mỗi dòng một mã; lập cơ quan mới trước nếu chưa có.")
    on = Day(label="Từ ngày", help_text="Ngày đầu tiên cơ quan cũ không còn.")

    def listed(self, name: str) -> list[str]:
        """The codes of a box, each once."""
        return list(dict.fromkeys(self.cleaned_data[name].split()))

    def clean_codes(self) -> str:
        return " ".join(self.cleaned_data["codes"].split())

    def clean_successors(self) -> str:
        return " ".join(self.cleaned_data["successors"].split())
