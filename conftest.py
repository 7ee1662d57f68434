"""Guard-rails of all tests: the embedded database, warnings as errors."""

import os
from pathlib import Path

import pytest

from motcua.config import environment, postgres

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure(config: pytest.Config) -> None:
    if not os.environ.get("DATABASE_URL"):
        root = Path(__file__).parent
        postgres.start(environment.var_dir(root) / "pg", extra="fsync = off\nsynchronous_commit = off\n")
