"""What changes the organisation: each an entry of a stream, written by the centre (the agency of `by`), in one transaction.

`why` is the reason and the document for whoever reads the history; it is sealed with the entry. Days are half-open: `on` of an end is the first
day without. A refusal is `Invalid` with a sentence for each field, and changes nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.base.errors import Invalid, NotFound
from motcua.base.text import nfc
from motcua.base.time import VN
from motcua.shared.identity import actions as identity
from motcua.shared.journal import actions as journal
from motcua.shared.journal.entries import Draft
from motcua.shared.org import checks, entries, queries
from motcua.shared.org.absence import end_absence, may_record, record_absence
from motcua.shared.org.cache import snapshot
from motcua.shared.org.entries import Why
from motcua.shared.org.identifiers import check_phone
from motcua.shared.org.info import AgencyInfo, PostInfo
from motcua.shared.org.load import load_demo
from motcua.shared.org.models import Mandate

__all__ = [
    "close_unit",
    "correct_person",
    "end_absence",
    "end_post",
    "engage",
    "forget_person",
    "give_mandate",
    "load_demo",
    "may_record",
    "merge_agencies",
    "open_agency",
    "open_unit",
    "record_absence",
    "rename_agency",
    "revoke_mandate",
]


@transaction.atomic
def open_agency(
    *,
    code: str,
    name: str,
    level: str,
    kind: str,
    valid_from: date,
    by: str,
    at: datetime,
    why: Why | None = None,
    short_name: str = "",
    parent: str | None = None,
    gso_code: str | None = None,
    counter: bool = False,
) -> AgencyInfo:
    """A new agency (thành lập cơ quan)."""
    entries.check(
        {
            "code": entries.wrong_code(code) or checks.taken(f"agency:{code}"),
            "name": entries.wrong_name(name),
            "short_name": entries.wrong_name(short_name, entries.LONGEST_SHORT) if short_name else None,
            "level": entries.wrong_level(level),
            "parent": None if parent is None else checks.no_agency(parent, valid_from),
        }
    )
    draft = entries.agency_opened(
        name=nfc(name.strip()),
        short_name=nfc((short_name or name).strip())[: entries.LONGEST_SHORT],
        level=level,
        kind=kind,
        parent=parent,
        gso_code=gso_code,
        counter=counter,
        valid_from=valid_from,
    )
    _write(f"agency:{code}", draft, by=by, at=at, why=why)
    return snapshot().agencies[code]


@transaction.atomic
def rename_agency(code: str, *, name: str, short_name: str, by: str, at: datetime, why: Why | None = None) -> AgencyInfo:
    """A new name for the same agency (đổi tên); the code stays."""
    if queries.agency(code) is None:
        raise NotFound(f"Không có cơ quan {code}.")
    entries.check({"name": entries.wrong_name(name), "short_name": entries.wrong_name(short_name, entries.LONGEST_SHORT)})
    _write(f"agency:{code}", entries.agency_renamed(name=nfc(name.strip()), short_name=nfc(short_name.strip())), by=by, at=at, why=why)
    return snapshot().agencies[code]


@transaction.atomic
def merge_agencies(codes: Sequence[str], *, successors: Sequence[str], on: date, by: str, at: datetime, why: Why | None = None) -> None:
    """Agencies end and others follow them (sáp nhập, chia tách). Their units, posts and so their mandates end the same day; codes stay."""
    entries.check(
        {
            "codes": checks.no_agencies(codes, on),
            "successors": checks.wrong_successors(codes, successors, on),
        }
    )
    now = snapshot()
    for code in codes:
        for officer in now.officers_of(code, on):
            _write(f"post:{officer.post}", entries.post_ended(on=on), by=by, at=at, why=why)
        for unit in now.units_of(code, on):
            _write(f"unit:{unit.code}", entries.unit_closed(on=on), by=by, at=at, why=why)
        _write(f"agency:{code}", entries.agency_merged(successors=successors, on=on), by=by, at=at, why=why)


@transaction.atomic
def open_unit(*, code: str, agency: str, name: str, valid_from: date, by: str, at: datetime, why: Why | None = None) -> None:
    """A new unit (phòng, ban) of an agency."""
    entries.check(
        {
            "code": entries.wrong_code(code, entries.LONG_CODE) or checks.taken(f"unit:{code}"),
            "agency": checks.no_agency(agency, valid_from),
            "name": entries.wrong_name(name),
        }
    )
    _write(f"unit:{code}", entries.unit_opened(agency=agency, name=nfc(name.strip()), valid_from=valid_from), by=by, at=at, why=why)


@transaction.atomic
def close_unit(code: str, *, on: date, by: str, at: datetime, why: Why | None = None) -> None:
    """A unit ends; nobody may be in it any more."""
    unit = queries.unit(code)
    if unit is None:
        raise NotFound(f"Không có phòng ban {code}.")
    entries.check({"on": checks.wrong_end(unit.valid_from, unit.valid_to, on), "code": checks.still_staffed(code, unit.agency, on)})
    _write(f"unit:{code}", entries.unit_closed(on=on), by=by, at=at, why=why)


@transaction.atomic
def engage(
    *,
    username: str,
    post: str,
    agency: str,
    title: str,
    roles: Sequence[str],
    valid_from: date,
    by: str,
    at: datetime,
    why: Why | None = None,
    name: str = "",
    phone: str = "",
    unit: str | None = None,
    valid_to: date | None = None,
    password: str = "",
) -> PostInfo:
    """Somebody takes a post (bổ nhiệm, tuyển dụng). Who is not known yet is registered with name and phone, and gets a user (`password`: a hash)."""
    new = journal.lock(f"person:{username}") is None
    call = check_phone(phone) if phone else None
    entries.check(
        {
            "username": entries.wrong_username(username),
            "name": entries.wrong_name(name, entries.LONGEST_SHORT) if new else None,
            "phone": call.error if call else None,
            "post": entries.wrong_code(post, entries.LONG_CODE) or checks.taken(f"post:{post}"),
            "agency": checks.no_agency(agency, valid_from),
            "unit": checks.wrong_unit(unit, agency, valid_from),
            "title": entries.wrong_name(title, entries.LONGEST_SHORT),
            "roles": entries.wrong_roles(roles),
            "valid_to": entries.wrong_days(valid_from, valid_to),
        }
    )
    if new:
        full_name = nfc(name.strip())
        _write(f"person:{username}", entries.person_registered(name=full_name, phone=call.value if call else ""), by=by, at=at, why=why)
        identity.create_users([identity.NewUser(username, full_name, password)])
    draft = entries.post_opened(
        username=username, agency=agency, unit=unit, title=nfc(title.strip()), roles=roles, valid_from=valid_from, valid_to=valid_to
    )
    _write(f"post:{post}", draft, by=by, at=at, why=why)
    return snapshot().posts[post]


@transaction.atomic
def end_post(code: str, *, on: date, by: str, at: datetime, why: Why | None = None) -> None:
    """Somebody leaves a post (thôi giữ chức danh); from that day its tokens are no good either."""
    post = snapshot().posts.get(code)
    if post is None:
        raise NotFound(f"Không có chức danh {code}.")
    entries.check({"on": checks.wrong_end(post.valid_from, post.valid_to, on)})
    _write(f"post:{code}", entries.post_ended(on=on), by=by, at=at, why=why)


@transaction.atomic
def correct_person(username: str, *, name: str, phone: str, by: str, at: datetime, why: Why | None = None) -> None:
    """A corrected name or phone."""
    if journal.lock(f"person:{username}") is None:
        raise NotFound(f"Không có người mang tên đăng nhập {username}.")
    call = check_phone(phone) if phone else None
    entries.check({"name": entries.wrong_name(name, entries.LONGEST_SHORT), "phone": call.error if call else None})
    full_name = nfc(name.strip())
    _write(f"person:{username}", entries.person_corrected(name=full_name, phone=call.value if call else ""), by=by, at=at, why=why)
    identity.rename_user(username, full_name)


@transaction.atomic
def forget_person(username: str, *, basis: str, by: str, at: datetime) -> None:
    """Erase name and phone of somebody who holds no post any more; the user name stays in the history. `basis` is the decision's number."""
    if queries.posts_of(username, at.astimezone(VN).date()):
        raise Invalid("Người này còn giữ chức danh; hãy kết thúc chức danh trước khi xóa dữ liệu cá nhân.", fields={"username": "Còn giữ chức danh."})
    journal.erase(f"person:{username}", None, by=by, at=at, basis=basis)
    identity.deactivate(username, at=at, forget_name=True)


