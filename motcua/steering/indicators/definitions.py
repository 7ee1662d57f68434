"""What each figure means: name, sentence, basis, and the filter that it stands for. A figure and the list behind it come from the same filter.

Pure but for the rule sets and calendars that `soon_at` reads. A dossier is *done* when its result became ready, or when it was withdrawn or
stopped; `done` is an alias that `queries.with_done` gives to the rows (the moment, or null). A span is half-open; `upto` is where it ends or now,
whichever comes first, so that for every span: carried + received = in time + late + withdrawn + stopped + open. Sub-dossiers are counted apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from motcua.work.dossiers.models import Side
from motcua.work.dossiers.queries import soon_at

CLOSED = ("withdrawn", "stopped")
STUCK = timedelta(days=1)
WHOLE, CHILD = Q(parent__isnull=True), Q(parent__isnull=False)
Filter = Callable[["Span"], Q]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time looked at from a moment `at`."""

    start: datetime
    end: datetime
    at: datetime

    @property
    def upto(self) -> datetime:
        return min(self.end, self.at)


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. `word` stands in addresses; `when` says its time: "span" (what happened), "end" (what was open at its end), "now"."""

    key: str
    word: str
    name: str
    sentence: str
    where: Filter
    when: str = "span"
    basis: str = ""
    certainty: str = ""
    tone: str = "neutral"


def _accepted(s: Span) -> Q:
    return WHOLE & Q(accepted_at__gte=s.start, accepted_at__lt=s.upto)


def _carried(s: Span) -> Q:
    return WHOLE & Q(accepted_at__lt=s.start) & (Q(done__isnull=True) | Q(done__gte=s.start))


def _done(s: Span) -> Q:
    return WHOLE & Q(done__gte=s.start, done__lt=s.upto)


def _resolved(s: Span) -> Q:
    return _done(s) & ~Q(state__in=CLOSED)


def _kept(s: Span) -> Q:
    return _resolved(s) & (Q(due_at__isnull=True) | Q(done__lte=F("due_at")))


def _missed(s: Span) -> Q:
    return _resolved(s) & Q(done__gt=F("due_at"))


def _open(s: Span) -> Q:
    return WHOLE & Q(accepted_at__lt=s.upto) & (Q(done__isnull=True) | Q(done__gte=s.upto))


def _running_out(s: Span) -> Q:
    return Q(due_at__lt=s.upto) & (Q(paused_since__isnull=True) | Q(paused_since__gt=F("due_at")))


def _open_late(s: Span) -> Q:
    return _open(s) & _running_out(s)


def _open_fine(s: Span) -> Q:
    return _open(s) & (Q(due_at__isnull=True) | Q(due_at__gte=s.upto) | Q(paused_since__lte=F("due_at")))


def _late(s: Span) -> Q:
    return _missed(s) | _open_late(s)


def _alive(s: Span) -> Q:
    return WHOLE & Q(ended_at__isnull=True)


def _silent(s: Span) -> Q:
    asked = Side.objects.filter(dossier=OuterRef("code"), kind="opinion", closed_at__isnull=True, due_at__lt=s.at)
    return _alive(s) & Q(Exists(asked))


ND61 = "Nghị định 61/2018/NĐ-CP"
_ALL = (
    Definition(
        "received",
        "tiep-nhan",
        "Tiếp nhận",
        "Hồ sơ Bộ phận Một cửa nhận và cấp mã trong kỳ. Lượt chỉ hướng dẫn hoặc không tiếp nhận thì không tính.",
        _accepted,
        basis=f"Điều 17 {ND61}",
        certainty="V",
        tone="work",
    ),
    Definition("carried", "ky-truoc", "Kỳ trước chuyển sang", "Hồ sơ tiếp nhận trước kỳ, đến đầu kỳ chưa có kết quả, chưa rút, chưa dừng.", _carried),
    Definition(
        "resolved",
        "da-giai-quyet",
        "Đã giải quyết",
        "Hồ sơ có kết quả về nơi trả trong kỳ, kể cả kết quả là từ chối giải quyết. Tính theo lúc có kết quả, không theo lúc người nộp đến lấy.",
        _resolved,
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
    ),
    Definition(
        "in_time",
        "dung-han",
        "Giải quyết đúng hạn",
        "Hồ sơ đã giải quyết trong kỳ mà kết quả có không muộn hơn hạn đang có hiệu lực (đã trừ lúc tạm dừng, kể cả hạn đã hẹn lại).",
        _kept,
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
        tone="ok",
    ),
    Definition(
        "late_done",
        "tre-han",
        "Giải quyết trễ hạn",
        "Hồ sơ đã giải quyết trong kỳ mà kết quả có sau hạn đang có hiệu lực.",
        _missed,
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
        tone="late",
    ),
    Definition(
        "withdrawn",
        "da-rut",
        "Đã rút",
        "Hồ sơ kết thúc trong kỳ do người nộp rút; không tính đúng hay trễ.",
        lambda s: _done(s) & Q(state="withdrawn"),
    ),
    Definition(
        "stopped",
        "dung-giai-quyet",
        "Dừng giải quyết",
        "Hồ sơ lãnh đạo cho dừng trong kỳ, có nêu căn cứ; không tính đúng hay trễ.",
        lambda s: _done(s) & Q(state="stopped"),
    ),
    Definition(
        "open",
        "dang-giai-quyet",
        "Đang giải quyết",
        "Hồ sơ đã tiếp nhận mà đến cuối kỳ (hoặc lúc này) chưa có kết quả, chưa rút, chưa dừng.",
        _open,
        when="end",
        tone="work",
    ),
    Definition(
        "open_fine",
        "con-han",
        "Đang giải quyết, còn hạn",
        "Trong số đang giải quyết: hạn chưa qua, hoặc đồng hồ đã dừng trước hạn để chờ người nộp bổ sung.",
        _open_fine,
        when="end",
    ),
    Definition(
        "open_late",
        "dang-qua-han",
        "Đang quá hạn",
        "Trong số đang giải quyết: hạn đang có hiệu lực đã qua. Với kỳ đã khép, xét theo hạn ghi trên hồ sơ lúc xem.",
        _open_late,
        when="end",
        tone="late",
    ),
    Definition(
        "late", "tre", "Trễ hạn, đã và đang giải quyết", "Giải quyết trễ hạn trong kỳ, cộng đang quá hạn ở cuối kỳ.", _late, when="end", tone="late"
    ),
    Definition(
        "handled",
        "xu-ly",
        "Đã và đang giải quyết",
        "Đã giải quyết trong kỳ, cộng đang giải quyết ở cuối kỳ: mẫu số của tỷ lệ trễ.",
        lambda s: _resolved(s) | _open(s),
        when="end",
    ),
    Definition(
        "refused",
        "tu-choi",
        "Từ chối giải quyết",
        "Hồ sơ đã giải quyết trong kỳ mà kết quả là từ chối, có văn bản nêu lý do. Đã nằm trong số đã giải quyết.",
        lambda s: _resolved(s) & Q(result_kind="refusal"),
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
    ),
    Definition(
        "returned",
        "da-tra",
        "Đã trả kết quả",
        "Hồ sơ mà người nộp đã nhận kết quả trong kỳ, kể cả kết quả là từ chối.",
        lambda s: WHOLE & Q(ended_at__gte=s.start, ended_at__lt=s.upto, state__in=("returned", "refused")),
        basis=f"Điều 20 {ND61}",
        certainty="K-hi",
    ),
    Definition(
        "supplemented",
        "phai-bo-sung",
        "Phải bổ sung",
        "Hồ sơ tiếp nhận trong kỳ mà sau đó có ít nhất một yêu cầu bổ sung.",
        lambda s: _accepted(s) & Q(supplements__gt=0),
        tone="wait",
    ),
    Definition(
        "apologised",
        "da-xin-loi",
        "Đã xin lỗi, hẹn lại",
        "Hồ sơ đã giải quyết trong kỳ hoặc đang giải quyết ở cuối kỳ mà lãnh đạo đã ký thư xin lỗi và hẹn lại.",
        lambda s: (_resolved(s) | _open(s)) & Q(apologised=True),
        when="end",
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
    ),
    Definition(
        "no_apology",
        "thieu-xin-loi",
        "Trễ mà chưa xin lỗi",
        "Hồ sơ trễ (đã xong trong kỳ hoặc đang mở ở cuối kỳ) mà không có thư xin lỗi.",
        lambda s: _late(s) & Q(apologised=False),
        when="end",
        basis=f"Điều 19 {ND61}",
        certainty="K-hi",
        tone="late",
    ),
    Definition(
        "held",
        "dang-giu",
        "Đang có nơi giữ",
        "Hồ sơ chưa kết thúc và không ở giữa đường, kể cả có kết quả chờ trả. Lúc này.",
        lambda s: _alive(s) & Q(to_agency__isnull=True),
        when="now",
    ),
    Definition(
        "in_transit",
        "dang-chuyen",
        "Đang bàn giao",
        "Hồ sơ bên giao đã gửi mà bên nhận chưa ký nhận; trách nhiệm vẫn ở bên giao. Lúc này.",
        lambda s: _alive(s) & Q(to_agency__isnull=False),
        when="now",
        basis=f"Điều 18 {ND61}",
        certainty="K-hi",
    ),
    Definition(
        "transit_late",
        "chua-ky-nhan",
        "Quá giờ chưa ký nhận",
        "Hồ sơ đang bàn giao mà mốc ký nhận đã qua. Lúc này.",
        lambda s: _alive(s) & Q(to_agency__isnull=False, next_at__lt=s.at),
        when="now",
        tone="soon",
    ),
    Definition(
        "supplement_waiting",
        "cho-bo-sung",
        "Chờ bổ sung",
        "Hồ sơ đang ở trạng thái chờ bổ sung. Lúc này.",
        lambda s: _alive(s) & Q(state="waiting_supplement"),
        when="now",
        tone="wait",
    ),
    Definition(
        "opinion_waiting",
        "cho-y-kien",
        "Chờ ý kiến",
        "Hồ sơ đang ở trạng thái chờ ý kiến. Lúc này.",
        lambda s: _alive(s) & Q(state="waiting_opinion"),
        when="now",
        tone="wait",
    ),
    Definition(
        "opinion_overdue",
        "y-kien-qua-han",
        "Ý kiến quá hạn trả lời",
        "Hồ sơ có ít nhất một câu hỏi ý kiến đã quá hạn mà chưa được trả lời. Im lặng được ghi là im lặng, không coi là đồng ý. Lúc này.",
        _silent,
        when="now",
        tone="soon",
    ),
    Definition(
        "to_sign",
        "cho-ky",
        "Chờ ký",
        "Hồ sơ đã trình, chờ lãnh đạo ký. Lúc này.",
        lambda s: _alive(s) & Q(state="for_signature"),
        when="now",
    ),
    Definition(
        "ready",
        "cho-tra",
        "Chờ người nộp nhận",
        "Hồ sơ đã có kết quả ở nơi trả mà người nộp chưa nhận. Lúc này.",
        lambda s: _alive(s) & Q(state="ready"),
        when="now",
        tone="ok",
    ),
    Definition(
        "soon",
        "sap-qua-han",
        "Sắp quá hạn",
        "Hồ sơ chưa có kết quả, đồng hồ đang chạy, còn ít hơn số giờ làm việc hoặc phần cuối của thời hạn mà bộ quy tắc ghi. Lúc này.",
        lambda s: _alive(s) & soon_at(s.at),
        when="now",
        tone="soon",
    ),
    Definition(
        "stuck",
        "nam-lau",
        "Nằm quá mốc",
        "Hồ sơ chưa kết thúc mà mốc tiếp theo đã qua hơn một ngày. Lúc này.",
        lambda s: _alive(s) & Q(next_at__lt=s.at - STUCK),
        when="now",
        tone="soon",
    ),
    Definition(
        "no_next",
        "khong-co-moc",
        "Không có mốc tiếp theo",
        "Hồ sơ chưa kết thúc mà không có mốc thời gian tiếp theo; phải luôn bằng không. Lúc này.",
        lambda s: _alive(s) & Q(next_at__isnull=True),
        when="now",
        tone="late",
    ),
    Definition(
        "children",
        "ho-so-con",
        "Hồ sơ con",
        "Hồ sơ mở cho một hồ sơ khác trong kỳ; đếm riêng ở đây, không nằm trong số nào khác.",
        lambda s: CHILD & Q(accepted_at__gte=s.start, accepted_at__lt=s.upto),
    ),
)
DEFINITIONS: dict[str, Definition] = {one.key: one for one in _ALL}
BY_WORD: dict[str, Definition] = {one.word: one for one in _ALL}
MAIN = ("received", "resolved", "in_time", "late_done", "open", "open_late")
NOW = tuple(one.key for one in _ALL if one.when == "now")


def touched(s: Span) -> Q:
    """Whatever any figure of this span can count: not over before it began."""
    return Q(ended_at__isnull=True) | Q(ended_at__gte=s.start)
