"""What a scanner must offer."""

from pathlib import Path
from typing import Protocol


class ScannerDown(Exception):
    """The scanner did not answer, or not as it should; nothing is known about the file."""


class Scanner(Protocol):
    """Looks into a file for malicious content."""

    @property
    def name(self) -> str:
        """The scanner's name as it is kept with the file."""
        ...

    def scan(self, path: Path) -> str:
        """The name of what was found, or "" for a clean file. Raises ScannerDown."""
        ...

    def check_config(self) -> list[str]:
        """What is wrong, in sentences for the administrator; empty when it works."""
        ...
