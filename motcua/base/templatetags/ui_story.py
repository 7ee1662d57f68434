"""Components that tell what happened, as built-in template tags."""

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("base/components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline items %}`: items with title, at, who, detail, state (done, now, next, late), all but title optional."""
    return {"items": [_event(item) for item in items]}


def _event(item: Any) -> dict[str, Any]:
    def read(name: str) -> Any:
        return item.get(name) if isinstance(item, dict) else getattr(item, name, None)

    return {name: read(name) for name in ("title", "at", "who", "detail", "href")} | {"state": read("state") or "done"}
