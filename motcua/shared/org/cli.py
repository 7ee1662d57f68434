"""`motcua people` and `motcua token`."""

import json
import sys

from rich.console import Console
from rich.table import Table

from motcua.base.time import now
from motcua.shared.identity import actions as identity
from motcua.shared.org import queries
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ROLES

UNFOLDED = 400


def people(as_json: bool = False, tokens: bool = False) -> int:
    """One row for each post that is valid today; `tokens` adds the token of each, made where there was none."""
    at = now()
    officers = queries.officers(at.date())
    known = identity.issue_tokens([(officer.username, officer.post) for officer in officers], at=at) if tokens else {}
    if as_json:
        rows = [_row(officer) | ({"token": known[officer.post]} if tokens else {}) for officer in officers]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_table(officers, known)
    return 0


def token(username: str, post: str | None = None) -> int:
    """The token alone, of a person in their post; with several posts `post` must say which."""
    at = now()
    held = [officer for officer in queries.posts_of(username, at.date()) if post is None or officer.post == post]
    if not held:
        print(f"{username} không giữ chức danh {post or 'nào'} còn hiệu lực. Xem `motcua people`.", file=sys.stderr)
        return 1
    if len(held) > 1:
        print(f"{username} giữ nhiều chức danh, hãy chọn bằng --post: {', '.join(officer.post for officer in held)}", file=sys.stderr)
        return 1
    print(identity.issue_tokens([(username, held[0].post)], at=at)[held[0].post])
    return 0


def _row(officer: Officer) -> dict[str, object]:
    return {
        "username": officer.username,
        "name": officer.name,
        "post": officer.post,
        "agency": officer.agency,
        "unit": officer.unit,
        "roles": [role for role in ROLES if role in officer.roles],
    }


def _print_table(officers: list[Officer], tokens: dict[str, str]) -> None:
    heads = ["Tên đăng nhập", "Họ và tên", "Chức danh", "Vai trò", "Mã chức danh", "Cơ quan"] + (["Mã truy cập"] if tokens else [])
    table = Table(*heads, box=None, pad_edge=False)
    for officer in officers:
        roles = " ".join(role for role in ROLES if role in officer.roles)
        row = [officer.username, officer.name, officer.title, roles, officer.post, officer.agency_name]
        table.add_row(*row, *([tokens[officer.post]] if tokens else []))
    Console(width=None if sys.stdout.isatty() else UNFOLDED).print(table)