@transaction.atomic
def give_mandate(
    *,
    id: str,
    kind: str,
    grantor: str,
    holder: str,
    document: str,
    valid_from: date,
    by: str,
    at: datetime,
    why: Why | None = None,
    valid_to: date | None = None,
) -> None:
    """One post may sign for another: KT. (ký thay), TL. (thừa lệnh), TUQ. (thừa ủy quyền); `document` is the number of the paper that says so."""
    entries.check(
        {
            "id": entries.wrong_code(id, entries.LONG_CODE) or checks.taken(f"mandate:{id}"),
            "kind": entries.wrong_kind(kind),
            "grantor": checks.no_post(grantor, valid_from),
            "holder": checks.no_post(holder, valid_from) or ("Không tự ủy quyền cho chính mình." if holder == grantor else None),
            "valid_to": entries.wrong_days(valid_from, valid_to),
        }
    )
    draft = entries.mandate_given(kind=kind, grantor=grantor, holder=holder, document=document, valid_from=valid_from, valid_to=valid_to)
    _write(f"mandate:{id}", draft, by=by, at=at, why=why)


@transaction.atomic
def revoke_mandate(id: str, *, on: date, by: str, at: datetime, why: Why | None = None) -> None:
    """A mandate ends before its day (thu hồi ủy quyền)."""
    mandate = Mandate.objects.filter(pk=id).first()
    if mandate is None:
        raise NotFound(f"Không có ủy quyền {id}.")
    entries.check({"on": checks.wrong_end(mandate.valid_from, mandate.valid_to, on)})
    _write(f"mandate:{id}", entries.mandate_revoked(on=on), by=by, at=at, why=why)


def _write(stream_id: str, draft: Draft, *, by: str, at: datetime, why: Why | None) -> None:
    journal.append(stream_id, [entries.with_why(draft, why)], by=by, at=at)
