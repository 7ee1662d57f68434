"""Giving a task to somebody else, by a head or because the person left; erasure; replay."""

from datetime import date, datetime, timedelta

import pytest

from motcua.base.errors import Forbidden, Invalid, NotFound, WrongMoment
from motcua.base.time import VN
from motcua.shared.journal import queries as journal
from motcua.shared.journal.rebuild import rebuild
from motcua.shared.org import actions as org_actions
from motcua.shared.org.tests import make as org
from motcua.work.tasks import actions, projections, queries
from motcua.work.tasks.models import Task
from motcua.work.tasks.tests import make

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=2)


def test_a_head_gives_it_to_a_colleague() -> None:
    first, second = make.officer(), make.officer("tam.tv.01")
    head = make.officer("an.lv.01", roles=("head_of_unit",))
    task = actions.reassign_task(make.task().pk, to="tam.tv.01", officer=head, note="Bé nghỉ phép", at=LATER)
    assert (task.to, task.is_open) == ("tam.tv.01", True)
    assert list(queries.mine(first)) == []
    assert list(queries.mine(second)) == [task]
    last = journal.entries(f"task:{task.pk}")[-1]
    assert (last.kind, last.payload, last.sealed) == ("task.reassigned", {"to": "tam.tv.01", "by": head.by}, {"note": "Bé nghỉ phép"})


def test_the_person_alone_may_not_pass_it_on() -> None:
    officer = make.officer()
    make.officer("tam.tv.01")
    with pytest.raises(Forbidden) as refused:
        actions.reassign_task(make.task().pk, to="tam.tv.01", officer=officer, at=LATER)
    assert refused.value.detail == "Chỉ trưởng phòng hoặc lãnh đạo cơ quan đang giữ việc mới được giao lại cho người khác."


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("be.nt.01", "Việc này đang do chính người đó giữ."),
        ("xa.nv.01", "Người nhận việc phải đang công tác tại cơ quan giữ việc này."),
        ("khong.co", "Người nhận việc phải đang công tác tại cơ quan giữ việc này."),
    ],
)
def test_it_goes_only_to_another_person_who_works_there(to: str, sentence: str) -> None:
    make.officer()
    make.officer("xa.nv.01", agency="000.02.25.H19")
    leader = make.officer("an.lv.01", roles=("leader",))
    task = make.task()
    with pytest.raises(Invalid) as refused:
        actions.reassign_task(task.pk, to=to, officer=leader, at=LATER)
    assert refused.value.fields == {"to": sentence}
    assert Task.objects.get().to == "be.nt.01"


def test_what_is_done_is_not_passed_on_and_what_is_not_seen_not_found() -> None:
    make.officer()
    make.officer("tam.tv.01")
    leader = make.officer("an.lv.01", roles=("leader",))
    task = make.task()
    actions.done("k-1", by=make.SYSTEM, at=LATER)
    with pytest.raises(WrongMoment):
        actions.reassign_task(task.pk, to="tam.tv.01", officer=leader, at=LATER)
    with pytest.raises(NotFound):
        actions.reassign_task("unknown", to="tam.tv.01", officer=leader, at=LATER)


def test_tasks_of_people_who_left_find_somebody_else() -> None:
    make.officer()
    make.officer("tam.tv.01")
    gone, kept = make.task(), make.task("tam.tv.01", key="k-2")
    org_actions.end_post("000.01.25.H19-be.nt.01", on=date(2026, 11, 21), by=org.BY, at=LATER)
    assert actions.reseat(LATER) == 0
    monday = datetime(2026, 11, 23, 5, 20, tzinfo=VN)
    assert actions.reseat(monday) == 1
    assert actions.reseat(monday) == 0
    assert {task.pk: task.to for task in Task.objects.all()} == {gone.pk: "tam.tv.01", kept.pk: "tam.tv.01"}
    assert journal.entries(f"task:{gone.pk}")[-1].by == make.SYSTEM


def test_erasure_clears_words_and_keeps_the_history() -> None:
    officer = make.officer()
    task = make.task()
    actions.finish(task.pk, officer=officer, note="Đã gọi ông Tám", at=LATER)
    assert actions.erase(make.CODE, by="an.lv.01@000.00.00.H19", at=LATER, basis="XOA-1") == 1
    task.refresh_from_db()
    assert (task.title, task.source_text, task.done_at) == ("", "", LATER)
    entries = journal.entries(f"task:{task.pk}")
    assert [entry.kind for entry in entries] == ["task.opened", "task.done", "task.erased"]
    assert all(entry.sealed is None for entry in entries)
    assert actions.erase(make.CODE, by=make.SYSTEM, at=LATER, basis="XOA-1") == 0


@pytest.mark.django_db(transaction=True)
def test_a_replay_gives_equal_rows() -> None:
    officer = make.officer()
    make.officer("tam.tv.01")
    leader = make.officer("an.lv.01", roles=("leader",))
    actions.finish(make.task().pk, officer=officer, note="Xong", at=LATER)
    actions.reassign_task(make.task(key="k-2").pk, to="tam.tv.01", officer=leader, at=LATER)
    actions.done("k-2", by=leader.by, at=LATER)
    actions.erase(make.CODE, by=make.SYSTEM, at=LATER, basis="XOA-1")
    make.task(key="k-3")
    before = list(Task.objects.order_by("pk").values())
    rebuild()
    assert list(Task.objects.order_by("pk").values()) == before
    assert len(before) == 3


def test_a_row_that_strays_from_its_stream_is_named() -> None:
    make.officer()
    task = make.task()
    head = journal.head(f"task:{task.pk}")
    assert head is not None
    assert list(projections.differences([head])) == []
    Task.objects.update(seq=7)
    assert list(projections.differences([head])) == [f"Việc task:{task.pk}: nhật ký ở mục 1, bảng ở mục 7."]
    Task.objects.all().delete()
    assert list(projections.differences([head])) == [f"Việc task:{task.pk}: nhật ký ở mục 1, bảng ở mục không có."]
