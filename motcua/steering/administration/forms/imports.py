"""What goes with a file of procedures."""

from motcua.base.forms import Day, Form, Text


class ImportForm(Form):
    valid_from = Day(label="Có hiệu lực từ")
    document = Text(label="Văn bản", max_length=200, help_text="Quyết định công bố danh mục: số, ký hiệu, ngày.")
    reason = Text(label="Lý do", max_length=500)
