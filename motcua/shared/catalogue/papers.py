"""Papers and cases of a raw procedure record (thành phần hồ sơ). Pure.

Papers without a group are the default case; where all have one, the first group is. Every other group is a case. A paper is required unless its name
or its group says otherwise; where a case would have none, its first paper is.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from motcua.base.text import fold, nfc, slug
from motcua.shared.catalogue.procedure import Case, Paper

SLUG: Final = 40
SHORT: Final = 3
SOURCE_CUTS: Final = 260  # letters of a name that the shipped source kept
OPTIONAL: Final = ("neu co", "truong hop", "uy quyen", "dien tu tuong tac", "bieu mau dien tu", "to khai dien tu", "to khai truc tuyen")
BULLET: Final = re.compile(r"^\s*(?:[-–•+*▪]|o\s|\(?[ivx]+\)|\(?\d{1,2}(?:\.\d+)*[.)]|\(?[a-zđ]\))\s*", re.IGNORECASE)
HEAD: Final = re.compile(r"[;,.:(]")


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is to be brought. `default_case` is the name of the group that became the default case, None when papers had no group."""

    papers: tuple[Paper, ...]
    cases: tuple[Case, ...]
    default_case: str | None
    counted: bool


def dossier(rows: Sequence[Mapping[str, Any]]) -> Dossier:
    """Papers with stable keys, cases, and which papers are required. `counted` is False when the source left out how many of some paper."""
    groups = list(dict.fromkeys(_group(row) for row in rows))
    default = groups[0] if groups and None not in groups else None
    keys = _case_keys([group for group in groups if group is not None and group != default])
    seen: Counter[str] = Counter()
    papers = [_paper(row, keys, seen) for row in rows]
    counted = all(row.get("originals") is not None or row.get("copies") is not None for row in rows)
    cases = tuple(Case(key, name) for name, key in keys.items())
    return Dossier(tuple(_with_required(papers)), cases, default, counted)


def is_required(name: str, group: str | None) -> bool:
    """Without "nếu có", "trường hợp", "ủy quyền" or the online form in name or group, whatever the case and the place of the tones."""
    words = fold(f"{name} | {group or ''}")
    return not any(hint in words for hint in OPTIONAL)


def paper_slug(name: str) -> str:
    """The head of a paper's name as part of its key: `giay-chung-sinh` of "Giấy chứng sinh; trường hợp không có…"."""
    plain = BULLET.sub("", name)
    head = slug(HEAD.split(plain, maxsplit=1)[0], SLUG)
    return head if len(head) >= SHORT else slug(plain, SLUG) or "giay-to"


def paper_name(text: str) -> str:
    """The name as people read it; one that the source cut inside a word ends after its last whole word, marked."""
    name = nfc(text).strip()
    return name if len(name) != SOURCE_CUTS else name.rsplit(" ", 1)[0].rstrip(" ,;") + " …"


def _group(row: Mapping[str, Any]) -> str | None:
    text = nfc(str(row.get("group") or "")).strip()
    return text or None


def _case_keys(groups: Sequence[str]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    keys: dict[str, str] = {}
    for group in groups:
        base = slug(BULLET.sub("", group), SLUG) or "truong-hop"
        seen[base] += 1
        keys[group] = f"{base}-{seen[base]}"
    return keys


def _paper(row: Mapping[str, Any], keys: Mapping[str, str], seen: Counter[str]) -> Paper:
    name, group = paper_name(str(row["name"])), _group(row)
    base = paper_slug(name)
    seen[base] += 1
    originals, copies = _amounts(row, name)
    return Paper(f"{base}-{seen[base]}", name, is_required(name, group), originals, copies, keys.get(group or ""))


def _amounts(row: Mapping[str, Any], name: str) -> tuple[int, int]:
    originals, copies = row.get("originals"), row.get("copies")
    if originals is None and copies is None:
        return (0, 1) if fold(name).startswith("ban sao") else (1, 0)
    return int(originals or 0), int(copies or 0)


def _with_required(papers: Sequence[Paper]) -> list[Paper]:
    """Where no paper of the default case, or (without a required default paper) of a case, is required, its first one is."""
    kept = list(papers)
    for group in sorted(dict.fromkeys(paper.group for paper in papers), key=lambda group: group is not None):
        mine = [place for place, paper in enumerate(kept) if paper.group == group]
        if not any(kept[place].required for place in mine) and (group is None or not _default_asks(kept)):
            kept[mine[0]] = replace(kept[mine[0]], required=True)
    return kept


def _default_asks(papers: Sequence[Paper]) -> bool:
    return any(paper.required and paper.group is None for paper in papers)
