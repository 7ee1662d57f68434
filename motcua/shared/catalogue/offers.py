"""Channels of a raw procedure record with limit and fee, and what had to be assumed about them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from motcua.shared.catalogue import limits
from motcua.shared.catalogue.fees import fee_of
from motcua.shared.catalogue.limits import BadLimit, Limit
from motcua.shared.catalogue.procedure import CHANNELS, Channel

COUNTER_ADDED: Final = "Nguồn không ghi kênh nộp trực tiếp; Bộ phận Một cửa vẫn nhận theo cùng thời hạn."


class BadChannel(ValueError):
    """A channel that does not exist; the message is the sentence for the report."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The channels in the order counter, online, post; sentences about what was assumed; whether the assumed term was needed."""

    channels: tuple[Channel, ...]
    assumed: tuple[str, ...]
    used_assumed_term: bool


def offers(raw: Mapping[str, Any], assumed_term: str | None) -> Offers:
    """What the record offers; the counter is always one, as every counter accepts every procedure.

    Raises BadLimit without a sensible limit, BadChannel for an unknown channel.
    """
    rows = limits.main_rows(raw)
    found = [(row, limits.channel_limit(raw, row)) for row in rows]
    channels = [_channel(raw, row, limit, assumed_term) for row, limit in found]
    doubts = [limit.doubt for _, limit in found if limit and limit.doubt]
    used = any(limit is None for _, limit in found)
    if all(row.channel != "counter" for row in channels):
        limit = limits.record_limit(raw)
        channels.append(_counter(limit, channels, assumed_term))
        doubts += [COUNTER_ADDED] if rows else []
        used = used or limit is None
    order = list(CHANNELS)
    return Offers(tuple(sorted(channels, key=lambda row: order.index(row.channel))), tuple(dict.fromkeys(doubts)), used)


def _channel(raw: Mapping[str, Any], row: Mapping[str, Any], limit: Limit | None, assumed_term: str | None) -> Channel:
    if row.get("channel") not in CHANNELS:
        raise BadChannel(f"Kênh nộp “{row.get('channel')}” không có; chỉ nhận counter, online, post.")
    fee, note = fee_of(raw, row)
    return Channel(row["channel"], _term(limit, assumed_term), limit is None or bool(limit.doubt), fee, note)


def _counter(limit: Limit | None, others: list[Channel], assumed_term: str | None) -> Channel:
    like = others[0] if others else None
    return Channel("counter", _term(limit, assumed_term), True, like.fee if like else None, like.fee_note if like else "")


def _term(limit: Limit | None, assumed_term: str | None) -> str:
    if limit:
        return limit.term
    if assumed_term is None:
        raise BadLimit("Không có thời hạn giải quyết.")
    return assumed_term
