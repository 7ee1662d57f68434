"""What a way out must offer."""

from typing import Protocol


class DeliveryError(Exception):
    """The message did not leave; the text says why, for officers."""


class Provider(Protocol):
    """Takes a message to its reader."""

    def is_set_up(self) -> bool:
        """Whether the settings name a way out. Asks nobody."""
        ...

    def send(self, to: str, subject: str, body: str, *, key: str) -> None:
        """Hand the message over. `key` is the same at each try of the same message. Raises DeliveryError."""
        ...

    def check_config(self) -> list[str]:
        """What is wrong, in sentences for the administrator; empty when a message could leave now."""
        ...
