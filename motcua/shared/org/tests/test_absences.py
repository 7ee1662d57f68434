"""Absence and substitution: who may record it, who may stand in, and that it ends by itself."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.base.errors import Forbidden, Invalid, NotFound
from motcua.base.time import VN, now
from motcua.shared.journal.queries import entries
from motcua.shared.journal.rebuild import rebuild
from motcua.shared.org import actions, queries
from motcua.shared.org.models import Absence
from motcua.shared.org.officer import Officer
from motcua.shared.org.tests import make

pytestmark = pytest.mark.django_db
WARD = "000.01.25.H19"
UNIT = f"{WARD}-TP"


@pytest.fixture(autouse=True)
def _people() -> None:
    make.agency()
    make.agency(WARD, level="xa", parent=make.CENTRE)
    make.unit(UNIT, agency=WARD, name="Tư pháp")
    make.post("lan.nt", agency=WARD, name="Nguyễn Thị Lan", unit=UNIT)
    make.post("minh.lv", agency=WARD, roles=("counter",), name="Lê Văn Minh")
    make.post("hoa.tt", agency=WARD, roles=("head_of_unit",), name="Trần Thị Hoa", unit=UNIT)
    make.post("son.pv", agency=WARD, roles=("leader",), name="Phạm Văn Sơn")
    make.post("tam.dt", agency=WARD, roles=("leader",), name="Đỗ Thị Tâm")
    make.post("quan.tri", roles=("admin",), name="Lý Quản")
    make.post("an.nv", roles=("specialist",), name="Nguyễn Văn An")


def today() -> date:
    return now().astimezone(VN).date()


def who(username: str, on: date | None = None) -> Officer:
    found = queries.officer(username, on=on)
    assert found is not None
    return found


def record(by: str = "lan.nt", **given: Any) -> Absence:
    values = {"username": "lan.nt", "agency": WARD, "substitute": "minh.lv", "kind": "leave"}
    days = {"valid_from": today(), "valid_to": today() + timedelta(days=3)}
    return actions.record_absence(**(values | days | given), officer=who(by), at=now())


@pytest.mark.parametrize("by", ["lan.nt", "hoa.tt", "son.pv", "quan.tri"])
def test_the_person_the_head_the_leader_or_an_administrator_records_it(by: str) -> None:
    row = record(by)
    (entry,) = entries(f"absence:{row.id}")
    assert entry.payload["recorded_by"] == who(by).by
    assert entry.by.endswith(f"@{WARD}")
    assert "Lan" not in str(entry.payload)


@pytest.mark.parametrize("by", ["minh.lv", "an.nv"])
def test_a_stranger_does_not_record_it(by: str) -> None:
    with pytest.raises(Forbidden, match="Chỉ người vắng"):
        record(by)
    assert not Absence.objects.exists()


def test_the_substitute_has_the_roles_meanwhile_and_not_after() -> None:
    record()
    stands = who("minh.lv")
    assert (set(stands.roles), set(stands.lent), list(stands.instead_of)) == ({"counter", "specialist"}, {"specialist"}, ["lan.nt"])
    after = who("minh.lv", today() + timedelta(days=3))
    assert (set(after.roles), set(after.lent), list(after.instead_of)) == ({"counter"}, set(), [])
    away = who("lan.nt").away
    assert away is not None
    assert (away.last_day, away.substitute) == (today() + timedelta(days=2), "Lê Văn Minh")
    assert [o.username for o in queries.colleagues(WARD, "specialist")] == ["lan.nt", "minh.lv"]


def test_a_lent_role_records_no_absence_of_others() -> None:
    record("hoa.tt", username="hoa.tt", substitute="minh.lv")
    assert who("minh.lv").has("head_of_unit")
    with pytest.raises(Forbidden):
        record("minh.lv")


def test_a_signature_is_never_lent() -> None:
    with pytest.raises(Invalid, match="ủy quyền ký thay") as refused:
        record("son.pv", username="son.pv", substitute="tam.dt")
    assert list(refused.value.fields) == ["substitute"]
    grantor, holder = f"{WARD}-son.pv", f"{WARD}-tam.dt"
    actions.give_mandate(id="KT1", kind="KT", grantor=grantor, holder=holder, document="1", valid_from=today(), by=make.BY, at=make.AT)
    record("son.pv", username="son.pv", substitute="tam.dt")
    assert who("tam.dt").lent == frozenset()
    assert who("tam.dt").instead_of == ("son.pv",)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "ill"}, "kind"),
        ({"substitute": "an.nv"}, "substitute"),
        ({"substitute": "lan.nt"}, "substitute"),
        ({"username": "an.nv"}, "username"),
        ({"valid_to": date(2020, 1, 1), "valid_from": date(2019, 1, 1)}, "valid_to"),
        ({"valid_to": date(2199, 1, 1)}, "valid_to"),
        ({"valid_from": date(2199, 1, 1)}, "valid_to"),
    ],
)
def test_it_refuses_what_is_wrong_and_changes_nothing(change: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        record("son.pv", **change)
    assert field in refused.value.fields
    assert not Absence.objects.exists()


def test_nobody_is_away_twice_nor_while_standing_in() -> None:
    record()
    with pytest.raises(Invalid, match="kết thúc lần ấy trước"):
        record()
    with pytest.raises(Invalid, match="đang làm thay Nguyễn Thị Lan"):
        record("minh.lv", username="minh.lv", substitute="hoa.tt")
    with pytest.raises(Invalid, match="Hãy chọn đồng nghiệp"):
        record("hoa.tt", username="hoa.tt", substitute="lan.nt")


def test_back_before_the_day() -> None:
    row = record()
    done = actions.end_absence(row.id, officer=who("hoa.tt"), at=now())
    assert (done.valid_to, done.ended_by) == (today(), who("hoa.tt").by)
    assert who("minh.lv").instead_of == ()
    with pytest.raises(Invalid, match="đã kết thúc"):
        actions.end_absence(row.id, officer=who("lan.nt"), at=now())
    with pytest.raises(NotFound):
        actions.end_absence("khong-co", officer=who("lan.nt"), at=now())


def test_one_that_has_not_begun_is_cancelled_and_a_rebuild_gives_the_same() -> None:
    row = record(valid_from=today() + timedelta(days=5), valid_to=today() + timedelta(days=9))
    with pytest.raises(Forbidden):
        actions.end_absence(row.id, officer=who("minh.lv"), at=now())
    done = actions.end_absence(row.id, officer=who("lan.nt"), at=now())
    assert done.valid_to == done.valid_from
    before = list(Absence.objects.order_by("id").values())
    assert rebuild().broken == []
    assert list(Absence.objects.order_by("id").values()) == before


def test_the_moment_is_passed_in() -> None:
    at = datetime(2025, 3, 3, 8, 0, tzinfo=VN)
    row = actions.record_absence(
        username="lan.nt",
        agency=WARD,
        substitute="minh.lv",
        kind="mission",
        valid_from=at.date(),
        valid_to=at.date() + timedelta(days=1),
        officer=who("lan.nt"),
        at=at,
    )
    assert row.recorded_at == at
