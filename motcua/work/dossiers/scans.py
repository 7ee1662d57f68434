"""What a scanner or a person gives instead of a dossier's code: the code, an address that holds it, a receipt's bar code. Pure."""

import re
from urllib.parse import unquote

CODE = re.compile(r"(?<![0-9A-Z.])((?:[0-9A-Z]{1,6}\.){1,6}[0-9A-Z]{1,6}-\d{6}-\d{4,6})(?![0-9A-Z])")
LONGEST = 2000
MOST = 50


def codes_in(text: str) -> list[str]:
    """Every dossier code in `text`, in order, each once; empty when there is none."""
    said = unquote(text[:LONGEST]).upper()
    return list(dict.fromkeys(CODE.findall(said)))[:MOST]
