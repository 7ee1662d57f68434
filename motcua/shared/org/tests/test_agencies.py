"""Agencies and units: opened, renamed, merged."""

from datetime import date

import pytest

from motcua.base.errors import Invalid, NotFound
from motcua.shared.journal.queries import entries, head
from motcua.shared.org import actions, queries
from motcua.shared.org.models import Agency, Unit
from motcua.shared.org.tests import make

pytestmark = pytest.mark.django_db
DISTRICT, WARD, OTHER = "000.00.25.H19", "000.01.25.H19", "000.02.25.H19"
ON = date(2025, 7, 1)


@pytest.fixture
def _communes() -> None:
    make.agency()
    make.agency(DISTRICT, level="huyen", parent=make.CENTRE, gso_code="731")
    make.agency(WARD, level="xa", parent=DISTRICT, gso_code="25993", counter=True, name="Ủy ban nhân dân phường Trảng Dài")
    make.agency(OTHER, level="xa", parent=DISTRICT, gso_code="25996", counter=True)


def test_an_agency_is_opened_by_one_entry_of_its_stream() -> None:
    found = actions.open_agency(
        code="000.00.03.H19", name="Sở Tư pháp", level="tinh", kind="department", valid_from=make.FROM, by=make.BY, at=make.AT
    )
    (entry,) = entries("agency:000.00.03.H19")
    assert (entry.kind, entry.by, entry.at, entry.sealed) == ("agency.opened", make.BY, make.AT, None)
    assert entry.payload == {
        "name": "Sở Tư pháp",
        "short_name": "Sở Tư pháp",
        "level": "tinh",
        "kind": "department",
        "parent": None,
        "gso_code": None,
        "counter": False,
        "valid_from": "2020-01-01",
    }
    assert (found.code, found.name, found.valid_from, found.valid_to, found.successors) == ("000.00.03.H19", "Sở Tư pháp", make.FROM, None, ())
    assert queries.agency("000.00.03.H19") == found


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"code": "000 03"}, "code", "Mã chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang."),
        ({"code": WARD}, "code", "Mã này đã dùng."),
        ({"name": "  "}, "name", "Tên không được để trống và dài tối đa 200 ký tự."),
        ({"level": "bo"}, "level", "Cấp phải là tinh, huyen hoặc xa."),
        ({"parent": "999"}, "parent", "Không có cơ quan 999."),
    ],
)
@pytest.mark.usefixtures("_communes")
def test_it_refuses_what_is_wrong_and_changes_nothing(change: dict[str, str], field: str, sentence: str) -> None:
    right = {"code": "000.00.03.H19", "name": "Sở Tư pháp", "level": "tinh", "kind": "department", "parent": make.CENTRE}
    with pytest.raises(Invalid) as refused:
        actions.open_agency(**(right | change), valid_from=make.FROM, by=make.BY, at=make.AT)  # type: ignore[arg-type]
    assert refused.value.fields == {field: sentence}
    assert Agency.objects.count() == 4
    assert head("agency:000.00.03.H19") is None


@pytest.mark.usefixtures("_communes")
def test_a_renamed_agency_keeps_its_code() -> None:
    found = actions.rename_agency(WARD, name="Ủy ban nhân dân phường Trảng Dài mới", short_name="UBND phường Trảng Dài", by=make.BY, at=make.AT)
    assert (found.code, found.name, found.short_name) == (WARD, "Ủy ban nhân dân phường Trảng Dài mới", "UBND phường Trảng Dài")
    assert [entry.kind for entry in entries(f"agency:{WARD}")] == ["agency.opened", "agency.renamed"]


def test_an_unknown_agency_cannot_be_renamed() -> None:
    with pytest.raises(NotFound):
        actions.rename_agency("999", name="Sở", short_name="Sở", by=make.BY, at=make.AT)


