"""Applicants who do not exist, for the simulator and for tests. Pure: seeded by the caller's `random.Random`, measured from the day that is given.

Every number is right by its rule (`identifiers.py`) and drawn at random; it belongs to no one we know of.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from stdnum.exceptions import InvalidComponent
from stdnum.vn import mst

from motcua.base.text import slug
from motcua.shared.org.identifiers import PROVINCES
from motcua.shared.org.names import Sex, draw

DATA = Path(__file__).parent / "data"
HOME = "075"
FROM_HOME = 0.8
ADULT, OLDEST, CHILD_OLDEST = 18, 82, 15
MOBILE = "032 033 034 035 036 037 038 039 070 076 077 078 079 081 082 083 084 085 086 088 090 091 093 094 096 097 098".split()
STREETS = (
    "Nguyễn Ái Quốc", "Phạm Văn Thuận", "Đồng Khởi", "Cách Mạng Tháng Tám", "Hùng Vương", "Nguyễn Văn Trỗi", "Võ Thị Sáu", "Trần Phú", "Lê Duẩn",
    "Nguyễn Thị Minh Khai", "Huỳnh Văn Nghệ", "Bùi Văn Hòa", "Phan Đình Phùng", "Trương Định", "Hà Huy Giáp", "Nguyễn Tri Phương", "Lý Thường Kiệt",
    "Điểu Xiển", "Trần Quốc Toản", "Hồ Thị Hương",
)  # fmt: skip
TRADES = ("Thương mại", "Xây dựng", "Sản xuất", "Vận tải", "Cơ khí", "Chế biến gỗ", "Nông sản", "Dệt may", "Môi trường", "Công nghệ")
FORMS = ("Công ty TNHH", "Công ty TNHH Một thành viên", "Công ty Cổ phần", "Doanh nghiệp tư nhân", "Hợp tác xã")
LUCKY = "Phú Hưng Thịnh Phát Lộc An Khang Tân Tiến Minh Đại Thành Gia Hòa Bình Trường Sơn Việt Nam Long Vạn Xuân".split()


@dataclass(frozen=True, slots=True)
class Ward:
    """A commune before July 2025."""

    code: str
    name: str
    district: str
    province: str

    @property
    def urban(self) -> bool:
        return not self.name.startswith("Xã")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody who hands in a dossier. `payload()` is the applicant as the API takes it."""

    kind: str
    name: str
    phone: str
    email: str
    address: str
    ward: Ward
    sex: Sex | None = None
    birth_on: date | None = None
    id_number: str = ""
    tax_code: str = ""
    representative: str = ""

    def payload(self) -> dict[str, Any]:
        common = {
            "kind": self.kind,
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "ward_code": self.ward.code,
        }
        if self.kind == "organisation":
            return common | {"tax_code": self.tax_code, "representative": self.representative}
        return common | {"id_number": self.id_number, "birth_on": self.birth_on.isoformat() if self.birth_on else None}


@cache
def wards() -> tuple[Ward, ...]:
    """The communes of the demo's province, as they were until June 2025."""
    with (DATA / "admin_units_dongnai.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return tuple(Ward(row["ward_code"], row["ward"], row["district"], row["province"]) for row in rows)


def person(rng: random.Random, on: date, *, ward: Ward | None = None, child: bool = False) -> Applicant:
    """A person, grown up on that day, or a child under fifteen."""
    name = draw(rng)
    birth = _birth(rng, on, 0, CHILD_OLDEST) if child else _birth(rng, on, ADULT, OLDEST)
    home = ward or rng.choice(wards())
    email = f"{slug(str(name)).replace('-', '.')}.{birth.year}@example.vn" if rng.random() < 0.3 else ""  # noqa: PLR2004 three in ten
    return Applicant("person", str(name), mobile(rng), email, address(rng, home), home, name.sex, birth, citizen_id(rng, name.sex, birth))


def organisation(rng: random.Random, *, ward: Ward | None = None) -> Applicant:
    """A company or co-operative with a tax code that adds up."""
    home = ward or rng.choice(wards())
    own = " ".join(rng.sample(LUCKY, 2))
    email = f"{slug(own)}@example.vn"
    return Applicant(
        kind="organisation",
        name=f"{rng.choice(FORMS)} {rng.choice(TRADES)} {own}",
        phone=mobile(rng),
        email=email,
        address=address(rng, home),
        ward=home,
        tax_code=tax_code(rng),
        representative=str(draw(rng)),
    )


def citizen_id(rng: random.Random, sex: Sex, birth_on: date) -> str:
    """A twelve-digit ID number that says the same sex and birth year; four of five were registered in Đồng Nai."""
    province = HOME if rng.random() < FROM_HOME else rng.choice(list(PROVINCES))
    century = (birth_on.year - 1900) // 100 * 2 + (sex == "female")
    return f"{province}{century}{birth_on.year % 100:02d}{rng.randrange(1, 1_000_000):06d}"


def mobile(rng: random.Random) -> str:
    """A mobile number in the plan of numbers in force since 2018."""
    return f"{rng.choice(MOBILE)}{rng.randrange(10_000_000):07d}"


def tax_code(rng: random.Random) -> str:
    """A ten-digit tax code of Đồng Nai (36…) with its check digit; about one in eleven serials has none and is passed over."""
    while True:
        stem = f"36{rng.randrange(1, 10_000_000):07d}"
        try:
            digit = mst.calc_check_digit(stem)
        except InvalidComponent:
            continue
        if len(digit) == 1:
            return stem + digit


def address(rng: random.Random, ward: Ward) -> str:
    """A house in a commune: number and street in town, hamlet in the country. The commune itself is the ward's code."""
    if ward.urban:
        return f"{rng.randrange(1, 400)} {rng.choice(STREETS)}, khu phố {rng.randrange(1, 12)}"
    return f"Tổ {rng.randrange(1, 20)}, ấp {rng.randrange(1, 10)}"


def _birth(rng: random.Random, on: date, youngest: int, oldest: int) -> date:
    """A birth date that gives an age between these two on that day."""
    first, last = _years_before(on, oldest), _years_before(on, youngest)
    return date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))


def _years_before(on: date, years: int) -> date:
    return date(on.year - years, on.month, min(on.day, 28))
