"""The holidays that the law fixes, for years whose calendar nobody has published yet. Pure.

Labour Code 2019, Article 112: Tết Dương lịch, Tết Âm lịch (5 days: the eve and the first four), Giỗ Tổ Hùng Vương, 30/4, 1/5,
Quốc khánh (2/9 and, from 2021, a neighbour); Ngày Văn hóa Việt Nam from 2026, as `data/holidays.csv` has it. Days off in lieu and
swaps are announced each year and are not guessed: a moment that rests on this module is provisional.
"""

from datetime import date, timedelta

from motcua.shared.calendars import lunar

TWO_NATIONAL_DAYS_FROM = 2021
CULTURE_DAY_FROM = 2026
_DAY_BEFORE_WEEKDAYS = (1, 2, 4, 5)
_TET_NAMES = (
    "Giao thừa Tết Nguyên Đán",
    "Tết Nguyên Đán",
    "Mùng hai Tết Nguyên Đán",
    "Mùng ba Tết Nguyên Đán",
    "Mùng bốn Tết Nguyên Đán",
)


def of_year(year: int) -> dict[date, str]:
    """Every day that is surely a holiday in `year`, with its name."""
    tet = lunar.tet(year)
    days = {
        date(year, 1, 1): "Tết Dương lịch",
        lunar.solar(10, 3, year): "Ngày Giỗ Tổ Hùng Vương",
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Ngày Quốc tế Lao động",
        date(year, 9, 2): "Quốc khánh",
    }
    days |= {tet + timedelta(days=step - 1): name for step, name in enumerate(_TET_NAMES)}
    if year >= TWO_NATIONAL_DAYS_FROM:
        days[neighbour_of_national_day(year)] = "Quốc khánh"
    if year >= CULTURE_DAY_FROM:
        days[date(year, 11, 24)] = "Ngày Văn hóa Việt Nam"
    return dict(sorted(days.items()))


def neighbour_of_national_day(year: int) -> date:
    """The second day of Quốc khánh, chosen as the years 2021–2026 chose it: the side that makes the longer rest."""
    before = date(year, 9, 2).weekday() in _DAY_BEFORE_WEEKDAYS
    return date(year, 9, 1 if before else 3)