@pytest.mark.usefixtures("_communes")
def test_a_merged_agency_keeps_its_code_and_leads_to_its_successor() -> None:
    make.unit("U1", agency=OTHER)
    make.post("lan.nt.25996", "P1", agency=OTHER)
    actions.merge_agencies([OTHER], successors=[WARD], on=ON, by=make.BY, at=make.AT)
    ended = queries.agency(OTHER)
    assert ended is not None
    assert (ended.valid_to, ended.successors) == (ON, (WARD,))
    assert OTHER not in [found.code for found in queries.agencies(on=ON)]
    assert OTHER in [found.code for found in queries.agencies(on=date(2025, 6, 30))]
    heir = queries.heir(OTHER, on=ON)
    assert heir is not None
    assert heir.code == WARD
    assert queries.agency_of_ward("25996", on=ON) == WARD
    assert queries.agency_of_ward("25996", on=date(2025, 6, 30)) == OTHER
    assert queries.in_post("P1", on=ON) is None
    assert queries.in_post("P1", on=date(2025, 6, 30)) is not None
    assert Unit.objects.get(pk="U1").valid_to == ON


@pytest.mark.parametrize(
    ("codes", "successors", "field"),
    [
        ([], [WARD], "codes"),
        ([OTHER], [], "successors"),
        ([OTHER], [OTHER], "successors"),
        ([OTHER], ["999"], "successors"),
        (["999"], [WARD], "codes"),
    ],
)
@pytest.mark.usefixtures("_communes")
def test_a_merger_without_sense_changes_nothing(codes: list[str], successors: list[str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.merge_agencies(codes, successors=successors, on=ON, by=make.BY, at=make.AT)
    assert list(refused.value.fields) == [field]
    assert Agency.objects.filter(valid_to=None).count() == 4


@pytest.mark.usefixtures("_communes")
def test_what_ended_does_not_end_again() -> None:
    actions.merge_agencies([OTHER], successors=[WARD], on=ON, by=make.BY, at=make.AT)
    with pytest.raises(Invalid) as refused:
        actions.merge_agencies([OTHER], successors=[WARD], on=date(2025, 8, 1), by=make.BY, at=make.AT)
    assert "không còn hoặc chưa hoạt động vào ngày 01/08/2025" in refused.value.fields["codes"]


@pytest.mark.usefixtures("_communes")
def test_only_the_centre_writes() -> None:
    with pytest.raises(Exception, match="không giữ"):
        actions.rename_agency(WARD, name="Tên khác", short_name="Khác", by=f"lan@{WARD}", at=make.AT)
    assert queries.agency_name(WARD) == "Ủy ban nhân dân phường Trảng Dài"


@pytest.mark.usefixtures("_communes")
def test_a_unit_opens_in_a_standing_agency_and_closes_when_empty() -> None:
    make.unit("U1", agency=DISTRICT, name="Phòng Tư pháp")
    assert [unit.name for unit in queries.units(DISTRICT)] == ["Phòng Tư pháp"]
    found = queries.unit_named(DISTRICT, "Phòng Tư pháp")
    assert found is not None
    assert found.code == "U1"
    make.post("lan.nt.731", "P1", agency=DISTRICT, unit="U1")
    with pytest.raises(Invalid) as refused:
        actions.close_unit("U1", on=ON, by=make.BY, at=make.AT)
    assert refused.value.fields == {"code": "Còn 1 người giữ chức danh trong phòng ban này; hãy chuyển họ trước."}
    actions.end_post("P1", on=ON, by=make.BY, at=make.AT)
    actions.close_unit("U1", on=ON, by=make.BY, at=make.AT)
    assert queries.units(DISTRICT, on=ON) == []
    with pytest.raises(NotFound):
        actions.close_unit("U9", on=ON, by=make.BY, at=make.AT)


@pytest.mark.usefixtures("_communes")
def test_districts_and_trees() -> None:
    assert queries.parent_district(WARD) == DISTRICT
    assert queries.parent_district(DISTRICT) is None
    assert queries.district_of(DISTRICT) == DISTRICT
    assert queries.district_of(WARD) == DISTRICT
    assert queries.district_of(make.CENTRE) is None
    assert queries.subtree(make.CENTRE) == [make.CENTRE, DISTRICT, WARD, OTHER]
    assert queries.subtree("999") == []
    assert [found.code for found in queries.counters()] == [WARD, OTHER]
    assert queries.known([WARD, "999"]) == [WARD]
    assert queries.agency_of_ward("99999") is None
