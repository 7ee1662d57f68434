"""The keys of officers' pages: one table, drawn as the card (`?`) and read from it by `officer.js`, so that card and code cannot differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """`key` as the browser names it, `face` as it is printed; `does` names the deed in `officer.js`, empty when the browser itself does it."""

    key: str
    label: str
    does: str = ""
    face: str = ""

    @property
    def said(self) -> str:
        return self.face or self.key


KEYS = (
    Key("/", "Tới ô tìm hồ sơ", "search"),
    Key("j", "Dòng sau trong danh sách", "down"),
    Key("k", "Dòng trước", "up"),
    Key("Enter", "Mở dòng đang chọn"),
    Key("x", "Đánh dấu hoặc bỏ dấu dòng đang chọn", "tick"),
    Key("g", "Rồi một chữ: sang trang khác", "go"),
    Key("?", "Mở bảng phím tắt này", "card"),
    Key("Escape", "Rời ô đang gõ; đóng bảng, đóng danh mục", "leave", "Esc"),
)
