"""Numbers that people bring: citizen ID (CCCD), tax code (mã số thuế), phone. Pure.

Sources: Circulars 07/2016/TT-BCA and 59/2021/TT-BCA (ID), python-stdnum `stdnum.vn.mst` (tax code), phonenumbers (phone). An ID number
shows birth year, sex and province, so treat it as personal data (`mask_id`).
"""

import re
from dataclasses import dataclass
from datetime import date

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.vn import mst

FILLERS = re.compile(r"[\s.\-\u00a0]+")
CITIZEN_ID = re.compile(r"[0-9]{12}")
OLD_ID = re.compile(r"[0-9]{9}")
BRANCH_LENGTH = 13
MAIN_LENGTH = 10
MASKED_HEAD, MASKED_TAIL, LONG_ENOUGH = 3, 4, 9
VIETNAM = 84
# The 63 provinces before July 2025: numbers keep the code of the province where the birth was registered.
PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang", "010": "Lào Cai", "011": "Điện Biên",
    "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên", "020": "Lạng Sơn", "022": "Quảng Ninh",
    "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh", "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên",
    "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định", "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh",
    "044": "Quảng Bình", "045": "Quảng Trị", "046": "Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum", "064": "Gia Lai", "066": "Đắk Lắk",
    "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu", "079": "Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang", "083": "Bến Tre", "084": "Trà Vinh",
    "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang", "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng",
    "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip
PHONE_KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says. `value` is the number as it is kept; `error` is a sentence for the person when `ok` is False; warnings never refuse.

    `kind`: cccd, cmnd; company, branch, personal; mobile, fixed. `year`, `sex` (male, female) and `province` are read from a citizen ID.
    """

    ok: bool
    value: str = ""
    kind: str = ""
    warnings: tuple[str, ...] = ()
    error: str | None = None
    year: int | None = None
    sex: str | None = None
    province: str | None = None


def check_citizen_id(text: str, *, birth_on: date | None = None, on: date | None = None) -> Verdict:
    """Check a citizen ID: twelve digits (số định danh cá nhân, CCCD), or nine of an old identity card (CMND) with a warning.

    There is no check digit. A province code that is none of the 63 only warns (births abroad). With `on` a birth year after that day is refused;
    with `birth_on` a different birth year warns.
    """
    value = FILLERS.sub("", text)
    if OLD_ID.fullmatch(value):
        return Verdict(True, value, "cmnd", ("Số chứng minh nhân dân 9 chữ số đã hết giá trị sử dụng; nên ghi số định danh 12 chữ số.",))
    if not CITIZEN_ID.fullmatch(value):
        return Verdict(False, value, error="Số định danh phải gồm đúng 12 chữ số (hoặc 9 chữ số của chứng minh nhân dân cũ).")
    century, odd = divmod(int(value[3]), 2)
    year = 1900 + 100 * century + int(value[4:6])
    sex, province = "female" if odd else "male", PROVINCES.get(value[:3])
    if on is not None and year > on.year:
        error = f"Số định danh này ứng với năm sinh {year}, sau ngày hôm nay. Hãy kiểm tra chữ số thứ tư đến thứ sáu."
        return Verdict(False, value, "cccd", error=error, year=year, sex=sex, province=province)
    warnings = []
    if province is None:
        warnings.append(f"Ba chữ số đầu {value[:3]} không phải mã của tỉnh nào; chỉ đúng với người đăng ký khai sinh ở nước ngoài.")
    if birth_on is not None and birth_on.year != year:
        warnings.append(f"Số định danh ứng với năm sinh {year}, ngày sinh đã ghi là năm {birth_on.year}.")
    return Verdict(True, value, "cccd", tuple(warnings), year=year, sex=sex, province=province)


def check_tax_code(text: str) -> Verdict:
    """Check a tax code: ten digits, ten with a branch of three (0101248141-001), or the twelve of a person's ID number."""
    value = FILLERS.sub("", text)
    if CITIZEN_ID.fullmatch(value):
        known = check_citizen_id(value)
        return Verdict(True, value, "personal", known.warnings, year=known.year, sex=known.sex, province=known.province)
    try:
        mst.validate(value)
    except InvalidLength:
        return Verdict(False, value, error="Mã số thuế gồm 10 chữ số, 10 chữ số và 3 chữ số chi nhánh, hoặc 12 chữ số định danh cá nhân.")
    except InvalidChecksum:
        return Verdict(False, value, error="Mã số thuế sai chữ số kiểm tra (chữ số thứ mười). Hãy đối chiếu lại với giấy đăng ký.")
    except ValidationError:
        return Verdict(False, value, error="Mã số thuế không đúng cấu trúc. Hãy đối chiếu lại với giấy đăng ký.")
    branch = len(value) == BRANCH_LENGTH
    return Verdict(True, f"{value[:MAIN_LENGTH]}-{value[MAIN_LENGTH:]}" if branch else value, "branch" if branch else "company")


def check_phone(text: str) -> Verdict:
    """Check a Vietnamese phone number; `value` is its international form (+84912345678). No toll-free and no premium numbers."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return Verdict(False, text.strip(), error="Số điện thoại không đọc được. Nhập 10 chữ số, ví dụ 0912345678.")
    kind = PHONE_KINDS.get(phonenumbers.number_type(number))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code != VIETNAM:
        return Verdict(False, value, error="Chỉ nhận số điện thoại của Việt Nam.")
    if not phonenumbers.is_valid_number(number):
        return Verdict(
            False, value, error="Số điện thoại không đúng: di động có 10 chữ số (ví dụ 0912345678), cố định có mã vùng (ví dụ 02513822501)."
        )
    if kind is None:
        return Verdict(False, value, error="Số tổng đài 1800, 1900 không dùng làm số liên hệ được.")
    return Verdict(True, value, kind)


def mask_id(text: str) -> str:
    """An ID number that shows only its ends: 075190001234 as 075*****1234; of anything shorter than nine digits nothing is shown."""
    value = text.strip()
    if len(value) < LONG_ENOUGH:
        return "*" * len(value)
    return value[:MASKED_HEAD] + "*" * (len(value) - MASKED_HEAD - MASKED_TAIL) + value[-MASKED_TAIL:]
