"""How moments, days, money and spans are said in Vietnamese. Pure: nothing here reads the clock or the database."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.base.time import VN

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
MINUTE, HOUR, DAY = 60, 3600, 86400
WORKING_DAY = 8 * HOUR
SOON = 2 * DAY
NOTHING = "–"
DAY_INPUT = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm", "pattern": r"[\d.\/ \-]{6,10}"}
MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "image/tiff": "ảnh TIFF",
    "text/plain": "văn bản thuần",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "văn bản DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "bảng tính XLSX",
}
KIB = 1024


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word with its tone; the tone gives colour and shape, the word says it all. `title` is the longer sentence."""

    text: str
    tone: str
    title: str = ""


def moment(value: datetime | None) -> str:
    """As in 14:05, thứ Sáu 20/11/2026; in Vietnam's time."""
    if value is None:
        return NOTHING
    local = value.astimezone(VN)
    return f"{local:%H:%M}, {WEEKDAYS[local.weekday()]} {local:%d/%m/%Y}"


def short(value: datetime | None) -> str:
    """14:05 20/11/2026, for table cells."""
    return f"{value.astimezone(VN):%H:%M %d/%m/%Y}" if value else NOTHING


def day(value: date | datetime | None) -> str:
    """20/11/2026; a moment gives its day in Vietnam."""
    if value is None:
        return NOTHING
    return f"{value.astimezone(VN) if isinstance(value, datetime) else value:%d/%m/%Y}"


def number(value: int | None) -> str:
    """12.345: thousands are parted by dots."""
    return NOTHING if value is None else f"{value:,}".replace(",", ".")


def dong(value: int | None) -> str:
    """25.000 đồng; nothing to pay is "không thu"; an unknown sum is a dash."""
    if value is None:
        return NOTHING
    return f"{number(value)} đồng" if value else "không thu"


def duration(seconds: int | None) -> str:
    """Working seconds in words, a working day being eight hours: "3 ngày 2 giờ làm việc"."""
    if seconds is None:
        return NOTHING
    total = max(0, int(seconds))
    parts = ((total // WORKING_DAY, "ngày"), (total % WORKING_DAY // HOUR, "giờ"), (total % HOUR // MINUTE, "phút"))
    said = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return f"{said or '0 phút'} làm việc"


def span(seconds: float) -> str:
    """A stretch of wall-clock time, coarse: "5 phút", "3 giờ", "2 ngày"."""
    length = int(abs(seconds))
    if length >= DAY:
        return f"{length // DAY} ngày"
    if length >= HOUR:
        return f"{length // HOUR} giờ"
    return f"{max(1, length // MINUTE)} phút"


def size(count: int | None) -> str:
    """Bytes as people say them: "1,2 MB", "340 KB"."""
    if count is None:
        return NOTHING
    if count < KIB * KIB:
        return f"{max(1, round(count / KIB))} KB"
    return f"{count / KIB / KIB:.1f} MB".replace(".", ",")


def media(kind: str) -> str:
    """What sort of file it is, for people."""
    return MEDIA.get(kind, "tệp" if kind else "")


def deadline(
    due_at: datetime | None, now: datetime, *, late: bool = False, paused: bool = False, done_at: datetime | None = None, soon: bool | None = None
) -> Badge:
    """What a deadline means now: time left, time over, paused, or kept or missed when the work is done.

    `soon` says whether it is about to be late, by whoever has a rule for that; without one the last two days are.
    """
    if paused:
        return Badge("tạm dừng", "wait", f"Đang tạm dừng; lần hẹn gần nhất {moment(due_at)}" if due_at else "Đang tạm dừng")
    if due_at is None:
        return Badge("chưa có hạn", "neutral")
    title = f"Hạn {moment(due_at)}"
    left = (due_at - (done_at or now)).total_seconds()
    if done_at is not None:
        return Badge(f"trễ {span(left)}", "late", title) if late or left < 0 else Badge("đúng hạn", "ok", title)
    if left < 0:
        return Badge(f"quá hạn {span(left)}", "late", title)
    if late:
        return Badge("đã trễ hạn", "late", title)
    return Badge(f"còn {span(left)}", "soon" if (left < SOON if soon is None else soon) else "calm", title)
