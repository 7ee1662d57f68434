"""The scanner that the setting `FILE_SCANNER` names: empty for none, `clamd:unix:/run/clamav/clamd.ctl` or `clamd:tcp:127.0.0.1:3310`."""

from collections.abc import Callable

from django.conf import settings

from motcua.shared.files.providers.base import Scanner
from motcua.shared.files.providers.clamd import Clamd

KNOWN: dict[str, Callable[[str], Scanner]] = {"clamd": Clamd}


def scanner() -> Scanner | None:
    """The scanner in use, or None. ValueError when the setting names an unknown one."""
    if not settings.FILE_SCANNER:
        return None
    name, _, address = settings.FILE_SCANNER.partition(":")
    if name not in KNOWN:
        raise ValueError(f"FILE_SCANNER: không có bộ quét “{name}”; có: {', '.join(sorted(KNOWN))}.")
    return KNOWN[name](address)


def check_config() -> list[str]:
    """What is wrong with the scanner as it is set, in sentences; empty when all is well or none is set."""
    try:
        chosen = scanner()
    except ValueError as error:
        return [str(error)]
    return chosen.check_config() if chosen else []
