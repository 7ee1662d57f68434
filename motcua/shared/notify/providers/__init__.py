"""The ways out, by channel. A channel that is not set up is not used: its messages stay in the log."""

from motcua.shared.notify.providers.base import Provider
from motcua.shared.notify.providers.email import Email
from motcua.shared.notify.providers.log import Log

_KNOWN: dict[str, Provider] = {"log": Log(), "email": Email()}


def provider(channel: str) -> Provider:
    """The provider of a channel. KeyError when there is none."""
    return _KNOWN[channel]


def usable(channel: str) -> bool:
    """Whether messages can leave this way as things are set. KeyError when there is no such channel."""
    return _KNOWN[channel].is_set_up()


def check_config() -> dict[str, list[str]]:
    """For each channel what is wrong, in sentences; an empty list where all is well."""
    return {channel: known.check_config() for channel, known in _KNOWN.items()}
