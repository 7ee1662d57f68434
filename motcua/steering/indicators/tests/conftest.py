from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from motcua.shared.calendars import cache
from motcua.work.dossiers.testing import province as loaded


@pytest.fixture(scope="package")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo's reference data for all tests of this folder."""
    with django_db_blocker.unblock(), loaded():
        yield


@pytest.fixture
def at_work(province: None, db: None) -> Iterator[None]:
    """The province, and a savepoint of its own."""
    yield
    cache.touched()
