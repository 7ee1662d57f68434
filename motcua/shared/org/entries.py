"""The entries of the organisation's streams, and the checks that need nothing but the values. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.base.errors import Invalid
from motcua.shared.journal.entries import Draft
from motcua.shared.org.roles import MANDATES, unknown

LEVELS = ("tinh", "huyen", "xa")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
LONG_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
LONGEST_NAME = 200
LONGEST_SHORT = 120


@dataclass(frozen=True, slots=True)
class Why:
    """Reason and document of a change, as somebody typed them."""

    reason: str
    document: str = ""


def with_why(draft: Draft, why: Why | None) -> Draft:
    """The same draft with its reason; free text, so it is sealed."""
    return replace(draft, sealed={**(draft.sealed or {}), "reason": why.reason, "document": why.document}) if why else draft


def agency_opened(
    *, name: str, short_name: str, level: str, kind: str, parent: str | None, gso_code: str | None, counter: bool, valid_from: date
) -> Draft:
    """An agency begins. Its values are public, so nothing is sealed."""
    payload = {
        "name": name,
        "short_name": short_name,
        "level": level,
        "kind": kind,
        "parent": parent,
        "gso_code": gso_code,
        "counter": counter,
        "valid_from": valid_from.isoformat(),
    }
    return Draft("agency.opened", payload)


def agency_renamed(*, name: str, short_name: str) -> Draft:
    return Draft("agency.renamed", {"name": name, "short_name": short_name})


def agency_merged(*, successors: Sequence[str], on: date) -> Draft:
    """An agency ends (sáp nhập); `on` is the first day without it."""
    return Draft("agency.merged", {"successors": list(successors), "valid_to": on.isoformat()})


def unit_opened(*, agency: str, name: str, valid_from: date) -> Draft:
    return Draft("unit.opened", {"agency": agency, "name": name, "valid_from": valid_from.isoformat()})


def unit_closed(*, on: date) -> Draft:
    return Draft("unit.closed", {"valid_to": on.isoformat()})


def person_registered(*, name: str, phone: str) -> Draft:
    """A person joins the staff. Name and phone are personal, so they are sealed."""
    return Draft("person.registered", {}, {"name": name, "phone": phone})


def person_corrected(*, name: str, phone: str) -> Draft:
    return Draft("person.corrected", {}, {"name": name, "phone": phone})


def post_opened(*, username: str, agency: str, unit: str | None, title: str, roles: Sequence[str], valid_from: date, valid_to: date | None) -> Draft:
    payload = {
        "username": username,
        "agency": agency,
        "unit": unit,
        "title": title,
        "roles": sorted(roles),
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }
    return Draft("post.opened", payload)


def post_ended(*, on: date) -> Draft:
    return Draft("post.ended", {"valid_to": on.isoformat()})


def mandate_given(*, kind: str, grantor: str, holder: str, document: str, valid_from: date, valid_to: date | None) -> Draft:
    payload = {
        "kind": kind,
        "grantor": grantor,
        "holder": holder,
        "document": document,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat() if valid_to else None,
    }
    return Draft("mandate.given", payload)


def mandate_revoked(*, on: date) -> Draft:
    return Draft("mandate.revoked", {"valid_to": on.isoformat()})


def absence_recorded(*, username: str, agency: str, substitute: str, kind: str, valid_from: date, valid_to: date, recorded_by: str) -> Draft:
    """Codes and days only: why somebody is away is told by kind, and no kind says anything about health."""
    payload = {
        "username": username,
        "agency": agency,
        "substitute": substitute,
        "kind": kind,
        "valid_from": valid_from.isoformat(),
        "valid_to": valid_to.isoformat(),
        "recorded_by": recorded_by,
    }
    return Draft("absence.recorded", payload)


def absence_ended(*, on: date, ended_by: str) -> Draft:
    return Draft("absence.ended", {"valid_to": on.isoformat(), "ended_by": ended_by})


def check(wrong: Mapping[str, str | None]) -> None:
    """Raise Invalid with the sentence of each field that has one."""
    fields = {name: sentence for name, sentence in wrong.items() if sentence}
    if fields:
        raise Invalid("Thông tin chưa đúng: " + " ".join(fields.values()), fields=fields)


def wrong_code(code: str, shape: re.Pattern[str] = CODE) -> str | None:
    return None if shape.fullmatch(code) else "Mã chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang."


def wrong_username(username: str) -> str | None:
    return None if USERNAME.fullmatch(username) else "Tên đăng nhập gồm 2 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang."


def wrong_name(name: str, longest: int = LONGEST_NAME) -> str | None:
    return None if name.strip() and len(name) <= longest else f"Tên không được để trống và dài tối đa {longest} ký tự."


def wrong_level(level: str) -> str | None:
    return None if level in LEVELS else "Cấp phải là tinh, huyen hoặc xa."


def wrong_roles(roles: Sequence[str]) -> str | None:
    if not roles:
        return "Chức danh phải có ít nhất một vai trò."
    strange = unknown(roles)
    return f"Không có vai trò {', '.join(strange)}." if strange else None


def wrong_kind(kind: str) -> str | None:
    return None if kind in MANDATES else "Hình thức phải là KT (ký thay), TL (thừa lệnh) hoặc TUQ (thừa ủy quyền)."


def wrong_days(start: date, end: date | None) -> str | None:
    return None if end is None or start < end else "Ngày kết thúc phải sau ngày bắt đầu."
