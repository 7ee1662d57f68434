import hashlib
import json
import threading
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.shared import prints
from motcua.shared.prints.engine import FONTS
from motcua.shared.prints.glyphs import drawable
from motcua.shared.prints.tests import make
from motcua.shared.prints.tests.fields import FIELDS
from motcua.shared.prints.tests.reading import scanned, size, words

A5, A4_ACROSS, A4, LABEL = (420, 595), (842, 595), (595, 842), (176, 82)
SLIPS = ("receipt", "supplement", "refusal", "apology", "stopped", "returned", "supplied", "control")
SIZES = dict.fromkeys(SLIPS, A5) | {"register": A4_ACROSS, "hand-over": A4_ACROSS, "label": LABEL, "label-sheet": A4}
HOSTILE = """#panic("x") $ a^2 $ `raw` ``` ] [ } { \\ \\u{41} "đ" 'q' *b* _i_ = H @ref <label> ~ -- // c /* d */ #import "a" &lt; \\"""
FIXED = {"track_url", "code"}
LOOK_UP = "https://motcua.example/tra-cuu?code=000.01.25.H19-261120-0001"


@pytest.mark.parametrize("form", sorted(FIELDS))
def test_a_form_says_every_field_that_the_law_and_practice_name(form):
    said = words(prints.render(form, make.all_forms()[form]))
    assert [name for name, value in FIELDS[form] if value not in said] == []


@pytest.mark.parametrize("form", sorted(SIZES))
def test_a_form_is_one_page_of_its_size(form):
    (page,) = prints.pictures(form, make.all_forms()[form], ppi=72)
    assert size(page) == SIZES[form]


@pytest.mark.parametrize("form", sorted(SLIPS))
def test_the_qr_code_stands_at_the_top_left_and_says_the_least_data(form):
    (page,) = prints.pictures(form, make.all_forms()[form], ppi=200)
    text, (left, top) = scanned(page)["QRCode"]
    assert text.startswith(f"{LOOK_UP}#")
    assert "tthc=1.001193&dd=075190001234&giay=" in text
    assert left < 0.2
    assert top < 0.15


@pytest.mark.parametrize("form", ["receipt", "control", "returned", "supplied"])
def test_the_bar_code_says_the_dossiers_code(form):
    (page,) = prints.pictures(form, make.all_forms()[form], ppi=300)
    assert scanned(page)["Code128"][0] == make.CODE


def test_a_labels_code_is_read_back():
    (page,) = prints.pictures("label", make.label(), ppi=200)
    assert scanned(page)["QRCode"][0] == make.CODE


@pytest.mark.parametrize("form", sorted(SIZES))
def test_every_form_is_made_to_be_kept(form):
    pdf = prints.render(form, make.all_forms()[form])
    about = PdfReader(BytesIO(pdf)).xmp_metadata
    assert about is not None
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in about.stream.get_data()
    root: Any = PdfReader(BytesIO(pdf)).trailer["/Root"]
    assert "/StructTreeRoot" in root


def test_the_same_data_gives_the_same_bytes():
    first = prints.render("receipt", make.receipt())
    assert first == prints.render("receipt", make.receipt())
    assert first.startswith(b"%PDF-")
    assert first != prints.render("receipt", make.receipt(book_no="0008"))


def test_forty_papers_flow_to_a_second_page_with_the_head_of_the_table_again():
    papers = [{"name": f"Giấy tờ số {place}", "originals": 1} for place in range(1, 41)]
    pdf = prints.render("receipt", make.receipt(papers=papers))
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) == 2
    assert all("Tên giấy tờ" in page for page in pages)
    said = words(pdf)
    assert [place for place in range(1, 41) if f"Giấy tờ số {place} " not in said] == []


def test_names_are_never_cut_nor_hyphenated():
    name = "Nguyễn Phúc Thị Bảo Quỳnh Nghiêng Trường Khuyết Nguyệt Thượng Uyển Nghĩa Phương"
    said = words(prints.render("receipt", make.receipt(applicant={**make.APPLICANT, "name": name})))
    assert said.count(name) == 2


def test_a_draft_says_so_on_each_page_and_a_final_paper_does_not():
    assert "DỰ THẢO" in words(prints.render("apology", make.apology(draft=True, number="")))
    assert "DỰ THẢO" not in words(prints.render("apology", make.apology()))


