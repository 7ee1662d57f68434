import pytest

from motcua.steering.administration import history
from motcua.steering.administration.tests.people import admin, auditor, browser, counter, supervisor

pytestmark = pytest.mark.usefixtures("house")


@pytest.mark.parametrize("who", [admin, supervisor, auditor])
def test_the_index_opens_for_those_who_may_read(who):
    page = browser(who()).get("/quan-tri")
    assert page.status_code == 200
    assert "Thay đổi gần đây" in page.content.decode()


@pytest.mark.parametrize("path", ["/quan-tri", "/quan-tri/lich-su"])
def test_everybody_else_gets_a_sentence(path):
    page = browser(counter()).get(path)
    assert page.status_code == 403
    assert "Bạn đang ở chức danh khác" in page.content.decode()


def test_the_history_is_paged_and_filtered_by_kind_and_person():
    first = history.changes(("procedure",), limit=5)
    assert len(first.items) == 5
    assert {change.area for change in first.items} == {"Thủ tục"}
    second = history.changes(("procedure",), limit=5, cursor=first.next)
    assert not {change.subject for change in first.items} & {change.subject for change in second.items}
    assert [change.title for change in history.changes(kind="calendar.published").items] == ["Công bố lịch"]
    assert history.changes(username="khong.co").items == []
    page = browser(admin()).get("/quan-tri/lich-su", {"loai": "calendar", "nguoi": "system"})
    assert "Lịch chung của tỉnh" in page.content.decode()
