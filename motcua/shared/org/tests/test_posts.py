"""People in posts, and mandates between posts."""

from datetime import date

import pytest

from motcua.base.errors import Invalid, NotFound
from motcua.shared.identity.models import User
from motcua.shared.journal.queries import entries, head
from motcua.shared.org import actions, queries
from motcua.shared.org.models import Person, Post
from motcua.shared.org.tests import make

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
DISTRICT, WARD = "000.00.25.H19", "000.01.25.H19"


@pytest.fixture(autouse=True)
def _agencies() -> None:
    make.agency()
    make.agency(DISTRICT, level="huyen", parent=make.CENTRE)
    make.agency(WARD, level="xa", parent=DISTRICT)


def test_who_is_engaged_has_a_person_a_post_and_a_user() -> None:
    make.post("lan.nt.01", "P1", agency=WARD, roles=("counter",), title="Công chức", phone="0912345678")
    assert (Person.objects.get().name, Person.objects.get().phone) == ("Nguyễn Thị Lan", "+84912345678")
    assert User.objects.get().name == "Nguyễn Thị Lan"
    assert not User.objects.get().has_usable_password()
    officer = queries.officer("lan.nt.01")
    assert officer is not None
    assert (officer.post, officer.agency, officer.level, officer.title) == ("P1", WARD, "xa", "Công chức")
    assert (officer.by, officer.who) == (f"lan.nt.01@{WARD}", "lan.nt.01@P1")


def test_name_and_phone_are_sealed_and_stand_nowhere_in_the_entries() -> None:
    make.post("lan.nt.01", "P1", phone="0912345678")
    (registered,), (opened,) = entries("person:lan.nt.01"), entries("post:P1")
    assert (registered.payload, registered.sealed) == ({}, {"name": "Nguyễn Thị Lan", "phone": "+84912345678"})
    assert opened.payload["roles"] == ["specialist"]
    assert "Lan" not in str(opened.payload)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "Lan"}, "username"),
        ({"name": ""}, "name"),
        ({"phone": "123"}, "phone"),
        ({"post": "P1"}, "post"),
        ({"agency": "999"}, "agency"),
        ({"unit": "U9"}, "unit"),
        ({"title": ""}, "title"),
        ({"roles": ["king"]}, "roles"),
        ({"roles": []}, "roles"),
        ({"valid_to": date(2019, 1, 1)}, "valid_to"),
    ],
)
def test_it_refuses_what_is_wrong_and_changes_nothing(change: dict[str, object], field: str) -> None:
    make.post("an.nv.01", "P1")
    right = {"username": "lan.nt.01", "post": "P2", "agency": WARD, "title": "Công chức", "roles": ["counter"], "name": "Nguyễn Thị Lan"}
    with pytest.raises(Invalid) as refused:
        actions.engage(**(right | {"valid_from": make.FROM} | change), by=make.BY, at=make.AT)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert (Person.objects.count(), Post.objects.count(), User.objects.count()) == (1, 1, 1)
    assert head("post:P2") is None


def test_a_second_post_needs_no_second_registration() -> None:
    make.post("lan.nt.01", "P1", agency=WARD)
    make.post("lan.nt.01", "P2", agency=DISTRICT)
    assert [officer.post for officer in queries.posts_of("lan.nt.01")] == ["P1", "P2"]
    second = queries.officer("lan.nt.01", "P2")
    assert second is not None
    assert second.agency == DISTRICT
    assert len(entries("person:lan.nt.01")) == 1


def test_an_ended_post_is_nobodys_from_that_day() -> None:
    make.post("lan.nt.01", "P1")
    actions.end_post("P1", on=ON, by=make.BY, at=make.AT)
    assert queries.officer("lan.nt.01", on=ON) is None
    assert queries.officer("lan.nt.01", on=date(2025, 6, 30)) is not None
    with pytest.raises(Invalid) as refused:
        actions.end_post("P1", on=date(2025, 8, 1), by=make.BY, at=make.AT)
    assert refused.value.fields == {"on": "Đã kết thúc từ ngày 01/07/2025."}
    with pytest.raises(Invalid):
        actions.end_post("P1", on=date(2019, 1, 1), by=make.BY, at=make.AT)
    with pytest.raises(NotFound):
        actions.end_post("P9", on=ON, by=make.BY, at=make.AT)


def test_a_corrected_name_is_shown_everywhere() -> None:
    make.post("lan.nt.01", "P1")
    actions.correct_person("lan.nt.01", name="Nguyễn Thị Lân", phone="0912345679", by=make.BY, at=make.AT)
    officer = queries.officer("lan.nt.01")
    assert officer is not None
    assert officer.name == "Nguyễn Thị Lân"
    assert User.objects.get().name == "Nguyễn Thị Lân"
    with pytest.raises(NotFound):
        actions.correct_person("x.y", name="A", phone="", by=make.BY, at=make.AT)
    with pytest.raises(Invalid):
        actions.correct_person("lan.nt.01", name="", phone="", by=make.BY, at=make.AT)


