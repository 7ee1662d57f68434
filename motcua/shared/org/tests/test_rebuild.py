"""The tables are nothing but what the entries say."""

from datetime import date

import pytest

from motcua.shared.journal.queries import head
from motcua.shared.journal.rebuild import rebuild
from motcua.shared.journal.registry import find
from motcua.shared.org import actions
from motcua.shared.org.models import Agency, Person
from motcua.shared.org.tests import make

ON = date(2025, 2, 1)


def _history() -> None:
    make.agency()
    make.agency("A1")
    make.agency("A2")
    make.unit("U1", agency="A1")
    make.post("a.head", "P1", agency="A1", roles=("leader",), unit="U1", phone="0912345678")
    make.post("b.deputy", "P2", roles=("leader",))
    actions.give_mandate(id="M1", kind="TUQ", grantor="P1", holder="P2", document="3/QĐ", valid_from=make.FROM, by=make.BY, at=make.AT)
    actions.revoke_mandate("M1", on=ON, by=make.BY, at=make.AT)
    actions.rename_agency("A2", name="Tên mới", short_name="Mới", by=make.BY, at=make.AT)
    actions.merge_agencies(["A1"], successors=["A2"], on=ON, by=make.BY, at=make.AT)
    actions.correct_person("a.head", name="Lê Văn An", phone="", by=make.BY, at=make.AT)
    actions.forget_person("a.head", basis="9/QĐ", by=make.BY, at=make.AT)


@pytest.mark.django_db
def test_a_rebuild_gives_equal_tables() -> None:
    _history()
    before = [list(table._default_manager.order_by("pk").values()) for table in (Agency, Person)]
    report = rebuild()
    assert report.broken == []
    assert [list(table._default_manager.order_by("pk").values()) for table in (Agency, Person)] == before


@pytest.mark.django_db
def test_a_missing_row_is_found_by_its_head() -> None:
    make.agency()
    at_end = head(f"agency:{make.CENTRE}")
    projection = find("agency")
    assert at_end is not None
    assert projection is not None
    assert projection.differences([at_end]) == []
    Agency.objects.all().delete()
    assert projection.differences([at_end]) == [f"cơ quan {make.CENTRE} có nhật ký nhưng không có trong bảng."]
