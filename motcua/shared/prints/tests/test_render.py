import hashlib
import json
import struct
import threading
import unicodedata
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.shared import prints
from motcua.shared.prints.engine import FONTS
from motcua.shared.prints.tests import make

A5, A4_LANDSCAPE = (420, 595), (842, 595)
HOSTILE = """#panic("x") $ a^2 $ `raw` ``` ] [ } { \\ \\u{41} "đ" 'q' *b* _i_ = H @ref <label> ~ -- // c /* d */ #import "a" &lt; \\"""


def size(png):
    return struct.unpack(">II", png[16:24])


def words(pdf):
    """The text of all pages as a reader takes it out, spaces and breaks as one."""
    out = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(unicodedata.normalize("NFC", out).replace("\u200b", "").replace("\u00ad", "").split())


def test_the_slip_is_one_page_of_a5():
    (page,) = prints.pictures("01", make.slip(), ppi=72)
    assert size(page) == A5


def test_the_hand_over_list_is_a4_across_and_repeats_on_more_pages():
    pages = prints.pictures("ban-giao", make.hand_over(90), ppi=72)
    assert len(pages) == 3
    assert {size(page) for page in pages} == {A4_LANDSCAPE}


def test_the_same_data_gives_the_same_bytes():
    first = prints.render("01", make.slip())
    assert first == prints.render("01", make.slip())
    assert first.startswith(b"%PDF-")
    assert first != prints.render("01", make.slip(book_no="0008"))


def test_thirty_papers_flow_to_a_second_page():
    papers = [{"name": f"Giấy tờ số {place}", "originals": 1} for place in range(1, 31)]
    assert len(prints.pictures("01", make.slip(papers=papers), ppi=72)) == 2


@pytest.mark.parametrize("value", [HOSTILE, "x" * 3000, "Nguyễn " * 200, "\x00\x1b\u202e\ufeff", "漢字 ខ្មែរ 🙂", '"}]'])
def test_no_value_breaks_a_form(value):
    fixed = {"track_url", "code", "secret"}
    everywhere: dict[str, Any] = {name: value for name, told in make.slip().items() if isinstance(told, str) and name not in fixed}
    everywhere["applicant"] = dict.fromkeys(make.APPLICANT, value)
    papers = [{"name": value, "originals": 1}]
    assert prints.pictures("01", make.slip(**everywhere, papers=papers), ppi=36)
    row = {name: value for name in ("procedure", "applicant", "address", "phone", "note")} | {"code": "000.01.25.H19-261120-0001"}
    assert prints.pictures("ban-giao", make.hand_over(rows=[row], lead=value), ppi=36)


def test_what_looks_like_markup_is_printed_as_it_was_typed():
    said = words(prints.render("01", make.slip(note=HOSTILE)))
    assert " ".join(HOSTILE.split()) in said


def test_the_slip_says_everything_that_it_must():
    said = words(prints.render("01", make.slip()))
    must = [
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "000.01.25.H19-261120-0001",
        "K7M2Q9",
        "Đặng Thị Ánh Nguyệt",
        "075190001234",
        "12 Nguyễn Ái Quốc, phường An Bình",
        "nguyet@motcua.example",
        "Giấy chứng sinh",
        "25.000 đồng, chưa nộp",
        "14 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "Số thứ tự: 0007",
        "Trần Quý Hỷ",
        "0251 3822 501",
        "motcua.example/tra-cuu",
        "Mẫu số 01",
    ]
    assert [value for value in must if value not in said] == []


def test_a_batch_numbers_the_pages_of_each_paper_by_itself():
    long = make.slip(papers=[{"name": f"Giấy tờ số {place}", "originals": 1} for place in range(30)], code="DAI")
    said = words(prints.render_many("01", [make.slip(), long, make.slip()]))
    assert said.count("GIẤY TIẾP NHẬN HỒ SƠ") == 3
    assert "Trang 1/2" in said
    assert "Trang 2/2" in said


def test_only_our_own_fonts_are_used_and_all_are_embedded():
    pages: Any = PdfReader(BytesIO(prints.render("01", make.slip()))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in inner} == {"Tinos"}
    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in inner)


def test_an_unknown_form_and_an_empty_batch_are_refused():
    with pytest.raises(prints.UnknownForm):
        prints.render("99", {})
    with pytest.raises(ValueError, match="nothing to print"):
        prints.render_many("01", [])


def test_several_threads_print_at_once():
    expected = prints.render("01", make.slip())
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(prints.render("01", make.slip()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [expected] * 4


def test_the_fonts_are_the_ones_recorded():
    manifest = json.loads((FONTS / "manifest.json").read_text())
    assert {entry["file"]: entry["sha256"] for entry in manifest["files"]} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")
    }
    assert (FONTS / manifest["licence_file"]).exists()
