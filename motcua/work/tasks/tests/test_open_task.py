"""Opening: for whom, until when, from where, and only once."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.base.signals import needs_person
from motcua.base.time import VN
from motcua.shared.journal import queries as journal
from motcua.shared.org import actions as org_actions
from motcua.shared.org.tests import make as org
from motcua.work.tasks import actions, queries
from motcua.work.tasks.models import Task
from motcua.work.tasks.rules import about_of
from motcua.work.tasks.tests import make

pytestmark = pytest.mark.django_db


def ask(role: str = "counter", *, agency: str = make.COMMUNE, key: str = "k-1", at: datetime = make.AT, **more: object) -> Task:
    told = {"stream": make.SOURCE[0], "seq": 3, "text": make.SOURCE[2], "agency": agency, "role": role, "at": at, "key": key}
    needs_person.send(sender=None, **told, **more)
    return Task.objects.get(key=key)


def test_it_names_a_person_a_date_and_a_source() -> None:
    make.officer()
    task = make.task(by="tam.tv.01@000.00.03.H19")
    assert (task.to, task.agency, task.title, task.kind, task.role) == ("be.nt.01", make.COMMUNE, "Nhận bàn giao hồ sơ", "task", "specialist")
    assert (task.due_at, task.opened_at, task.by, task.about) == (make.DUE, make.AT, "tam.tv.01@000.00.03.H19", make.CODE)
    assert (task.source_stream, task.source_seq, task.source_text) == make.SOURCE
    (entry,) = journal.entries(f"task:{task.pk}")
    assert entry.kind == "task.opened"
    assert entry.sealed == {"title": "Nhận bàn giao hồ sơ", "source_text": make.SOURCE[2]}
    assert not {"title", "source_text"} & set(entry.payload)
    head = journal.head(f"task:{task.pk}")
    assert head is not None
    assert head.agency == make.COMMUNE


def test_asking_again_while_it_is_open_changes_nothing() -> None:
    make.officer()
    first = make.task()
    assert make.task(title="Khác") == first
    assert Task.objects.count() == 1
    assert len(journal.entries(f"task:{first.pk}")) == 1


def test_the_same_key_opens_anew_once_the_first_is_done() -> None:
    make.officer()
    first = make.task()
    actions.done("k-1", by=make.SYSTEM, at=make.AT)
    second = make.task()
    assert second.pk != first.pk
    assert list(queries.of(make.CODE)) == sorted([first, second], key=lambda task: (task.opened_at, task.pk))


def test_the_database_holds_one_open_task_for_each_key() -> None:
    make.officer()
    task = make.task()
    task.pk = "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        task.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one() -> None:
    make.officer()
    opened: list[str] = []

    def run() -> None:
        try:
            opened.append(make.task().pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    assert len(set(opened)) == 1


def test_a_person_who_does_not_work_there_is_not_named() -> None:
    make.officer("an.lv.01", roles=("leader",))
    make.officer("xa.nv.01", agency="000.02.25.H19")
    assert make.task(to="xa.nv.01").to == "an.lv.01"


def test_an_unknown_kind_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no kind of task: 'chore'"):
        make.task(kind="chore")


@pytest.mark.parametrize(
    ("there", "named"),
    [
        (["counter", "head_of_unit", "leader"], "counter"),
        (["head_of_unit", "leader"], "head_of_unit"),
        (["specialist", "leader"], "leader"),
    ],
)
def test_a_need_is_given_to_the_role_asked_or_who_stands_in(there: list[str], named: str) -> None:
    for role in there:
        make.officer(f"{role.replace('_', '')}.01", roles=(role,))
    assert ask().to == f"{named.replace('_', '')}.01"


def test_where_nobody_is_left_it_goes_to_the_committees_office_and_then_to_an_administrator() -> None:
    org.agency(make.COMMUNE)
    make.officer("quan.tri.01", roles=("admin",), agency=org.CENTRE)
    assert (ask().to, ask().agency) == ("quan.tri.01", org.CENTRE)
    make.officer("van.phong.01", roles=("chairman_office",), agency=org.CENTRE)
    assert ask(key="k-2").to == "van.phong.01"


def test_where_nobody_can_be_named_it_is_not_lost() -> None:
    org.agency(make.COMMUNE)
    task = ask()
    assert (task.to, task.agency) == ("", make.COMMUNE)
    admin = make.officer("quan.tri.01", roles=("admin",), agency=org.CENTRE)
    assert list(queries.mine(admin)) == [task]
    assert actions.finish(task.pk, officer=admin, note="Đã gọi điện", at=make.AT).done_by == admin.by


def test_work_of_an_agency_that_ended_goes_to_its_successor() -> None:
    org.agency("000.02.25.H19")
    make.officer("be.nt.01", roles=("counter",))
    on = datetime(2026, 11, 1, tzinfo=VN)
    org_actions.merge_agencies(["000.02.25.H19"], successors=[make.COMMUNE], on=on.date(), by=org.BY, at=on)
    assert (ask(agency="000.02.25.H19").to, ask(agency="000.02.25.H19").agency) == ("be.nt.01", make.COMMUNE)


def test_among_several_the_least_busy_is_named() -> None:
    for number in (1, 2, 3):
        make.officer(f"quay.{number}", roles=("counter",))
    assert [ask(key=f"k-{n}").to for n in range(4)] == ["quay.1", "quay.2", "quay.3", "quay.1"]


def test_a_need_is_due_after_one_working_day_unless_it_says_otherwise() -> None:
    make.officer(roles=("counter",))
    friday = make.AT
    assert ask(at=friday).due_at == friday + timedelta(days=3)
    other = ask(key="k-2", term="2wh", kind="violation", about="X-1")
    assert (other.due_at, other.kind, other.about) == (friday + timedelta(hours=2), "violation", "X-1")
    assert (other.title, other.source_text, other.by) == (make.SOURCE[2], make.SOURCE[2], make.SYSTEM)


@pytest.mark.parametrize(
    ("stream", "about"),
    [("dossier:A-1", "A-1"), ("opinion:A-1:2", "A-1"), ("supplement:A-1:1", "A-1"), ("request:A-1:1", "A-1"), ("message:7", ""), ("post:x", "")],
)
def test_what_it_is_about_follows_from_the_source(stream: str, about: str) -> None:
    assert about_of(stream) == about


def test_a_long_title_is_cut_and_the_source_kept_whole() -> None:
    make.officer(roles=("counter",))
    long = "Việc " * 100
    needs_person.send(sender=None, stream="dossier:A-1", seq=1, text=long, agency=make.COMMUNE, role="counter", at=make.AT, key="k-9")
    task = Task.objects.get()
    assert (len(task.title), task.source_text) == (200, long)
