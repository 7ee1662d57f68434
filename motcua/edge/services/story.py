"""Where a dossier is, told to the citizen: sentences, without a name of anybody. Holders at the level of the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.base.time import VN
from motcua.base.words import WEEKDAYS, duration
from motcua.shared.calendars.engine import Term
from motcua.shared.org import queries as org
from motcua.work.dossiers import queries
from motcua.work.dossiers.chain import Chain, chain, holder_name
from motcua.work.dossiers.clock import spans
from motcua.work.dossiers.models import Dossier, Holding
from motcua.work.dossiers.state import is_late

APOLOGY_ARTICLE = "Điều 19 Nghị định 61/2018/NĐ-CP"
ENDINGS = {
    "returned": "Hồ sơ đã xong: kết quả đã được trả lúc {at}.",
    "refused": "Hồ sơ đã xong: văn bản từ chối giải quyết đã được trả lúc {at}.",
    "withdrawn": "Hồ sơ đã được rút lúc {at} theo đề nghị của người nộp.",
    "stopped": "Hồ sơ đã dừng giải quyết lúc {at} theo quyết định của cơ quan có thẩm quyền.",
}


@dataclass(frozen=True, slots=True)
class Story:
    """`where`, `due` and `todo` are sentences; `late` those about lateness; `passed` items for a timeline."""

    where: str
    due: str
    todo: str
    todo_tone: str
    late: list[str]
    pauses: list[str]
    passed: list[dict[str, Any]]
    is_late: bool


def tell(row: Dossier, at: datetime, *, counted_due_at: datetime | None, reason: str, began: datetime) -> Story:
    """The whole story. `counted_due_at` is the due moment by the term, `reason` how its counting began, `began` when."""
    held, late = queries.holdings_of(row.code), is_late(row.state, row.due_at, row.ready_at, row.paused_since, at)
    used = chain(row, at) if late else None
    tone, todo = _todo(row, at)
    return Story(
        where=_where(row, held, at),
        due=_due(row, at, f"{reason[:1].lower()}{reason[1:]}: {said(began, at)}"),
        todo=todo,
        todo_tone=tone,
        late=_late(row, at, used, counted_due_at) if late or row.apologised else [],
        pauses=_pauses(row, at),
        passed=_passed(row, held, at),
        is_late=late,
    )


def said(moment: datetime, at: datetime) -> str:
    """9:12 thứ Ba 15/3; the year only when it is another one than that of `at`."""
    local = moment.astimezone(VN)
    year = "" if local.year == at.astimezone(VN).year else f"/{local.year}"
    return f"{local.hour}:{local:%M} {WEEKDAYS[local.weekday()]} {local.day}/{local.month}{year}"


def _where(row: Dossier, held: Sequence[Holding], at: datetime) -> str:
    if row.ended_at:
        return ENDINGS[row.state].format(at=said(row.ended_at, at))
    place = holder_name(held[-1], row.steps) if held else org.agency_name(row.agency)
    if row.state == "ready":
        return f"Đã có kết quả. Hồ sơ đang ở {place} từ {said(row.since, at)}, chờ người nộp đến nhận."
    if row.to_agency:
        inside = "Bộ phận Một cửa cùng cơ quan" if row.result_kind else "bộ phận chuyên môn cùng cơ quan"
        to = inside if row.to_agency == row.agency else org.agency_name(row.to_agency)
        return f"Hồ sơ được bàn giao từ {place} cho {to} lúc {said(row.since, at)}, đang chờ bên nhận ký."
    doing = {"waiting_opinion": ", đang lấy ý kiến cơ quan liên quan", "for_signature": ", đang chờ lãnh đạo ký", "signed": ", kết quả đã ký"}
    return f"Hồ sơ đang ở {place} từ {said(held[-1].began_at if held else row.since, at)}{doing.get(row.state, '')}."


def _due(row: Dossier, at: datetime, counting: str) -> str:
    term = Term.parse(row.term).in_words()
    if row.ended_at or row.due_at is None:
        return f"Hẹn trả là {said(row.due_at, at)}." if row.due_at else ""
    if row.paused_since:
        return f"Thời hạn đang tạm dừng từ {said(row.paused_since, at)}; thời gian chờ không tính vào thời hạn, hẹn trả được tính lại sau đó."
    first = f"Hẹn trả kết quả: {said(row.due_at, at)}"
    if row.apologised:
        return f"{first}, theo thư xin lỗi và hẹn lại."
    return f"{first}, vì thời hạn là {term}, {counting}."


def _todo(row: Dossier, at: datetime) -> tuple[str, str]:
    counter = f"Bộ phận Một cửa, {org.agency_name(row.accepting)}"
    until = f" trước {said(row.next_at, at)}" if row.next_at else ""
    if row.state == "waiting_supplement":
        return "wait", f"Mang giấy tờ bổ sung (ghi trong phiếu yêu cầu bổ sung) đến {counter}{until}."
    if row.state == "ready":
        ways = {
            "post": "Bạn không phải đi lại: kết quả được gửi tới nhà qua bưu chính.",
            "online": "Bạn không phải đi lại: kết quả được gửi qua mạng.",
        }
        return "ok", ways.get(row.channel_out, f"Đến {counter} nhận kết quả{until}. Mang theo giấy hẹn và giấy tờ tùy thân.")
    if row.ended_at:
        return "neutral", "Bạn không phải làm gì thêm."
    return "neutral", "Lúc này bạn không phải làm gì. Khi có kết quả hoặc cần bổ sung giấy tờ, trang này và tin nhắn sẽ báo."


def _late(row: Dossier, at: datetime, used: Chain | None, counted_due_at: datetime | None) -> list[str]:
    told = []
    if used is not None and used.late:
        now = "đã trễ" if row.ready_at or row.ended_at else "đang trễ"
        told.append(f"Hồ sơ {now} {duration(used.late)} so với hẹn. Chúng tôi xin lỗi vì sự chậm trễ này.")
        told += [
            f"{share.holder} dùng {duration(share.used)}, được giao {duration(share.allotted)}; phần trễ: {duration(share.late)}."
            for share in used.shares
            if share.late
        ]
    if row.apologised and row.due_at and counted_due_at:
        told.append(f"Cơ quan giải quyết đã gửi thư xin lỗi và hẹn lại {said(row.due_at, at)}, thay cho hẹn trước là {said(counted_due_at, at)}.")
    elif told and not row.ended_at:
        told.append(f"Thư xin lỗi và hẹn lại ({APOLOGY_ARTICLE}) chưa được gửi; nếu vẫn thiếu khi trả kết quả, việc đó được ghi vào nhật ký.")
    return told


def _pauses(row: Dossier, at: datetime) -> list[str]:
    """The pauses that are over; the open one stands in the sentence about the date."""
    over = [(start, end) for start, end in spans(row.pauses) if end]
    return [
        f"Đã tạm dừng từ {said(start, at)} đến {said(end, at)} để chờ bổ sung giấy tờ; thời gian ấy không tính vào thời hạn." for start, end in over
    ]


def _passed(row: Dossier, held: Sequence[Holding], at: datetime) -> list[dict[str, Any]]:
    """Every holder so far with its times, then the steps to come."""
    made = []
    for number, one in enumerate(held, start=1):
        now = number == len(held) and not row.ended_at
        until = "đến nay" if now else f"đến {said(one.over_at or row.ended_at or at, at)}"
        made.append(
            {"title": holder_name(one, row.steps), "detail": f"Từ {said(one.began_at, at)} {until}", "state": "now" if now else "done"},
        )
    for step in row.steps:
        if step["no"] > row.step and not row.ended_at:
            made.append({"title": step["name"], "who": org.agency_name(step["agency"]), "state": "next"})
    return made
