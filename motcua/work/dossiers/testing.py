"""For tests above the rooms of reference data: the demo's agencies, people, calendar and catalogue, loaded once and never committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from motcua.base.time import VN
from motcua.shared.calendars import actions as calendars
from motcua.shared.catalogue import actions as catalogue
from motcua.shared.org import actions as org

BY = "system@000.00.00.H19"
SETTLED = datetime(2024, 1, 1, 8, 0, tzinfo=VN)
DATA_SET = "dong-nai-3"


def load_reference() -> None:
    """What the demo stands on, without dossiers."""
    calendars.load_shipped(by=BY, at=SETTLED)
    org.load_demo(DATA_SET, by=BY, at=SETTLED)
    catalogue.load_shipped(DATA_SET, by=BY, at=SETTLED)


@contextmanager
def province() -> Iterator[None]:
    """The reference data inside a transaction that is rolled back in the end; tests run in savepoints of it."""
    with transaction.atomic():
        load_reference()
        yield
        transaction.set_rollback(True)
