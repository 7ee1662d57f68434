"""Rows of one kind in a form, added and taken away by buttons: no script is needed, and what was typed stays."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from motcua.base.errors import BadRequest
from motcua.base.forms import Form

Row = TypeVar("Row", bound=Form)
MOST = 120
DIGITS = 4


class Rows(Generic[Row]):
    """Forms of one class, each under a number of its own (`papers-3-name`); `ids` names the numbers in their order."""

    def __init__(self, name: str, make: Callable[..., Row], *, initial: Sequence[Mapping[str, Any]] = (), data: QueryDict | None = None) -> None:
        self.name, self._make, self._data = name, make, data
        self.numbers = _numbers(data.get(f"{name}-ids", "")) if data is not None else list(range(len(initial)))
        self.forms: list[Row] = [self._form(no, initial[place] if data is None else None) for place, no in enumerate(self.numbers)]

    @property
    def ids(self) -> str:
        """The numbers, as the hidden field keeps them."""
        return ",".join(map(str, self.numbers))

    @property
    def numbered(self) -> list[tuple[int, Row]]:
        """Each form with its number, for its buttons."""
        return list(zip(self.numbers, self.forms, strict=True))

    @property
    def raw(self) -> list[dict[str, Any]]:
        """What was typed, unchecked."""
        return [_typed(form) for form in self.forms]

    def is_valid(self) -> bool:
        """Whether every row is."""
        return all([form.is_valid() for form in self.forms])

    def press(self, button: str) -> bool:
        """`them-papers` adds a row, `bo-papers-3` drops one, `len-papers-3` and `xuong-papers-3` move it. Whether the button was one of these."""
        verb, _, rest = button.partition("-")
        name, _, number = rest.rpartition("-") if verb != "them" else (rest, "", "")
        if name != self.name or verb not in {"them", "bo", "len", "xuong"}:
            return False
        if verb == "them":
            self.add({})
        elif number.isdigit() and int(number) in self.numbers:
            self._move(verb, self.numbers.index(int(number)))
        return True

    def add(self, initial: Mapping[str, Any]) -> None:
        """A new row at the end, not yet checked."""
        if len(self.numbers) >= MOST:
            raise BadRequest(f"Một biểu mẫu có nhiều nhất {MOST} dòng.")
        number = max(self.numbers, default=-1) + 1
        self.numbers.append(number)
        self.forms.append(self._make(prefix=f"{self.name}-{number}", initial=dict(initial)))

    def loosen(self) -> None:
        """Forms that show what was typed without judging it: while rows are still being added."""
        self.forms = [self._make(prefix=form.prefix, initial=_typed(form)) if form.is_bound else form for form in self.forms]

    def _move(self, verb: str, place: int) -> None:
        if verb == "bo":
            del self.numbers[place], self.forms[place]
            return
        other = place + (1 if verb == "xuong" else -1)
        if 0 <= other < len(self.numbers):
            self.numbers[place], self.numbers[other] = self.numbers[other], self.numbers[place]
            self.forms[place], self.forms[other] = self.forms[other], self.forms[place]

    def _form(self, number: int, initial: Mapping[str, Any] | None) -> Row:
        return self._make(self._data, prefix=f"{self.name}-{number}", initial=dict(initial or {}))


def _numbers(text: str) -> list[int]:
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST or len(set(parts)) < len(parts) or not all(part.isascii() and part.isdigit() and len(part) <= DIGITS for part in parts):
        raise BadRequest("Biểu mẫu gửi lên không đọc được. Hãy mở lại trang rồi nhập lại.")
    return [int(part) for part in parts]


def _typed(form: Form) -> dict[str, Any]:
    if not form.is_bound:
        return dict(form.initial)
    return {name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)) for name, field in form.fields.items()}