def test_a_register_carries_its_count_from_page_to_page():
    pdf = prints.render("register", make.register(60, carried=40))
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    assert len(pages) > 2
    pages = [page for page in pages if "Cộng trang này" in page]
    counts = [int(page.split("Cộng trang này: ")[1].split(" ")[0]) for page in pages]
    assert sum(counts) == 60
    so_far = 40
    for page, count in zip(pages[:-1], counts[:-1], strict=True):
        so_far += count
        assert f"Cộng mang sang trang sau: {so_far} hồ sơ." in page
    assert "Cộng đến hết: 100 hồ sơ." in pages[-1]
    assert all("Tên thủ tục hành chính" in page for page in pages)


def test_a_sheet_holds_twenty_four_labels_and_goes_on():
    assert len(PdfReader(BytesIO(prints.render_many("label-sheet", [make.label()] * 24))).pages) == 1
    assert len(PdfReader(BytesIO(prints.render_many("label-sheet", [make.label()] * 25))).pages) == 2
    assert len(PdfReader(BytesIO(prints.render_many("label", [make.label()] * 25))).pages) == 25


@pytest.mark.parametrize("value", [HOSTILE, "x" * 10_000, "Nguyễn " * 200, "\x00\x1b\u202e\ufeff", "漢字 ខ្មែរ 🙂", '"}]'])
def test_no_value_breaks_a_form(value):
    for form, paper in make.all_forms().items():
        assert prints.render(form, _everywhere(paper, value)).startswith(b"%PDF-")


def _everywhere(given: Any, value: str) -> Any:
    """Every text that a person may have typed, replaced."""
    if isinstance(given, list):
        return [_everywhere(one, value) for one in given]
    if not isinstance(given, dict):
        return given
    made = {}
    for name, told in given.items():
        keeps = name in FIXED or (isinstance(told, str) and told[:4].isdigit() and "-" in told)
        made[name] = told if keeps else value if isinstance(told, str) else _everywhere(told, value)
    return made


def test_what_no_font_of_ours_has_is_a_box_and_what_nobody_sees_is_left_out():
    assert drawable("Cấp đổi \U0001f539 \u202eNguyễn\u200d\u00ad 漢") == "Cấp đổi □ Nguyễn □"
    vietnamese = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ–—…“”‘’•₫°²³½×÷≥≤±µ"
    assert drawable(vietnamese + vietnamese.upper()) == vietnamese + vietnamese.upper()


def test_what_looks_like_markup_is_printed_as_it_was_typed():
    said = words(prints.render("receipt", make.receipt(note=HOSTILE)))
    assert " ".join(HOSTILE.split()) in said


def test_ten_thousand_letters_are_all_there():
    reason = " ".join(f"lýdo{place:04d}" for place in range(1000))
    said = words(prints.render("refusal", make.refusal(reason=reason)))
    assert [place for place in range(1000) if f"lýdo{place:04d}" not in said] == []


def test_a_batch_of_a_hundred_numbers_the_pages_of_each_paper_by_itself():
    long = make.receipt(papers=[{"name": f"Giấy tờ số {place}", "originals": 1} for place in range(40)])
    pdf = prints.render_many("receipt", [*[make.receipt()] * 50, long, *[make.receipt()] * 49])
    said = words(pdf)
    assert len(PdfReader(BytesIO(pdf)).pages) == 101
    assert said.count("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN") == 100
    assert (said.count("Trang 1/2"), said.count("Trang 2/2")) == (1, 1)


def test_only_our_own_fonts_are_used_and_all_are_embedded():
    pages: Any = PdfReader(BytesIO(prints.render("receipt", make.receipt()))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in inner} == {"Tinos"}
    assert all({"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"].get_object()) for font in inner)


def test_an_unknown_form_and_an_empty_batch_are_refused():
    with pytest.raises(prints.UnknownForm):
        prints.render("99", {})
    with pytest.raises(ValueError, match="nothing to print"):
        prints.render_many("receipt", [])


def test_several_threads_print_at_once():
    expected = prints.render("receipt", make.receipt())
    got: list[bytes] = []
    threads = [threading.Thread(target=lambda: got.append(prints.render("receipt", make.receipt()))) for _ in range(4)]
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
