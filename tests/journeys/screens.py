"""Every screen there is, by the person who sees it, for tests that look at all of them."""

from dataclasses import dataclass

from tests.calls import Province

HERE = "000.07.25.H19"
PROCEDURE = "1.001193"


@dataclass(frozen=True, slots=True)
class Screen:
    """`role` is empty for a page that everybody sees. `{code}` is a dossier just accepted, `{signing}` one that waits for the signature."""

    name: str
    path: str
    role: str = ""
    status: int = 200


SCREENS = (
    Screen("trang chủ", "/"),
    Screen("tìm thủ tục", "/thu-tuc"),
    Screen("tìm thủ tục, không thấy", "/thu-tuc?q=xyzxyz"),
    Screen("thủ tục", f"/thu-tuc/{PROCEDURE}"),
    Screen("thay đổi của thủ tục", f"/thu-tuc/{PROCEDURE}/thay-doi"),
    Screen("giấy tờ của thủ tục", f"/thu-tuc/{PROCEDURE}/giay-to"),
    Screen("thủ tục, nơi nộp gần nhất", f"/thu-tuc/{PROCEDURE}?xa=25993"),
    Screen("tra cứu", "/tra-cuu"),
    Screen("kiểm chứng", "/kiem-chung"),
    Screen("cân đối", "/can-doi"),
    Screen("cân đối của một cơ quan", f"/can-doi?agency={HERE}"),
    Screen("không có trang", "/khong-co", status=404),
    Screen("đăng nhập", "/dang-nhap"),
    Screen("thành phần giao diện", "/thiet-ke"),
    Screen("bàn làm việc", "/ban-lam-viec", "counter"),
    Screen("tiếp nhận, chọn thủ tục", "/tiep-nhan", "counter"),
    Screen("tiếp nhận, điền", f"/tiep-nhan/{PROCEDURE}", "counter"),
    Screen("tiếp nhận, tìm thủ tục", "/tiep-nhan?tu=khai+sinh", "counter"),
    Screen("tiếp nhận, nhiều người", f"/tiep-nhan/{PROCEDURE}/hang-loat", "counter"),
    Screen("nhận hôm nay", "/tiep-nhan/hom-nay", "counter"),
    Screen("từ chối hôm nay", "/tiep-nhan/hom-nay?xem=tu-choi", "counter"),
    Screen("chờ bàn giao", "/tiep-nhan/hom-nay?xem=cho-ban-giao", "counter"),
    Screen("trả kết quả", "/tra-ket-qua", "counter"),
    Screen("trả kết quả, chưa có", "/tra-ket-qua?ma={code}", "counter"),
    Screen("hồ sơ", "/ho-so/{code}", "counter"),
    Screen("hồ sơ vừa nhận", "/tiep-nhan/da-nhan/{code}", "counter"),
    Screen("vì sao ngày này", "/ho-so/{code}/han", "counter"),
    Screen("bàn giao một hồ sơ", "/ho-so/{code}/ban-giao", "counter"),
    Screen("bàn giao", "/ban-giao", "counter"),
    Screen("ký nhận", "/ky-nhan", "specialist"),
    Screen("tìm hồ sơ", "/tim?xong=1", "counter"),
    Screen("không được phép", "/vi-pham", "counter", 403),
    Screen("ký duyệt", "/ho-so/{signing}/ky-duyet", "leader"),
    Screen("bàn của lãnh đạo", "/ban-lam-viec", "leader"),
    Screen("vi phạm", "/vi-pham", "leader"),
    Screen("việc được giao", "/viec", "leader"),
    Screen("điều hành", "/dieu-hanh", "leader"),
    Screen("điều hành, bản đồ", "/dieu-hanh/ban-do", "leader"),
    Screen("điều hành, nơi chờ", "/dieu-hanh/noi-cho", "leader"),
    Screen("điều hành, so sánh", "/dieu-hanh/so-sanh?ky=nam", "leader"),
    Screen("điều hành, bảng", "/dieu-hanh/bang/linh-vuc?ky=nam", "leader"),
    Screen("điều hành, danh sách", "/dieu-hanh/ho-so?so=tiep-nhan", "leader"),
    Screen("điều hành, cách tính", "/dieu-hanh/cach-tinh", "leader"),
    Screen("điều hành, họp thứ Hai", "/dieu-hanh/thu-hai", "leader"),
    Screen("điều hành, không được phép", "/dieu-hanh", "counter", 403),
)


def codes(province: Province) -> dict[str, str]:
    """Dossiers of a quiet commune for `{code}` and `{signing}`; one more is on its way, so that no list is empty."""
    province.do(province.accept(agency=HERE), "hand_over")
    signing = province.until(province.accept(agency=HERE), "for_signature")
    return {"code": province.accept(agency=HERE)["code"], "signing": signing["code"]}
