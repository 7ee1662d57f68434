"""The zone and the edge of the clock. Only views, api, jobs and the command line call `now`; the rest is given `at`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment, aware, in Vietnam, to the microsecond."""
    return datetime.now(VN)


def iso(moment: datetime | None) -> str | None:
    """A moment as the API writes it: ISO 8601 with offset, to the second."""
    return moment.astimezone(VN).isoformat(timespec="seconds") if moment else None


def parse_iso(text: str) -> datetime:
    """An aware moment from ISO 8601; a space stands for the `+` that a query string lost. ValueError when naive or wrong."""
    moment = datetime.fromisoformat(text.strip().replace(" ", "+", 1) if "T" in text else text)
    if moment.tzinfo is None:
        raise ValueError("moment without offset")
    return moment.astimezone(VN)


def utc_micro(moment: datetime) -> str:
    """A moment as the journal's canonical form writes it: UTC, microseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
