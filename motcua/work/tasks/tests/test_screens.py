"""The screens: what is to be done by when, one task, done, given to a colleague."""

from typing import Any

import pytest
from django.test import Client

from motcua.shared.identity.models import User
from motcua.shared.org.officer import Officer
from motcua.shared.org.tests import make as org
from motcua.work.tasks import actions
from motcua.work.tasks.models import Task
from motcua.work.tasks.tests import make

pytestmark = pytest.mark.django_db


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(User.objects.get(username=officer.username))
    return client


def test_my_tasks_stand_by_deadline_with_source_and_who_asked(client: Client) -> None:
    officer = make.officer()
    make.task(key="k-1", title="Việc sau", days=2)
    make.task(key="k-2", title="Việc trước")
    make.task(key="k-3", title="Ý kiến", kind="opinion", days=3)
    page = signed_in(client, officer).get("/viec")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.index("Việc trước") < text.index("Việc sau") < text.index(">Ý kiến<")
    assert f'href="/ho-so/{make.CODE}"' in text
    assert "Hệ thống" in text
    assert "Danh sách việc" in text
    filtered = client.get("/viec?loai=opinion").content.decode()
    assert ">Ý kiến<" in filtered
    assert "Việc trước" not in filtered


def test_the_list_goes_into_a_spreadsheet_without_formulas(client: Client) -> None:
    officer = make.officer()
    make.task(title="=HYPERLINK(1)")
    answer = signed_in(client, officer).get("/viec?xem=&loai=task&dang=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="viec.csv"'
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Việc,Loại,Hạn,Hồ sơ,Người làm,Giao bởi,Giao lúc,Xong lúc"
    done = f"'=HYPERLINK(1),Việc được giao,2026-11-23T09:00:00+07:00,{make.CODE},Nguyễn Thị Lan,Hệ thống,2026-11-20T09:00:00+07:00,"
    assert rows[1:] == [done]


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    text = signed_in(client, make.officer()).get("/viec").content.decode()
    assert "Không có việc nào được giao cho bạn" in text
    assert "Việc của đơn vị" not in text


def test_a_leader_sees_those_of_the_agency_and_what_is_done(client: Client) -> None:
    make.officer()
    leader = make.officer("an.lv.01", roles=("leader",))
    make.task(title="Việc của Bé")
    signed_in(client, leader)
    assert "Việc của Bé" not in client.get("/viec").content.decode()
    assert "Việc của Bé" in client.get("/viec?xem=don-vi").content.decode()
    assert "Chưa có việc nào đã xong" in client.get("/viec?xem=da-xong").content.decode()


def test_a_head_sees_those_of_the_unit_only(client: Client) -> None:
    org.agency(make.COMMUNE)
    unit = org.unit("000.01.25.H19-P1", agency=make.COMMUNE)
    head = make.officer("an.lv.01", roles=("head_of_unit",), unit=unit)
    make.officer("trong.01", unit=unit)
    make.officer("ngoai.01")
    make.task("trong.01", key="k-1", title="Việc trong phòng")
    make.task("ngoai.01", key="k-2", title="Việc ngoài phòng")
    text = signed_in(client, head).get("/viec?xem=don-vi").content.decode()
    assert "Việc trong phòng" in text
    assert "Việc ngoài phòng" not in text


def test_the_list_costs_the_same_for_many(client: Client, queries: Any) -> None:
    officer = make.officer()
    for number in range(30):
        make.task(key=f"k-{number}")
    signed_in(client, officer).get("/viec")
    with queries.at_most(7):
        assert client.get("/viec").status_code == 200


def test_it_is_done_with_a_note_and_only_once(client: Client) -> None:
    officer = make.officer()
    task = make.task()
    signed_in(client, officer)
    assert "Báo đã xong" in client.get(f"/viec/{task.pk}").content.decode()
    for _ in range(2):
        answer = client.post(f"/viec/{task.pk}/xong", {"key": "a", "note": "Đã nhận đủ"}, follow=True)
        assert answer.redirect_chain == [("/viec", 302)]
        assert "Đã ghi nhận việc đã xong." in answer.content.decode()
    task.refresh_from_db()
    assert task.done_by == officer.by
    shown = client.get(f"/viec/{task.pk}").content.decode()
    assert "Đã nhận đủ" in shown
    assert "Báo đã xong" not in shown


def test_what_was_typed_stays_when_it_is_refused(client: Client) -> None:
    officer = make.officer()
    task = make.task()
    signed_in(client, officer)
    answer = client.post(f"/viec/{task.pk}/xong", {"key": "a", "note": " "})
    assert answer.status_code == 422
    assert "Hãy nhập đã làm gì." in answer.content.decode()
    assert Task.objects.get().is_open
    actions.done("k-1", by=make.SYSTEM, at=make.AT)
    late = client.post(f"/viec/{task.pk}/xong", {"key": "b", "note": "Đã nhận đủ"})
    assert late.status_code == 409
    assert "Việc này đã xong lúc trước, không cần làm lại." in late.content.decode()


def test_a_head_gives_it_to_a_colleague(client: Client) -> None:
    make.officer()
    make.officer("tam.tv.01")
    leader = make.officer("an.lv.01", roles=("leader",))
    task = make.task()
    signed_in(client, leader)
    wrong = client.post(f"/viec/{task.pk}/giao-lai", {"key": "a", "to": "khong.co", "note": "Lời dặn này"})
    assert wrong.status_code == 422
    assert "Lời dặn này" in wrong.content.decode()
    answer = client.post(f"/viec/{task.pk}/giao-lai", {"key": "b", "to": "tam.tv.01", "note": ""}, follow=True)
    assert "Đã giao lại việc." in answer.content.decode()
    assert Task.objects.get().to == "tam.tv.01"


def test_a_task_that_an_act_ends_shows_no_form(client: Client) -> None:
    officer = make.officer()
    task = make.task(kind="opinion")
    text = signed_in(client, officer).get(f"/viec/{task.pk}").content.decode()
    assert "Việc này kết thúc khi thao tác tương ứng trong hồ sơ được thực hiện." in text
    assert "Báo đã xong" not in text


def test_strangers_do_not_find_it_and_nobody_unsigned_gets_in(client: Client) -> None:
    make.officer()
    task = make.task()
    assert client.get("/viec").status_code == 302
    signed_in(client, make.officer("xa.nv.01", agency="000.02.25.H19"))
    assert client.get(f"/viec/{task.pk}").status_code == 404
    assert client.post(f"/viec/{task.pk}/xong", {"key": "a", "note": "x"}).status_code == 404
