"""Reading lists page by page, by key and not by number: stable while others insert, and as quick on page 1,000 as on page 1."""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from motcua.base.errors import BadRequest

Row = TypeVar("Row")
MOST = 200
READERS: dict[str, Any] = {"t": datetime.fromisoformat, "d": date.fromisoformat, "n": Decimal, "u": UUID}


@contextmanager
def snapshot() -> Iterator[None]:
    """All statements inside see the database at one moment, so that figures which must agree are not torn apart by who writes meanwhile.

    Read only. Inside a transaction that already runs it changes nothing.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`items` of this page and the cursor of the next one, or None when this is the last."""

    items: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """One field of the order; rows without a value come last."""

    path: str
    down: bool
    empty: bool


def page(queryset: QuerySet[Any, Row], order: Sequence[str], cursor: str | None = "", limit: int = 50) -> Page[Row]:
    """One page of a queryset (of models or of `values()`) in `order` ("due_at", "-accepted_at", "id"); the last field must be unique.

    An empty cursor is the first page. A cursor that cannot be read, or of another order, raises BadRequest.
    """
    keys = [_key(queryset.model, name) for name in order]
    size = max(1, min(limit, MOST))
    rows = queryset.order_by(*(_order(key) for key in keys))
    if cursor:
        rows = _after(rows, keys, decode(cursor, order))
    found = list(rows[: size + 1])
    more = len(found) > size
    items = found[:size]
    return Page(items, encode([_value(items[-1], key.path) for key in keys], order) if more else None)


def encode(values: Sequence[Any], order: Sequence[str]) -> str:
    """A cursor: readable by whoever cares, safe in an address, tied to its order. It holds nothing that the row did not show."""
    raw = json.dumps([",".join(order), *(_pack(value) for value in values)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def decode(cursor: str, order: Sequence[str]) -> list[Any]:
    """The values of a cursor; BadRequest when it is not one of this order."""
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or raw[:1] != [",".join(order)] or len(raw) != len(order) + 1:
            raise ValueError("cursor of another list")
        return [_unpack(value) for value in raw[1:]]
    except (ValueError, TypeError, KeyError, ArithmeticError, binascii.Error, RecursionError) as exc:
        raise _unreadable() from exc


def limit_of(text: str | None, default: int = 50) -> int:
    """`limit` of a query string: 1 to 200."""
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= MOST:
        raise BadRequest(f"Số dòng mỗi trang phải từ 1 đến {MOST}.", fields={"limit": f"Từ 1 đến {MOST}."})
    return int(text)


def _unreadable() -> BadRequest:
    return BadRequest("Không đọc được vị trí trang. Hãy mở lại danh sách từ đầu.", fields={"cursor": "Không đọc được vị trí trang."})


def _pack(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return {"t": value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if isinstance(value, UUID):
        return {"u": str(value)}
    raise TypeError(f"no cursor over {type(value).__name__}")


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return READERS[kind](text)
    if isinstance(value, list | float) or (isinstance(value, str) and "\x00" in value):
        raise ValueError("not a cursor's value")
    return value


def _key(model: type[Model], name: str) -> Key:
    path = name.removeprefix("-")
    return Key(path, name.startswith("-"), _may_be_empty(model, path))


def _may_be_empty(model: type[Model], path: str) -> bool:
    options = model._meta
    empty = False
    try:
        for part in path.split("__"):
            field = options.pk if part == "pk" else options.get_field(part)
            empty = empty or bool(getattr(field, "null", True))
            if getattr(field, "related_model", None):
                options = field.related_model._meta  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return True
    return empty


def _order(key: Key) -> OrderBy:
    last = True if key.empty else None
    return F(key.path).desc(nulls_last=last) if key.down else F(key.path).asc(nulls_last=last)


def _after(rows: QuerySet[Any, Row], keys: Sequence[Key], values: Sequence[Any]) -> QuerySet[Any, Row]:
    later, same = Q(pk__in=[]), Q()
    try:
        for key, value in zip(keys, values, strict=True):
            beyond = _beyond(key, value)
            if beyond is not None:
                later |= same & beyond
            same &= Q(**({f"{key.path}__isnull": True} if value is None else {key.path: value}))
        bound = _bound(keys[0], values[0])
        return rows.filter(bound, later) if bound is not None else rows.filter(later)
    except (ValueError, TypeError, ValidationError) as exc:
        raise _unreadable() from exc


def _beyond(key: Key, value: Any) -> Q | None:
    if value is None:
        return None
    beyond = Q(**{f"{key.path}__{'lt' if key.down else 'gt'}": value})
    return beyond | Q(**{f"{key.path}__isnull": True}) if key.empty else beyond


def _bound(key: Key, value: Any) -> Q | None:
    """Said once more about the first field alone, so that its index is walked from here and not from the start."""
    if value is None or key.empty:
        return None
    return Q(**{f"{key.path}__{'lte' if key.down else 'gte'}": value})


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row[path]
    value = row
    for part in path.split("__"):
        value = getattr(value, part, None)
    return value
