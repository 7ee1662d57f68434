"""A small room on top of the journal: books on shelves, each with its own stream and two projected tables."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from motcua.shared.journal import registry
from motcua.shared.journal.tests import library


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    settings.PUBLISHED = tmp_path / "published"
    settings.NODE_NAME = "dong-nai"


@pytest.fixture(autouse=True)
def _no_other_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms above register their projections too; here only the tests' own count."""
    monkeypatch.setattr(registry, "_projections", {})


@pytest.fixture
def books(db: None) -> Iterator[None]:
    """Streams `book:` are projected into two temporary tables."""
    with connection.cursor() as cursor:
        for statement in library.TABLES:
            cursor.execute(statement)
    registry.register("book", library.project, tables=[library.Book, library.Loan], check_head=library.check_head)
    yield
    registry.forget("book")


@pytest.fixture
def bare() -> Iterator[None]:
    """Streams `bare:` are projected into nothing."""
    registry.register("bare", library.nothing, tables=[])
    yield
    registry.forget("bare")
