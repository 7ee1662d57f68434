"""A new version of a procedure as a form: its own fields, and rows of channels, cases and papers. Nothing is edited in place."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from motcua.base.forms import Day, Digits, Form, Text
from motcua.shared.catalogue import importing, knowledge, revising, rules
from motcua.shared.catalogue.procedure import CHANNELS, LEVELS, Case, Channel, Paper, Procedure
from motcua.steering.administration.forms.rows import Rows

LOCAL = [(code, LEVELS[code][0].upper() + LEVELS[code][1:]) for code in importing.LOCAL_LEVELS]
MOST_COPIES = 99
MOST_FEE = 10**12


class Lines(Text):
    """Several values, one a line; cleaned to a tuple without empty ones."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"lines": 3, "required": False, "help_text": "Mỗi dòng một mục.", "max_length": 20000, **options})

    def to_python(self, value: Any) -> Any:
        return tuple(dict.fromkeys(part for line in (value or "").splitlines() if (part := " ".join(super(Lines, self).to_python(line).split()))))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The length of all lines together was bounded by what a form may send."""


class MainForm(Form):
    """What a procedure is, beside its rows."""

    name = Text(label="Tên thủ tục", lines=2, max_length=1000)
    field = Text(label="Lĩnh vực", max_length=300)
    level = forms.ChoiceField(label="Cấp giải quyết", choices=LOCAL)
    popular = forms.BooleanField(label="Thủ tục phổ biến, hiện ở đầu danh sách", required=False)
    subjects = Lines(label="Đối tượng")
    results = Lines(label="Kết quả")
    legal_basis = Lines(label="Căn cứ pháp lý")
    notes = Lines(label="Ghi chú")
    doubts = forms.MultipleChoiceField(
        label="Chỗ chưa chắc còn giữ", required=False, widget=forms.CheckboxSelectMultiple, help_text="Bỏ dấu ở câu nào đã được xác minh."
    )

    def __init__(self, *args: Any, doubts: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        choices = self.fields["doubts"]
        assert isinstance(choices, forms.MultipleChoiceField)  # noqa: S101 as declared above
        choices.choices = [(sentence, sentence) for sentence in doubts]
        if not doubts:
            del self.fields["doubts"]


class ChannelForm(Form):
    channel = forms.ChoiceField(label="Kênh", choices=list(CHANNELS.items()))
    amount = forms.IntegerField(label="Thời hạn", min_value=1, max_value=9999)
    unit = forms.ChoiceField(label="Đơn vị", choices=list(revising.UNITS.items()))
    cutoff = forms.IntegerField(label="Giờ chốt", required=False, min_value=1, max_value=23)
    term_uncertain = forms.BooleanField(label="chưa chắc", required=False)
    fee = Digits(label="Phí, lệ phí (đồng)", required=False)
    fee_note = Text(label="Nói thêm về phí", required=False, max_length=300)

    def clean_fee(self) -> int | None:
        text = self.cleaned_data["fee"]
        if text and not (text.isascii() and text.isdigit() and int(text[:15]) <= MOST_FEE):
            raise forms.ValidationError("Phí phải là số đồng nguyên, không âm.")
        return int(text) if text else None

    def channel_row(self) -> Channel:
        """The row as the catalogue keeps it."""
        given = self.cleaned_data
        cutoff = f";c{given['cutoff']}" if given["cutoff"] else ""
        return Channel(given["channel"], f"{given['amount']}{given['unit']}{cutoff}", given["term_uncertain"], given["fee"], given["fee_note"])


class CaseForm(Form):
    case = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    name = Text(label="Tên trường hợp", max_length=500)


class PaperForm(Form):
    paper = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    name = Text(label="Giấy tờ", lines=2, max_length=3000)
    required = forms.BooleanField(label="bắt buộc", required=False)
    originals = forms.IntegerField(label="Bản chính", min_value=0, max_value=MOST_COPIES)
    copies = forms.IntegerField(label="Bản sao", min_value=0, max_value=MOST_COPIES)
    group = forms.CharField(label="Trường hợp", required=False, max_length=60)

    def paper_row(self) -> Paper:
        """The row as the catalogue keeps it."""
        given = self.cleaned_data
        return Paper(given["paper"], given["name"], given["required"], given["originals"], given["copies"], given["group"] or None)


class VersionForm(Form):
    """From when a version holds, by which decision, and why."""

    valid_from = Day(label="Có hiệu lực từ")
    decision = Text(label="Quyết định công bố", max_length=200, help_text="Số, ký hiệu, ngày.")
    reason = Text(label="Lý do thay đổi", lines=2, max_length=500)


class WithdrawForm(VersionForm):
    why_not = Text(label="Người dân sẽ đọc", lines=2, max_length=500, help_text="Vì sao thủ tục không còn được tiếp nhận, và làm gì thay.")


class ProcedureEdit:
    """The whole form of a new version: from the version before, or from what was sent."""

    def __init__(self, base: Procedure, data: QueryDict | None = None, *, today: date | None = None) -> None:
        self.base = base
        self.main = MainForm(data, initial=_main(base), doubts=base.assumed)
        self.version = VersionForm(data, initial={"valid_from": today})
        self.channels = Rows("kenh", ChannelForm, initial=[_channel(row) for row in base.channels], data=data)
        self.cases = Rows("truong-hop", CaseForm, initial=[{"case": row.key, "name": row.name} for row in base.cases], data=data)
        self.papers = Rows("giay-to", PaperForm, initial=[_paper(row) for row in base.papers], data=data)
        self._name_groups()

    @property
    def rows(self) -> list[Rows[Any]]:
        return [self.channels, self.cases, self.papers]

    def press(self, button: str) -> bool:
        """A button that only changes rows; nothing is judged yet."""
        if not any([rows.press(button) for rows in self.rows]):
            return False
        for rows in self.rows:
            rows.loosen()
        self.main = MainForm(initial=_raw(self.main), doubts=self.base.assumed)
        self.version = VersionForm(initial=_raw(self.version))
        self._name_groups()
        return True

    def is_valid(self, *, publishing: bool) -> bool:
        """Whether everything could be read; the version's own fields only when it is to be published."""
        good = all([self.main.is_valid(), *(rows.is_valid() for rows in self.rows)])
        if not publishing:
            self.version = VersionForm(initial=_raw(self.version))
            return good
        return bool(self.version.is_valid()) and good

    def procedure(self, on: date) -> Procedure:
        """The version that would be published on a day. ValueError with a sentence when the limit is too short for the steps."""
        given = dict(self.main.cleaned_data)
        cases = revising.keyed_cases([Case(form.cleaned_data["case"], form.cleaned_data["name"]) for form in self.cases.forms])
        changed = replace(
            self.base,
            **{name: given[name] for name in ("name", "field", "level", "popular", "subjects", "results", "legal_basis", "notes")},
            accepted=True,
            why_not=None,
            assumed=tuple(given.get("doubts", ())),
            channels=tuple(form.channel_row() for form in self.channels.forms),
            cases=cases,
            papers=revising.keyed_papers([form.paper_row() for form in self.papers.forms]),
            rule_set=_law_on(on),
        )
        return self._with_process(changed)

    def _with_process(self, changed: Procedure) -> Procedure:
        """The steps follow: divided anew for another limit, made anew for another level or where there were none."""
        if not changed.term:
            return changed
        moved = changed.level != self.base.level or not self.base.steps
        known = knowledge.shipped()
        if moved:
            levels = tuple(dict.fromkeys((changed.level, *changed.levels)))
            changed = replace(changed, levels=levels, department=changed.department or known.department(changed.field))
        try:
            steps = importing.generated(changed, known) if moved else revising.rescaled(changed.steps, changed.term)
        except ValueError as short:
            raise ValueError(f"Thời hạn {self.channels.forms[0].cleaned_data['amount']} quá ngắn để chia cho các bước của quy trình.") from short
        return revising.with_steps(changed, steps)

    def _name_groups(self) -> None:
        """A paper's case is chosen from those that have a key; a case just added has one after the next look."""
        names = [(str(row.get("case") or ""), str(row.get("name") or "")) for row in self.cases.raw]
        choices = [("", "Hồ sơ chung"), *((key, name[:60]) for key, name in names if key)]
        for form in self.papers.forms:
            form.fields["group"] = forms.ChoiceField(label="Trường hợp", required=False, choices=choices)


def _main(base: Procedure) -> dict[str, Any]:
    names = ("name", "field", "level", "popular", "subjects", "results", "legal_basis", "notes")
    return {name: getattr(base, name) for name in names} | {"doubts": list(base.assumed)}


def _channel(row: Channel) -> Mapping[str, Any]:
    amount, unit, cutoff = revising.split_term(row.term)
    fee = "" if row.fee is None else str(row.fee)
    return asdict(row) | {"amount": amount, "unit": unit, "cutoff": cutoff, "fee": fee}


def _paper(row: Paper) -> Mapping[str, Any]:
    return asdict(row) | {"paper": row.key, "group": row.group or ""}


def _raw(form: Form) -> dict[str, Any]:
    return {name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)) for name, field in form.fields.items()}


def _law_on(on: date) -> str:
    try:
        return rules.rule_set_on(on).code
    except rules.RuleError as none:
        raise ValueError(f"Không có bộ quy tắc nào dùng ở đây vào ngày {on:%d/%m/%Y}.") from none
