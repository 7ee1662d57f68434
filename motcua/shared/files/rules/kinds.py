"""The types that are accepted, and the refusals about content."""

from dataclasses import dataclass

from motcua.base.errors import Invalid, UnsupportedType

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """An accepted type: `suffixes` are the endings a name may have (the first is added when none fits), `inline`: a browser may show it."""

    type: str
    suffixes: tuple[str, ...]
    label: str
    inline: bool = False


PDF = Kind("application/pdf", (".pdf",), "PDF", inline=True)
PNG = Kind("image/png", (".png",), "ảnh PNG", inline=True)
JPEG = Kind("image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"), "ảnh JPEG", inline=True)
TIFF = Kind("image/tiff", (".tif", ".tiff"), "ảnh TIFF")
DOCX = Kind(OFFICE + "wordprocessingml.document", (".docx",), "Word DOCX")
XLSX = Kind(OFFICE + "spreadsheetml.sheet", (".xlsx",), "Excel XLSX")
ODT = Kind(OPEN_DOCUMENT + "text", (".odt",), "OpenDocument ODT")
ODS = Kind(OPEN_DOCUMENT + "spreadsheet", (".ods",), "OpenDocument ODS")
DOC = Kind("application/msword", (".doc",), "Word DOC")
XLS = Kind("application/vnd.ms-excel", (".xls",), "Excel XLS")
TEXT = Kind("text/plain", (".txt", ".text", ".csv"), "văn bản TXT", inline=True)
XML = Kind("application/xml", (".xml",), "XML")

ACCEPTED: dict[str, Kind] = {kind.type: kind for kind in (PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT, ODS, DOC, XLS, TEXT, XML)}
MACROS = "Tệp {} có macro nên không được nhận. Hãy lưu lại không kèm macro rồi gửi lại."
PROGRAM = "Bên trong tệp {} có chương trình chạy được. Tệp đã bị từ chối."
PACKED = "Tệp {} có tệp khác đóng gói bên trong nên không được nhận. Hãy gửi riêng từng tệp."
REMOTE = "Tệp {} tự tải mẫu từ nơi khác về nên không được nhận. Hãy lưu lại thành tệp độc lập rồi gửi lại."
IN_WORDS = "PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT, ODS, DOC, XLS, TXT, XML"


def empty() -> Invalid:
    return _invalid("Tệp rỗng, không có nội dung. Hãy chọn lại tệp.")


def broken(kind: Kind) -> Invalid:
    return _invalid(f"Tệp {kind.label} bị hỏng hoặc bị cắt cụt, không mở được. Hãy mở thử tệp gốc, lưu lại rồi gửi lại.")


def locked() -> Invalid:
    return _invalid("Tệp đặt mật khẩu hoặc mã hóa nên không kiểm tra được. Hãy bỏ mật khẩu rồi gửi lại.")


def dangerous(sentence: str) -> Invalid:
    return _invalid(sentence)


def mixed() -> Invalid:
    return _invalid("Tệp chứa cùng lúc hai loại nội dung chồng lên nhau nên không an toàn. Hãy xuất lại tệp từ phần mềm gốc.")


def executable() -> UnsupportedType:
    return _unsupported("Nội dung tệp là chương trình chạy được, dù tên tệp là gì. Tệp đã bị từ chối.")


def unsupported(what: str) -> UnsupportedType:
    return _unsupported(f"{what} không thuộc loại được nhận. Loại được nhận: {IN_WORDS}.")


def _invalid(sentence: str) -> Invalid:
    return Invalid(sentence, fields={"file": sentence})


def _unsupported(sentence: str) -> UnsupportedType:
    return UnsupportedType(sentence, fields={"file": sentence})
