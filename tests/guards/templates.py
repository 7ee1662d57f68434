"""An undefined variable in a template fails the test; `if` and `|default` may ask for what is not there."""

from typing import Any

from django.template import engines
from django.template.base import FilterExpression
from django.template.defaultfilters import default


class UndefinedVariable(AssertionError):
    """A template printed a variable that nobody gave it."""


class _Invalid(str):
    """What Django prints for an undefined variable: asked for, it raises."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        raise UndefinedVariable(f"undefined template variable {{{{ {variable} }}}}")


_resolve = FilterExpression.resolve


def _resolve_default(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
    asks = bool(self.filters) and self.filters[0][0] is default
    return _resolve(self, context, ignore_failures or asks)


def install() -> None:
    """Set the guard on every engine of the project."""
    for engine in engines.all():
        engine.engine.string_if_invalid = _Invalid("%s")  # type: ignore[attr-defined]
    FilterExpression.resolve = _resolve_default  # type: ignore[method-assign]
