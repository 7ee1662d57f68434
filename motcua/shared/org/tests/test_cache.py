"""The copy in memory is fresh where it must be, and private where nothing is committed yet."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections, transaction

from motcua.shared.org import actions, cache
from motcua.shared.org import queries as org
from motcua.shared.org.models import Agency
from motcua.shared.org.tests import make

OTHER = "000.00.03.H19"


class Gone(Exception):
    """To leave a transaction."""


def _elsewhere(question: Any) -> Any:
    """The answer of another thread, which has its own connection."""

    def asked() -> Any:
        try:
            return question()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()


@pytest.mark.django_db
def test_many_questions_cost_one_loading(queries: Any) -> None:
    make.agency()
    cache.forget()
    with queries.at_most(6):
        org.agency(make.CENTRE)
    with queries(0):
        org.agency(make.CENTRE)
        org.officers()
        org.units(make.CENTRE)


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_seen_by_its_own_transaction_alone() -> None:
    make.agency()
    assert org.agency(OTHER) is None

    def change() -> None:
        with transaction.atomic():
            make.agency(OTHER)
            assert org.agency(OTHER) is not None
            assert _elsewhere(lambda: org.agency(OTHER)) is None
            raise Gone

    with pytest.raises(Gone):
        change()
    assert org.agency(OTHER) is None
    make.agency(OTHER)
    assert org.agency(OTHER) is not None
    assert _elsewhere(lambda: org.agency(OTHER)) is not None


@pytest.mark.django_db
def test_a_savepoint_rolled_back_takes_its_copy_along() -> None:
    make.agency()

    def change() -> None:
        with transaction.atomic():
            actions.rename_agency(make.CENTRE, name="Tên nháp", short_name="Nháp", by=make.BY, at=make.AT)
            assert org.agency_name(make.CENTRE) == "Tên nháp"
            raise Gone

    with pytest.raises(Gone):
        change()
    assert org.agency_name(make.CENTRE) == f"Cơ quan {make.CENTRE}"


@pytest.mark.django_db(transaction=True)
def test_what_another_process_changed_is_seen_by_the_stamp(settings: Any) -> None:
    make.agency()
    assert org.agency_name(make.CENTRE) == f"Cơ quan {make.CENTRE}"
    Agency.objects.update(name="Do nơi khác đổi")  # no projection of this process: as another one would
    assert org.agency_name(make.CENTRE) == f"Cơ quan {make.CENTRE}"
    settings.ORG_FRESH_SECONDS = 0
    assert org.agency_name(make.CENTRE) == "Do nơi khác đổi"


@pytest.mark.django_db(transaction=True)
def test_looking_at_the_stamp_is_one_statement(settings: Any, queries: Any) -> None:
    make.agency()
    org.agency(make.CENTRE)
    settings.ORG_FRESH_SECONDS = 0
    with queries(1):
        org.agency(make.CENTRE)


@pytest.mark.django_db
def test_every_change_gives_a_stamp_never_used_before() -> None:
    make.agency()
    stamps = []
    for change in (
        lambda: Agency.objects.update(name="Một"),
        lambda: Agency.objects.update(name="Hai"),
        lambda: Agency.objects.filter(pk=make.CENTRE).delete(),
    ):
        change()
        with connection.cursor() as cursor:
            cursor.execute("select value from org_stamp")
            stamps.append(cursor.fetchone()[0])
    assert stamps == sorted(set(stamps))


@pytest.mark.django_db
def test_today_is_the_day_in_vietnam() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select (now() at time zone 'Asia/Ho_Chi_Minh')::date")
        (today,) = cursor.fetchone()
    assert isinstance(today, date)
    cache.forget()
    assert cache.snapshot().today == today
