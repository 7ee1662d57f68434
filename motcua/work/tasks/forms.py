"""What the screens of a task ask for."""

from typing import Any

from django import forms

from motcua.base.forms import Form, Text
from motcua.shared.org import queries as org
from motcua.work.tasks.models import Task


class FinishForm(Form):
    note = Text(label="Đã làm gì", lines=3, max_length=1000, help_text="Ghi ngắn gọn để người giao việc biết kết quả.")


class ReassignForm(Form):
    to = forms.ChoiceField(label="Người nhận việc", choices=[])
    note = Text(label="Lời dặn", lines=2, max_length=1000, required=False)

    def __init__(self, *args: Any, task: Task, **options: Any) -> None:
        super().__init__(*args, **options)
        people = {officer.username: f"{officer.name} – {officer.title}" for officer in org.colleagues(task.agency) if officer.username != task.to}
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Chọn người nhận"), *people.items()]
