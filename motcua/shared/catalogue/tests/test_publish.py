from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from motcua.base.errors import Invalid
from motcua.shared.catalogue import actions, queries
from motcua.shared.catalogue.models import ProcedureVersion
from motcua.shared.catalogue.tests.make import AT, BY, FROM, named, procedure
from motcua.shared.journal import queries as journal
from motcua.shared.journal.rebuild import rebuild
from motcua.shared.journal.rules import CustodyError

pytestmark = pytest.mark.django_db
CODE = "9.000001"


def publish(**changes: object) -> None:
    given: dict[str, object] = {"valid_from": FROM, "by": BY, "at": AT} | changes
    actions.publish_procedure(given.pop("procedure", procedure()), **given)  # type: ignore[arg-type]


def test_a_version_is_an_entry_and_its_projection() -> None:
    found = actions.publish_procedure(procedure(), valid_from=FROM, by=BY, at=AT)
    assert found.version == 1
    entries = journal.entries(f"procedure:{CODE}")
    assert [(entry.kind, entry.seq, entry.by) for entry in entries] == [("procedure.published", 1, BY)]
    assert queries.procedure(CODE, on=FROM) == found
    assert queries.procedure(CODE, on=FROM - timedelta(days=1)) is None
    assert queries.procedure("9.999999") is None


def test_a_decision_from_a_later_day_keeps_the_old_version_until_then() -> None:
    publish()
    later = date(2026, 12, 1)
    publish(procedure=replace(procedure(), name="Tên mới"), valid_from=later)
    assert [(row.version, row.valid_from, row.valid_to) for row in queries.versions(CODE)] == [(2, later, None), (1, FROM, later)]
    before, after = queries.procedure(CODE, on=date(2026, 11, 30)), queries.procedure(CODE, on=later)
    assert before is not None
    assert after is not None
    assert (before.version, before.name, after.version, after.name) == (1, "Thủ tục thử", 2, "Tên mới")
    kept = queries.procedure_version(CODE, 1)
    assert kept is not None
    assert kept.name == "Thủ tục thử"


def test_the_same_again_publishes_nothing() -> None:
    publish()
    publish()
    assert ProcedureVersion.objects.filter(code=CODE).count() == 1


def test_a_version_of_the_same_day_takes_the_place_of_the_first() -> None:
    publish()
    publish(procedure=replace(procedure(), name="Sửa ngay"))
    found = queries.procedure(CODE, on=FROM)
    assert found is not None
    assert found.version == 2


def test_it_refuses_what_would_hold_before_a_published_version_and_changes_nothing() -> None:
    publish(valid_from=date(2026, 1, 1))
    with pytest.raises(Invalid) as refused:
        publish(procedure=replace(procedure(), name="Khác"), valid_from=date(2025, 1, 1))
    assert refused.value.fields == {"valid_from": "Phiên bản 1 đã có hiệu lực từ 01/01/2026; phiên bản mới không thể có hiệu lực sớm hơn."}
    assert len(journal.entries(f"procedure:{CODE}")) == 1


def test_it_refuses_a_process_that_does_not_add_up_and_changes_nothing() -> None:
    wrong = replace(procedure(), steps=procedure(levels=["huyen"]).steps[:-1])
    with pytest.raises(Invalid, match="chưa công bố được"):
        publish(procedure=wrong)
    assert journal.head(f"procedure:{CODE}") is None
    assert not ProcedureVersion.objects.filter(code=CODE).exists()


def test_another_agency_cannot_change_the_procedure() -> None:
    publish()
    with pytest.raises(CustodyError):
        publish(procedure=replace(procedure(), name="Của tôi"), by="ai@000.00.03.H19")
    assert len(journal.entries(f"procedure:{CODE}")) == 1


def test_a_named_process_has_versions_of_its_own() -> None:
    first = named()[0]
    assert actions.publish_process(first, by=BY, at=AT) == 1
    assert actions.publish_process(first, by=BY, at=AT) == 1
    assert actions.publish_process(replace(first, notes=("sửa",)), by=BY, at=AT) == 2
    kept = queries.process(first.key)
    assert kept is not None
    assert (kept.version, kept.total, kept.procedure) == (2, "3wd", "2.000748")
    assert [row.version for row in queries.processes("2.000748")] == [2]


def test_a_named_process_that_does_not_add_up_is_refused() -> None:
    first = named()[0]
    with pytest.raises(Invalid, match="không dùng được"):
        actions.publish_process(replace(first, total=first.total + 1), by=BY, at=AT)
    assert queries.process(first.key) is None


def test_rule_sets_are_put_on_record_once() -> None:
    assert actions.publish_rule_set("nd-61-2018", by=BY, at=AT) == 1
    assert actions.publish_rule_set("nd-61-2018", by=BY, at=AT) == 1
    assert [entry.kind for entry in journal.entries("ruleset:nd-61-2018")] == ["ruleset.published"]


def test_a_published_version_cannot_be_edited_in_place() -> None:
    publish()
    with pytest.raises(DatabaseError, match="never edited"):
        ProcedureVersion.objects.filter(code=CODE).update(name="Sửa lén")


def test_a_replay_of_the_entries_gives_equal_tables() -> None:
    publish()
    publish(procedure=replace(procedure(), name="Tên mới"), valid_from=date(2026, 12, 1))
    actions.publish_process(named()[0], by=BY, at=AT)
    actions.publish_rule_set("nd-61-2018", by=BY, at=AT)
    assert rebuild().broken == []
    assert [row.version for row in queries.versions(CODE)] == [2, 1]
