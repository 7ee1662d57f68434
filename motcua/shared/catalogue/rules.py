"""The law as data: rule sets (bộ quy tắc) read from `law/*.yaml`, each value with its article and how sure we are. Pure.

A dossier keeps the code of the rule set under which it was accepted; later ones never change it. A data set says which rule sets hold when in one
installation, and may keep one valid longer than the law did (then it is marked assumed); the real end dates stay in the law files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

LAW: Final = Path(__file__).parent / "law"
DEFAULT_DATA_SET: Final = "dong-nai-3"
CERTAINTIES: Final = ("V", "K-hi", "K-mid", "K-lo", "assumed")
T = TypeVar("T")
Plain = str | int | bool | list[Any] | dict[Any, Any]


class RuleError(ValueError):
    """A law file that cannot be used; the sentence names file and place."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the law: `article` is None where no article is known, `certainty` one of V, K-hi, K-mid, K-lo, assumed."""

    key: str
    value: Plain
    article: str | None
    certainty: str
    note: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Values:
    """Values by key, with typed doors; each raises RuleError for an unknown key or another type."""

    code: str
    values: Mapping[str, Value]

    def entry(self, key: str) -> Value:
        """The value with its article, certainty and note."""
        if key not in self.values:
            raise RuleError(f"{self.code}: không có giá trị {key}")
        return self.values[key]

    def value(self, key: str) -> Plain:
        """The plain value."""
        return self.entry(key).value

    def text(self, key: str) -> str:
        """A word, an hour (`15:00`) or a term (`1wd`)."""
        return _typed(self, key, str)

    def integer(self, key: str) -> int:
        """A whole number."""
        return _typed(self, key, int)

    def flag(self, key: str) -> bool:
        """Yes or no."""
        return _typed(self, key, bool)

    def table(self, key: str) -> dict[Any, Any]:
        """A table, such as the ten national states."""
        return _typed(self, key, dict)

    def rows(self, key: str) -> list[Any]:
        """A list, such as the forms."""
        return _typed(self, key, list)


@dataclass(frozen=True, slots=True)
class RuleSet(Values):
    """A rule set with its real validity; `valid_to` is the first day without."""

    name: str
    basis: tuple[str, ...]
    tiers: tuple[str, ...]
    valid_from: date
    valid_to: date | None

    def holds(self, on: date) -> bool:
        """Whether the law itself was in force on that day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Span:
    """When a rule set holds in a data set."""

    code: str
    valid_from: date
    valid_to: date | None
    certainty: str


@dataclass(frozen=True, slots=True)
class DataSet(Values):
    """What is particular to one installation: rule sets with the dates that hold here, reception, organisation."""

    name: str
    node: str
    spans: tuple[Span, ...]
    procedures_valid_from: date


@cache
def rule_set(code: str) -> RuleSet:
    """A rule set by code. RuleError when there is none or its file is wrong."""
    raw = _read(LAW / f"{code}.yaml")
    return RuleSet(
        code=code,
        values=_values(code, raw),
        name=_need(raw, "name", str, code),
        basis=tuple(_need(raw, "basis", list, code)),
        tiers=tuple(_need(raw, "tiers", list, code)),
        valid_from=_need(raw, "valid_from", date, code),
        valid_to=raw.get("valid_to"),
    )


@cache
def data_set(code: str) -> DataSet:
    """A data set by code. RuleError when there is none or its file is wrong."""
    raw = _read(LAW / "data_sets" / f"{code}.yaml")
    spans = tuple(
        Span(str(row["code"]), row["valid_from"], row["valid_to"], _certainty(row.get("certainty"), code))
        for row in _need(raw, "rule_sets", list, code)
    )
    return DataSet(
        code=code,
        values=_values(code, raw),
        name=_need(raw, "name", str, code),
        node=_need(raw, "node", str, code),
        spans=spans,
        procedures_valid_from=_need(raw, "procedures_valid_from", date, code),
    )


def rule_set_on(on: date, data_set_code: str = DEFAULT_DATA_SET) -> RuleSet:
    """The rule set that holds on a day in a data set. RuleError when none does."""
    for span in data_set(data_set_code).spans:
        if span.valid_from <= on and (span.valid_to is None or on < span.valid_to):
            return rule_set(span.code)
    raise RuleError(f"{data_set_code}: không có bộ quy tắc nào cho ngày {on:%d/%m/%Y}")


def codes() -> list[str]:
    """All shipped rule sets."""
    return sorted(path.stem for path in LAW.glob("*.yaml"))


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise RuleError(f"không có bộ quy tắc {path.stem}")
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleError(f"{path.name}: không đọc được YAML: {error}") from error
    if not isinstance(raw, dict) or raw.get("code") != path.stem:
        raise RuleError(f"{path.name}: trường code phải là {path.stem}")
    return raw


def _values(code: str, raw: Mapping[str, Any]) -> dict[str, Value]:
    return {str(key): _value(code, str(key), given) for key, given in _need(raw, "values", dict, code).items()}


def _value(code: str, key: str, given: Any) -> Value:
    if not isinstance(given, dict) or given.get("value") is None:
        raise RuleError(f"{code}: {key} phải có value, article, certainty")
    if "article" not in given:
        raise RuleError(f"{code}: {key} phải ghi article (điều khoản), null khi chưa biết")
    choices = tuple(given.get("choices", ()))
    if choices and given["value"] not in choices:
        raise RuleError(f"{code}: {key} phải là một trong {', '.join(choices)}")
    return Value(key, given["value"], given["article"], _certainty(given.get("certainty"), f"{code}: {key}"), given.get("note", ""), choices)


def _certainty(given: Any, where: str) -> str:
    if given not in CERTAINTIES:
        raise RuleError(f"{where}: certainty phải là một trong {', '.join(CERTAINTIES)}")
    return str(given)


def _need(raw: Mapping[str, Any], key: str, kind: type[T], where: str) -> T:
    found = raw.get(key)
    if not isinstance(found, kind):
        raise RuleError(f"{where}: thiếu {key} hoặc sai kiểu")
    return found


def _typed(values: Values, key: str, kind: type[T]) -> T:
    found = values.value(key)
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise RuleError(f"{values.code}: {key} không phải kiểu {kind.__name__}")
    return found
