"""Fees and notes of a raw procedure record (phí, lệ phí). Pure; money is whole đồng."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from motcua.base.text import fold, nfc
from motcua.shared.catalogue.limits import UNIT_WORDS, local_limit

CUT: Final = 155
UNKNOWN: Final = ("khong co thong tin", "chua co thong tin", "chua cap nhat")
CHANNEL_WORDS: Final = {"counter": "trực tiếp", "online": "trực tuyến", "post": "bưu chính"}


def fee_of(raw: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[int | None, str]:
    """The fee of a channel, None when the source gives none, and what stands beside it; second rows of the channel are notes."""
    fee = row.get("fee_vnd")
    flags = row.get("flags", ())
    notes = [
        "Mức thu cụ thể do Hội đồng nhân dân tỉnh quyết định." if "fee_set_by_province" in flags else "",
        f"Nguồn ghi “{row.get('fee_raw')}”, hiểu là {dong(fee)}." if "fee_scaled_x1000" in flags and fee is not None else "",
        _spoken(str(row.get("fee_raw") or "")) if fee is None else "",
        _bracketed(str(row.get("note") or "")),
        *(_second(other) for other in raw.get("submissions", ()) if other.get("extra") and other.get("channel") == row.get("channel")),
    ]
    return (None if fee is None else int(fee)), " ".join(dict.fromkeys(note for note in notes if note))


def notes_of(raw: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about the record as a whole: where its limit comes from, what the local edition says in its own words."""
    try:
        limit = local_limit(raw)
    except ValueError:
        limit = None
    if limit:
        yield limit.note
    for row in raw.get("local", ()):
        if row.get("province_code") == "H19" and row.get("time_raw"):
            yield f"Đồng Nai ({row.get('decision', 'không rõ quyết định')}) ghi: {_cut(nfc(row['time_raw']))}"


def dong(amount: int | None) -> str:
    """`50.000 đồng`; "miễn phí" for nothing."""
    if amount is None:
        return "chưa rõ"
    return "miễn phí" if amount == 0 else f"{amount:,} đồng".replace(",", ".")


def _second(row: Mapping[str, Any]) -> str:
    value, unit = row.get("time_value"), row.get("time_unit")
    limit = f"{_number(value)} {UNIT_WORDS.get(unit or 'working_day', '')}" if value is not None else ""
    fee = row.get("fee_vnd")
    said = dong(fee) if fee is not None else _spoken(str(row.get("fee_raw") or ""))
    parts = [part for part in (limit, said) if part]
    return f"Trường hợp khác nộp {CHANNEL_WORDS.get(str(row.get('channel')), '')}: {', '.join(parts)}." if parts else ""


def _number(value: object) -> str:
    return f"{float(str(value)):g}".replace(".", ",")


def _spoken(text: str) -> str:
    plain = nfc(text).strip(" •()[]")
    return "" if not plain or fold(plain).startswith(UNKNOWN) or fold(plain) in ("khong", "khong co") else _cut(plain)


def _bracketed(note: str) -> str:
    """The source puts words about the fee in brackets before words about the place."""
    if not note.startswith("("):
        return ""
    inside = note[1:].partition(")")[0].strip(" .") if ")" in note and note.count("(") == 1 else note[1:].strip()
    return "" if len(inside) < len("(đồng)") or inside.startswith("/") else _cut(inside)


def _cut(text: str) -> str:
    plain = " ".join(text.split()).lstrip("-–• ")
    return plain if len(plain) <= CUT else plain[:CUT].rpartition(" ")[0] + "…"
