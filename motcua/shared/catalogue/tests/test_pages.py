import gzip
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory

from motcua.shared.catalogue import actions, views
from motcua.shared.catalogue.tests.make import AT, BY, FROM, by_code

pytestmark = pytest.mark.django_db
PUBLIC_BYTES = 30 * 1024
SHOWN = ("1.001193", "1.012784", "2.000748", "2.002481", "1.001653", "1.011441", "1.002693")


@pytest.fixture
def shelf() -> None:
    for code in SHOWN:
        actions.publish_procedure(by_code(code), valid_from=FROM, by=BY, at=AT)


def page(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.usefixtures("shelf")
def test_the_finder_lists_and_filters() -> None:
    whole = page("/thu-tuc")
    assert "7 thủ tục" in whole
    assert "không tiếp nhận ở đây" in whole
    assert 'href="/thu-tuc/1.001193"' in page("/thu-tuc?q=khai+sinh")
    assert 'href="/thu-tuc/1.012784"' not in page("/thu-tuc?level=huyen")
    assert 'href="/thu-tuc/2.000748"' in page("/thu-tuc?level=huyen")
    assert 'href="/thu-tuc/1.002693"' not in page("/thu-tuc?popular=1")
    assert "Không thấy thủ tục nào" in page("/thu-tuc?q=xyz")


def test_an_empty_catalogue_says_what_to_do() -> None:
    assert "Chưa có thủ tục nào" in page("/thu-tuc")


@pytest.mark.usefixtures("shelf")
def test_a_procedures_page_says_what_to_bring_how_long_and_by_which_steps() -> None:
    birth = page("/thu-tuc/1.001193")
    for said in (
        "Thủ tục đăng ký khai sinh",
        "Tờ khai đăng ký khai sinh theo mẫu",
        "Giấy tờ phải nộp",
        "1 ngày làm việc (nộp sau 15 giờ thì tính từ ngày làm việc tiếp theo)",
        "miễn phí",
        "Bộ phận Một cửa nơi nộp hồ sơ → UBND cấp xã → Bộ phận Một cửa nơi nộp hồ sơ",
        "Thẩm định hồ sơ",
        "60/2014/QH13",
        "Phiên bản 1, hiệu lực từ 21/06/2018",
        "Quy trình nội bộ do hệ thống lập theo thời hạn",
    ):
        assert said in birth, said
    assert "Chuyên viên" not in birth


@pytest.mark.usefixtures("shelf")
def test_doubts_and_refusals_are_explained_in_plain_words() -> None:
    assert "Thời hạn 2,5 ngày không dùng được" in page("/thu-tuc/2.002481")
    assumed = page("/thu-tuc/1.001653")
    assert "Chỗ chưa chắc." in assumed
    assert "Nguồn chỉ có mã và tên." in assumed
    page("/thu-tuc/9.999999", 404)


@pytest.mark.usefixtures("shelf")
def test_changes_between_versions() -> None:
    assert "Thủ tục mới có một phiên bản" in page("/thu-tuc/1.001193/thay-doi")
    birth = by_code("1.001193")
    actions.publish_procedure(replace(birth, decision="99/QĐ-UBND"), valid_from=date(2026, 12, 1), by=BY, at=AT)
    told = page("/thu-tuc/1.001193/thay-doi")
    assert "163/QĐ-BTP" in told
    assert "99/QĐ-UBND" in told
    assert "xem thay đổi" in page("/thu-tuc/1.001193")
    page("/thu-tuc/1.001193/thay-doi?den=7", 404)
    page("/thu-tuc/9.999999/thay-doi", 404)
    assert "Hai phiên bản có nội dung như nhau" in page("/thu-tuc/1.001193/thay-doi?tu=1&den=1")


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("address", ["/thu-tuc", *(f"/thu-tuc/{code}" for code in SHOWN)])
def test_pages_are_light(address: str) -> None:
    assert len(gzip.compress(page(address).encode())) < PUBLIC_BYTES * 2 // 3


@pytest.mark.usefixtures("shelf")
def test_a_page_costs_few_statements(queries: object) -> None:
    page("/thu-tuc/1.001193")
    with queries.at_most(5):  # type: ignore[attr-defined]
        page("/thu-tuc/1.001193")


@pytest.mark.usefixtures("shelf")
def test_an_officer_also_sees_who_inside_the_agency_and_the_source() -> None:
    request = RequestFactory().get("/thu-tuc/1.002693")
    request.officer = SimpleNamespace(name="Nguyễn Thị Bé")  # type: ignore[attr-defined]
    seen = views.procedure(request, "1.002693").content.decode()
    assert "Chuyên viên" in seen
    assert "tạm đặt" in seen
    assert "Nguồn, ghi nguyên văn: " in seen
    assert "Chuyên viên" not in page("/thu-tuc/1.002693")


@pytest.mark.usefixtures("shelf")
def test_a_procedure_answers_four_questions_at_a_glance() -> None:
    birth = page("/thu-tuc/1.001193")
    for said in ("Bao lâu", "Bao nhiêu tiền", "Nộp ở đâu", "Ai quyết định", "bắt buộc", "khi có", "1 bản chính"):
        assert said in birth, said


@pytest.mark.usefixtures("shelf")
def test_the_papers_come_as_a_page_to_print_and_as_a_file() -> None:
    assert "Giấy tờ cần mang" in page("/thu-tuc/1.001193/giay-to")
    file = Client().get("/thu-tuc/1.001193/giay-to", {"tai": "1"})
    assert file["Content-Disposition"] == 'attachment; filename="giay-to-1.001193.txt"'
    text = file.content.decode()
    assert text.startswith("GIẤY TỜ CẦN MANG\nThủ tục đăng ký khai sinh\n")
    assert "[  ] Tờ khai đăng ký khai sinh" in text
    assert "<" not in text
    page("/thu-tuc/9.999999/giay-to", 404)
