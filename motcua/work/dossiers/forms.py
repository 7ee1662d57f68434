"""Forms of the screens. They read what was typed and keep it; what is right or wrong is said by the actions, in one place for screens and API."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms

from motcua.base.errors import Refused
from motcua.base.forms import Day, Digits, Form, Text
from motcua.base.text import sort_key
from motcua.base.time import VN
from motcua.shared.catalogue.procedure import Paper, Procedure
from motcua.shared.org import identifiers
from motcua.shared.org import queries as org
from motcua.work.dossiers.fields import CHANNELS

KINDS = [("person", "Cá nhân"), ("organisation", "Tổ chức, doanh nghiệp")]
DISTRICT = re.compile(r"^(?:Thành phố|Thị xã|Huyện) ")
APPLICANT = ("kind", "name", "id_number", "phone", "email", "address", "ward_code", "tax_code", "representative")
MOST_COPIES = 1000
LACKS = "Chưa đánh dấu đã nhận giấy tờ này."


class Open(Form):
    """A form that reads and keeps; an empty field is the action's matter, so nobody is told the same thing twice."""

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        for name, errors in list(self.errors.items()):
            if name in self.fields and all(error.code == "required" for error in errors.as_data()):
                del self.errors[name]
                self.cleaned_data[name] = None

    def said(self, name: str) -> Any:
        """What was typed, cleaned; None when empty or not readable."""
        value = getattr(self, "cleaned_data", {}).get(name)
        return None if value in ("", None) else value


class FilingForm(Open):
    """Who hands in, how, and what the counter notes."""

    kind = forms.ChoiceField(label="Người nộp là", choices=KINDS, widget=forms.RadioSelect, initial="person")
    name = Text(label="Họ và tên, tên tổ chức", max_length=250)
    id_number = Digits(label="Số định danh cá nhân (CCCD)", max_length=900)
    birth_on = Day(label="Ngày sinh", required=False)
    tax_code = Text(label="Mã số thuế", max_length=40)
    representative = Text(label="Người đại diện", required=False, max_length=250)
    phone = Digits(label="Số điện thoại", required=False)
    email = Text(label="Thư điện tử", required=False, max_length=250)
    address = Text(label="Số nhà, đường", required=False)
    ward_code = forms.ChoiceField(label="Xã, phường cư trú", required=False)
    channel_in = forms.ChoiceField(label="Cách nộp", choices=list(CHANNELS.items()), initial="counter")
    channel_out = forms.ChoiceField(label="Nhận kết quả", choices=list(CHANNELS.items()), initial="counter")
    case = forms.ChoiceField(label="Trường hợp", required=False)
    note = Text(label="Ghi chú", required=False, lines=2, help_text="In trên giấy hẹn đưa cho người nộp.")
    reason = Text(label="Lý do không tiếp nhận", required=False, lines=2)

    def __init__(self, *args: Any, procedure: Procedure, agency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ward_code"].choices = wards()  # type: ignore[attr-defined]
        self.fields["case"].choices = [("", "Mặc định"), *[(case.key, case.name) for case in procedure.cases]]  # type: ignore[attr-defined]
        here = org.agency(agency)
        if not self.is_bound:
            self.fields["id_number"].widget.attrs["autofocus"] = True
        if here and here.gso_code:
            self.fields["ward_code"].initial = here.gso_code

    def body(self) -> dict[str, Any]:
        """The applicant and the ways, as `POST dossiers` takes them; papers and decision come beside."""
        applicant = {name: self.said(name) or "" for name in APPLICANT}
        born = self.said("birth_on")
        applicant["birth_on"] = born.isoformat() if isinstance(born, date) else ""
        plain = {name: self.said(name) for name in ("channel_in", "channel_out", "case")}
        return {"applicant": applicant, **plain, "note": self.said("note") or "", "reason": self.said("reason") or ""}


class ReturnForm(Open):
    """Who takes results home: each applicant their own, or one other person for all."""

    who = forms.ChoiceField(
        label="Người nhận kết quả", choices=[("self", "Chính người nộp"), ("other", "Người được ủy quyền")], widget=forms.RadioSelect, initial="self"
    )
    to_whom = Text(label="Họ và tên người nhận thay", required=False, max_length=200)
    id_number = Digits(label="Số định danh người nhận thay", required=False, max_length=20)
    authority = Text(label="Giấy ủy quyền", required=False, max_length=300)
    channel = forms.ChoiceField(label="Hình thức trả", choices=list(CHANNELS.items()), initial="counter")

    def check(self, at: datetime) -> None:
        """A sentence for each thing that another person must show."""
        if self.said("who") != "other":
            return
        for name, sentence in (
            ("to_whom", "Ghi họ tên người nhận thay."),
            ("id_number", "Ghi số định danh của người nhận thay."),
            ("authority", "Ghi giấy ủy quyền (số, ngày, nơi chứng thực nếu có)."),
        ):
            if not self.said(name) and name not in self.errors:
                self.add_error(name, sentence)
        number = self.said("id_number")
        verdict = identifiers.check_citizen_id(number, on=at.astimezone(VN).date()) if number else None
        if verdict is not None and verdict.error:
            self.add_error("id_number", verdict.error)

    def body(self, applicant: str) -> dict[str, Any]:
        """The fields of `return_result` for the dossier of this applicant."""
        made = {"to_whom": applicant, "channel": self.said("channel") or "counter"}
        if self.said("who") != "other":
            return made
        return made | {name: self.said(name) for name in ("to_whom", "id_number", "authority")}


@dataclass(slots=True)
class PaperLine:
    """A paper of the procedure on the form: brought or not, how many, its files as (id, name), what is missing about it."""

    paper: Paper
    brought: bool = False
    originals: str = ""
    copies: str = ""
    missing: bool = False
    note: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""

    @property
    def prefix(self) -> str:
        return f"paper-{self.paper.key}"

    def said(self) -> dict[str, Any]:
        """As a filing takes it. A number that cannot be read is sent on as it is, and refused with its sentence."""
        return {"key": self.paper.key, "originals": number(self.originals), "copies": number(self.copies), "files": [id for id, _ in self.files]}


def paper_lines(papers: Iterable[Paper], data: Mapping[str, Any] | None) -> list[PaperLine]:
    """The papers of the chosen case, as typed, or with the numbers that the procedure asks for."""
    return [_paper_line(paper, data) for paper in papers]


def _paper_line(paper: Paper, data: Mapping[str, Any] | None) -> PaperLine:
    asked = (str(paper.originals or (0 if paper.copies else 1)), str(paper.copies))
    line = PaperLine(paper, originals=asked[0], copies=asked[1])
    if data is None or f"{line.prefix}-seen" not in data:
        return line
    line.brought = f"{line.prefix}-on" in data
    line.originals, line.copies = data.get(f"{line.prefix}-originals", ""), data.get(f"{line.prefix}-copies", "")
    line.missing, line.note = f"{line.prefix}-missing" in data, data.get(f"{line.prefix}-note", "").strip()
    return line


def number(typed: str) -> Any:
    """A count as typed: empty is none, digits are a number, the rest stays text."""
    typed = typed.strip()
    return 0 if not typed else int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(MOST_COPIES)) + 3 else typed


