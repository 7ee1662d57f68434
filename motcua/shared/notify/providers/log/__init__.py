"""The log itself: officers read the message on screen and tell the citizen by telephone or letter."""


class Log:
    def is_set_up(self) -> bool:
        return True

    def send(self, to: str, subject: str, body: str, *, key: str) -> None:
        """The row is the delivery."""

    def check_config(self) -> list[str]:
        return []
