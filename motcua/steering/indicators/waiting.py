"""Where the counted time of one dossier went: its life cut at every change of place and of what it waits for. Pure.

The time is that of `dossiers.chain`: office seconds of the accepting agency's calendar, from acceptance to readiness; transit is the sender's,
pauses are the applicant's, lateness is laid on those who used more than their share. Here each holder's time is told apart by what it was spent on.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from motcua.work.dossiers.attribution import Span, attribute, split

KINDS = {
    "receive": ("tiep-nhan", "Tiếp nhận", "Ở quầy Một cửa, từ lúc nhận đến lúc gửi đi."),
    "work": ("thu-ly", "Thụ lý", "Ở bộ phận giải quyết: phân công, thẩm định, nhập kết quả."),
    "sign": ("ky", "Chờ ký", "Từ lúc trình đến lúc ký hoặc trả lại."),
    "move": ("chuyen", "Luân chuyển", "Đã gửi đi mà bên nhận chưa ký nhận; tính cho bên gửi."),
    "opinion": ("y-kien", "Chờ ý kiến", "Có câu hỏi ý kiến đang mở; tính cho bên giữ hồ sơ."),
    "applicant": ("bo-sung", "Chờ người nộp bổ sung", "Đồng hồ dừng, không tính cho cơ quan nào."),
}
Stretch = tuple[datetime, datetime]
Place = tuple[str, str]
Clock = Callable[[datetime, datetime], int]


@dataclass(frozen=True, slots=True)
class Held:
    """One span of custody: at which place, from when until when, since when on its way, and what its steps allowed."""

    place: Place
    began: datetime
    ended: datetime
    sent: datetime | None
    counter: bool
    allotted: int


@dataclass(frozen=True, slots=True)
class Waits:
    """When the dossier waited for the applicant, for a signature, for an opinion; closed stretches."""

    pauses: Sequence[Stretch] = ()
    signing: Sequence[Stretch] = ()
    asking: Sequence[Stretch] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Counted seconds at one place in one kind of waiting; `late` of all parts adds up to the dossier's lateness."""

    place: Place
    kind: str
    used: int
    allotted: int
    late: int


def parts(held: Sequence[Held], waits: Waits, late: int, count: Clock) -> list[Part]:
    """All parts with time in them. Their `used` adds up to the time from the first moment to the last, to the second."""
    spent: dict[Place, dict[str, int]] = {}
    paused = 0
    for one in held:
        into = spent.setdefault(one.place, {})
        for kind, seconds in _kinds(one, waits, count).items():
            if kind == "applicant":
                paused += seconds
            else:
                into[kind] = into.get(kind, 0) + seconds
    laid = attribute([Span(_key(one.place), sum(_own(one, waits.pauses, count)), one.allotted) for one in held], late)
    made = [part for share in laid for part in _of_place(_place(share.holder), spent, share.allotted, share.late)]
    return [*made, Part(("", ""), "applicant", paused, 0, 0)] if paused else made


def _of_place(place: Place, spent: dict[Place, dict[str, int]], allotted: int, late: int) -> list[Part]:
    kinds = spent[place] or {"work": 0}
    used = list(kinds.values())
    given, laid = split(allotted, used), split(late, used)
    return [Part(place, kind, u, g, one) for kind, u, g, one in zip(kinds, used, given, laid, strict=True) if u or g or one]


def _own(one: Held, pauses: Sequence[Stretch], count: Clock) -> list[int]:
    return [count(a, b) for a, b in without(one.began, one.ended, pauses)]


def _kinds(one: Held, waits: Waits, count: Clock) -> dict[str, int]:
    """The time of one span by kind; where several fit, the first of: applicant, on its way, signature, opinion, else the desk's own work."""
    way = [(one.sent, one.ended)] if one.sent and one.sent < one.ended else []
    desk = "receive" if one.counter else "work"
    edges = sorted(
        {
            one.began,
            one.ended,
            *(m for spans in (waits.pauses, way, waits.signing, waits.asking) for s in spans for m in s if one.began < m < one.ended),
        }
    )
    found: dict[str, int] = {}
    named = (("applicant", waits.pauses), ("move", way), ("sign", waits.signing), ("opinion", waits.asking))
    for a, b in pairwise(edges):
        kind = next((name for name, spans in named if any(x <= a and b <= y for x, y in spans)), desk)
        seconds = count(a, b)
        if seconds:
            found[kind] = found.get(kind, 0) + seconds
    return found


def without(began: datetime, ended: datetime, pauses: Iterable[Stretch]) -> list[Stretch]:
    """What is left of a stretch when the pauses are cut out."""
    left, here = [], began
    for a, b in sorted(pauses):
        if a > here and here < ended:
            left.append((here, min(a, ended)))
        here = max(here, b)
    if here < ended:
        left.append((here, ended))
    return left


def _key(place: Place) -> str:
    return f"{place[0]}|{place[1]}"


def _place(key: str) -> Place:
    agency, _, unit = key.partition("|")
    return agency, unit
