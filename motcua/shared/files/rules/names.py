"""The name under which people know a file. It never decides anything."""

import re
import unicodedata

from motcua.shared.files.rules.kinds import Kind

LONGEST = 160
NAMELESS = "tep"


def clean_name(name: str, kind: Kind) -> str:
    """NFC, without folders, control and direction characters, at most 160 characters; with an ending that fits the content."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c)[0] != "C")
    tidy = re.sub(r" {2,}", " ", shown).strip(" .")
    stem, dot, suffix = tidy.rpartition(".")
    if not dot or f".{suffix.lower()}" not in kind.suffixes:
        stem, suffix = tidy, kind.suffixes[0][1:]
    stem = stem.rstrip(" .")[: LONGEST - len(suffix) - 1].rstrip(" .")
    return f"{stem or NAMELESS}.{suffix}"
