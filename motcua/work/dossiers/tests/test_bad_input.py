"""What no form sends and a stranger might: odd characters, odd types, files of others, places where nobody works."""

from typing import Any

import pytest

from motcua.base.errors import Invalid, NotFound
from motcua.shared.files.models import StoredFile
from motcua.shared.journal import queries as journal
from motcua.work.dossiers import actions, queries
from motcua.work.dossiers.models import Content, Dossier
from motcua.work.dossiers.tests.make import APPLICANT, DISTRICT, MONDAY, able, accepted, body_for, do, filing, officer

pytestmark = pytest.mark.usefixtures("at_work")
ODD = ["a\x00b", "a\ud800b"]


def at_desk() -> Dossier:
    return do(do(accepted(), "hand_over"), "take_over")


def refused(row: Dossier, act: str, **given: Any) -> dict[str, str]:
    """The sentences by field of a refusal that changed nothing."""
    who = able(row, act, row.since)
    with pytest.raises(Invalid) as caught:
        actions.perform(row.code, act, {**body_for(row, act, who, row.since), **given}, officer=who, at=row.since)
    assert Dossier.objects.get(code=row.code).seq == row.seq
    return caught.value.fields


def refused_filing(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        actions.receive(filing(**changes), officer=officer("counter"), at=MONDAY)
    assert not Dossier.objects.exists()
    return caught.value.fields


@pytest.mark.parametrize("odd", ODD)
def test_characters_that_nothing_can_keep_are_named(odd: str) -> None:
    assert "note" in refused_filing(note=odd)
    assert "applicant.name" in refused_filing(applicant={**APPLICANT, "name": odd})
    assert "reason" in refused_filing(decision="refuse", reason=odd)
    assert "note" in refused(at_desk(), "appraise", note=odd)


@pytest.mark.parametrize("odd", ODD)
def test_they_name_no_dossier(odd: str) -> None:
    with pytest.raises(NotFound):
        queries.get(odd, officer("counter"))


@pytest.mark.parametrize("kind", [["person"], {"a": 1}, 7, True])
def test_a_kind_of_another_type_is_named(kind: Any) -> None:
    assert "applicant.kind" in refused_filing(applicant={**APPLICANT, "kind": kind})


@pytest.mark.parametrize("case", [["x"], {"a": 1}, 7])
def test_a_case_of_another_type_is_named(case: Any) -> None:
    assert "case" in refused_filing(case=case)


def test_numbers_are_kept_without_blanks_so_that_a_double_is_seen() -> None:
    first = accepted(applicant={**APPLICANT, "id_number": "075 190 001 234", "phone": "090 123 4567"})
    content = Content.objects.get(dossier=first.code)
    assert (content.id_number, content.phone) == ("075190001234", "0901234567")
    assert actions.receive(filing(), officer=officer("counter"), at=MONDAY).warnings


ITEM = {"key": "khac-1", "note": "x"}


@pytest.mark.parametrize(
    "items",
    [
        [{**ITEM, "note": 1.5}],
        [{**ITEM, "note": "a\x00"}],
        [{**ITEM, "note": {"a": {"b": []}}}],
        [{**ITEM, "key": ""}],
        [{**ITEM, "key": 7}],
        [{**ITEM, "originals": 1.5}],
        [{**ITEM, "copies": -1}],
        [{**ITEM, "key": "khong-co-1"}],
        [],
        ["x"],
        "x",
        [ITEM] * 201,
    ],
)
def test_a_list_of_papers_is_read_word_by_word(items: Any) -> None:
    assert "items" in refused(at_desk(), "draft_supplement", items=items)


def test_only_what_is_known_of_a_paper_is_kept() -> None:
    row = do(at_desk(), "draft_supplement", items=[{**ITEM, "strange": 1.5, "name": "Giấy khác"}])
    sealed = journal.entries(f"supplement:{row.code}:1")[0].sealed
    assert sealed == {"items": [{"key": "khac-1", "name": "Giấy khác", "note": "x", "originals": 0, "copies": 0, "file": None}]}


@pytest.mark.parametrize(
    ("field", "value"),
    [("birth_on", "2027-01-01"), ("birth_on", "03/02/1990"), ("phone", "12"), ("id_number", "1"), ("email", "ai do"), ("name", "x" * 201)],
)
def test_a_correction_keeps_the_rules_of_the_counter(field: str, value: str) -> None:
    assert "value" in refused(accepted(), "correct", field=field, value=value)


def test_a_date_is_written_in_one_way() -> None:
    row = do(do(do(at_desk(), "appraise"), "submit_for_signature"), "sign")
    assert refused(row, "enter_result", on="20261109") == {"on": "Ngày viết theo dạng 2025-01-24."}


def stored(id: str, by: str) -> str:
    StoredFile.objects.create(id=id, sha256="a" * 64, size=3, type="application/pdf", name="a.pdf", by=by, at=MONDAY)
    return id


def with_file(id: str) -> dict[str, Any]:
    body = filing()
    body["papers"][0]["file"] = id
    return {"papers": body["papers"]}


def test_a_file_of_somebody_else_is_not_attached() -> None:
    assert "papers.0.file" in refused_filing(**with_file(stored("f1", officer("counter", nth=1).by)))


def test_a_file_that_lies_in_a_dossier_one_may_see_is_attached_again() -> None:
    row = accepted(**with_file(stored("f2", officer("counter").by)))
    row = do(do(row, "hand_over", to=DISTRICT), "take_over", officer("specialist", DISTRICT))
    row = do(do(row, "appraise"), "submit_for_signature")
    row = do(do(row, "sign"), "enter_result", file="f2")
    result = queries.content_of(row.code).result
    assert result is not None
    assert result["file"]["id"] == "f2"


def test_a_file_in_a_dossier_that_one_may_not_see_stays_unknown() -> None:
    accepted(**with_file(stored("f3", officer("counter").by)))
    with pytest.raises(Invalid) as caught:
        actions.receive({**filing(), **with_file("f3")}, officer=officer("counter", DISTRICT), at=MONDAY)
    assert "papers.0.file" in caught.value.fields
