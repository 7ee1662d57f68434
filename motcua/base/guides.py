"""The help of the product: Markdown files of `docs/huong-dan`, read once. The same texts are the user guide that people read outside the product.

A file begins with a head in YAML: `title`, `order`; a guide has `roles` (whose day it is), a topic `pages` (routes that it explains) and `law`.
Guides lie in the folder itself, topics in `muc/`, tours in `chuyen/`. No HTML passes from a file to the page; links to `.md` files become links of
the product, and so do pictures.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from motcua.base.text import slug

HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.S)
LINK = re.compile(r"^(?:\.\./)?(?:muc/)?([a-z0-9-]+)\.md(#[\w-]+)?$")
PICTURE = re.compile(r"^(?:\.\./)+pictures/((?:[a-z0-9-]+/)*[a-z0-9-]+\.png)$")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Guide:
    """One text: a guide for a role, or (`topic`) what one kind of page does, with the article of law behind it."""

    slug: str
    title: str
    order: int
    roles: tuple[str, ...]
    pages: tuple[str, ...]
    law: str
    topic: bool
    text: str

    def html(self) -> SafeString:
        """The text as the product shows it."""
        return _html(self.slug, self.text)

    def lead(self) -> str:
        """The first sentence, for lists."""
        first = next((line for line in self.text.splitlines() if line and line[0].isalpha()), "")
        return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", first).split(". ")[0].rstrip(".") + "."


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a tour: the route of a page, and what to see there."""

    page: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Tour:
    """A short walk through the product for one role."""

    slug: str
    title: str
    roles: tuple[str, ...]
    stops: tuple[Stop, ...]


def folder() -> Path:
    """Where the texts lie."""
    return Path(settings.GUIDES)


@cache
def guides() -> dict[str, Guide]:
    """All guides and topics by slug, in order."""
    files = [(path, False) for path in sorted(folder().glob("*.md"))] + [(path, True) for path in sorted(folder().glob("muc/*.md"))]
    found = [_read(path, topic) for path, topic in files if path.stem != "README"]
    return {guide.slug: guide for guide in sorted(found, key=lambda guide: (guide.topic, guide.order, guide.title))}


@cache
def tours() -> dict[str, Tour]:
    """All tours by slug."""
    found: dict[str, Tour] = {}
    for path in sorted(folder().glob("chuyen/*.yaml")):
        said = yaml.safe_load(path.read_text())
        stops = tuple(Stop(stop["page"], stop["title"], " ".join(stop["text"].split())) for stop in said["stops"])
        found[path.stem] = Tour(path.stem, said["title"], tuple(said["roles"]), stops)
    return found


def topics_by_page() -> dict[str, str]:
    """Route to the slug of the topic that explains it."""
    return {page: guide.slug for guide in guides().values() for page in guide.pages}


def for_roles(roles: Iterable[str]) -> list[Guide]:
    """The guides of these roles."""
    held = set(roles)
    return [guide for guide in guides().values() if held & set(guide.roles)]


def tours_for(roles: Iterable[str]) -> list[Tour]:
    """The tours of these roles."""
    held = set(roles)
    return [tour for tour in tours().values() if held & set(tour.roles)]


def picture(name: str) -> Path | None:
    """The file of a picture that a guide shows, else None."""
    root = (folder().parent / "pictures").resolve()
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.suffix == ".png" and path.is_file() else None
    except (OSError, ValueError):
        return None


def _read(path: Path, topic: bool) -> Guide:
    text = path.read_text()
    found = HEAD.match(text)
    if not found:
        raise ValueError(f"{path.name}: no head")
    said: dict[str, Any] = yaml.safe_load(found[1])
    return Guide(
        slug=path.stem,
        title=said["title"],
        order=int(said.get("order", 50)),
        roles=tuple(said.get("roles", ())),
        pages=tuple(said.get("pages", ())),
        law=str(said.get("law", "")),
        topic=topic,
        text=text[found.end() :],
    )


@cache
def _html(slug_: str, text: str) -> SafeString:
    tokens = MARKDOWN.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(tokens[at + 1].content))
        for child in token.children or ():
            _turn(child)
    return mark_safe(str(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})))  # noqa: S308 our own files, HTML in them is switched off


def _turn(token: Any) -> None:
    """Links between files become addresses of the product."""
    if token.type == "link_open" and (found := LINK.match(token.attrGet("href") or "")):
        token.attrSet("href", f"/tro-giup/{found[1]}{found[2] or ''}")
    if token.type == "image" and (found := PICTURE.match(token.attrGet("src") or "")):
        token.attrSet("src", f"/tro-giup/hinh/{found[1]}")
        token.attrSet("loading", "lazy")
