"""Ending a task: by the person, by the head, by the act itself; and who may not."""

from datetime import timedelta

import pytest

from motcua.base.errors import Forbidden, Invalid, NotFound, WrongMoment
from motcua.shared.journal import queries as journal
from motcua.work.tasks import actions, queries
from motcua.work.tasks.models import Task
from motcua.work.tasks.tests import make

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=2)


def test_the_person_ends_it_with_a_note() -> None:
    officer = make.officer()
    task = actions.finish(make.task().pk, officer=officer, note="  Đã nhận đủ giấy tờ ", at=LATER)
    assert (task.done_at, task.done_by) == (LATER, "be.nt.01@000.01.25.H19")
    last = journal.entries(f"task:{task.pk}")[-1]
    assert (last.kind, last.payload, last.sealed) == ("task.done", {"by": officer.by}, {"note": "Đã nhận đủ giấy tờ"})
    assert list(queries.mine(officer)) == []
    assert list(queries.finished_by(officer)) == [task]


def test_a_head_of_the_agency_may_end_it_too() -> None:
    make.officer()
    leader = make.officer("an.lv.01", roles=("leader",))
    assert actions.finish(make.task().pk, officer=leader, note="Xong", at=LATER).done_by == leader.by


def test_a_colleague_who_only_may_read_it_may_not_end_it() -> None:
    make.officer()
    auditor = make.officer("thanh.tra.01", roles=("auditor",))
    task = make.task()
    with pytest.raises(Forbidden) as refused:
        actions.finish(task.pk, officer=auditor, note="Xong", at=LATER)
    assert refused.value.detail == "Chỉ người được giao việc, trưởng phòng hoặc lãnh đạo cơ quan đang giữ việc mới được báo xong."
    assert Task.objects.get().is_open


def test_a_stranger_does_not_even_find_it() -> None:
    make.officer()
    stranger = make.officer("xa.nv.01", agency="000.02.25.H19")
    task = make.task()
    for id in (task.pk, "unknown"):
        with pytest.raises(NotFound) as refused:
            actions.finish(id, officer=stranger, note="Xong", at=LATER)
        assert refused.value.detail == "Không tìm thấy việc này, hoặc việc không thuộc phạm vi của bạn."


def test_without_a_note_it_stays_open() -> None:
    officer = make.officer()
    with pytest.raises(Invalid) as refused:
        actions.finish(make.task().pk, officer=officer, note="  ", at=LATER)
    assert refused.value.fields == {"note": "Hãy ghi ngắn gọn đã làm gì."}
    assert Task.objects.get().is_open


def test_what_is_done_is_not_done_again() -> None:
    officer = make.officer()
    task = make.task()
    actions.finish(task.pk, officer=officer, note="Xong", at=LATER)
    with pytest.raises(WrongMoment) as refused:
        actions.finish(task.pk, officer=officer, note="Xong", at=LATER)
    assert refused.value.detail == "Việc này đã xong lúc trước, không cần làm lại."
    assert len(journal.entries(f"task:{task.pk}")) == 2


@pytest.mark.parametrize(("kind", "name"), [("opinion", "Xin ý kiến"), ("apology", "Xin lỗi và hẹn lại")])
def test_what_an_act_must_end_is_not_ended_by_hand(kind: str, name: str) -> None:
    officer = make.officer()
    task = make.task(kind=kind)
    with pytest.raises(WrongMoment) as refused:
        actions.finish(task.pk, officer=officer, note="Xong", at=LATER)
    assert refused.value.detail == f"Việc loại “{name}” tự kết thúc khi thao tác trong hồ sơ được thực hiện; hãy mở hồ sơ để làm."
    ended = actions.done("k-1", by="an.lv.01@000.00.03.H19", at=LATER)
    assert ended is not None
    assert ended.done_by == "an.lv.01@000.00.03.H19"
    last = journal.entries(f"task:{task.pk}")[-1]
    assert (last.by, last.payload["by"]) == ("system@000.01.25.H19", "an.lv.01@000.00.03.H19")


def test_ending_by_key_is_harmless_twice_or_without_a_task() -> None:
    make.officer()
    task = make.task()
    assert actions.done("k-1", by=make.SYSTEM, at=LATER) == task
    assert actions.done("k-1", by=make.SYSTEM, at=LATER) is None
    assert actions.done("never", by=make.SYSTEM, at=LATER) is None
    assert len(journal.entries(f"task:{task.pk}")) == 2
