"""Vietnamese names for people who do not exist. Pure, seeded by the caller."""

import random
from dataclasses import dataclass
from typing import Literal

from motcua.base.text import fold

Sex = Literal["male", "female"]
# Of a hundred people, rounded; the South says Huỳnh and Võ, the North Hoàng and Vũ: Đồng Nai has both.
SURNAMES = {
    "Nguyễn": 38, "Trần": 11, "Lê": 10, "Phạm": 7, "Huỳnh": 3, "Hoàng": 2, "Phan": 5, "Vũ": 2, "Võ": 2, "Đặng": 2, "Bùi": 2, "Đỗ": 1, "Hồ": 1,
    "Ngô": 1, "Dương": 1, "Lý": 1,
}  # fmt: skip
MIDDLES: dict[Sex, dict[str, int]] = {
    "male": {"Văn": 30, "Đức": 10, "Hữu": 10, "Quang": 8, "Minh": 8, "Ngọc": 5, "Thanh": 6, "Quốc": 6, "Công": 5, "Xuân": 4, "Đình": 5, "Hoàng": 3},
    "female": {"Thị": 45, "Thu": 8, "Ngọc": 10, "Thanh": 8, "Kim": 6, "Thùy": 6, "Mỹ": 5, "Bích": 4, "Hồng": 5, "Phương": 3},
}
GIVEN: dict[Sex, tuple[str, ...]] = {
    "male": tuple(
        "An Anh Bách Bảo Bình Chiến Cường Danh Dũng Duy Dương Đại Đạt Định Đông Đức Giang Hải Hào Hậu Hiệp Hiếu Hòa Hoàng Hùng Huy Hưng Khải Khang "
        "Khánh Khoa Khôi Kiên Kiệt Lâm Long Lộc Luân Mạnh Minh Nam Nghĩa Nguyên Nhân Phong Phú Phúc Phước Quân Quang Sang Sơn Tài Tâm Tân Thái Thành "
        "Thắng Thiện Thịnh Thọ Tiến Toàn Trí Trung Tuấn Tùng Vinh".split()
    ),
    "female": tuple(
        "An Anh Ánh Bích Châu Chi Cúc Diễm Diệp Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hoài Hồng Huệ Hương Hường Huyền Khánh Lan Liên Linh Loan "
        "Ly Mai My Nga Ngân Ngọc Nguyệt Nhàn Nhi Nhung Oanh Phương Phượng Quyên Quỳnh Sương Tâm Thảo Thắm Thoa Thu Thúy Thủy Thư Thương Trang Trâm "
        "Trinh Trúc Tuyền Tuyết Uyên Vân Vy Xuân Yến".split()
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name: family name first. `str()` is the full name."""

    surname: str
    middle: str
    given: str
    sex: Sex

    def __str__(self) -> str:
        return f"{self.surname} {self.middle} {self.given}"

    @property
    def handle(self) -> str:
        """The start of a user name: "Nguyễn Thị Bình" gives `binh.nt`."""
        return f"{fold(self.given)}.{fold(self.surname)[0]}{fold(self.middle)[0]}"


def draw(rng: random.Random, sex: Sex | None = None) -> Name:
    """A name; no part is said twice."""
    sexes: tuple[Sex, Sex] = ("male", "female")
    of: Sex = rng.choice(sexes) if sex is None else sex
    surname = rng.choices(list(SURNAMES), list(SURNAMES.values()))[0]
    middles = {word: weight for word, weight in MIDDLES[of].items() if word != surname}
    middle = rng.choices(list(middles), list(middles.values()))[0]
    given = rng.choice([word for word in GIVEN[of] if word not in (surname, middle)])
    return Name(surname, middle, given, of)
