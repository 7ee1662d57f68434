import pytest

from tests.calls import Province
from tests.instance import Instance


@pytest.fixture(scope="session")
def province(instance: Instance) -> Province:
    """The running instance, called as a stranger does."""
    return Province(instance)
