"""Which topic of the help belongs to which page. Rooms register theirs in `AppConfig.ready`; a page without a topic shows no question mark.

help.register("counter", "tiep-nhan")   # the page of the route `counter` is explained at /tro-giup/tiep-nhan
"""

from motcua.base import guides

ADDRESS = "/tro-giup/"
_topics: dict[str, str] = {}


def register(url_name: str, topic: str) -> None:
    """Tie a route to a topic, or tie it anew."""
    _topics[url_name] = topic


def url_for(url_name: str | None) -> str:
    """Where the page of this route is explained, else nothing. Topics name their pages themselves (`guides`); a room may tie more."""
    topic = _topics.get(url_name or "") or guides.topics_by_page().get(url_name or "")
    return f"{ADDRESS}{topic}" if topic else ""
