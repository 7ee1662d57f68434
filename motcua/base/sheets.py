"""Style sheets from parts: which parts make which sheet, put together and made small. Pure: text in, text out.

A part is `styles/<name>.css`. What stands after the line `/* @officer */` in it goes to officers only, so that a component has one part and
citizens load no more than they need; what only some of their pages use is a sheet of its own (`APART`). Blocks of the same `@media` are put
together at the end of a sheet, the narrowest last; widths hold for screens, not for paper.
"""

import re
from collections.abc import Callable, Iterator

from motcua.base.components import COMPONENTS

GROUND = ("tokens", "text", "shapes")
OFFICER_ONLY = "/* @officer */"
APART = {"list": ("listing", "pager"), "filter": ("filters",), "timeline": ("timeline",), "month": ("month",), "home": ("cards", "hero")}
_APART = frozenset(part for parts in APART.values() for part in parts)
SHEETS = {
    "officer": (*GROUND, *(one.name for one in COMPONENTS), "officer"),
    "public": (*GROUND, *(one.name for one in COMPONENTS if one.public and one.name not in _APART), "public"),
    **{f"public-{name}": ("tokens", *parts) for name, parts in APART.items()},
    "print": ("print",),
}
_TOKEN = re.compile(r"""(?P<string>"[^"]*"|'[^']*')|(?P<comment>/\*.*?\*/)|(?P<space>\s+)|(?P<other>[^\s"'/]+|/)""", re.S)
_TIGHT = re.compile(r"\s*([{};,>])\s*")
_ROOT = re.compile(r":root\{([^{}]*)\}")
_SETTING = re.compile(r"(--[\w-]+):((?:[^;'\"]|'[^']*'|\"[^\"]*\")*)")
_USE = re.compile(r"var\((--[\w-]+)\)")
_WIDTH = re.compile(r"@media \(max-width:([\d.]+)rem\)")


def build(name: str, read: Callable[[str], str]) -> str:
    """The sheet `name`; `read` gives the text of a part."""
    parts = (read(part) for part in SHEETS[name])
    if name == "officer":
        return gathered(small("\n".join(parts)))
    return gathered(spelled_out(small("\n".join(text.partition(OFFICER_ONLY)[0] for text in parts))))


def small(text: str) -> str:
    """The same rules without comments and spaces; strings stay as they are."""
    kept: list[str] = []
    strings: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["comment"]:
            continue
        if token["string"]:
            strings.append(token["string"])
            kept.append(f"\x00{len(strings) - 1}\x00")
        else:
            kept.append(" " if token["space"] else token["other"])
    tight = (
        _TIGHT.sub(r"\1", re.sub(r"\s+", " ", "".join(kept)))
        .replace(": ", ":")
        .replace("* + *", "*+*")
        .replace(";}", "}")
        .replace(" !important", "!important")
        .strip()
    )
    return re.sub(r"\x00(\d+)\x00", lambda found: strings[int(found[1])], tight.strip())


def spelled_out(text: str) -> str:
    """Tokens replaced by what they stand for: half the size, and no need of a root. Variables set elsewhere than at the root stay."""
    found = _ROOT.match(text)
    if not found:
        return text
    tokens = dict(_SETTING.findall(found[1]))
    rest = text[found.end() :]
    while known := [name for name in _USE.findall(rest) if name in tokens]:
        for name in known:
            rest = rest.replace(f"var({name})", tokens[name])
    return rest


def gathered(text: str) -> str:
    """Blocks of one media query as one block, after all other rules: wide before narrow, then the others as they came."""
    plain: list[str] = []
    media: dict[str, list[str]] = {}
    for head, body in blocks(text):
        if head.startswith("@media"):
            media.setdefault(head, []).append(body)
        else:
            plain.append(f"{head}{{{body}}}" if body else head)
    ordered = sorted(media, key=_narrow)
    return "".join(plain) + "".join(f"{_on_screen(head)}{{{''.join(media[head])}}}" for head in ordered) + "\n"


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The top-level rules of a small sheet as (head, body)."""
    depth, start, opened, quote = 0, 0, 0, ""
    for at, sign in enumerate(text):
        if quote or sign in "\"'":
            quote = "" if sign == quote else quote or sign
        elif sign == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield text[start:opened], text[opened + 1 : at]
                start = at + 1


def _on_screen(head: str) -> str:
    """A sheet of paper is no phone, though as narrow: widths speak of screens only."""
    return head.replace("@media (max-width", "@media screen and (max-width")


def _narrow(head: str) -> tuple[int, float]:
    width = _WIDTH.fullmatch(head)
    return (0, -float(width[1])) if width else (1, 0)
