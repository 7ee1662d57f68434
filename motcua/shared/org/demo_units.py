"""Units and titles as they are usual in a province with three levels; for the demo. Pure."""

from typing import Any

OFFICE_OF_DISTRICT = "Văn phòng HĐND và UBND"
LAND, JUSTICE, LABOUR = "Phòng Tài nguyên và Môi trường", "Phòng Tư pháp", "Phòng Lao động - Thương binh và Xã hội"
DISTRICT_UNITS = (
    OFFICE_OF_DISTRICT,
    JUSTICE,
    LAND,
    LABOUR,
    "Phòng Tài chính - Kế hoạch",
    "Phòng Kinh tế",
    "Phòng Quản lý đô thị",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Y tế",
    "Phòng Nội vụ",
    "Phòng Văn hóa và Thông tin",
)
BUSY = frozenset({LAND, JUSTICE, LABOUR})
OFFICE_UNITS = (
    "Phòng Kiểm soát thủ tục hành chính",
    "Phòng Tổng hợp",
    "Phòng Kinh tế ngành",
    "Phòng Khoa giáo - Văn xã",
    "Phòng Hành chính - Tổ chức",
)
CONTROL = OFFICE_UNITS[0]
HEAD_OFFICE = "Văn phòng Sở"
DEPARTMENT_UNITS: dict[str, tuple[str, ...]] = {
    "000.00.02.H19": (HEAD_OFFICE, "Phòng Tổ chức bộ máy và Công chức, viên chức", "Phòng Xây dựng chính quyền", "Phòng Cải cách hành chính"),
    "000.00.03.H19": (HEAD_OFFICE, "Phòng Hành chính tư pháp", "Phòng Bổ trợ tư pháp", "Phòng Phổ biến giáo dục pháp luật"),
    "000.00.04.H19": (HEAD_OFFICE, "Phòng Đăng ký kinh doanh", "Phòng Kinh tế đối ngoại", "Phòng Đấu thầu, Thẩm định"),
    "000.00.05.H19": (HEAD_OFFICE, "Phòng Quản lý ngân sách", "Phòng Quản lý giá và Công sản", "Phòng Tài chính doanh nghiệp"),
    "000.00.06.H19": (HEAD_OFFICE, "Phòng Quản lý thương mại", "Phòng Quản lý năng lượng", "Phòng Kỹ thuật an toàn và Môi trường"),
    "000.00.07.H19": (HEAD_OFFICE, "Chi cục Trồng trọt và Bảo vệ thực vật", "Chi cục Chăn nuôi và Thú y", "Chi cục Quản lý chất lượng nông lâm sản"),
    "000.00.08.H19": (HEAD_OFFICE, "Phòng Quản lý vận tải, phương tiện và người lái", "Phòng Quản lý kết cấu hạ tầng giao thông"),
    "000.00.09.H19": (HEAD_OFFICE, "Phòng Quy hoạch kiến trúc", "Phòng Quản lý xây dựng", "Phòng Quản lý nhà và thị trường bất động sản"),
    "000.00.10.H19": (
        HEAD_OFFICE,
        "Chi cục Quản lý đất đai",
        "Chi cục Bảo vệ môi trường",
        "Phòng Tài nguyên nước và Khoáng sản",
        "Văn phòng Đăng ký đất đai",
    ),
    "000.00.11.H19": (HEAD_OFFICE, "Phòng Công nghệ thông tin", "Phòng Thông tin, Báo chí, Xuất bản", "Phòng Bưu chính Viễn thông"),
    "000.00.12.H19": (HEAD_OFFICE, "Phòng Người có công", "Phòng Bảo trợ xã hội", "Phòng Việc làm và An toàn lao động"),
    "000.00.13.H19": (HEAD_OFFICE, "Phòng Quản lý văn hóa", "Phòng Quản lý thể dục thể thao", "Phòng Quản lý du lịch"),
    "000.00.14.H19": (HEAD_OFFICE, "Phòng Quản lý khoa học", "Phòng Quản lý công nghệ và Chuyên ngành", "Chi cục Tiêu chuẩn Đo lường Chất lượng"),
    "000.00.15.H19": (HEAD_OFFICE, "Phòng Giáo dục mầm non", "Phòng Giáo dục phổ thông", "Phòng Khảo thí và Quản lý chất lượng"),
    "000.00.16.H19": (HEAD_OFFICE, "Phòng Nghiệp vụ y", "Phòng Nghiệp vụ dược", "Chi cục An toàn vệ sinh thực phẩm"),
    "000.00.17.H19": (HEAD_OFFICE, "Phòng Lãnh sự", "Phòng Hợp tác quốc tế"),
    "000.00.18.H19": ("Văn phòng Thanh tra", "Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2"),
    "000.00.19.H19": ("Văn phòng Ban", "Phòng Chính sách dân tộc", "Phòng Tuyên truyền và Địa bàn"),
    "000.00.20.H19": ("Văn phòng Ban", "Phòng Quản lý đầu tư", "Phòng Quản lý quy hoạch và Xây dựng", "Phòng Quản lý lao động"),
    "000.00.21.H19": ("Văn phòng Cục", "Phòng Kê khai và Kế toán thuế", "Phòng Tuyên truyền và Hỗ trợ người nộp thuế"),
    "000.00.22.H19": ("Văn phòng", "Phòng Chế độ bảo hiểm xã hội", "Phòng Quản lý thu", "Phòng Cấp sổ, thẻ"),
}
TOPS = {
    "000.00.18.H19": ("Chánh Thanh tra", "Phó Chánh Thanh tra"),
    "000.00.19.H19": ("Trưởng ban", "Phó Trưởng ban"),
    "000.00.20.H19": ("Trưởng ban", "Phó Trưởng ban"),
    "000.00.21.H19": ("Cục trưởng", "Phó Cục trưởng"),
}
TAGS = {"000.00.00.H19": "ubndt", "000.00.01.H19": "vpub", "000.01.01.H19": "tthcc", "000.00.21.H19": "cthue", "000.00.22.H19": "bhxh"}

