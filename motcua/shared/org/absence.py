"""Absence and substitution: recorded, and ended before its day. Ends by itself on its day, without an entry and without anybody's doing.

The stream `absence:<id>` is the absent person's agency's. Who of another agency writes (an administrator) is named in the entry.
"""

from datetime import date, datetime

from django.db import transaction

from motcua.base.errors import Forbidden, NotFound
from motcua.base.time import VN
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft
from motcua.shared.org import entries, queries
from motcua.shared.org.cache import snapshot
from motcua.shared.org.models import Absence
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ABSENCES

LONGEST_DAYS = 366
NOT_YOURS = "Chỉ người vắng, trưởng phòng của họ, lãnh đạo cơ quan hoặc quản trị hệ thống ghi được việc vắng mặt này."


def may_record(officer: Officer, username: str, agency: str) -> bool:
    """The person, the head of their unit, a leader of their agency, an administrator; never by a role that was only lent."""
    own = officer.roles - officer.lent
    if "admin" in own:
        return True
    if officer.agency != agency:
        return False
    units = {found.unit for found in queries.posts_of(username) if found.agency == agency}
    return officer.username == username or "leader" in own or ("head_of_unit" in own and officer.unit in units)


@transaction.atomic
def record_absence(
    *, username: str, agency: str, substitute: str, kind: str, valid_from: date, valid_to: date, officer: Officer, at: datetime
) -> Absence:
    """Somebody is away from `valid_from` until `valid_to` (half-open), and somebody else does their work. Invalid, Forbidden."""
    if not may_record(officer, username, agency):
        raise Forbidden(NOT_YOURS)
    journal.lock(f"person:{username}")
    today = at.astimezone(VN).date()
    days = _wrong_days(valid_from, valid_to, today)
    entries.check(
        {
            "username": None if any(p.agency == agency for p in queries.posts_of(username, valid_from)) else "Người này không làm việc ở cơ quan.",
            "kind": None if kind in ABSENCES else "Hãy chọn lý do vắng mặt.",
            "valid_to": days or _overlapping(username, agency, valid_from, valid_to),
            "substitute": None if days else _wrong_substitute(username, agency, substitute, valid_from, valid_to),
        }
    )
    number = Absence.objects.filter(username=username).count() + 1
    made = entries.absence_recorded(
        username=username,
        agency=agency,
        substitute=substitute,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_by=officer.by,
    )
    return _write(f"{username}-{number}", made, agency, officer, at)


@transaction.atomic
def end_absence(id: str, *, officer: Officer, at: datetime) -> Absence:
    """They are back: today is the first day without the absence. One that has not begun is cancelled."""
    journal.lock(f"absence:{id}")
    row = Absence.objects.filter(pk=id).first()
    if row is None:
        raise NotFound("Không có lần vắng mặt này.")
    if not may_record(officer, row.username, row.agency):
        raise Forbidden(NOT_YOURS)
    on = max(at.astimezone(VN).date(), row.valid_from)
    entries.check({"id": "Lần vắng mặt này đã kết thúc." if row.valid_to <= on else None})
    return _write(id, entries.absence_ended(on=on, ended_by=officer.by), row.agency, officer, at)


def _write(id: str, draft: Draft, agency: str, officer: Officer, at: datetime) -> Absence:
    by = officer.by if officer.agency == agency else f"system@{agency}"
    journal.append(f"absence:{id}", [draft], by=by, at=at)
    return Absence.objects.get(pk=id)


def _wrong_days(start: date, end: date, today: date) -> str | None:
    if end <= start:
        return "Ngày cuối không được trước ngày đầu."
    if end <= today:
        return "Những ngày này đã qua."
    return f"Vắng mặt dài nhất {LONGEST_DAYS} ngày." if (end - start).days > LONGEST_DAYS else None


def _overlapping(username: str, agency: str, start: date, end: date) -> str | None:
    for found in snapshot().absences_within(agency, start, end):
        if found.username == username:
            return f"Đã ghi vắng mặt từ {found.valid_from:%d/%m/%Y} đến {found.last_day:%d/%m/%Y}; hãy kết thúc lần ấy trước."
        if found.substitute == username:
            return f"Những ngày này người này đang làm thay {queries.person_name(found.username)}; hãy đổi người làm thay trước."
    return None


def _wrong_substitute(username: str, agency: str, substitute: str, start: date, end: date) -> str | None:
    able = queries.substitutes(username, agency, start, end)
    if substitute in {found.username for found in able}:
        return None
    if not able and any(found.has("leader") for found in queries.posts_of(username, start) if found.agency == agency):
        return "Chưa ai có ủy quyền ký thay (KT., TL., TUQ.) trong những ngày này; hãy lập ủy quyền trước khi ghi vắng mặt."
    return "Hãy chọn đồng nghiệp cùng cơ quan, không vắng mặt trong những ngày này; thay lãnh đạo thì phải có ủy quyền ký thay."
