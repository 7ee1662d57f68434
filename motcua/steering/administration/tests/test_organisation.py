"""The organisation on its pages: each change with who and why, a merger played through before it is decided."""

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.base.time import now
from motcua.shared.identity import queries as accounts
from motcua.shared.org import queries as org
from motcua.steering.administration import organisation
from motcua.steering.administration.tests.people import COMMUNE, admin, auditor, browser, counter
from motcua.steering.administration.views import people
from motcua.work.dossiers.tests.make import accepted

pytestmark = pytest.mark.usefixtures("house")
WHY = {"document": "12/QĐ-UBND ngày 20/11/2026", "reason": "Theo đề án sắp xếp"}
TODAY = f"{now():%d/%m/%Y}"
PAGES = (
    "/quan-tri/co-quan",
    f"/quan-tri/co-quan/{COMMUNE}",
    "/quan-tri/can-bo?tu=nguyen",
    "/quan-tri/uy-quyen",
    "/quan-tri/vai-tro",
    "/quan-tri/sap-nhap",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_for_readers_and_not_for_others(path: str) -> None:
    page = browser(auditor()).get(path)
    assert page.status_code == 200
    assert "Quản trị" in page.content.decode()
    assert browser(counter()).get(path).status_code == 403


def test_a_reader_changes_nothing() -> None:
    assert browser(auditor()).get(f"/quan-tri/co-quan/{COMMUNE}/ten").status_code == 403
    assert browser(auditor()).post(f"/quan-tri/co-quan/{COMMUNE}/ten", {**WHY, "name": "Khác", "short_name": "Khác"}).status_code == 403


def test_a_new_name_stands_in_the_history_with_its_reason() -> None:
    hands = browser(admin())
    answer = hands.post(
        f"/quan-tri/co-quan/{COMMUNE}/ten", {**WHY, "key": "k" * 16, "name": "UBND phường Trảng Dài mới", "short_name": "Trảng Dài mới"}
    )
    assert answer.status_code == 302
    page = hands.get(f"/quan-tri/co-quan/{COMMUNE}").content.decode()
    assert "UBND phường Trảng Dài mới" in page
    assert "Theo đề án sắp xếp" in page
    assert "12/QĐ-UBND ngày 20/11/2026" in page


def test_without_a_reason_nothing_is_written() -> None:
    before = org.agency(COMMUNE)
    page = browser(admin()).post(f"/quan-tri/co-quan/{COMMUNE}/ten", {"key": "m" * 16, "name": "Tên khác", "short_name": "Tên khác"})
    assert page.status_code == 422
    assert "Hãy nhập lý do." in page.content.decode()
    assert org.agency(COMMUNE) == before


def test_somebody_new_takes_a_post_gets_an_account_and_leaves_again() -> None:
    hands = browser(admin())
    said = {
        **WHY,
        "key": "n" * 16,
        "username": "moi.nv.25993",
        "name": "Nguyễn Văn Mới",
        "post": "cv-moi-25993",
        "title": "Chuyên viên",
        "roles": ["specialist"],
        "valid_from": TODAY,
        "password": "một mật khẩu dài",
    }
    assert hands.post(f"/quan-tri/co-quan/{COMMUNE}/bo-tri", said)["Location"] == "/quan-tri/can-bo/moi.nv.25993"
    user = accounts.user("moi.nv.25993")
    assert user is not None
    assert user.check_password("một mật khẩu dài")
    assert hands.post("/quan-tri/can-bo/moi.nv.25993/thoi/cv-moi-25993", {**WHY, "key": "o" * 16, "on": TODAY}).status_code == 302
    assert f"gửi cho họ đường dẫn /khoi-luong?co-quan={COMMUNE}" in hands.get("/quan-tri/can-bo/moi.nv.25993").content.decode()
    assert org.posts_of("moi.nv.25993") == []
    page = hands.get("/quan-tri/can-bo/moi.nv.25993").content.decode()
    assert "Nguyễn Văn Mới" in page


def test_who_ends_a_post_and_may_look_there_has_the_link_to_what_is_left() -> None:
    someone = admin()
    link = f'<a href="/khoi-luong?co-quan={COMMUNE}">'
    assert link in people._left_behind(COMMUNE, replace(someone, roles=someone.roles | {"auditor"}))
    assert link not in people._left_behind(COMMUNE, someone)


def test_a_person_leads_to_the_absences_of_the_agency() -> None:
    hands = browser(admin())
    page = hands.get(f"/quan-tri/can-bo/{counter().username}").content.decode()
    assert f'href="/vang-mat?co-quan={COMMUNE}"' in page
    assert org.agency_name(COMMUNE) in hands.get(f"/vang-mat?co-quan={COMMUNE}").content.decode()


def test_people_are_found_without_diacritics() -> None:
    someone = counter()
    found = organisation.find_people(q=someone.name, agency=COMMUNE, role="counter", on=now().date())
    assert someone.username in {officer.username for officer in found}


def test_a_password_is_given_anew_and_noted() -> None:
    someone = counter()
    hands = browser(admin())
    answer = hands.post(f"/quan-tri/can-bo/{someone.username}/mat-khau", {**WHY, "key": "p" * 16, "password": "tạm thời cho đến mai"})
    assert answer.status_code == 302
    assert "Theo đề án sắp xếp (12/QĐ-UBND ngày 20/11/2026)" in hands.get(f"/quan-tri/can-bo/{someone.username}").content.decode()


def _merger(codes: str, successor: str, on: str) -> str:
    return f"/quan-tri/sap-nhap?codes={codes}&successors={successor}&on={on}"


def test_a_rehearsal_counts_what_would_move_and_writes_nothing() -> None:
    dossier = accepted()
    other = next(a.code for a in org.agencies() if a.level == "xa" and a.code != COMMUNE)
    page = browser(auditor()).get(_merger(COMMUNE, other, TODAY)).content.decode()
    assert "Chưa sáp nhập được ngay." in page
    assert organisation.rehearse([COMMUNE], [other], now().date(), now()).endings[0].share.held >= 1
    assert dossier.agency == COMMUNE
    refused = browser(admin()).post(_merger(COMMUNE, other, TODAY), {**WHY, "key": "q" * 16})
    assert refused.status_code == 422
    assert organisation.tree(on=now().date(), q=COMMUNE)[0].stands


def test_a_merger_later_is_written_once_with_its_successor() -> None:
    other = next(a.code for a in org.agencies() if a.level == "xa" and a.code != COMMUNE)
    later = now().date() + timedelta(days=60)
    path = _merger(COMMUNE, other, f"{later:%d/%m/%Y}")
    hands = browser(admin())
    assert hands.post(path, {**WHY, "key": "r" * 16}).status_code == 302
    found = org.agency(COMMUNE)
    assert found is not None
    assert (found.valid_to, found.successors) == (later, (other,))
    again = hands.post(path, {**WHY, "key": "s" * 16})
    assert again.status_code == 422


def test_the_roles_are_read_from_the_lifecycle() -> None:
    at = now()
    assert "Ký duyệt" in organisation.acts_of("leader", at)
    assert "Ký duyệt" not in organisation.acts_of("counter", at)
    assert "Trả kết quả" in organisation.acts_of("counter", at)
    assert organisation.acts_of("auditor", at) == []
