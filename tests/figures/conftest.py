import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from motcua.shared.calendars import cache
from motcua.work.dossiers.testing import province as loaded

Note = Callable[[str, object], None]


@pytest.fixture(scope="package")
def reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo's reference data for all tests of this folder."""
    with django_db_blocker.unblock(), loaded():
        yield


@pytest.fixture
def at_work(reference: None, db: None) -> Iterator[None]:
    """The province, and a savepoint of its own."""
    yield
    cache.touched()


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Note:
    """`note("desk", 12)` keeps a measured figure of this module for `scripts/figures.py`."""
    folder = Path(settings.VAR) / "figures" / request.module.__name__.rpartition("test_")[2]

    def kept(name: str, value: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name.replace('/', ' ')}.json").write_text(json.dumps(value))

    return kept