def test_a_forgotten_person_leaves_only_the_user_name() -> None:
    make.post("lan.nt.01", "P1")
    with pytest.raises(Invalid):
        actions.forget_person("lan.nt.01", basis="12/QĐ-UBND", by=make.BY, at=make.AT)
    actions.end_post("P1", on=date(2025, 3, 1), by=make.BY, at=make.AT)
    actions.forget_person("lan.nt.01", basis="12/QĐ-UBND", by=make.BY, at=make.AT)
    person, user = Person.objects.get(), User.objects.get()
    assert (person.name, person.phone, user.name, user.is_active) == ("", "", "", False)
    assert [(entry.kind, entry.sealed) for entry in entries("person:lan.nt.01")] == [("person.registered", None), ("person.erased", None)]


def test_leaders_see_their_subtree_and_some_see_all() -> None:
    leader = make.officer("a.lead", agency_code=DISTRICT, roles=("leader",))
    counter = make.officer("a.counter", agency_code=WARD, roles=("counter",))
    auditor = make.officer("a.audit", roles=("auditor",))
    chair = make.officer("a.chair", roles=("chairman_office",))
    assert (leader.scope, leader.sees_all) == (frozenset({DISTRICT, WARD}), False)
    assert (counter.scope, counter.sees_all) == (frozenset({WARD}), False)
    assert (auditor.sees_all, chair.sees_all) == (True, True)
    assert counter.has("counter", "clerk")
    assert not counter.has("leader")


def test_colleagues_by_role_and_unit() -> None:
    make.unit("U1")
    make.post("b.one", "P2", roles=("specialist",), unit="U1")
    make.post("a.two", "P1", roles=("specialist", "clerk"))
    make.post("c.old", "P0", roles=("specialist",), valid_to=date(2021, 1, 1))
    assert [officer.username for officer in queries.colleagues(make.CENTRE)] == ["a.two", "b.one"]
    assert [officer.username for officer in queries.colleagues(make.CENTRE, "clerk")] == ["a.two"]
    assert [officer.username for officer in queries.colleagues(make.CENTRE, "specialist", unit="U1")] == ["b.one"]
    assert queries.colleagues("999") == []


def test_a_mandate_lets_one_post_act_for_another_between_its_days() -> None:
    make.post("a.head", "P1", agency=WARD, roles=("leader",))
    make.post("b.deputy", "P2", agency=WARD, roles=("specialist",))
    deputy = queries.in_post("P2")
    assert deputy is not None
    assert not queries.may_act_for(deputy, "leader", make.FROM)
    actions.give_mandate(
        id="M1", kind="KT", grantor="P1", holder="P2", document="01/PC", valid_from=date(2025, 3, 1), valid_to=ON, by=make.BY, at=make.AT
    )
    assert [queries.may_act_for(deputy, what, date(2025, 3, 1)) for what in ("leader", "P1", "specialist", "clerk")] == [True, True, True, False]
    assert not queries.may_act_for(deputy, "leader", date(2025, 2, 28))
    assert not queries.may_act_for(deputy, "leader", ON)
    mandate = queries.mandate_for(deputy, "leader", date(2025, 3, 1))
    assert mandate is not None
    assert (mandate.kind, mandate.document) == ("KT", "01/PC")
    actions.revoke_mandate("M1", on=date(2025, 4, 1), by=make.BY, at=make.AT)
    assert queries.may_act_for(deputy, "leader", date(2025, 3, 31))
    assert not queries.may_act_for(deputy, "leader", date(2025, 4, 1))


def test_a_mandate_ends_with_the_post_that_gave_it() -> None:
    make.post("a.head", "P1", roles=("leader",))
    make.post("b.deputy", "P2")
    actions.give_mandate(id="M1", kind="TL", grantor="P1", holder="P2", document="01/PC", valid_from=make.FROM, by=make.BY, at=make.AT)
    actions.end_post("P1", on=ON, by=make.BY, at=make.AT)
    deputy = queries.in_post("P2")
    assert deputy is not None
    assert not queries.may_act_for(deputy, "leader", ON)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"kind": "XX"}, "kind"), ({"grantor": "P9"}, "grantor"), ({"holder": "P1"}, "holder"), ({"valid_to": make.FROM}, "valid_to")],
)
def test_a_mandate_without_sense_is_refused(change: dict[str, object], field: str) -> None:
    make.post("a.head", "P1")
    make.post("b.deputy", "P2")
    right = {"id": "M1", "kind": "KT", "grantor": "P1", "holder": "P2", "document": "01/PC", "valid_from": make.FROM}
    with pytest.raises(Invalid) as refused:
        actions.give_mandate(**(right | change), by=make.BY, at=make.AT)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert head("mandate:M1") is None
    with pytest.raises(NotFound):
        actions.revoke_mandate("M1", on=ON, by=make.BY, at=make.AT)
