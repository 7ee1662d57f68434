"""Sheets for meetings: figures, charts and lists on one page. Pure."""

from collections.abc import Mapping
from typing import Any

from motcua.shared.prints.data import Given, Paper, minute, text

MOST_WORST, MOST_DECIDED, LONGEST_SENTENCE = 10, 5, 220


def monday(data: Given) -> Paper:
    """The sheet for the Monday meeting; always one page.

    Needed: `scope` (whose figures), `week` (its name), `made_at` (moment), `figures` ([{"name", "value", "note"}], six), `trend`, `map`, `caused`
    (SVG made by us), `decide` (sentences, the first five are shown), `worst` ([{"code", "about", "place", "due", "late"}], the first ten), `meanings`
    (pairs of name and sentence), `few` (below so many no share is shaded). Asked: `closed` (whether the week is over).
    """
    return {
        "code": "",
        "template": "Bản tin giao ban thứ Hai; bản in 1",
        "scope": text(data["scope"]),
        "week": text(data["week"]),
        "made_at": minute(data["made_at"]),
        "state": "" if data.get("closed") else "tuần chưa khép",
        "figures": [_texts(one, ("name", "value", "note")) for one in data["figures"]],
        "trend": str(data["trend"]),
        "map": str(data["map"]),
        "caused": str(data["caused"]),
        "decide": [text(sentence)[:LONGEST_SENTENCE] for sentence in data["decide"][:MOST_DECIDED]],
        "worst": [_texts(one, ("code", "about", "place", "due", "late")) for one in data["worst"][:MOST_WORST]],
        "meanings": [{"name": text(name), "said": text(said)} for name, said in data["meanings"]],
        "few": str(int(data["few"])),
    }


def _texts(one: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: text(one.get(name)) for name in names}
