"""Tables are projections and nothing more: emptied and replayed they are equal, and what differs is named."""

import pytest

from motcua.shared.journal import actions, registry
from motcua.shared.journal.entries import Draft
from motcua.shared.journal.rebuild import rebuild
from motcua.shared.journal.tests import library
from motcua.shared.journal.tests.library import AT, A, Book, Loan, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("books")]


def rows():
    return list(Book.objects.order_by("code").values()), list(Loan.objects.order_by("book", "seq").values("book", "seq", "reader"))


def test_a_replay_gives_equal_tables():
    library.shelf(6)
    before = rows()
    seen = []
    report = rebuild(progress=lambda done, total: seen.append((done, total)))
    assert report.broken == []
    assert report.counts == {"entries": 27, "tables": 2, "rows": 21}
    assert rows() == before
    assert seen == [(27, 27)]


def test_an_erased_stream_replays_too():
    library.shelf(2)
    actions.erase("book:S0", [2], by=A, at=AT, basis="13/2023")
    before = rows()
    assert rebuild().whole
    assert rows() == before


def test_a_difference_is_named_and_mended():
    library.shelf(3)
    before = rows()
    run("update test_book set holder = 'C', seq = 7 where code = 'S1'")
    run("insert into test_book (code, seq, holder, at) values ('S9', 1, 'A', now())")
    run("delete from test_book where code = 'S2'")
    report = rebuild()
    assert report.broken == [
        "Bảng test_book, dòng S1: khác ở cột holder, seq.",
        "Bảng test_book, dòng S2: trước không có, chiếu lại thì có.",
        "Bảng test_book, dòng S9: trước có, chiếu lại thì không.",
    ]
    assert rows() == before
    assert rebuild().whole


def test_a_row_with_a_drawn_key_is_compared_by_its_values():
    library.shelf(2)
    run("update test_loan set reader = 'Ai đó' where seq = 2 and book = 'S0'")
    report = rebuild()
    assert len(report.broken) == 2
    assert all(sentence.startswith("Bảng test_loan, dòng ") for sentence in report.broken)
    assert "Ai đó" not in "".join(report.broken)


def test_a_projector_that_fails_changes_nothing(monkeypatch):
    library.shelf(2)
    before = rows()

    def fail(entry):
        if entry.seq == 3:
            raise KeyError("reader")
        library.project(entry)

    monkeypatch.setitem(registry._projections, "book", registry.Projection("book", fail, (Book, Loan)))
    assert rebuild().broken == ["book:S0, mục 3: không chiếu lại được (KeyError: 'reader')."]
    assert rows() == before


def test_a_stream_that_nobody_projects_is_named(bare):
    actions.append("bare:1", [Draft("bare.noted", {})], by=A, at=AT)
    registry.forget("bare")
    assert rebuild().broken == ["bare:1, mục 1: không chiếu lại được (LookupError: không có phép chiếu cho bare)."]
