"""Guard-rails of all tests: an own database server, no network, rows without an order shuffled, undefined template variables fail."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from motcua.shared.journal import testing as journal
from tests.guards import databases, network, rows, templates

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
pytest_plugins = ["tests.browser", "tests.instance"]


def pytest_configure(config: pytest.Config) -> None:
    var = Path(settings.VAR)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    databases.start(var)
    databases.renew_if_changed(config, var)
    network.install()
    rows.install()
    templates.install()
    journal.install()


def pytest_unconfigure(config: pytest.Config) -> None:
    databases.stop(Path(settings.VAR))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Runs after the database was made: remembers for which schema."""
    databases.remember(Path(settings.VAR))


@pytest.fixture(autouse=True)
def _seeded(request: pytest.FixtureRequest) -> None:
    rows.seed(request.node.nodeid)


@pytest.fixture
def queries(db: None) -> rows.Queries:
    """Counts statements: `with queries(3): …`, `with queries.at_most(3): …`."""
    return rows.Queries()