def wards() -> list[tuple[str, str]]:
    """Communes of the province by name, each with its district in short: "Phường Bửu Hòa (Biên Hòa)"."""
    rows = [(a.gso_code, a.short_name, a.parent) for a in org.agencies() if a.level == "xa" and a.gso_code]
    named = [
        (code or "", f"{bare(name)} ({DISTRICT.sub('', bare(above.short_name))})" if parent and (above := org.agency(parent)) else bare(name))
        for code, name, parent in rows
    ]
    return [("", "Ngoài tỉnh hoặc chưa rõ"), *sorted(named, key=lambda row: sort_key(row[1]))]


def bare(name: str) -> str:
    """A place without its committee: "UBND phường An Bình" gives "Phường An Bình"."""
    rest = name.removeprefix("UBND ").strip()
    return rest[:1].upper() + rest[1:]


def place(form: Form, refused: Refused, lines: Sequence[PaperLine], sent: Mapping[str, Sequence[str]]) -> None:
    """Put a refusal beside the fields it names: `applicant.phone`, `papers.<key>`, `papers.<i>.file`, `missing.<i>.note`; the rest at the top."""
    by_key = {line.paper.key: line for line in lines}
    placed = False
    for name, sentence in refused.fields.items():
        line = _line_of(name, by_key, sent)
        own = name.rpartition(".")[2]
        if line is not None:
            line.error = line.error or (LACKS if sentence.startswith("Thiếu giấy tờ") else sentence)
        elif own in form.fields:
            form.add_error(own, sentence)
        else:
            form.add_error(None, sentence)
        placed = True
    if not placed:
        form.add_error(None, refused.detail)


def _line_of(name: str, by_key: Mapping[str, PaperLine], sent: Mapping[str, Sequence[str]]) -> PaperLine | None:
    head, _, rest = name.partition(".")
    if head not in sent or not rest:
        return None
    index, keys = rest.partition(".")[0], sent[head]
    key = keys[int(index)] if index.isascii() and index.isdigit() and int(index) < len(keys) else rest
    return by_key.get(key)
