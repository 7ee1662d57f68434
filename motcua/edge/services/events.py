"""Life events: what people say they come for, each with what the finder should look for. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """`seek`: what the finder gets, without diacritics or with; `hint`: what stands below."""

    name: str
    hint: str
    seek: str


EVENTS = (
    Event("Có con", "khai sinh, thẻ bảo hiểm, nhập hộ khẩu", "khai sinh"),
    Event("Kết hôn", "đăng ký, xác nhận tình trạng hôn nhân", "hôn"),
    Event("Người thân qua đời", "khai tử, mai táng", "khai tử"),
    Event("Làm căn cước", "cấp mới, đổi, cấp lại", "thẻ căn cước"),
    Event("Sao y, chứng thực", "bản sao, chữ ký, giao dịch", "chứng thực"),
    Event("Nhà và đất", "giấy chứng nhận, chuyển quyền", "đất"),
    Event("Xây, sửa nhà", "giấy phép xây dựng", "giấy phép xây dựng"),
    Event("Mở hộ kinh doanh", "thành lập, đổi, tạm ngừng", "hộ kinh doanh"),
    Event("Mở công ty", "thành lập, đổi nội dung", "thành lập công ty"),
    Event("Trợ giúp xã hội", "khuyết tật, hộ nghèo, mai táng", "xã hội"),
    Event("Người có công", "trợ cấp, thờ cúng liệt sĩ", "công"),
    Event("Giấy phép lái xe", "cấp, đổi, cấp lại", "giấy phép lái xe"),
)
