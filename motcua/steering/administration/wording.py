"""How streams, entries and the people behind them are called on the pages of administration."""

from motcua.shared.org import queries as org

PROVINCIAL = "provincial"
STREAMS = {
    "agency": "Cơ quan",
    "unit": "Phòng ban",
    "person": "Cán bộ",
    "post": "Chức danh",
    "mandate": "Ủy quyền",
    "calendar": "Lịch làm việc",
    "procedure": "Thủ tục",
    "process": "Quy trình nội bộ",
    "ruleset": "Bộ quy tắc",
}
KINDS = {
    "agency.opened": "Thành lập cơ quan",
    "agency.renamed": "Đổi tên cơ quan",
    "agency.merged": "Sáp nhập, chia tách",
    "unit.opened": "Lập phòng ban",
    "unit.closed": "Giải thể phòng ban",
    "person.registered": "Ghi tên cán bộ mới",
    "person.corrected": "Sửa họ tên, điện thoại",
    "post.opened": "Bố trí chức danh",
    "post.ended": "Thôi chức danh",
    "mandate.given": "Giao ủy quyền",
    "mandate.revoked": "Thu hồi ủy quyền",
    "calendar.published": "Công bố lịch",
    "procedure.published": "Công bố thủ tục",
    "process.published": "Công bố quy trình",
    "ruleset.published": "Công bố bộ quy tắc",
}
SYSTEM = "system"
ROLES = {"counter": "Bộ phận Một cửa", "specialist": "Chuyên viên", "head_of_unit": "Trưởng phòng", "leader": "Lãnh đạo", "clerk": "Văn thư"}


def kind(code: str) -> str:
    """What an entry is called; kinds of a room that came later keep the name of their stream."""
    prefix = code.partition(".")[0]
    return KINDS.get(code) or f"Thay đổi {STREAMS.get(prefix, 'khác').lower()}"


def person(by: str) -> str:
    """The name behind `username` or `username@agency`."""
    username, _, agency = by.partition("@")
    if username == SYSTEM:
        return "Hệ thống"
    held = org.posts_of(username)
    found = next((officer for officer in held if officer.agency == agency), held[0] if held else None)
    return found.name if found else username


def calendar(name: str) -> str:
    """What a calendar is called."""
    return "Lịch chung của tỉnh" if name == PROVINCIAL else f"Lịch của {org.agency_name(name)}"
