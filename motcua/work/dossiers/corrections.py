"""What may stand in a corrected field: the same rules as at the counter. Pure."""

from datetime import date

from motcua.shared.org import identifiers
from motcua.shared.org.identifiers import Verdict

LONGEST = {"name": 200, "email": 200, "address": 300}
OLDEST = date(1880, 1, 1)


def wrong_value(field: str, value: str, today: date) -> str | None:
    """The sentence why a value cannot stand in a field, or None."""
    if len(value) > LONGEST.get(field, len(value)):
        return f"Dài quá {LONGEST[field]} ký tự."
    if field == "email":
        name, _, host = value.partition("@")
        return None if name and "." in host and " " not in value else "Địa chỉ thư điện tử chưa đúng."
    if field == "birth_on":
        return wrong_birth(value, today)
    return _refused(field, value)


def clean(field: str, value: str) -> str:
    """A right value as it is kept: digits without fillers, a date in its one form, names without double spaces."""
    if field == "phone":
        return "".join(ch for ch in value if ch.isdigit() or ch == "+")
    if field == "id_number":
        verdict = identifiers.check_citizen_id(value)
        return (verdict if verdict.ok else identifiers.check_tax_code(value)).value or value
    if field == "birth_on":
        return date.fromisoformat(value).isoformat()
    return value if field == "note" else " ".join(value.split())


def wrong_birth(value: str, today: date) -> str | None:
    """The sentence why a text is no possible date of birth, or None."""
    try:
        born = date.fromisoformat(value)
    except ValueError:
        return "Ngày sinh không đọc được (ví dụ 1990-02-03)."
    if born > today:
        return "Ngày sinh ở tương lai."
    return "Ngày sinh quá xa, đề nghị kiểm tra." if born < OLDEST else None


def _refused(field: str, value: str) -> str | None:
    verdicts: list[Verdict] = []
    if field == "phone":
        verdicts = [identifiers.check_phone(value)]
    elif field == "id_number":
        verdicts = [identifiers.check_citizen_id(value), identifiers.check_tax_code(value)]
    if not verdicts or any(verdict.ok for verdict in verdicts):
        return None
    return verdicts[0].error or "Giá trị chưa đúng."
