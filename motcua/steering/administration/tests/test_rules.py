import pytest

from motcua.shared.catalogue import rules
from motcua.steering.administration import law_words
from motcua.steering.administration.tests.people import auditor, browser, counter
from motcua.work.dossiers.tests.make import MONDAY, accepted

pytestmark = pytest.mark.usefixtures("house")


@pytest.mark.parametrize("path", ["", "/nd-61-2018", "/nd-118-2025", "/qd-09-2015", "/so-sanh", "/so-sanh?tu=nd-61-2018&den=nd-118-2025"])
def test_rule_sets_are_read_by_readers_alone(path):
    assert browser(auditor()).get(f"/quan-tri/quy-tac{path}").status_code == 200
    assert browser(counter()).get(f"/quan-tri/quy-tac{path}").status_code == 403
    assert browser(auditor()).post(f"/quan-tri/quy-tac{path}").status_code == 405


def test_each_value_has_its_article_and_says_where_it_is_a_guess():
    page = browser(auditor()).get("/quan-tri/quy-tac/nd-61-2018").content.decode()
    for word in ("Điều 19 Nghị định 61/2018/NĐ-CP", "đã thấy văn bản", "tham số tự đặt", "dừng đếm", "có thể đặt: vẫn đếm; đếm lại từ đầu"):
        assert word in page


def test_it_says_how_many_dossiers_work_under_it():
    accepted(at=MONDAY)
    assert "1 đang chạy, 1 tất cả" in browser(auditor()).get("/quan-tri/quy-tac/nd-61-2018").content.decode()


def test_every_value_of_every_rule_set_has_a_name_and_words():
    sets = [rules.rule_set(code) for code in rules.codes()] + [rules.data_set(rules.DEFAULT_DATA_SET)]
    for law in sets:
        assert {key for key in law.values if law_words.label(key) == key} == set()
        assert all(law_words.said(value.value) for value in law.values.values())


def test_two_rule_sets_are_compared_value_by_value():
    page = browser(auditor()).get("/quan-tri/quy-tac/so-sanh", {"tu": "qd-09-2015", "den": "nd-61-2018"}).content.decode()
    assert "vẫn đếm" in page
    assert "dừng đếm" in page
    assert browser(auditor()).get("/quan-tri/quy-tac/khong-co").status_code == 404
