import unicodedata

import pytest

from motcua.shared.catalogue import papers
from motcua.shared.catalogue.tests.make import by_code, procedure, shipped


def paper(name: str, group: str | None = None, originals: int | None = 1, copies: int | None = 0) -> dict[str, object]:
    return {"name": name, "group": group, "originals": originals, "copies": copies}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng", "giay-chung-sinh"),
        ("(1) Tờ khai đăng ký", "to-khai-dang-ky"),
        ("- Bản sao Giấy chứng tử", "ban-sao-giay-chung-tu"),
        ("o Tờ trình của cơ quan", "to-trinh-cua-co-quan"),
        ("(ii) Quyết định", "quyet-dinh"),
        ("Giấy tờ có giá trị chứng minh thông tin về cư trú", "giay-to-co-gia-tri-chung-minh-thong-tin"),
        ("( )", "giay-to"),
    ],
)
def test_the_key_comes_from_the_head_of_the_name(name: str, key: str) -> None:
    assert papers.paper_slug(name) == key


def test_papers_of_the_same_name_are_numbered() -> None:
    found = papers.dossier([paper("Tờ khai"), paper("Đơn"), paper("Tờ khai (bản 2)")])
    assert [row.key for row in found.papers] == ["to-khai-1", "don-1", "to-khai-2"]


def test_ungrouped_papers_are_the_default_case_and_groups_are_cases() -> None:
    found = papers.dossier([paper("Đơn"), paper("Giấy ủy quyền", "Ủy quyền"), paper("Bản vẽ", "Công trình tôn giáo")])
    assert [(row.key, row.group) for row in found.papers] == [
        ("don-1", None),
        ("giay-uy-quyen-1", "uy-quyen-1"),
        ("ban-ve-1", "cong-trinh-ton-giao-1"),
    ]
    assert [(case.key, case.name) for case in found.cases] == [("uy-quyen-1", "Ủy quyền"), ("cong-trinh-ton-giao-1", "Công trình tôn giáo")]
    assert found.default_case is None


def test_where_all_are_grouped_the_first_group_is_the_default_case() -> None:
    found = papers.dossier([paper("Đơn", "Cấp mới"), paper("Bản vẽ", "Cấp mới"), paper("Biên bản", "Cấp lại")])
    assert [row.group for row in found.papers] == [None, None, "cap-lai-1"]
    assert (found.default_case, [case.key for case in found.cases]) == ("Cấp mới", ["cap-lai-1"])


@pytest.mark.parametrize(
    ("name", "group", "required"),
    [
        ("Tờ khai", None, True),
        ("Giấy phép cũ (NẾU CÓ)", None, False),
        ("Trường hợp kết hôn thì nộp trích lục", None, False),
        ("Văn bản ủy quyền", None, False),
        ("Văn bản uỷ quyền", None, False),
        ("Giấy giới thiệu", "Trường hợp uỷ quyền thực hiện", False),
        ("Mẫu hộ tịch điện tử tương tác đăng ký khai sinh", None, False),
        ("Biểu mẫu điện tử tương tác", None, False),
        ("Tờ khai điện tử tương tác", None, False),
        ("Tờ khai theo mẫu (nếu người có yêu cầu nộp trực tiếp)", None, True),
        (unicodedata.normalize("NFD", "Giấy tờ nếu có"), None, False),
    ],
)
def test_what_is_required(name: str, group: str | None, required: bool) -> None:
    assert papers.is_required(name, group) is required


def test_where_none_remains_the_first_is_required() -> None:
    found = papers.dossier([paper("Văn bản ủy quyền"), paper("Giấy phép (nếu có)")])
    assert [row.required for row in found.papers] == [True, False]


def test_a_case_needs_no_paper_of_its_own_when_the_default_case_asks_for_one() -> None:
    rows = [paper("Giấy ủy quyền", "Trường hợp ủy quyền"), paper("Đơn")]
    assert [row.required for row in papers.dossier(rows).papers] == [False, True]


def test_amounts_that_the_source_left_out_are_one() -> None:
    found = procedure(dossier=[paper("Đơn", None, None, None), paper("Bản sao sổ hộ khẩu", None, None, None)])
    assert [(row.originals, row.copies) for row in found.papers] == [(1, 0), (0, 1)]
    assert any("một bản" in sentence for sentence in found.assumed)


def test_a_case_brings_the_default_papers_and_its_own() -> None:
    found = procedure(dossier=[paper("Đơn"), paper("Bản vẽ", "Tôn giáo"), paper("Ảnh", "Tượng đài")])
    assert [row.key for row in found.papers_for(None)] == ["don-1"]
    assert [row.key for row in found.papers_for("ton-giao-1")] == ["don-1", "ban-ve-1"]
    assert (found.has_case(None), found.has_case("ton-giao-1"), found.has_case("khac")) == (True, True, False)


def test_the_birth_certificate_keeps_the_key_of_the_contract() -> None:
    birth = by_code("1.001193")
    assert birth.paper("giay-chung-sinh-1") is not None
    assert [row.key for row in birth.required_for(None)] == ["to-khai-dang-ky-khai-sinh-theo-mau-1"]


def test_every_accepted_procedure_has_unique_keys_and_a_required_paper() -> None:
    for found in shipped()[0]:
        assert len({row.key for row in found.papers}) == len(found.papers), found.code
        if found.accepted:
            assert found.required_for(None), found.code
            assert all(0 < len(row.key) <= 44 and row.key.isascii() for row in found.papers), found.code
            assert {row.group for row in found.papers} - {None} <= {case.key for case in found.cases}, found.code


def test_a_name_that_the_source_cut_ends_after_a_whole_word() -> None:
    cut = ("giấy tờ " * 40)[: papers.SOURCE_CUTS - 1] + "l"
    assert papers.paper_name(cut).endswith("giấy tờ …")
    assert papers.paper_name("  Giấy chứng sinh ") == "Giấy chứng sinh"