Rows = list[Any]
COMMITTEE: Rows = [
    ("Chủ tịch", "leader"),
    ("Phó Chủ tịch", "leader"),
    ("Phó Chủ tịch", "leader"),
    ("Phó Chủ tịch", "leader"),
    ("Chuyên viên tổng hợp", "specialist"),
    ("Chuyên viên tổng hợp", "specialist"),
    ("Văn thư", "clerk"),
    ("Quản trị hệ thống", "admin"),
]
OFFICE_TOP: Rows = [
    ("Chánh Văn phòng", "leader chairman_office"),
    ("Phó Chánh Văn phòng", "leader chairman_office"),
    ("Thư ký Chủ tịch", "chairman_office"),
    ("Chuyên viên theo dõi nhiệm vụ", "chairman_office"),
    ("Kiểm soát viên thủ tục hành chính", "supervisor", CONTROL),
    ("Văn thư", "clerk", OFFICE_UNITS[-1]),
]
PROVINCE_COUNTER: Rows = [
    ("Giám đốc Trung tâm", "leader"),
    ("Phó Giám đốc Trung tâm", "leader"),
    ("Chuyên viên", "specialist"),
    ("Chuyên viên", "specialist"),
    *[("Cán bộ tiếp nhận và trả kết quả", "counter")] * 6,
]
COMMUNE: Rows = [
    ("Chủ tịch", "leader"),
    ("Công chức chuyên môn", "specialist"),
    ("Công chức tiếp nhận và trả kết quả", "counter"),
    ("Công chức tiếp nhận và trả kết quả", "counter"),
]
DISTRICT: Rows = [
    ("Chủ tịch", "leader"),
    ("Phó Chủ tịch", "leader"),
    ("Văn thư", "clerk", OFFICE_OF_DISTRICT),
    *[("Cán bộ tiếp nhận và trả kết quả", "counter", OFFICE_OF_DISTRICT)] * 3,
]


def units_of(agency: str, level: str) -> tuple[str, ...]:
    """Names of an agency's units; communes have none."""
    if level == "huyen":
        return DISTRICT_UNITS
    return OFFICE_UNITS if agency == "000.00.01.H19" else DEPARTMENT_UNITS.get(agency, ())


def department_top(agency: str) -> Rows:
    """Head, deputy and clerk of a department; the clerk sits in its first unit, the office."""
    head, deputy = TOPS.get(agency, ("Giám đốc", "Phó Giám đốc"))
    return [(head, "leader"), (deputy, "leader"), ("Văn thư", "clerk", DEPARTMENT_UNITS[agency][0])]


def titles_of_unit(unit: str) -> tuple[str, str]:
    """How head and members of a unit are called."""
    if unit.startswith("Văn phòng"):
        return ("Giám đốc Văn phòng" if "Đăng ký đất đai" in unit else "Chánh Văn phòng"), "Chuyên viên"
    return ("Chi cục trưởng" if unit.startswith("Chi cục") else "Trưởng phòng"), "Chuyên viên"
