"""What a citizen types."""

from motcua.base.forms import Form, Text


class TrackForm(Form):
    code = Text(label="Mã hồ sơ", help_text="Dãy số in đậm trên giấy hẹn, ví dụ 000.01.25.H19-261120-0001.", max_length=100)
    secret = Text(label="Mã tra cứu", help_text="8 chữ và số in cạnh mã hồ sơ trên giấy hẹn; chữ hoa, chữ thường như nhau.", max_length=40)
