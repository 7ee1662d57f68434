"""Roles as code: what each is called, and what it may see. Pure.

Who may do which act is the lifecycle's matter (`work/dossiers`); a role here only names the part a post plays (vai trò).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Sight = Literal["agency", "subtree", "all"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its Vietnamese name, how far it sees, and whether it works on dossiers."""

    code: str
    name: str
    sight: Sight
    works: bool = True


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("counter", "Cán bộ Một cửa", "agency"),
        Role("specialist", "Chuyên viên thụ lý", "agency"),
        Role("head_of_unit", "Trưởng phòng", "agency"),
        Role("leader", "Lãnh đạo cơ quan", "subtree"),
        Role("clerk", "Văn thư", "agency"),
        Role("chairman_office", "Văn phòng Chủ tịch", "all", works=False),
        Role("supervisor", "Kiểm soát thủ tục hành chính", "agency", works=False),
        Role("auditor", "Thanh tra, kiểm tra", "all", works=False),
        Role("admin", "Quản trị hệ thống", "agency", works=False),
    )
}
LENT = frozenset({"counter", "specialist", "clerk", "head_of_unit"})  # what a substitute takes on; a signature needs a mandate
ABSENCES = {"leave": "Nghỉ phép, nghỉ theo chế độ", "mission": "Đi công tác", "training": "Đi học, tập huấn", "other": "Việc khác"}
MANDATES = {"KT": "Ký thay", "TL": "Thừa lệnh", "TUQ": "Thừa ủy quyền"}


def unknown(roles: Collection[str]) -> list[str]:
    """Which of these are no roles."""
    return sorted(set(roles) - ROLES.keys())


def sees_all(roles: Collection[str]) -> bool:
    """Whether one of the roles sees every agency."""
    return any(ROLES[role].sight == "all" for role in roles)


def sees_subtree(roles: Collection[str]) -> bool:
    """Whether one of the roles sees the agencies below its own."""
    return any(ROLES[role].sight == "subtree" for role in roles)
