"""The components of all screens. Pure.

Each has one part of the sheet (`styles/<name>.css`), one entry in the gallery (`templates/base/gallery/<name>.html`), and the tags or classes by
which it is called. A new one is a line here, a tag, a part and an entry; then `make styles`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Component:
    """`calls`: its tags, or the class of its markup; `public`: citizens' pages may use it, so its part is in their sheet."""

    name: str
    title: str
    calls: tuple[str, ...]
    public: bool = False

    @property
    def entry(self) -> str:
        """The template that shows it in the gallery."""
        return f"base/gallery/{self.name}.html"


COMPONENTS = (
    Component("page-head", "Đầu trang", ("page_head",), public=True),
    Component("crumbs", "Đường dẫn", ("breadcrumb",), public=True),
    Component("buttons", "Nút", ("button", "buttons", "go"), public=True),
    Component("icon", "Hình nhỏ", ("icon",)),
    Component("tag", "Trạng thái và thời hạn", ("tag", "deadline"), public=True),
    Component("holder", "Người giữ", ("holder",), public=True),
    Component("notice", "Lời nhắn", ("notice",), public=True),
    Component("problem", "Điều trục trặc", ("problem", "form_errors"), public=True),
    Component("empty", "Danh sách trống", ("empty",), public=True),
    Component("field", "Ô nhập", ("field", "post_form"), public=True),
    Component("panel", "Khung", ("panel",), public=True),
    Component("facts", "Thông tin", ("facts", "fact"), public=True),
    Component("stats", "Con số", ("stat",)),
    Component("progress", "Tiến độ", ("progress",)),
    Component("document", "Giấy tờ", ("document_card",)),
    Component("person-line", "Một người", ("person_line",)),
    Component("checklist", "Bảng kiểm", ("checklist", "check_row")),
    Component("results", "Kết quả từng dòng", ("results",)),
    Component("diff", "Trước và sau", ("diff",)),
    Component("history", "Ai, khi nào, vì sao", ("history",)),
    Component("sourced", "Thông tin có điều luật", ("sourced",)),
    Component("steps", "Các bước", ("steps",)),
    Component("share-bar", "Thanh tỷ lệ", ("share_bar",)),
    Component("bars", "Biểu đồ ngang", ("bars",)),
    Component("spark", "Đường nhỏ", ("spark",)),
    Component("month", "Lịch tháng", ("calendar_month",), public=True),
    Component("timeline", "Quá trình", ("timeline",), public=True),
    Component("acts", "Việc làm được", ("act",)),
    Component("tabs", "Các danh sách", ("tabs",)),
    Component("filters", "Bộ lọc", ("filters", "choose", "seek", "tick", "pick_day"), public=True),
    Component("listing", "Danh sách", ("listing", "code"), public=True),
    Component("toolbar", "Thao tác hàng loạt", ("toolbar",)),
    Component("sign-bar", "Thanh ký trên điện thoại", ("sign_bar",)),
    Component("panes", "Hai khung cạnh nhau", ('class="panes"',)),
    Component("pager", "Sang trang", ("pager",), public=True),
    Component("split", "Hai cột", ('class="split"',)),
    Component("group", "Nhóm gập", ('class="group"',), public=True),
    Component("cards", "Lối đi", ('class="cards"',), public=True),
    Component("hero", "Lời mở đầu", ('class="hero"',), public=True),
    Component("guide", "Trợ giúp", ('class="helps"',), public=True),
    Component("tour", "Đi một vòng", ('class="tour"',)),
)
