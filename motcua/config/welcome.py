"""What a newcomer is shown when everything runs: addresses, one sign-in for each role, one dossier to track."""

from motcua.base.time import now
from motcua.shared.org import queries as org
from motcua.shared.org.demo import PASSWORD
from motcua.shared.org.officer import Officer
from motcua.shared.org.roles import ROLES
from motcua.work.dossiers.models import Dossier
from motcua.work.dossiers.secret import secret_of

LEVELS = ("xa", "huyen", "tinh")


def text() -> str:
    """The lines, with `{address}` where the address of this run belongs."""
    lines = ["", "  Trang công khai   {address}/", "  Cán bộ đăng nhập  {address}/dang-nhap", "  Tình trạng        {address}/suc-khoe"]
    people = sign_ins(org.officers(now().date()))
    if people:
        lines += ["", f"  Đăng nhập mẫu, mật khẩu chung: {PASSWORD}", ""]
        width = max(len(officer.username) for _, officer in people)
        lines += [f"  {officer.username:<{width}}  {ROLES[role].name} – {officer.agency_name}" for role, officer in people]
    code = Dossier.objects.filter(ended_at__isnull=True, parent__isnull=True).order_by("-accepted_at", "code").values_list("code", flat=True).first()
    if code:
        lines += ["", f"  Tra cứu thử       mã {code}, mã bí mật {secret_of(code)}"]
    return "\n".join(lines) + "\n"


def sign_ins(officers: list[Officer]) -> list[tuple[str, Officer]]:
    """One officer for each role. Roles of the ordinary work come from the commune where it has them, from the district, then the province."""
    found = []
    for role in ROLES:
        holders = [officer for officer in officers if role in officer.roles]
        if holders:
            found.append(
                (role, min(holders, key=lambda officer: (LEVELS.index(officer.level), len(officer.roles), officer.agency, officer.username)))
            )
    return found
